"""Pictures at paths of one computer, as Typora and Windows write them, and other paths for them.

Pure: what the disk holds is asked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ghblog.linting.spaced import Spaced, spaced
from ghblog.markdown.lines import Lines
from ghblog.markdown.references import Reference, RewriteError, find_references, rewrite
from ghblog.markdown.rewriting import percent
from ghblog.markdown.swapping import Swap, swap

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_ABSOLUTE = re.compile(r"[A-Za-z]:[\\/]|file:|/(?!/)|~[\w.-]*/", re.IGNORECASE)
# What is left alone in a path: never a sign that ends a destination somewhere.
_UNSAFE = re.compile(r"[^A-Za-z0-9\-._~/!+,=@\u0080-\U0010ffff]|\s")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Stray:
    """A picture of a text whose path begins at the root of some computer.

    Attributes:
        start, end: offsets of the destination; of one that is not live, of the whole image.
        line: from 1.
        raw: the destination as typed.
        url: the same as GitHub reads it.
        paths: what it may mean on a disk, the likeliest first.
        alt: of one that is not live, its description; None if it is live.
        attribute: it stands in an HTML tag.
        bare: there, without quotes.
    """

    start: int
    end: int
    line: int
    raw: str
    url: str
    paths: tuple[str, ...]
    alt: str | None = None
    attribute: bool = False
    bare: bool = False


def strays(text: str) -> tuple[Stray, ...]:
    """The pictures and films in `text` with absolute paths, ascending."""
    live = [
        _live(text, each) for each in find_references(text, wanted=_is_absolute) if _shown(each)
    ]
    return tuple(sorted([*live, *_dead(text)], key=lambda each: each.start))


def repointed(text: str, stray: Stray, path: str) -> str | None:
    """`text` with a stray's destination leading to `path`; None if that cannot be done without
    changing something else on the page.

    Args:
        path: relative to the post, with `/`. What could end a destination is percent-encoded.
    """
    new = as_destination(path)
    if stray.alt is not None:
        done = swap(text, [Spaced(stray.start, stray.end, stray.alt, stray.raw).swap(new)])
        return done.text if done.done else None
    # As the page shows it: cmark-gfm encodes what is not ASCII, but not in raw HTML.
    html = new if stray.attribute else _NOT_ASCII.sub(lambda match: percent(match[0]), new)
    done = swap(text, [Swap(stray.start, stray.end, new, html=html)])
    if done.done:
        return done.text
    try:  # such as a definition that several pictures use
        return rewrite(text, [(stray.start, stray.end, path, stray.bare)])
    except RewriteError:
        return None


def as_destination(path: str) -> str:
    """A path as a destination in Markdown or HTML: letters stay, and what could end one somewhere
    is percent-encoded."""
    return _UNSAFE.sub(lambda match: percent(match[0]), path)


def _shown(reference: Reference) -> bool:
    return reference.image or reference.media


def _live(text: str, each: Reference) -> Stray:
    attribute = each.bare or text[each.start - 1 : each.start] in {'"', "'"}
    paths = tuple(dict.fromkeys(_paths(each.raw, each.url)))
    return Stray(
        each.start,
        each.end,
        each.line,
        each.raw,
        each.url,
        paths,
        attribute=attribute,
        bare=each.bare,
    )


def _dead(text: str) -> Iterator[Stray]:
    lines = Lines(text)
    for each in spaced(text):
        if _is_absolute(each.raw):
            paths = tuple(dict.fromkeys(_paths(each.raw, each.raw)))
            line = lines.number(each.start)
            yield Stray(each.start, each.end, line, each.raw, each.raw, paths, alt=each.alt)


def _is_absolute(raw: str) -> bool:
    return _ABSOLUTE.match(raw) is not None or _ABSOLUTE.match(unquote(raw)) is not None


def _paths(raw: str, url: str) -> Iterator[str]:
    """Paths on a disk that a destination may mean. None on another computer of the network:
    asking for one would tell that computer who is asking."""
    for each in (raw, url, unquote(url), unquote(raw)):
        path = _of_file_url(each) if each[:5].lower() == "file:" else each
        if _ABSOLUTE.match(path) and not path.replace("\\", "/").startswith("//"):
            yield path


def _of_file_url(url: str) -> str:
    """The path of `file:///C:/a%20b.png`, `file://localhost/a.png` or `file:C:/a.png`."""
    try:
        parts = urlsplit(url.replace("\\", "/"))
    except ValueError:
        return ""
    if parts.netloc not in {"", "localhost"}:
        return f"{parts.netloc}{parts.path}" if _DRIVE.match(f"{parts.netloc}/") else ""
    rest = url[5:].replace("\\", "/")
    path = re.sub(r"\A//(?:localhost)?(?=/)", "", rest)
    path = unquote(path)
    return path.lstrip("/") if _DRIVE.match(path.lstrip("/")) else path

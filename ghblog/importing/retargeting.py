"""A post's pictures and links, led to files of the blog, every other character as it was."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence

from ghblog.errors import GhblogError
from ghblog.importing.album import is_remote
from ghblog.markdown.references import Reference, RewriteError, find_references, rewrite
from ghblog.markdown.rewriting import Replacement

_NUMBER = re.compile(r"/(?:issues|discussions)/([1-9][0-9]{0,9})")


def retargeted(
    text: str,
    path: str,
    *,
    picture: Callable[[str], str] | None,
    links: Mapping[str, str],
) -> tuple[str, list[str]]:
    """A text whose pictures and links lead to files, and what could not be done.

    Args:
        path: where the text will be.
        picture: URL → the path of its file; raises GhblogError. None: pictures stay.
        links: URL in lower case → the path of its post.
    """
    failed: dict[str, list[str]] = {}
    wanted: list[Replacement] = []
    for reference in find_references(text, wanted=_may_matter):
        try:
            target = _target(reference, picture, links)
        except GhblogError as error:
            failed.setdefault(error.message, []).append(reference.url)
            continue
        if target:
            relative = posixpath.relpath(target, posixpath.dirname(path) or ".")
            wanted.append((reference.start, reference.end, relative, reference.bare))
    done, left = _rewritten(text, wanted)
    notes = [_note(message, urls) for message, urls in failed.items()]
    if left:
        notes.append(f"{left} address(es) could not be replaced without changing something else")
    return done, notes


def _note(message: str, urls: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(urls))
    if len(distinct) == 1:
        return f"{distinct[0]}: {message}; its address stays"
    return f"{distinct[0]} and {len(distinct) - 1} more: {message}; their addresses stay"


def _may_matter(raw: str) -> bool:
    return not raw.startswith("#") and not raw.lower().startswith(("data:", "mailto:"))


def remote_pictures(text: str) -> list[str]:
    """The addresses in the web that a text shows pictures from, once each."""
    shown = (each.url for each in find_references(text, wanted=is_remote) if each.image)
    return list(dict.fromkeys(shown))


def without_addresses(text: str) -> str:
    """A text whose live destinations are gone: equal for texts that differ in nothing else."""
    parts, position = [], 0
    for reference in find_references(text):
        parts.append(text[position : reference.start])
        position = reference.end
    return "".join([*parts, text[position:]]).strip()


def links_of(base: str, paths: Mapping[int, str]) -> dict[str, str]:
    """The addresses of posts, in lower case → their files."""
    return {
        f"{base}/{kind}/{number}".lower(): path
        for number, path in paths.items()
        for kind in ("issues", "discussions")
    }


def _target(
    reference: Reference, picture: Callable[[str], str] | None, links: Mapping[str, str]
) -> str:
    if reference.image and not is_remote(reference.url) and _is_path(reference.url):
        raise GhblogError("it leads nowhere on GitHub, and publishing refuses it as a path")
    if reference.image:
        return picture(reference.url) if picture and is_remote(reference.url) else ""
    if reference.media or not _NUMBER.search(reference.url):
        return ""
    return links.get(reference.url.lower().rstrip("/"), "")


def _is_path(url: str) -> bool:
    scheme_or_folder = url.split("/", maxsplit=1)[0]
    return bool(url) and ":" not in scheme_or_folder and not url.startswith(("//", "#"))


def _rewritten(text: str, wanted: Sequence[Replacement]) -> tuple[str, int]:
    """With as many of the replacements as leave the page alone; how many are left out."""
    try:
        return rewrite(text, wanted), 0
    except RewriteError:
        good = [each for each in wanted if _can(text, each)]
    try:
        return rewrite(text, good), len(wanted) - len(good)
    except RewriteError:
        return text, len(wanted)


def _can(text: str, replacement: Replacement) -> bool:
    try:
        rewrite(text, [replacement])
    except RewriteError:
        return False
    return True

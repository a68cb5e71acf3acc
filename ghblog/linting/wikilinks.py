"""Obsidian's `[[post]]` written anew for a post that moved. What is tried is proved elsewhere."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from ghblog.posts.former import NOTES
from ghblog.posts.targets import relative

_LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]\n|#]*)(?P<part>#[^\[\]\n|]*)?(?P<words>\|[^\[\]\n]*)?\]\]"
)
_IMPOSSIBLE = re.compile(r"[\[\]|#\\\r\n]")


class Wikilink(NamedTuple):
    """One as typed, and other spellings of it, the likeliest first."""

    raw: str
    spellings: tuple[str, ...]


def respelled_wikilink(body: str, start: int, path: str, post: str) -> Wikilink | None:
    """The wikilink at `start`, and spellings that may lead to `path`; None if none stands there.

    The words that readers see stay those that they saw.
    """
    found = _LINK.match(body, start)
    if found is None:
        return None
    escaped = (found["part"] or found["target"]).endswith("\\") and bool(found["words"])
    target, part = found["target"].rstrip("\\").strip(), (found["part"] or "").rstrip("\\")
    words, bar = found["words"], r"\|" if escaped else "|"
    shown = words[1:] if words else _shown(target, part.strip(), embed=bool(found["embed"]))
    bars = (bar,) if words else _bars(body, found)
    spelt = [
        f"{found['embed']}[[{name}{part}{each}{shown}]]"
        for name in _names(target, path, post)
        for each in bars
    ]
    return Wikilink(found[0], tuple(spelt))


def _shown(target: str, part: str, *, embed: bool) -> str:
    """What readers see of a link without words of its own."""
    heading = part.rpartition("#")[2].strip()
    if embed:
        return target + part
    return f"{target} > {heading}" if heading and not heading.startswith("^") else target


def _names(target: str, path: str, post: str) -> list[str]:
    """Names by which a note is found: alone, or with folders where the link had some."""
    plain = path if target.lower().endswith(NOTES) else posixpath.splitext(path)[0]
    names = [posixpath.basename(plain), relative(plain, post), plain]
    if "/" in target.replace("\\", "/"):
        names = [*names[1:], names[0]]
    return [name for name in dict.fromkeys(names) if not _IMPOSSIBLE.search(name)]


def _bars(body: str, link: re.Match[str]) -> tuple[str, str]:
    """A bar, and one as it is written within a table; the likelier first."""
    before = body[body.rfind("\n", 0, link.start()) + 1 : link.start()]
    return (r"\|", "|") if "|" in before else ("|", r"\|")

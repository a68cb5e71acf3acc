"""Links in words that move to a file in another folder. Pure."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from ghblog.markdown.references import RewriteError, find_references, rewrite

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\#?]|\Z")


def moved(text: str, old: str, new: str) -> str:
    """Markdown from a file in the folder `old`, so that its relative links and pictures lead to
    the same files from the folder `new`. What cannot be changed stays."""
    if old == new:
        return text
    found = find_references(text, wanted=lambda raw: not _ELSEWHERE.match(raw))
    replacements = [
        (each.start, each.end, _seen_from(new, old, each.raw), each.bare) for each in found
    ]
    try:
        return rewrite(text, replacements)
    except RewriteError:
        return text


def _seen_from(new: str, old: str, raw: str) -> str:
    path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)\Z", raw, re.DOTALL).groups()  # type: ignore[union-attr]
    target = posixpath.join(old, unquote(path))
    return posixpath.relpath(target, new or ".") + mark + rest

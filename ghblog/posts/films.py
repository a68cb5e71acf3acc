"""Links to films: which of them stand alone, so that GitHub plays a bare URL in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ghblog.markdown.html import unescape
from ghblog.markdown.probe import Probe
from ghblog.posts.targets import file_name

_HEAD = re.compile(r"\]\([ \t]*<?\Z")
_TAIL = re.compile(r""">?(?:[ \t]+(?:"[^"\r\n]*"|'[^'\r\n]*'|\([^()\r\n]*\)))?[ \t]*\)""")
_LINK = re.compile(r'<a href="[^"]*"(?: title="[^"]*")?>([^<]*)</a>')
_LONGEST_LABEL = 500
_TRIES = 4


def alone(text: str, start: int, end: int, *, told: bool) -> tuple[int, int] | None:
    """Offsets of a link to a film that is all of its paragraph; None if it is not.

    Proved by its page: nothing but the link is in its `<p>`, and nothing but text in the link.

    Args:
        start, end: of its destination in `text`.
        told: whether the label is the writer's own words for readers, which must not be lost:
            then it may only be the film's name.
    """
    opening, closing = _HEAD.search(text, 0, start), _TAIL.match(text, end)
    if not opening or not closing:
        return None
    probe = Probe(text)
    for first in _label_starts(text, opening.start()):
        html = probe.page_with(((first, probe.head(0)), (closing.end(), probe.tail(0))))
        label = _only(html or "", f"<p>{probe.head(0)}", f"{probe.tail(0)}</p>\n")
        if label is not None:
            lost = told and not _is_name(unescape(label), text[start:end])
            return None if lost else (first, closing.end())
    return None


def _label_starts(text: str, close: int) -> Iterator[int]:
    """Where the label that ends at `close` may begin, the nearest first."""
    position = close
    for _ in range(_TRIES):
        position = text.rfind("[", max(0, close - _LONGEST_LABEL), position)
        if position < 0:
            return
        yield position


def _only(html: str, before: str, after: str) -> str | None:
    """The label of the link that is all between `before` and `after`; None if it is not."""
    start, end = html.find(before), html.find(after)
    if start < 0 or end < 0:
        return None
    link = _LINK.fullmatch(html, start + len(before), end)
    return link[1] if link else None


def _is_name(label: str, raw: str) -> bool:
    name = file_name(raw)
    return label.strip() in {"", raw, name, name.rpartition(".")[0]}

"""Where a destination might stand in Markdown text: a guess to be proved (`references`).

Too many is harmless, for the probe throws them out again; too few would lose a picture. So only
that is left out which can never be live, or whose probing would cost a page each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ghblog.markdown.places import srcset_spans, trimmed

_OPENING = re.compile(
    r"\]\((?P<plain>[^ \t\n\v\f\r()<\\]++)(?=\))|\](?P<mark>[(:])"
    r"|(?<=[ \t\n\f\r\"'/>])(?P<name>src(?:set)?|href|poster)[ \t\n\f\r]*=",
    re.IGNORECASE,
)
# White space, in which one line may end; the next may begin with the marks of block quotes.
_GAP = re.compile(r"[ \t\v\f]*(?:(?:\r\n?|\n)[ \t\v\f>]*)?")
_ANGLE = re.compile(r"<((?:[^<>\\\r\n]|\\[^\r\n]?)*)>")
_PLAIN = re.compile(r"(?:[^ \t\n\v\f\r()\\]|\\[!-/:-@\[-`{-~]|\\)*")
_VALUE = re.compile(
    r"""(?P<quote>["'])(?P<quoted>.*?)(?P=quote)|(?P<bare>[^ \t\n\f\r>"'][^ \t\n\f\r>]*)""",
    re.DOTALL,
)
# What may stand on a line before a reference definition: marks of quotes, lists, tasks, footnotes.
_LEAD = re.compile(r"[ \t>*+\-0-9.)\ufeff]*(?:\[[ xX]\][ \t]*|\[\^[^\]\s]+\]:[ \t>]*)*")
_DEPTH_LIMIT = 32
_LABEL_LIMIT = 1001  # characters with its bracket, in CommonMark


class Candidate(NamedTuple):
    """What might be a destination: `text[start:end]`, without brackets and quotes."""

    start: int
    end: int


def candidates(text: str) -> Iterator[Candidate]:
    """Everything in `text` that might be a live destination, ascending."""
    for opening in _OPENING.finditer(text):
        if opening["plain"]:  # most of them: worth a way of their own
            yield Candidate(*opening.span("plain"))
        elif opening["name"]:
            yield from _in_attribute(text, opening.end(), opening["name"].lower())
        elif opening["mark"] == "(" or _may_define(text, opening.start()):
            found = _destination(text, opening.end(), inline=opening["mark"] == "(")
            if found:
                yield found


def _destination(text: str, position: int, *, inline: bool) -> Candidate | None:
    gap = _GAP.match(text, position)
    assert gap is not None
    start = gap.end()
    if text.startswith("<", start):
        angle = _ANGLE.match(text, start)
        if angle is None or not _ends_well(text, angle.end(), inline=inline):
            return None
        return Candidate(*angle.span(1))
    end = _plain_end(text, start)
    if end is None or not _ends_well(text, end, inline=inline) or (start == end and not inline):
        return None
    return Candidate(start, end)


def _ends_well(text: str, end: int, *, inline: bool) -> bool:
    """Whether what follows a destination is its closing parenthesis, its line's end or a title."""
    gap = _GAP.match(text, end)
    assert gap is not None
    following = text[gap.end() : gap.end() + 1]
    if inline:
        return following != "" and following in ")\"'("
    return not following or following in "\"'(" or any(each in "\r\n" for each in gap.group())


def _plain_end(text: str, start: int) -> int | None:
    """Where a destination without angle brackets ends: at white space or an odd parenthesis.

    None if more parentheses are open than cmark-gfm allows.
    """
    depth = 0
    position = start
    while depth <= _DEPTH_LIMIT:
        match = _PLAIN.match(text, position)
        assert match is not None
        position = match.end()
        if text.startswith("(", position):
            depth += 1
        elif text.startswith(")", position) and depth:
            depth -= 1
        else:
            return position
        position += 1
    return None


def _may_define(text: str, close: int) -> bool:
    """Whether `]:` at `close` may end the label of a reference definition.

    A footnote's `[^1]:` never does, nor a label with words before it; a token behind one of
    those would only break the bare address that often follows.
    """
    lowest = max(0, close - _LABEL_LIMIT)
    opening = text.rfind("[", lowest, close)
    while opening > 0 and text[opening - 1] == "\\":
        opening = text.rfind("[", lowest, opening)
    if opening < 0 or re.compile(r"\[\^[^\]\s]+$").match(text, opening, close):
        return False
    line = max(text.rfind("\n", 0, opening), text.rfind("\r", 0, opening)) + 1
    return _LEAD.fullmatch(text, line, opening) is not None


def _in_attribute(text: str, position: int, name: str) -> Iterator[Candidate]:
    gap = _GAP.match(text, position)
    assert gap is not None
    value = _VALUE.match(text, gap.end())
    if value is None:
        return
    span = value.span("bare" if value["bare"] is not None else "quoted")
    if name == "srcset":
        yield from (Candidate(*each) for each in srcset_spans(text, *span))
    else:
        yield Candidate(*trimmed(text, *span))

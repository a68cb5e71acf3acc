"""The heading that a post begins with, if it begins with one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import takewhile

from ghblog.markdown.github import page
from ghblog.markdown.html import Kind, Piece, read
from ghblog.markdown.lines import Lines

_BLANK_LINES = re.compile(r"\ufeff?(?:[ \t]*+(?:\r\n?+|\n))*+")
_BLANK_LINE = re.compile(r"(?:\r\n|\r(?!\n)|\n)(?=[ \t]*(?:[\r\n]|\Z))")
_ATX = re.compile(r" {0,3}#(?=[ \t\r\n]|\Z)")
_UNDERLINE = re.compile(r"(?:\A|(?<=[\r\n])) {0,3}=+[ \t]*(?=[\r\n]|\Z)")
_FIRST = re.compile(r'<h1 data-sourcepos="(\d+):')
_SPACE = re.compile(r"[ \t\r\n\v\f]+")
_PLAIN = {"em", "strong", "del", "code", "br"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The H1 that is a text's first block.

    Attributes:
        title: its plain text: entities decoded, ASCII white space folded; never empty.
        start, end: character offsets of its lines, the last one's line end included.
        whole: its lines hold nothing but text, emphasis and code, so that taking them out of
            the text loses nothing but the title.
    """

    title: str
    start: int
    end: int
    whole: bool


def leading_heading(text: str) -> Heading | None:
    """The H1 (ATX or setext) that is the first block of `text`; None if another block is, or if
    the heading has no text.

    Only the lines up to the first blank one are rendered, because the first block cannot
    reach past it; all of the text only where brackets may refer to what is defined below.
    """
    blank = _BLANK_LINES.match(text)
    assert blank is not None
    first = blank.end()
    gap = _BLANK_LINE.search(text, first)
    chunk = text[first : gap.end() if gap else len(text)]
    referring = "[" in chunk
    if not referring and not _may_be_heading(chunk):
        return None
    offset = 0 if referring else first
    scope = text if referring else chunk
    html = page(scope, positions=True)
    match = _FIRST.match(html)
    if match is None:
        return None
    start, end = _span(scope, int(match[1]))
    pieces = list(takewhile(lambda piece: not _closes(piece), list(read(html))[1:]))
    title = _title(html, pieces)
    whole = all(_is_plain(piece) for piece in pieces)
    if referring:
        whole = whole and _nothing_lost(text, start, end)
    return Heading(title, offset + start, offset + end, whole) if title else None


def _may_be_heading(chunk: str) -> bool:
    return bool(_ATX.match(chunk) or _UNDERLINE.search(chunk))


def _span(text: str, number: int) -> tuple[int, int]:
    """The heading's lines. cmark-gfm says truly where it begins, but of a setext heading not
    where it ends: that is its first line of `=`."""
    lines = Lines(text)
    start = lines.starts[number - 1]
    if number == 1 and text.startswith("\ufeff"):
        start = 1
    if _ATX.match(text, start) is None:
        while not _UNDERLINE.match(text[lines.starts[number] : lines.end(number + 1)]):
            number += 1
        number += 1
    return start, lines.end(number)


def _nothing_lost(text: str, start: int, end: int) -> bool:
    """Whether the page without these lines is the page without its first heading."""
    _heading, _, rest = page(text).partition("</h1>\n")
    return page(text[:start] + text[end:]) == rest


def _closes(piece: Piece) -> bool:
    return piece.kind is Kind.END and piece.name == "h1"


def _is_plain(piece: Piece) -> bool:
    return piece.kind is Kind.TEXT or piece.name in _PLAIN


def _title(html: str, pieces: Sequence[Piece]) -> str:
    parts: list[str] = []
    in_footnote = False
    for piece in pieces:
        if piece.name == "sup":
            in_footnote = piece.kind is Kind.START and piece.get("class") == "footnote-ref"
        elif piece.kind is Kind.TEXT and not in_footnote:
            parts.append(unescape(html[piece.start : piece.end]))
        elif piece.name == "img":
            parts.append(piece.get("alt"))
        elif piece.name == "br":
            parts.append(" ")
    return _SPACE.sub(" ", "".join(parts)).strip()

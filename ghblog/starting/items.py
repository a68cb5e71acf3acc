"""The items of a text's lists, as GitHub shows them, with the lines that they stand in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from ghblog.markdown.github import page
from ghblog.markdown.html import Kind, Piece, read

MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]*(?:\[(?P<box>[ \txX])\](?:[ \t]+|\Z))?")
"""What an item begins with, its check box included."""
LINE_END = re.compile(r"\r\n?|\n")

_SPAN = re.compile(r"(\d{1,7}):(\d{1,7})-(\d{1,7}):(\d{1,7})")
_DEEPEST = 60  # items that are deeper are shown as if they were not: nothing may end the stack


@dataclass(slots=True)
class Item:
    """An item of a list.

    Attributes:
        first, last: its own lines, those of the lists in it left out; from 1.
        column: where its marker stands, in bytes, from 1.
        box: whether it has a check box.
        open: whether that is empty, as typed: the page also shows it full where `[x]` stands
            further on in its line.
        text: what the page shows of it.
        closed: whether a list in it has begun.
    """

    first: int
    last: int
    column: int
    box: bool = False
    open: bool = False
    text: str = ""
    below: list[Item] = field(default_factory=list)
    closed: bool = False


def every(items: Sequence[Item]) -> Iterator[Item]:
    """Items and those in them, in order."""
    for item in items:
        yield item
        yield from every(item.below)


def text_from(line: str, column: int) -> str:
    """A line from a column on, in bytes from 1, as cmark-gfm counts."""
    return line.encode()[column - 1 :].decode("utf-8", "replace")


def items_of(text: str) -> list[Item]:
    """The items of a text's lists, in order, inner ones below the outer."""
    html = page(text, positions=True)
    lines = LINE_END.split(text)
    top = Item(0, 0, 0)
    stack = [top]
    for piece in read(html):
        new = _begun(piece, len(lines)) if piece.name == "li" else None
        if new:
            stack[min(len(stack), _DEEPEST) - 1].below.append(new)
            stack.append(new)
        elif piece.name == "li" and piece.kind is Kind.END and len(stack) > 1:
            stack.pop()
        elif piece.name in {"ul", "ol"} and piece.kind is Kind.START:
            _close(stack[-1], piece)
        elif not stack[-1].closed:
            _hear(stack[-1], piece, html)
    for item in every(top.below):
        item.text = " ".join(item.text.split())
        marker = MARKER.match(text_from(lines[item.first - 1], item.column))
        item.open = bool(item.box and marker and (marker["box"] or "x").isspace())
    return top.below


def _begun(piece: Piece, lines: int) -> Item | None:
    """The item that a tag begins; none if it is none of cmark-gfm's, but the writer's HTML."""
    span = _SPAN.fullmatch(piece.get("data-sourcepos"))
    if piece.kind is not Kind.START or not span or not 1 <= int(span[1]) <= lines:
        return None
    return Item(int(span[1]), int(span[3]), int(span[2]))


def _close(item: Item, piece: Piece) -> None:
    """A list in an item ends the item's own lines."""
    span = _SPAN.fullmatch(piece.get("data-sourcepos"))
    if span and not item.closed:
        item.last = max(item.first, int(span[1]) - 1)
        item.closed = True


def _hear(item: Item, piece: Piece, html: str) -> None:
    if piece.kind is Kind.TEXT:
        item.text += unescape(html[piece.start : piece.end])
    elif piece.name == "img":
        item.text += piece.get("alt")
    elif piece.name == "input" and not item.text.strip():
        item.box = True

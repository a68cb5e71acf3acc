"""Open tasks of a report, to be carried over into the next. Pure.

Only what GitHub shows as an open check box counts, at any depth of lists. The text of each is
kept as typed, with the items that it stands below; cmark-gfm must show the same tasks in what is
carried over of a list's item, else its tasks become plain lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from ghblog.index.templates import markdown_text
from ghblog.markdown.github import page
from ghblog.markdown.html import Kind, Piece, read

_SPAN = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")
_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]*(?:\[(?P<box>[ \txX])\](?:[ \t]+|\Z))?")
_BOX = re.compile(r"\[(?=[ \txX]\](?:[ \t]|\Z))")
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(slots=True)
class _Item:
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
    below: list[_Item] = field(default_factory=list)
    closed: bool = False


def open_tasks(text: str) -> tuple[str, int]:
    """The open tasks of a report as Markdown, and how many; empty if there are none.

    Args:
        text: Markdown without front matter.
    """
    if "[ ]" not in text and "[\t]" not in text:
        return "", 0
    lines = _LINE_END.split(text)
    kept = _kept(_items(text))
    carried = [_carried(each, lines) for each in kept]
    return "\n".join(carried), sum(len(_open([each])) for each in kept)


def _carried(item: _Item, lines: Sequence[str]) -> str:
    """An item with the tasks in it; plain lines where its words need what stood elsewhere, such
    as the definition of a link."""
    written = "\n".join(_written(item, lines, ""))
    if _shape(_items(written)) == _shape([item]):
        return written
    return "\n".join(f"- [ ] {markdown_text(each)}" for each in _open([item]))


def _shape(items: Sequence[_Item]) -> list[object]:
    return [(each.text, each.open, _shape(each.below)) for each in items]


def _open(items: Sequence[_Item]) -> list[str]:
    return [each.text for each in _all(items) if each.open]


def _kept(items: Sequence[_Item]) -> list[_Item]:
    """Open tasks and what they stand below."""
    made = []
    for item in items:
        item.below = _kept(item.below)
        if item.text and (item.below or item.open):
            made.append(item)
        else:  # such as `- - [ ] task`
            made += item.below
    return made


def _all(items: Sequence[_Item]) -> Iterator[_Item]:
    for item in items:
        yield item
        yield from _all(item.below)


def _written(item: _Item, lines: Sequence[str], indent: str) -> Iterator[str]:
    own = [line.rstrip() for line in lines[item.first - 1 : item.last]]
    while len(own) > 1 and not own[-1]:
        own.pop()
    rest = _MARKER.sub("", _from(own[0], item.column), count=1)
    plain = _BOX.sub(r"\\[", rest, count=1) if _BOX.match(rest) else rest
    yield f"{indent}- [ ] {rest}" if item.open else f"{indent}- {plain}"
    inner = indent + "  "
    for line in _dedented(own[1:]):
        yield inner + line if line else ""
    for each in item.below:
        yield from _written(each, lines, inner)


def _dedented(lines: Sequence[str]) -> list[str]:
    wide = [line.expandtabs(4) for line in lines]
    margin = min((len(line) - len(line.lstrip(" ")) for line in wide if line.strip()), default=0)
    return [line[margin:] for line in wide]


def _from(line: str, column: int) -> str:
    return line.encode()[column - 1 :].decode("utf-8", "replace")


def _items(text: str) -> list[_Item]:
    """The lists of a text, in order."""
    html = page(text, positions=True)
    lines = _LINE_END.split(text)
    top = _Item(0, 0, 0)
    stack = [top]
    for piece in read(html):
        if piece.name == "li" and piece.kind is Kind.START and (new := _begun(piece)):
            stack[-1].below.append(new)
            stack.append(new)
        elif piece.name == "li" and piece.kind is Kind.END and len(stack) > 1:
            stack.pop()
        elif piece.name in {"ul", "ol"} and piece.kind is Kind.START:
            _close(stack[-1], piece)
        elif not stack[-1].closed:
            _hear(stack[-1], piece, html)
    for item in _all(top.below):
        item.text = " ".join(item.text.split())
        marker = _MARKER.match(_from(lines[item.first - 1], item.column))
        item.open = bool(item.box and marker and (marker["box"] or "x").isspace())
    return top.below


def _begun(piece: Piece) -> _Item | None:
    span = _SPAN.fullmatch(piece.get("data-sourcepos"))
    return _Item(int(span[1]), int(span[3]), int(span[2])) if span else None


def _close(item: _Item, piece: Piece) -> None:
    """A list in an item ends the item's own lines."""
    span = _SPAN.fullmatch(piece.get("data-sourcepos"))
    if span and not item.closed:
        item.last = max(item.first, int(span[1]) - 1)
        item.closed = True


def _hear(item: _Item, piece: Piece, html: str) -> None:
    if piece.kind is Kind.TEXT:
        item.text += unescape(html[piece.start : piece.end])
    elif piece.name == "img":
        item.text += piece.get("alt")
    elif piece.name == "input" and not item.text.strip():
        item.box = True

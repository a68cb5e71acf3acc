"""What a page with positions holds: its blocks' lines, and how far its elements reach."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ghblog.markdown.html import Kind, Piece, read

_NOTES = '<section class="footnotes" data-footnotes>\n'
# A block's tag as cmark-gfm writes it, not as somebody types it within a line.
_BLOCK = re.compile(
    r'(?:\A|(?<=\n))<[a-z0-9]+(?: start="[0-9]+")?'
    r' data-sourcepos="([0-9]{1,9}):[0-9]+-[0-9]+:[0-9]+"'
)
_POSITIONS = re.compile(r' data-sourcepos="[0-9:-]*"')
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
# Those before which a browser closes a paragraph that is open.
_ENDS_PARAGRAPH = frozenset(
    "p div ul ol dl pre table blockquote details section center h1 h2 h3 h4 h5 h6".split()  # noqa: SIM905
)


class Tag(NamedTuple):
    """A block's start tag: `html[place:]`, and the line it says it comes from."""

    line: int
    place: int
    name: str
    parent: int  # the place of the element it stands in; -1 if none


@dataclass(frozen=True, slots=True)
class Scan:
    """A page, scanned.

    Attributes:
        tags: the blocks', in the page's order.
        ends: where the elements that end at all begin → where they end.
        depth: says how deep a place is in them.
    """

    tags: tuple[Tag, ...]
    ends: dict[int, int]
    depth: Depth


def plain(html: str) -> str:
    """A page without positions."""
    return _POSITIONS.sub("", html)


def notes_start(html: str) -> int:
    """Where a page's section of footnotes begins; its end if it has none."""
    start = html.rfind(_NOTES) if html.endswith("</section>\n") else -1
    return start if start == 0 or html[start - 1 : start] == "\n" else len(html)


def scan(html: str) -> Scan:
    """Read a page without its footnotes, as a browser would: raw HTML counts like cmark-gfm's."""
    walk = _Walk(html)
    return Scan(tuple(walk.tags), dict(walk.spans), Depth(walk.spans))


class Depth:
    """How many spans hold a place."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        each = list(spans)
        self._starts = sorted(start for start, _ in each)
        self._ends = sorted(end for _, end in each)

    def at(self, place: int) -> int:
        """In how many of them a place is, their edges not counting."""
        return bisect_left(self._starts, place) - bisect_right(self._ends, place)


class _Walk:
    """A walk through a page: `spans` are the elements that end, and comments and tags that
    reach over several lines."""

    def __init__(self, html: str) -> None:
        self.spans: list[tuple[int, int]] = []
        self.tags: list[Tag] = []
        self._html = html
        self._stack: list[tuple[str, int]] = []
        self._open: dict[str, int] = {}
        position = 0
        for piece in read(html):
            self._take(piece)
            position = piece.end
        if "<" in html[position:]:  # a tag that never ends: a browser drops the rest
            self.spans.append((position, len(html) + 1))

    def _take(self, piece: Piece) -> None:
        if piece.kind is Kind.COMMENT:
            self.spans.append((piece.start - len("<!--"), piece.end + len("-->")))
            return
        if piece.kind is Kind.START:
            self._start(piece)
        elif piece.kind is Kind.END:
            self._end(piece)
        if piece.kind is not Kind.TEXT and "\n" in self._html[piece.start : piece.end]:
            self.spans.append((piece.start + 1, piece.end))

    def _start(self, piece: Piece) -> None:
        if self._stack and self._stack[-1][0] == "p" and piece.name in _ENDS_PARAGRAPH:
            self._pop()
        line = _BLOCK.match(self._html, piece.start)
        if line:
            parent = self._stack[-1][1] if self._stack else -1
            self.tags.append(Tag(int(line[1]), piece.start, piece.name, parent))
        if piece.name not in _VOID:
            self._stack.append((piece.name, piece.start))
            self._open[piece.name] = self._open.get(piece.name, 0) + 1

    def _end(self, piece: Piece) -> None:
        name = ""
        while self._open.get(piece.name) and name != piece.name:
            name, start = self._pop()
            if name == piece.name:
                self.spans.append((start, piece.end))

    def _pop(self) -> tuple[str, int]:
        name, start = self._stack.pop()
        self._open[name] -= 1
        return name, start

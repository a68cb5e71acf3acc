"""Where tokens stand on a page, for GitHub's filters: in live text, or at the head of links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from ghblog.markdown.html import Kind, Piece, read, unescape
from ghblog.markdown.probe import Probe

Sides = tuple[str, str]
"""The text before and behind a token."""

# GitHub's filters leave these alone (html-pipeline's, too; `style` and `script` never get there).
_IGNORED = {"a", "code", "pre", "tt"}
_CELLS = {"td", "th", "tr", "tbody", "thead", "tfoot", "caption"}
# They have no end.
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
_EMPTY |= {"track", "wbr"}
_NEAR = 200  # characters: more than the longest owner and repository


def sides(probe: Probe, html: str) -> dict[int, Sides]:
    """For each token that stands in live text, or in the address of a link, its sides.

    Args:
        html: the page with heads as tokens.
    """
    token = re.compile(probe.head(0).replace("000000", "([0-9]{6})", 1))
    pieces = list(read(html))
    found: dict[int, Sides] = {}
    for piece, depth in zip(pieces, _depths(pieces), strict=True):
        if piece.kind is Kind.TEXT and not depth:
            for match in token.finditer(html, piece.start, piece.end):
                before = html[max(piece.start, match.start() - _NEAR) : match.start()]
                if probe.clean(before).endswith("&#"):
                    continue  # in a block of HTML an entity needs no semicolon: `&#65`
                after = html[match.end() : min(piece.end, match.end() + _NEAR)]
                found.setdefault(int(match[1]), _clean(probe, before, after))
        elif piece.kind is Kind.START and piece.name == "a":
            found.update(_addressed(probe, token, piece))
    return found


def _addressed(probe: Probe, token: re.Pattern[str], link: Piece) -> Iterator[tuple[int, Sides]]:
    before, _, after = link.get("href").strip().partition("//")
    match = token.match(after)
    if match:
        yield int(match[1]), (f"{before}//", probe.clean(after[match.end() :]))


def _clean(probe: Probe, before: str, after: str) -> Sides:
    return unescape(probe.clean(before)), unescape(probe.clean(after))


def _depths(pieces: Sequence[Piece]) -> Iterator[int]:
    """In how many elements that the filters ignore each piece stands.

    One that is never closed hides nothing, since parsers differ about where it ends, and neither
    does one that ends because something round it does; only `<pre>` goes on for all of them, to
    that or to the end of the page.
    """
    steps = [0] * (len(pieces) + 1)
    for start, end in _hiding(pieces):
        steps[start] += 1
        steps[end] -= 1
    return accumulate(steps[:-1])


def _hiding(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """From which piece to which an ignored element reaches."""
    opened = _Opened()
    for n, piece in enumerate(pieces):
        if piece.kind is Kind.END:
            for name, since in opened.close(piece.name):
                if name == "pre" or (name == piece.name and name in _IGNORED):
                    yield since, n
        elif piece.kind is Kind.START and piece.name not in _EMPTY:
            # A link ends where another begins, and all in a cell where the next one does.
            ended = "table" if piece.name in _CELLS else "a" if piece.name == "a" else ""
            for name, since in opened.close(ended):
                if name == "pre":
                    yield since, n
                elif name == "table":
                    opened.add(name, since)
            opened.add(piece.name, n)
    yield from ((since, len(pieces)) for name, since in opened.close() if name == "pre")


class _Opened:
    """Elements that are open, the outermost first, each with the piece that opens it."""

    def __init__(self) -> None:
        self._all: list[tuple[str, int]] = []
        self._counts = Counter[str]()

    def add(self, name: str, piece: int) -> None:
        """Another one in all of them."""
        self._all.append((name, piece))
        self._counts[name] += 1

    def close(self, name: str | None = None) -> Iterator[tuple[str, int]]:
        """Those that end with the innermost one of this name, itself last; None: all."""
        found = name is not None and not self._counts[name]
        while self._all and not found:
            each = self._all.pop()
            self._counts[each[0]] -= 1
            found = each[0] == name
            yield each

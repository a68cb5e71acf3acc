"""Putting other Markdown in the place of pieces of a text, proved to change nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ghblog.markdown.github import page
from ghblog.markdown.probe import Probe, halve, tries

_PARAGRAPH = re.compile(r"<p>x(.*)x</p>\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Swap:
    """A piece of a text and what takes its place.

    Attributes:
        start, end: character offsets; `text[start:end]` is taken out.
        new: Markdown put in its place; may be empty.
        html: what the page shows in its place, as cmark-gfm writes it; None: `new` is inline, and
            shows what it would in any paragraph.
        block: the piece is a paragraph or more: the `<p>` round it goes with it.
        inside: the piece is HTML, and a mark before it may make another block of it: the offset,
            in an attribute's value, where one does no harm. The page must show the piece as it is
            typed. 0: there are marks round it.
    """

    start: int
    end: int
    new: str
    html: str | None = None
    block: bool = False
    inside: int = 0


@dataclass(frozen=True)
class Swapped:
    """A text after its swaps.

    Attributes:
        done: those that were carried out, ascending, in offsets of the old text.
        refused: those that would have changed something else, or stand in code, in a tag, ...
    """

    text: str
    done: tuple[Swap, ...] = ()
    refused: tuple[Swap, ...] = ()

    def origin(self, offset: int) -> int:
        """Where in the old text a character of the new one comes from; of a new piece, where
        the old one began."""
        n = bisect_right(self._starts, offset) - 1
        if n < 0:
            return offset
        each, start = self.done[n], self._starts[n]
        end = start + len(each.new)
        return each.start if offset < end else offset - end + each.end

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the new text the new pieces begin."""
        starts, shift = [], 0
        for each in self.done:
            starts.append(each.start + shift)
            shift += len(each.new) - (each.end - each.start)
        return starts

    def now(self, offset: int) -> int | None:
        """Where in the new text a character of the old one is; None if it was taken out."""
        n = bisect_right(self.done, offset, key=lambda each: each.start) - 1
        if n < 0:
            return offset
        each = self.done[n]
        return None if offset < each.end else offset - each.end + self._starts[n] + len(each.new)


def swap(text: str, swaps: Sequence[Swap], turns: Iterator[int] | None = None) -> Swapped:
    """`text` with all those swaps carried out that change nothing else.

    The page of the result is the old page with, for each swap, just what came from its piece
    replaced by its HTML: so a piece that is not live (in code, in an attribute that would break)
    is refused. Of two that overlap, the one that begins later is.

    Args:
        turns: how often it may be tried (see `tries`); what cannot be told by then is refused.
    """
    turns = tries(text) if turns is None else turns
    chosen, refused = _apart(swaps)
    if not chosen:
        return Swapped(text, (), tuple(refused))
    probe = Probe(text, besides=" ".join(each.new for each in chosen))
    good = halve(
        chosen,
        lambda group: None if _attempt(probe, group) is None else list(group),
        turns,
    )
    result = _attempt(probe, good) if good else text
    if result is None:  # each will do alone, but not all together
        good = _together(probe, good, turns)
        result = _attempt(probe, good) if good else text
    assert result is not None
    kept = set(map(id, good))
    refused += [each for each in chosen if id(each) not in kept]
    return Swapped(result, tuple(good), tuple(sorted(refused, key=lambda each: each.start)))


def inline_page(markdown: str) -> str | None:
    """What cmark-gfm makes of a piece of a paragraph; None if it does not stay one."""
    found = _PARAGRAPH.fullmatch(page(f"x{markdown}x"))
    return found[1] if found else None


def _apart(swaps: Sequence[Swap]) -> tuple[list[Swap], list[Swap]]:
    chosen: list[Swap] = []
    refused: list[Swap] = []
    for each in sorted(swaps, key=lambda one: (one.start, -one.end)):
        apart = not chosen or each.start >= chosen[-1].end
        (chosen if apart else refused).append(each)
    return chosen, refused


def _together(probe: Probe, swaps: Sequence[Swap], turns: Iterator[int]) -> list[Swap]:
    good: list[Swap] = []
    for each, _ in zip(swaps, turns, strict=False):
        if _attempt(probe, [*good, each]) is not None:
            good.append(each)
    return good


def _attempt(probe: Probe, group: Sequence[Swap]) -> str | None:
    """The text with the group's swaps, or None if its page is not what it should be."""
    html = probe.page_with(pair for n, each in enumerate(group) for pair in _marks(probe, n, each))
    expected = None if html is None else _expected(probe, group, html)
    if expected is None:
        return None
    parts: list[str] = []
    position = 0
    for each in group:
        parts += (probe.text[position : each.start], each.new)
        position = each.end
    result = "".join([*parts, probe.text[position:]])
    return result if page(result) == expected else None


def _marks(probe: Probe, number: int, each: Swap) -> tuple[tuple[int, str], ...]:
    if each.inside:
        return ((each.inside, probe.head(number)),)
    return (each.start, probe.head(number)), (each.end, probe.tail(number))


def _expected(probe: Probe, group: Sequence[Swap], html: str) -> str | None:
    """The page with tokens, each swap's piece of it replaced; None if some piece is not there
    just once, from head to tail."""
    spans = []
    spots = probe.spots(html)
    for n, each in enumerate(group):
        span = _shown(probe, n, each, html, spots)
        shown = inline_page(each.new) if each.html is None else each.html
        if shown is None or span is None:
            return None
        start, end = span
        if each.block and html.endswith("<p>", 0, start) and html.startswith("</p>\n", end):
            start, end = start - len("<p>"), end + len("</p>\n")
        spans.append((start, end, shown))
    spans.sort()
    if any(one[1] > other[0] for one, other in pairwise(spans)):
        return None
    parts: list[str] = []
    position = 0
    for start, end, shown in spans:
        parts += (html[position:start], shown)
        position = end
    return "".join([*parts, html[position:]])


def _shown(
    probe: Probe, number: int, each: Swap, html: str, spots: Mapping[str, Sequence[int]]
) -> tuple[int, int] | None:
    """Where the page with tokens shows a piece; None if nowhere, or not just once.

    Args:
        spots: where each token stands in the page.
    """
    head, tail = probe.head(number), probe.tail(number)
    heads, tails = spots.get(head, ()), spots.get(tail, ())
    if len(heads) != 1:
        return None
    start = heads[0]
    if each.inside:
        before = _line_feeds(probe.text[each.start : each.inside])
        typed = before + head + _line_feeds(probe.text[each.inside : each.end])
        start -= len(before)
        return (start, start + len(typed)) if html.startswith(typed, max(start, 0)) else None
    return (start, tails[0] + len(tail)) if tails and tails[0] >= start else None


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Chain:
    """Texts that came from each other by swaps: from the last offset back to the first."""

    def __init__(self, *steps: Swapped) -> None:
        self._steps = steps

    def origin(self, offset: int) -> int:
        """Where in the first text a character of the last one comes from."""
        for step in reversed(self._steps):
            offset = step.origin(offset)
        return offset

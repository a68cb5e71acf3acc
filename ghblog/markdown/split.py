"""Long texts: cut into parts that show together what the whole would, and proved to.

Each part is as full as it may be, but ends before a heading where there is one; the parts are
chosen from the start, so that a change far down leaves those above as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines
from ghblog.markdown.split_blocks import BLOCK, DEFINITION, END, Blocks, Cut, blocks
from ghblog.markdown.split_definitions import Definitions
from ghblog.markdown.split_pieces import Piece, Pieces
from ghblog.markdown.split_proof import shows, unnumbered

__all__ = ["Piece", "SplitError", "split"]

_PATIENCE = 10_000_000  # characters of text and page compared in search of parts: a second or two
_WORDS = {
    "pre": "code block",
    "table": "table",
    "ul": "list item",
    "ol": "list item",
    "li": "list item",
    "blockquote": "quote",
    "p": "paragraph",
}
_TAG = re.compile(r"\s*<([a-z0-9]+)", re.IGNORECASE)


class SplitError(ValueError):
    """A text is too long, and cannot be cut into parts that are short enough.

    Attributes:
        line: where, from 1.
        message: what is the matter, a sentence without its full stop.
        hint: what to do.
    """

    def __init__(self, message: str, line: int, hint: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.message = message
        self.line = line
        self.hint = hint


def split(text: str, fits: Callable[[str], bool]) -> tuple[Piece, ...]:
    """`text` in parts that fit, cut between its blocks (long lists: between their items).

    Reference definitions and footnotes go along to each part that needs them. cmark-gfm's pages of
    the parts are proved to be that of the whole, but for the numbers of footnotes.

    Args:
        text: Markdown; any Unicode, any line ends.
        fits: says whether a part is short enough.

    Returns:
        The parts; a text that fits is one, and is not looked at any further.

    Raises:
        SplitError: something that cannot be cut does not fit.
    """
    if fits(text):
        return (Piece(text, ((0, 0, len(text)),)),)
    return tuple(_Splitter(text, fits).run())


class _Splitter:
    def __init__(self, text: str, fits: Callable[[str], bool]) -> None:
        self._fits = fits
        self._lines = Lines(text)
        self._blocks: Blocks = blocks(text)
        found = self._blocks.cuts
        self._definitions = Definitions(text, (cut.offset for cut in found))
        self._pieces = Pieces(text, self._definitions)
        self._cuts = [*found]
        self._notes = shows(self._blocks.html).notes
        self._finer: set[int] = set()
        self._compared = 0
        self._cut_long_ones()

    def run(self) -> list[Piece]:
        """The parts. Where none can begin that shows what it should, the one before is chosen
        anew."""
        pieces: list[Piece] = []
        begun = [self._cuts[0]]
        deepest = begun[0]
        while begun[-1].level != END:
            found = self._next(begun[-1])
            if found is not None:
                begun.append(found[0])
                pieces.append(found[1])
                continue
            deepest = max(deepest, begun[-1], key=lambda cut: cut.offset)
            if not pieces or self._compared > _PATIENCE:
                raise self._inseparable(deepest)
            self._cuts.remove(begun.pop())
            pieces.pop()
        return pieces

    def _cut_long_ones(self) -> None:
        """Cut what is too long as it is: seen beforehand, so that nothing above it, such as its
        heading, is taken for the best that fits."""
        pairs = sorted(pairwise(self._cuts), key=lambda two: two[0].offset - two[1].offset)
        too_long = takewhile(lambda two: not self._fits(self._pieces.piece(*two).text), pairs)
        for start, end in sorted(too_long, key=lambda two: two[0].offset):
            self._cut_finer(start, end)

    def _cut_finer(self, start: Cut, end: Cut) -> None:
        """Cut where else it can be: between the items of a list, and between definitions."""
        items = self._blocks.items.get(start.place, ())
        finer = [each for each in items if start.offset < each.offset < end.offset]
        finer += self._between_definitions(start, end)
        if not finer or start.offset in self._finer:
            raise self._too_long(start)
        self._finer.add(start.offset)
        self._cuts = sorted([*self._cuts, *finer], key=lambda cut: cut.offset)

    def _between_definitions(self, start: Cut, end: Cut) -> Iterator[Cut]:
        for offset in self._definitions.between(start.offset, end.offset):
            yield Cut(offset, self._lines.number(offset), end.place, DEFINITION)

    def _next(self, start: Cut) -> tuple[Cut, Piece] | None:
        """The end of the part that begins at `start`, and the part; None if none is proved."""
        index = bisect_left(self._cuts, start.offset, key=lambda cut: cut.offset)
        furthest = self._furthest(index)
        if furthest == index:
            self._cut_finer(start, self._cuts[index + 1])
            return self._next(start)
        for end in self._preferred(start, self._cuts[index + 1 : furthest + 1]):
            if self._compared > _PATIENCE:
                return None
            piece = self._proved(start, end)
            if piece is not None:
                return end, piece
        return None

    def _furthest(self, index: int) -> int:
        """The last cut up to which a part that begins at the cut `index` fits; `index` if none.

        Found by halving, as if what is longer never fitted where what is shorter does not.
        """
        start = self._cuts[index]
        low, step = index, 1
        high = len(self._cuts)
        while low + step < high:
            if not self._fits(self._pieces.piece(start, self._cuts[low + step]).text):
                high = low + step
            else:
                low += step
                step *= 2
        while high - low > 1:
            middle = (low + high) // 2
            if self._fits(self._pieces.piece(start, self._cuts[middle]).text):
                low = middle
            else:
                high = middle
        return low

    def _preferred(self, start: Cut, ends: Sequence[Cut]) -> list[Cut]:
        """Where the part had best end: with the text; before a heading, the highest and last in
        the latter half; else as far down as it may."""
        half = (start.offset + ends[-1].offset) / 2

        def rank(cut: Cut) -> tuple[int, int, int]:
            if cut.level == END:
                return 0, 0, 0
            if cut.place == start.place or self._blocks.below_heading(cut):
                return 5, 0, -cut.offset
            if cut.level == DEFINITION:
                return 4, 0, -cut.offset
            if cut.offset < half:
                return 3, 0, -cut.offset
            if cut.level < BLOCK:
                return 1, cut.level, -cut.offset
            return 2, cut.level, -cut.offset

        return sorted(ends, key=rank)

    def _proved(self, start: Cut, end: Cut) -> Piece | None:
        """The part, if it shows what it should: with what it carries below it, or above."""
        expected = unnumbered(self._blocks.shown(start, end))
        carried = self._pieces.carried(start, end)
        for above in (False, True) if carried else (False,):
            piece = self._pieces.piece(start, end, above=above)
            if self._fits(piece.text) and self._same(piece, expected):
                return piece
        return None

    def _same(self, piece: Piece, expected: str) -> bool:
        self._compared += len(piece.text) + len(expected)
        shown = shows(page(piece.text))
        return shown.body == expected and shown.notes <= self._notes

    def _too_long(self, start: Cut) -> SplitError:
        what = self._name(start)
        if self._blocks.items.get(start.place) == ():
            message = (
                "this list is too long for one comment, and its numbers do not go on by themselves"
            )
            return SplitError(
                message, start.line, "number its items 1., 2., 3., so that it can be cut"
            )
        message = f"this {what} is too long for one comment, and nothing in it can be cut"
        return SplitError(message, start.line, f"make two of this {what}, or shorten it")

    def _inseparable(self, start: Cut) -> SplitError:
        message = f"nothing from this {self._name(start)} on can be cut off and stay what it is"
        hint = "put a heading between blank lines here, or make two posts of it"
        return SplitError(message, start.line, hint)

    def _name(self, start: Cut) -> str:
        tag = _TAG.match(self._blocks.html, start.place)
        name = tag[1].lower() if tag else ""
        if start.level == DEFINITION or name == "section":
            return "run of definitions"
        if start.level < BLOCK:
            return "heading"
        return _WORDS.get(name, f"<{name}> element" if name else "text")

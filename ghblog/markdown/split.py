"""Long texts: cut into parts that show together what the whole would, and proved to.

Each part is as full as it may be, but ends before a heading where there is one; the parts are
chosen from the start, so that a change far down leaves those above as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines, newline
from ghblog.markdown.split_blocks import BLOCK, DEFINITION, END, Blocks, Cut, blocks
from ghblog.markdown.split_definitions import Definition, Definitions
from ghblog.markdown.split_proof import shows, unnumbered

_TRIES = 400
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n?|\n)?")
_BLANK = " \t\r\n"
_WORDS = {
    "pre": "code block",
    "table": "table",
    "ul": "list item",
    "ol": "list item",
    "li": "list item",
    "blockquote": "quote",
    "p": "paragraph",
}
Source = tuple[int, int] | str  # from where to where in the source, or a line end

_TAG = re.compile(r"\s*<([a-z0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a text.

    Attributes:
        text: its Markdown.
        spans: (start in the piece, start in the source, length), ascending in the piece: where
            its characters come from; between them stand line ends that were added.
    """

    text: str
    spans: tuple[tuple[int, int, int], ...]


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
        self._text = text
        self._fits = fits
        self._newline = newline(text)
        self._lines = Lines(text)
        self._blocks: Blocks = blocks(text)
        found = self._blocks.cuts
        self._definitions = Definitions(text, (cut.offset for cut in found))
        self._cuts = [*found]
        self._notes = shows(self._blocks.html).notes
        self._tries = 0
        self._cut_finer()

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
            if not pieces or self._tries > _TRIES:
                raise self._inseparable(deepest)
            self._cuts.remove(begun.pop())
            pieces.pop()
        return pieces

    def _cut_finer(self) -> None:
        """Cut what is too long as it is, where that can be: between the items of a list, and
        between definitions."""
        pairs = sorted(pairwise(self._cuts), key=lambda two: two[0].offset - two[1].offset)
        too_long = takewhile(lambda two: not self._fits(self._piece(*two).text), pairs)
        for start, end in sorted(too_long, key=lambda two: two[0].offset):
            items = self._blocks.items.get(start.place, ())
            finer = [each for each in items if start.offset < each.offset < end.offset]
            finer += self._between_definitions(start, end)
            if not finer:
                raise self._too_long(start)
            self._cuts += finer
        self._cuts.sort(key=lambda cut: cut.offset)

    def _between_definitions(self, start: Cut, end: Cut) -> Iterator[Cut]:
        for offset in self._definitions.between(start.offset, end.offset):
            yield Cut(offset, self._lines.number(offset), end.place, DEFINITION)

    def _next(self, start: Cut) -> tuple[Cut, Piece] | None:
        """The end of the part that begins at `start`, and the part; None if none is proved."""
        index = bisect_left(self._cuts, start.offset, key=lambda cut: cut.offset)
        furthest = self._furthest(index)
        if furthest == index:
            raise self._too_long(start)
        for end in self._preferred(start, self._cuts[index + 1 : furthest + 1]):
            self._tries += 1
            if self._tries > _TRIES:
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
            if not self._fits(self._piece(start, self._cuts[low + step]).text):
                high = low + step
            else:
                low += step
                step *= 2
        while high - low > 1:
            middle = (low + high) // 2
            if self._fits(self._piece(start, self._cuts[middle]).text):
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
        carried = self._carried(start, end)
        for above in (False, True) if carried else (False,):
            piece = self._piece(start, end, above=above)
            if self._fits(piece.text) and self._same(piece, expected):
                return piece
        return None

    def _same(self, piece: Piece, expected: str) -> bool:
        shown = shows(page(piece.text))
        return shown.body == expected and shown.notes <= self._notes

    def _carried(self, start: Cut, end: Cut) -> list[Definition]:
        last = end.line + 1 if end.level == END else end.line
        return self._definitions.carried(start.line, last, start.offset, end.offset)

    def _piece(self, start: Cut, end: Cut, *, above: bool = False) -> Piece:
        carried = self._carried(start, end)
        span = self._body(start, end, whole=end.level == END and not carried)
        body: list[Source] = [span]
        if not carried:
            return self._joined(body)
        gap = self._newline
        extra: list[Source] = []
        for n, each in enumerate(carried):
            extra += [gap] * (1 + each.note) if n else []
            extra += self._lines_of(each)
        if not above:
            return self._joined([*body, *self._ends(span), gap, *extra, gap])
        head: list[Source] = []
        if self._text.startswith("\ufeff", start.offset):
            head, body = [(0, 1)], [(1, span[1])]
        return self._joined([*head, *extra, gap, gap, *body])

    def _body(self, start: Cut, end: Cut, *, whole: bool) -> tuple[int, int]:
        """What a part holds of the text itself, without blank lines at its end."""
        if whole:
            return start.offset, end.offset
        text = self._text[start.offset : end.offset].rstrip(_BLANK)
        rest = _REST_OF_LINE.match(self._text, start.offset + len(text), end.offset)
        assert rest is not None
        return start.offset, rest.end()

    def _lines_of(self, definition: Definition) -> list[Source]:
        *lines, (start, end) = definition.spans
        return [*lines, (start, start + len(self._text[start:end].rstrip("\r\n")))]

    def _ends(self, body: tuple[int, int]) -> list[Source]:
        return [] if self._text.endswith(("\n", "\r"), *body) else [self._newline]

    def _joined(self, sources: Sequence[Source]) -> Piece:
        parts: list[str] = []
        spans: list[tuple[int, int, int]] = []
        position = 0
        for each in sources:
            if isinstance(each, str):
                lone = each == "\n" and parts and parts[-1].endswith("\r")
                part = "\r" if lone else each  # a line feed would only complete it
            else:
                part = self._text[slice(*each)]
                if part:
                    spans.append((position, each[0], len(part)))
            parts.append(part)
            position += len(part)
        return Piece("".join(parts), tuple(spans))

    def _too_long(self, start: Cut) -> SplitError:
        what = self._name(start)
        message = f"this {what} is too long for one comment, and nothing in it can be cut"
        return SplitError(message, start.line, f"make two of this {what}, or shorten it")

    def _inseparable(self, start: Cut) -> SplitError:
        message = f"nothing from this {self._name(start)} on can be cut off and stay what it is"
        hint = "put a heading between blank lines here, or make two posts of it"
        return SplitError(message, start.line, hint)

    def _name(self, start: Cut) -> str:
        tag = _TAG.match(self._blocks.html, start.place)
        name = tag[1].lower() if tag else ""
        if start.level < BLOCK:
            return "heading"
        return _WORDS.get(name, f"<{name}> element" if name else "text")

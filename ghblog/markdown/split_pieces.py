"""The parts of a text as they are sent: a stretch of it, and the definitions that it needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ghblog.markdown.lines import newline
from ghblog.markdown.split_blocks import END, Cut
from ghblog.markdown.split_definitions import Definition, Definitions

Span = tuple[int, int]
Source = Span | str  # from where to where in the source, or a line end

_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n?|\n)?")
_BLANK = " \t\r\n"
_BOM = "\ufeff"


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


class Pieces:
    """Makes the parts of a text."""

    def __init__(self, text: str, definitions: Definitions) -> None:
        self._text = text
        self._definitions = definitions
        self._newline = newline(text)

    def carried(self, start: Cut, end: Cut) -> list[Definition]:
        """What a part needs and does not hold."""
        last = end.line + (end.level == END)
        return self._definitions.carried(start.line, last, start.offset, end.offset)

    def piece(self, start: Cut, end: Cut, *, above: bool = False) -> Piece:
        """The part from one cut to the other, with what it carries below it, or above.

        Blank lines at its end are left out; not at the text's own end, where nothing is carried,
        for there a fence may be open.
        """
        carried = self.carried(start, end)
        if not carried:
            return self._joined([self._body(start, end, whole=end.level == END)])
        body = self._body(start, end, whole=False)
        gap = self._newline
        extra: list[Source] = []
        for n, each in enumerate(carried):
            extra += [gap] * (1 + each.note) if n else []
            extra += self._lines(each)
        if above:
            skip = self._text.startswith(_BOM, start.offset)
            rest = (body[0] + skip, body[1])
            return self._joined([(body[0], rest[0]), *extra, gap, gap, rest])
        ended = self._text.endswith(("\n", "\r"), *body)
        return self._joined([body, *([] if ended else [gap]), gap, *extra, gap])

    def _body(self, start: Cut, end: Cut, *, whole: bool) -> Span:
        if whole:
            return start.offset, end.offset
        text = self._text[start.offset : end.offset].rstrip(_BLANK)
        rest = _REST_OF_LINE.match(self._text, start.offset + len(text), end.offset)
        assert rest is not None
        return start.offset, rest.end()

    def _lines(self, definition: Definition) -> list[Source]:
        *lines, (start, end) = definition.spans
        return [*lines, (start, start + len(self._text[start:end].rstrip("\r\n")))]

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

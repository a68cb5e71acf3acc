"""Which parts of a text need which of its reference definitions and footnotes.

Found by asking: a token at the head of each destination that may be a definition's comes out
where the page uses it. What is found is a proposal; `split` proves what it makes of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from ghblog.markdown.github import page
from ghblog.markdown.probe import Probe, insert
from ghblog.markdown.split_scan import notes_start

Span = tuple[int, int]
Key = int | str  # the number of a reference definition, or the `#fn-…` of a footnote

_EOL = r"(?:\r\n?|\n)"
_BEGIN = r"(?:\A\ufeff?|(?<=[\r\n]))"
# What may stand on a line before a definition: marks of quotes, lists, tasks.
_LEAD = r"(?P<lead>[ \t>*+\-0-9.)]*+(?:\[[ xX]\][ \t]++)?+)"
_GAP = rf"[ \t]*(?:{_EOL}[ \t>]*)?"
_INNER = rf"\\.|{_EOL}(?![ \t>]*(?:[\r\n]|\Z))"
_REFERENCE = re.compile(
    rf"{_BEGIN}{_LEAD}(?:\[\^[^\]\s]+\]:[ \t]*)?(?P<label>\[(?!\^[^\]\s]+\]:)"
    rf"(?:[^\[\]\\]++|\\.)++\]):{_GAP}(?P<url><(?:[^<>\\\r\n]|\\.)*>|[^ \t\r\n<][^ \t\r\n]*)"
    rf"(?:(?:[ \t]+|[ \t]*{_EOL}[ \t>]*)"
    rf"(?:\"(?:[^\"\\\r\n]|{_INNER})*\"|'(?:[^'\\\r\n]|{_INNER})*'|\((?:[^()\\\r\n]|{_INNER})*\)))?"
    rf"[ \t]*(?=[\r\n]|\Z)",
    re.DOTALL,
)
_FOOTNOTE = re.compile(rf"{_BEGIN}{_LEAD}(?P<label>\[\^(?P<name>[^\]\s\0]+)\]:)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_BLANK = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition, wherever it stands.

    Attributes:
        start: its offset.
        spans: its lines, without the marks of a quote or list before them, and line ends.
        note: whether it is a footnote.
    """

    start: int
    spans: tuple[Span, ...]
    note: bool


class Definitions:
    """The definitions that a text's page makes use of, and where it does."""

    def __init__(self, text: str, starts: Iterable[int]) -> None:
        """Find them.

        Args:
            text: the whole text.
            starts: offsets at which blocks begin: no footnote goes on there.
        """
        self._known: dict[Key, Definition] = {}
        self._lines: list[int] = []
        self._keys: list[Key] = []
        self._within: dict[Key, set[Key]] = {}
        self._starts: list[int] = []  # of what looks like a definition, at a line's beginning
        if "]:" in text:
            self._find(text, frozenset(starts))

    def between(self, start: int, end: int) -> list[int]:
        """Where definitions begin, at the beginning of a line, between these offsets.

        From the first one on that is used, those that look like one count, too.
        """
        used = [each.start for each in self._known.values() if start < each.start < end]
        return [each for each in self._starts if used and min(used) <= each < end]

    def carried(self, first: int, last: int, start: int, end: int) -> list[Definition]:
        """What lines `first` up to `last` (from 1, the latter not included) need, and what does
        not stand in `text[start:end]` itself: references first, each sort as in the text."""
        low, high = bisect_left(self._lines, first), bisect_left(self._lines, last)
        needed: set[Key] = set()
        queue = set(self._keys[low:high])
        while queue:
            needed |= queue
            queue = {key for each in queue for key in self._within.get(each, ())} - needed
        found = {self._known[key] for key in needed if key in self._known}
        away = [each for each in found if not start <= each.start < end]
        return sorted(away, key=lambda each: (each.note, each.start))

    def _find(self, text: str, starts: frozenset[int]) -> None:
        probe = Probe(text)
        guesses = list(_REFERENCE.finditer(text))
        heads = []
        for n, each in enumerate(guesses):
            at = each.start("url")
            heads.append((at + text.startswith("<", at), probe.head(n)))
        html = page(insert(text, heads), positions=True)
        number = re.escape(probe.head(0)).replace("000000", "([0-9]{6})")
        first_lines = self._walk(html, number)
        for key in {*self._keys, *(one for many in self._within.values() for one in many)}:
            if isinstance(key, int):
                self._known[key] = _reference(text, guesses[key])
        looks = (*guesses, *_FOOTNOTE.finditer(text))
        self._starts = sorted(
            {each.start() for each in looks if each.start("label") == each.start()}
        )
        self._known.update(_footnotes(text, first_lines, starts))

    def _walk(self, html: str, number: str) -> dict[str, int]:
        """Note what is used where; for each footnote, the line of its first block, or 0."""
        # An address in angle brackets, whose text is what it leads to, is no definition's.
        mark = re.compile(
            r"<(?:p|h[1-6]|[uo]l|li|pre|table|blockquote|hr)\b[^>]*? data-sourcepos=\"(\d{1,9}):"
            rf'|(?:href|src)="(?!([^"]*)">\2<){number}'
            r'|<a href="(\#fn-[^"]*)" id=|<li id="(fn-[^"]*)">'
        )
        notes = notes_start(html)
        uses: list[tuple[int, Key]] = []
        firsts: dict[str, int] = {}
        line, owner = 0, ""
        for each in mark.finditer(html):
            if each[1]:
                line = int(each[1])
                if owner:
                    firsts[owner] = firsts[owner] or line
            elif each[5]:
                if each.start() > notes:
                    owner = "#" + each[5]
                    firsts.setdefault(owner, 0)
            else:
                key = int(each[3]) if each[3] else each[4]
                if owner:
                    self._within.setdefault(owner, set()).add(key)
                else:
                    uses.append((line, key))
        uses.sort(key=lambda use: use[0])
        self._lines, self._keys = [line for line, _ in uses], [key for _, key in uses]
        return firsts


def _reference(text: str, found: re.Match[str]) -> Definition:
    start = found.start("label")
    if not found["lead"].strip(" "):
        return Definition(start, ((start, found.end()),), note=False)
    marks = " \t>" if ">" in found["lead"] else " \t"
    spans = tuple(_stripped(text, start, found.end(), marks))
    return Definition(start, spans, note=False)


def _stripped(text: str, start: int, end: int, marks: str) -> Iterator[Span]:
    """The lines without what a quote or list puts before them."""
    position = start
    while position < end:
        line = _LINE.match(text, position, end)
        assert line is not None
        yield position + len(line[0]) - len(line[0].lstrip(marks)), line.end()
        position = line.end()


def _footnotes(
    text: str, first_lines: dict[str, int], starts: frozenset[int]
) -> dict[Key, Definition]:
    by_name: dict[str, list[tuple[int, re.Match[str]]]] = {}
    line, position = 1, 0
    for each in _FOOTNOTE.finditer(text):
        line += len(re.findall(_EOL, text[position : each.start()]))
        position = each.start()
        by_name.setdefault(each["name"].casefold(), []).append((line, each))
    heads = starts | {each.start() for many in by_name.values() for _, each in many}
    found: dict[Key, Definition] = {}
    for key, first in first_lines.items():
        many = by_name.get(unquote(unescape(key))[len("#fn-") :].casefold(), [])
        many = many or by_name.get(unescape(key)[len("#fn-") :].casefold(), [])
        above = [each for number, each in many if number <= first] or [e for _, e in many[:1]]
        if above:
            found[key] = _footnote(text, above[-1], heads)
    return found


def _footnote(text: str, found: re.Match[str], heads: frozenset[int]) -> Definition:
    """The definition's lines: those that are indented, and those that just go on."""
    spans: list[Span] = []
    gap: list[Span] = []
    width, quoted = len(found["lead"]), ">" in found["lead"]
    position, lazy = found.start("label"), True
    while position < len(text):
        line = _LINE.match(text, position)
        assert line is not None
        start = position if not spans else _unled(text, position, line.end(), width, quoted=quoted)
        rest = text[start : line.end()]
        blank = not rest.strip(_BLANK)
        deep = rest.startswith(("    ", "\t"))
        if spans and not blank and not deep and (not lazy or position in heads):
            break
        gap.append((start, line.end()))
        if not blank:
            spans += gap
            gap = []
        position, lazy = line.end(), not blank
    return Definition(found.start("label"), tuple(spans), note=True)


def _unled(text: str, start: int, end: int, width: int, *, quoted: bool) -> int:
    """Where a line begins behind the marks and indentation of the containers it is in."""
    limit = min(end, start + width)
    while start < limit and text[start] in (" >" if quoted else " "):
        start += 1
    return start

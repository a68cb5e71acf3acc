"""Where a text may be cut in two: between the blocks that its page is made of.

cmark-gfm says on which line a block begins, but not always where it ends, and nothing at all
of raw HTML and of definitions. So these are proposals; `split` proves what it makes of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines
from ghblog.markdown.split_scan import Scan, Tag, notes_start, plain, scan

BLOCK, ITEM, DEFINITION, END = 7, 8, 9, 0  # besides the levels of headings, 1 to 6

_HEADING = re.compile(r" *<h([1-6])(?=[ >])", re.IGNORECASE)
_AFTER_HEADING = re.compile(r"</h[1-6]>\s*\Z", re.IGNORECASE)
_CONTAINER = re.compile(r"<(?:[uo]l|li|blockquote)[ >]")
_START = re.compile(r'<ol start="([0-9]+)"')
_NUMBER = re.compile(r" {0,3}([0-9]{1,9})[.)]")
# A line that may be raw HTML, and whether the one above is blank.
_RAW = re.compile(
    r"(?:\A\ufeff?|(?<=[\r\n]))(?P<blank>[ \t]*(?:\r\n?|\n))?(?P<line> {0,3}<[^\r\n]*)"
)
# cmark-gfm's `tagfilter`.
_FILTERED = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)[\s/>])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A line at which a part may begin, and what goes before it end.

    Attributes:
        offset, line: where, in the text.
        place: where what begins here stands in the page.
        level: 1 to 6: a heading begins here; else BLOCK, ITEM, DEFINITION or END.
        opens, closes: of an item, the tags of its list, which both sides will have.
    """

    offset: int
    line: int
    place: int
    level: int
    opens: str = ""
    closes: str = ""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a text.

    Attributes:
        html: the page, with positions.
        cuts: ascending; the first at the text's beginning, the last at its end.
        items: where a list of several items stands in the page → the cuts between them.
    """

    html: str
    cuts: tuple[Cut, ...]
    items: dict[int, tuple[Cut, ...]]

    def shown(self, first: Cut, last: Cut) -> str:
        """What the page shows from one cut to the other, as a page of its own."""
        return first.opens + plain(self.html[first.place : last.place]) + last.closes

    def below_heading(self, cut: Cut) -> bool:
        """Whether a heading would be the last thing before the cut."""
        return bool(_AFTER_HEADING.search(self.html, max(0, cut.place - 16), cut.place))


def blocks(text: str) -> Blocks:
    """Where `text` may be cut. A cut in an element that ends only below it is none: `<details>`
    above, Markdown between, `</details>` below. An element that never ends holds nothing."""
    html = page(text, positions=True)
    end = notes_start(html)
    lines = Lines(text)
    found = scan(html[:end])
    last = Cut(len(text), len(lines.starts), end, END)
    tags = [
        (tag, lines.starts[tag.line - 1])
        for tag in found.tags
        if 0 < tag.line <= len(lines.starts) and lines.starts[tag.line - 1] < len(text)
    ]
    known = [Cut(start, tag.line, tag.place, _level(tag.name)) for tag, start in tags]
    raw = _raw(text, lines, found, html, [*_ascending(known), last])
    cuts = _ascending(cut for cut in (*known, *raw) if not found.depth.at(cut.place))
    return Blocks(html, _from_the_start(text, [*cuts, last]), _items(text, html, tags, found))


def _level(name: str) -> int:
    heading = _HEADING.match(f"<{name}>")
    return int(heading[1]) if heading else BLOCK


def _ascending(cuts: Iterable[Cut]) -> list[Cut]:
    """By offset, one each, without those that stand elsewhere in the page: somebody typed them."""
    kept: list[Cut] = []
    for each in sorted(cuts, key=lambda cut: (cut.offset, cut.place)):
        if not kept or (each.offset > kept[-1].offset and each.place >= kept[-1].place):
            kept.append(each)
    return kept


def _from_the_start(text: str, cuts: list[Cut]) -> tuple[Cut, ...]:
    first = cuts[0]
    if first.level != END and not text[: first.offset].strip(" \t\r\n\ufeff"):
        return (replace(first, offset=0, place=0), *cuts[1:])
    return (Cut(0, 1, 0, BLOCK), *cuts)


def _raw(text: str, lines: Lines, found: Scan, html: str, known: list[Cut]) -> Iterator[Cut]:
    """Raw HTML, of which the page gives no line: looked for where it must be, between others.

    Lines that begin no block are looked for, too, lest one of them be taken for another.
    """
    offsets = [cut.offset for cut in known]
    owner, cursor = -2, 0
    for each in _RAW.finditer(text):
        start = each.start("line")
        n = bisect_right(offsets, start) - 1
        if n >= 0 and offsets[n] == start:
            continue
        if n != owner:
            owner = n
            cursor = _below(html, known[n].place, found) if n >= 0 else 0
        line = _FILTERED.sub("&lt;", each["line"])
        place = _find_line(html, line, cursor, known[n + 1].place)
        if place < 0:
            continue
        cursor = place + len(line)
        if each["blank"] is not None:
            heading = _HEADING.match(line)
            level = int(heading[1]) if heading else BLOCK
            yield Cut(start, lines.number(start), place, level)


def _below(html: str, place: int, found: Scan) -> int:
    """From where on raw HTML may follow a tag: behind its element, if it holds no blocks."""
    return place + 1 if _CONTAINER.match(html, place) else found.ends.get(place, place + 1)


def _find_line(html: str, line: str, start: int, end: int) -> int:
    while (place := html.find(line, start, end)) > 0 and html[place - 1] != "\n":
        start = place + 1
    return place


def _items(
    text: str, html: str, tags: list[tuple[Tag, int]], found: Scan
) -> dict[int, tuple[Cut, ...]]:
    members: dict[int, list[tuple[Tag, int]]] = {}
    for tag, start in tags:
        if tag.name == "li" and tag.parent >= 0 and not found.depth.at(tag.parent):
            members.setdefault(tag.parent, []).append((tag, start))
    return {
        parent: tuple(
            Cut(start, tag.line, tag.place, ITEM, *_list_tags(html, parent, n))
            for n, (tag, start) in enumerate(many)
            if n and _numbered(text, start, html, parent, n)
        )
        for parent, many in members.items()
        if len(many) > 1 and all(one < other for (_, one), (_, other) in pairwise(many))
    }


def _numbered(text: str, start: int, html: str, parent: int, count: int) -> bool:
    """Whether an item that began a list would have the number that it has."""
    number = _NUMBER.match(text, start)
    return number is None or int(number[1]) == _first_number(html, parent) + count


def _first_number(html: str, place: int) -> int:
    given = _START.match(html, place)
    return int(given[1]) if given else 1


def _list_tags(html: str, place: int, count: int) -> tuple[str, str]:
    """What opens the list before its item `count` (from 0), and what closes it."""
    if not html.startswith("<ol", place):
        return "<ul>\n", "</ul>\n"
    number = _first_number(html, place) + count
    return ("<ol>\n" if number == 1 else f'<ol start="{number}">\n'), "</ol>\n"

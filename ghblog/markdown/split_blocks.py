"""Where a text may be cut in two: between the blocks that its page is made of.

cmark-gfm says on which line a block begins, but not always where it ends, and nothing at all
of raw HTML and of definitions. So these are proposals; `split` proves what it makes of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ghblog.markdown.github import page
from ghblog.markdown.html import Kind, Piece, read
from ghblog.markdown.lines import Lines

BLOCK, ITEM, DEFINITION, END = 7, 8, 9, 0  # besides the levels of headings, 1 to 6

_NOTES = '<section class="footnotes" data-footnotes>\n'
_POSITION = re.compile(r"([0-9]{1,9}):[0-9]+-[0-9]+:[0-9]+")
_POSITIONS = re.compile(r' data-sourcepos="[0-9:-]*"')
_HEADING = re.compile(r"<h([1-6])(?=[ >])", re.IGNORECASE)
_AFTER_HEADING = re.compile(r"</h[1-6]>\s*\Z", re.IGNORECASE)
# Below a blank line, what may be raw HTML or a definition.
_CHUNK = re.compile(
    r"(?:\A\ufeff?|(?<=[\r\n]))[ \t]*(?:\r\n?|\n)(?P<line> {0,3}(?:<|\[[^\r\n]+\]:)[^\r\n]*)"
)
# cmark-gfm's `tagfilter`.
_FILTERED = re.compile(
    r"<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)[\s/>])",
    re.IGNORECASE,
)
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
# Those before which a browser closes a paragraph that is open.
_ENDS_PARAGRAPH = frozenset(
    "p div ul ol dl pre table blockquote details section center h1 h2 h3 h4 h5 h6".split()  # noqa: SIM905
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
        end: where the footnotes begin in it; its end if there are none.
        cuts: ascending; the first at the text's beginning, the last at its end.
        items: where a list stands in the page → the cuts between its items.
    """

    html: str
    end: int
    cuts: tuple[Cut, ...]
    items: dict[int, tuple[Cut, ...]]

    def shown(self, first: Cut, last: Cut) -> str:
        """What the page shows from one cut to the other, as a page of its own."""
        return first.opens + plain(self.html[first.place : last.place]) + last.closes

    def below_heading(self, cut: Cut) -> bool:
        """Whether a heading would be the last thing before the cut."""
        return bool(_AFTER_HEADING.search(self.html, max(0, cut.place - 16), cut.place))


@dataclass(slots=True)
class _Scan:
    """What one walk through the page finds.

    Attributes:
        spans: from where to where elements, comments and tags reach that end at all.
        tags: start tags with a line: (line, place, name, place of the parent or -1).
    """

    spans: list[tuple[int, int]] = field(default_factory=list)
    tags: list[tuple[int, int, str, int]] = field(default_factory=list)
    stack: list[tuple[str, int]] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)


def plain(html: str) -> str:
    """A page without positions."""
    return _POSITIONS.sub("", html)


def notes_start(html: str) -> int:
    """Where a page's section of footnotes begins; its end if it has none."""
    start = html.rfind(_NOTES) if html.endswith("</section>\n") else -1
    return start if start == 0 or html[start - 1 : start] == "\n" else len(html)


def blocks(text: str) -> Blocks:
    """Where `text` may be cut. A cut in an element that ends only below it is none: `<details>`
    above, Markdown between, `</details>` below. An element that never ends holds nothing."""
    html = page(text, positions=True)
    end = notes_start(html)
    lines = Lines(text)
    scan = _scan(html[:end])
    depth = _Depth(scan.spans)
    count = len(lines.starts)
    tags = [each for each in scan.tags if 1 <= each[0] <= count]
    main = [
        Cut(lines.starts[line - 1], line, place, _level(name))
        for line, place, name, _ in tags
        if not depth.at(place)
    ]
    last = Cut(len(text), count, end, END)
    found = [*main, *_between(text, lines, html, _ascending([*main, last]), dict(scan.spans))]
    cuts = [each for each in _ascending(found) if not depth.at(each.place)]
    return Blocks(html, end, _from_the_start(text, [*cuts, last]), _items(html, lines, main, tags))


def _from_the_start(text: str, cuts: list[Cut]) -> tuple[Cut, ...]:
    first = cuts[0]
    if first.level != END and not text[: first.offset].strip(" \t\r\n\ufeff"):
        return (replace(first, offset=0, place=0), *cuts[1:])
    return (Cut(0, 1, 0, BLOCK), *cuts)


def _scan(html: str) -> _Scan:
    scan = _Scan()
    position = 0
    for piece in read(html):
        position = piece.end
        if piece.kind is Kind.COMMENT:
            scan.spans.append((piece.start - 4, piece.end + 3))
        elif piece.kind is Kind.START:
            _start(scan, piece)
        elif piece.kind is Kind.END:
            _end(scan, piece)
        if piece.kind is not Kind.TEXT and "\n" in html[piece.start : piece.end]:
            scan.spans.append((piece.start, piece.end))
    if position < len(html):  # a tag that never ends: a browser drops the rest
        scan.spans.append((position, len(html) + 1))
    return scan


def _start(scan: _Scan, piece: Piece) -> None:
    if scan.stack and scan.stack[-1][0] == "p" and piece.name in _ENDS_PARAGRAPH:
        _pop(scan)
    line = _POSITION.fullmatch(piece.get("data-sourcepos"))
    if line:
        parent = scan.stack[-1][1] if scan.stack else -1
        scan.tags.append((int(line[1]), piece.start, piece.name, parent))
    if piece.name not in _VOID:
        scan.stack.append((piece.name, piece.start))
        scan.open[piece.name] = scan.open.get(piece.name, 0) + 1


def _end(scan: _Scan, piece: Piece) -> None:
    if not scan.open.get(piece.name):
        return
    while True:
        name, start = _pop(scan)
        if name == piece.name:
            scan.spans.append((start, piece.end))
            return


def _pop(scan: _Scan) -> tuple[str, int]:
    name, start = scan.stack.pop()
    scan.open[name] -= 1
    return name, start


class _Depth:
    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        each = list(spans)
        self._starts = sorted(start for start, _ in each)
        self._ends = sorted(end for _, end in each)

    def at(self, place: int) -> int:
        """In how many spans a place is, their edges not counting."""
        return bisect_left(self._starts, place) - bisect_right(self._ends, place)


def _level(name: str) -> int:
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1] in "123456" else BLOCK


def _ascending(cuts: Iterable[Cut]) -> list[Cut]:
    """By offset, one each, without those that stand elsewhere in the page: somebody typed them."""
    kept: list[Cut] = []
    for each in sorted(cuts, key=lambda cut: (cut.offset, cut.place)):
        if not kept or (each.offset > kept[-1].offset and each.place >= kept[-1].place):
            kept.append(each)
    return kept


def _between(
    text: str, lines: Lines, html: str, main: list[Cut], ends: dict[int, int]
) -> Iterator[Cut]:
    """Raw HTML and definitions, of whose places the page says nothing."""
    offsets = [cut.offset for cut in main]
    waiting: list[Cut] = []
    owner, cursor = -2, 0
    for chunk in _CHUNK.finditer(text):
        start = chunk.start("line")
        n = bisect_right(offsets, start) - 1
        if n >= 0 and offsets[n] == start:
            continue
        limit = main[n + 1].place
        if n != owner:
            yield from (replace(each, place=main[owner + 1].place) for each in waiting)
            owner, waiting = n, []
            cursor = ends.get(main[n].place, main[n].place) if n >= 0 else 0
        cut = Cut(start, lines.number(start), limit, DEFINITION)
        line = chunk["line"]
        if line.lstrip(" ").startswith("["):
            waiting.append(cut)
            continue
        line = _FILTERED.sub("&lt;", line)
        place = _find_line(html, line, cursor, limit)
        if place >= 0:
            heading = _HEADING.match(line.lstrip(" "))
            yield replace(cut, place=place, level=int(heading[1]) if heading else BLOCK)
            yield from (replace(each, place=place) for each in waiting)
            waiting, cursor = [], place + len(line)
    yield from (replace(each, place=main[owner + 1].place) for each in waiting)


def _find_line(html: str, line: str, start: int, end: int) -> int:
    while (place := html.find(line, start, end)) > 0 and html[place - 1] != "\n":
        start = place + 1
    return place


def _items(
    html: str, lines: Lines, main: list[Cut], tags: list[tuple[int, int, str, int]]
) -> dict[int, tuple[Cut, ...]]:
    lists = {cut.place for cut in main if html.startswith(("<ul ", "<ol "), cut.place)}
    members: dict[int, list[tuple[int, int]]] = {}
    for line, place, name, parent in tags:
        if name == "li" and parent in lists:
            members.setdefault(parent, []).append((line, place))
    return {
        parent: tuple(
            Cut(lines.starts[line - 1], line, place, ITEM, *_list_tags(html, parent, n))
            for n, (line, place) in enumerate(found)
            if n
        )
        for parent, found in members.items()
        if all(one < other for (one, _), (other, _) in pairwise(found))
    }


def _list_tags(html: str, place: int, count: int) -> tuple[str, str]:
    """What opens the list before its item `count` (from 0), and what closes it."""
    if html.startswith("<ul", place):
        return "<ul>\n", "</ul>\n"
    given = re.compile(r'<ol start="([0-9]+)"').match(html, place)
    number = count + (int(given[1]) if given else 1)
    return ("<ol>\n" if number == 1 else f'<ol start="{number}">\n'), "</ol>\n"

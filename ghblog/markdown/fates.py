"""What becomes of each picture that a writer typed: GitHub shows it, or not.

A token is put into each one's description, or into the first value of its tag; whether it comes
out in an `<img>` of the page tells. So of two pictures with one file each has a fate of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import Enum, auto

from ghblog.markdown.dialects.live import outside_code
from ghblog.markdown.html import Kind, read
from ghblog.markdown.probe import Probe, halve, tries

_VALUE = re.compile(r"<[A-Za-z]+[^<>=]*=[ \t\r\n]*[\"']?")
_MARKDOWN = re.compile(
    r"!(?:\[\[[^\[\]\r\n]*\]\]"
    r"|\[(?P<alt>[^\[\]\r\n]*)\]\((?:[^()\r\n]|\([^()\r\n]*\))*\)(?:\{[^{}\r\n]*\})?)"
)
_SHORT = re.compile(r"!\[(?:[^\[\]\\]|\\.)*\](?!\(|\[[^\]])", re.DOTALL)
_TAG = re.compile(r"<img(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>", re.IGNORECASE)
_NEAR = 4_000  # characters that a picture may be long
_TOKEN = 100  # and a token


class Fate(Enum):
    """What becomes of a picture as it is typed."""

    SHOWN = auto()
    DEAD = auto()
    CODE = auto()  # nobody meant it to be shown


Told = tuple[int, Fate]
Place = Callable[[str, int], int]


def fates(text: str, offsets: Sequence[int], turns: Iterator[int] | None = None) -> dict[int, Fate]:
    """The fates of the pictures whose `![` or `<img` stand at these offsets; those that cannot be
    told are left out."""
    probe = Probe(text)
    turns = tries(text) if turns is None else turns
    found = dict(halve(offsets, lambda some: _attempt(probe, some, _likely), turns))
    rest = [each for each in offsets if each not in found]
    return found | dict(halve(rest, lambda some: _attempt(probe, some, _unlikely), turns))


def advice(text: str, offset: int, destination: str, turns: Iterator[int]) -> str:
    """How to write the picture at an offset, which GitHub does not show, so that it does.

    Args:
        destination: of its file, perhaps with spaces.
        turns: how often something may be tried.
    """

    def shows(other: str, at: int) -> bool:
        return fates(other, [at], turns).get(at) is Fate.SHOWN

    line = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    if shows(f"{text[:line]}\n{text[line:]}", offset + 1):
        return "leave a blank line above it"
    alt, end = _extent(text, offset)
    wrapped = f"<{destination}>" if re.search(r"[\s()]", destination) else destination
    written = f"![{alt}]({wrapped})"
    if end and shows(text[:offset] + written + text[end:], offset):
        return f"write {written}"
    quoted = f'<img src="{destination}" alt="{alt}">'
    plain = not {*destination + alt} & {*'"<>&'}
    if end and plain and shows(text[:offset] + quoted + text[end:], offset):
        return f"write {quoted}"
    return f"let {written} stand in a paragraph of its own"


def _extent(text: str, offset: int) -> tuple[str, int]:
    """A picture's description and where it ends; 0 if that cannot be told."""
    near = offset + _NEAR
    tag = _TAG.match(text, offset, near)
    if tag:
        piece = next((each for each in read(tag.group()) if each.kind is Kind.START), None)
        return (" ".join(piece.get("alt").split()) if piece else ""), tag.end()
    found = _MARKDOWN.match(text, offset, near)
    return ((found["alt"] or "").strip(), found.end()) if found else ("", 0)


def _likely(text: str, offset: int) -> int:
    """Where a token does no harm: in the description, for before it a mark of emphasis may mean
    another thing; but in `![name]` it would ask for another name's definition."""
    if text.startswith("!", offset):
        return offset if _SHORT.match(text, offset, offset + _NEAR) else offset + 2
    value = _VALUE.match(text, offset, offset + _NEAR)
    return value.end() if value else offset


def _unlikely(text: str, offset: int) -> int:
    return offset + 2 if _likely(text, offset) == offset else offset


def _attempt(probe: Probe, group: Sequence[int], place: Place) -> list[Told] | None:
    """The fates of a group; None if the tokens disturb the page."""
    places = [place(probe.text, each) for each in group]
    html = probe.page_with((each, probe.head(n)) for n, each in enumerate(places))
    if html is None:
        return None
    tokens = re.compile(re.escape(probe.head(0)[:-7]) + "[0-9]{6}h")
    outside = {probe.head(n) for n, each in enumerate(group) if places[n] == each}
    found = dict.fromkeys(tokens.findall(html), Fate.CODE)
    for piece in outside_code(html):
        if piece.kind is Kind.TEXT:
            found |= dict.fromkeys(tokens.findall(html, piece.start, piece.end), Fate.DEAD)
    found |= dict(_at_pictures(html, tokens, outside))
    return [(each, found.get(probe.head(n), Fate.DEAD)) for n, each in enumerate(group)]


def _at_pictures(
    html: str, tokens: re.Pattern[str], outside: Collection[str]
) -> Iterator[tuple[str, Fate]]:
    """The tokens in the pictures of a page, and those right before them that belong there."""
    before = ""
    for piece in read(html):
        if piece.kind is Kind.START and piece.name == "img":
            for each in piece.attributes:
                for match in tokens.finditer(each.value):  # one deeper is a picture in its alt
                    yield match.group(), Fate.DEAD if match.start() else Fate.SHOWN
            if before in outside:
                yield before, Fate.SHOWN
        last = html[max(piece.start, piece.end - _TOKEN) : piece.end]
        found = [*tokens.finditer(last)] if piece.kind is Kind.TEXT else []
        before = found[-1].group() if found and found[-1].end() == len(last) else ""

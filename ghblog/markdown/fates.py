"""What becomes of each picture that a writer typed: GitHub shows it, or not.

A token is put into each one's description, or into the first value of its tag; whether it comes
out in an `<img>` of the page tells. So of two pictures with one file each has a fate of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from ghblog.markdown.dialects.live import outside_code
from ghblog.markdown.html import Kind, Piece, read
from ghblog.markdown.probe import Probe, halve, tries

_VALUE = re.compile(r"<[A-Za-z]+[^<>=]*=[ \t\r\n]*[\"']?")
_MARKDOWN = re.compile(
    r"!(?:\[\[[^\[\]\r\n]*\]\]"
    r"|\[(?P<alt>[^\[\]\r\n]*)\]\((?:[^()\r\n]|\([^()\r\n]*\))*\)(?:\{[^{}\r\n]*\})?)"
)
_TAG = re.compile(r"<img(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>", re.IGNORECASE)
_NEAR = 4_000  # characters that a picture may be long


class Fate(Enum):
    """What becomes of a picture as it is typed."""

    SHOWN = auto()
    DEAD = auto()
    CODE = auto()  # nobody meant it to be shown


def fates(text: str, offsets: Sequence[int], turns: Iterator[int] | None = None) -> dict[int, Fate]:
    """The fates of the pictures whose `![` or `<img` stand at these offsets; those that cannot be
    told are left out."""
    probe = Probe(text)
    turns = tries(text) if turns is None else turns
    found = dict(halve(offsets, lambda some: _attempt(probe, some, _inside), turns))
    rest = [each for each in offsets if each not in found]
    # A token in `![name]` alone would ask for another name's definition; one before it does not.
    return found | dict(halve(rest, lambda some: _attempt(probe, some, _before), turns))


def is_shown(text: str, offset: int) -> bool:
    """Whether the picture at this offset is surely shown."""
    return fates(text, [offset]).get(offset) is Fate.SHOWN


def advice(text: str, offset: int, destination: str) -> str:
    """How to write the picture at an offset, which GitHub does not show, so that it does.

    Args:
        destination: of its file, as Markdown is to have it, perhaps with spaces.
    """
    line = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    if is_shown(f"{text[:line]}\n{text[line:]}", offset + 1):
        return "leave a blank line above it"
    alt, end = _extent(text, offset)
    wrapped = f"<{destination}>" if re.search(r"[\s()]", destination) else destination
    written = f"![{alt}]({wrapped})"
    if end and is_shown(text[:offset] + written + text[end:], offset):
        return f"write {written}"
    quoted = f'<img src="{destination}" alt="{alt}">'
    plain = not {*destination + alt} & {*'"<>&'}
    if end and plain and is_shown(text[:offset] + quoted + text[end:], offset):
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


def _inside(text: str, offset: int) -> int:
    if text.startswith("!", offset):
        return offset + 2
    value = _VALUE.match(text, offset, offset + _NEAR)
    return value.end() if value else offset


def _before(_text: str, offset: int) -> int:
    return offset


def _attempt(probe: Probe, group: Sequence[int], place: object) -> list[tuple[int, Fate]] | None:
    raise NotImplementedError

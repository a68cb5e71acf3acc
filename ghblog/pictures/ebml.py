"""WebM and Matroska, element by element (RFC 8794, RFC 9559)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ghblog.pictures.stripped import DamagedError

MAGIC = b"\x1aE\xdf\xa3"
_DOCTYPE, _SEGMENT, _TAGS = 0x4282, 0x18538067, 0x1254C367
_VOID = b"\xec"


@dataclass(frozen=True, slots=True)
class _Element:
    name: int
    start: int
    body: int
    end: int  # -1: nobody knows, it was recorded live


def doctype(data: bytes) -> str:
    """`webm` or `matroska`, as the head says; empty if it does not."""
    head = next(_elements(data, 0, len(data)), None)
    if head is None or head.end < 0:
        return ""
    for each in _elements(data, head.body, head.end):
        if each.name == _DOCTYPE:
            return data[each.body : each.end].rstrip(b"\0").decode("ascii", "replace")
    return ""


def check_end(data: bytes, size: int) -> None:
    """Raises DamagedError if the film has no content, or breaks off before what it says.

    Args:
        data: its beginning, or all of it.
        size: of the whole file, in bytes.
    """
    for each in _elements(data, 0, size):
        if each.end > size:
            raise DamagedError
        if each.name == _SEGMENT:
            return
    raise DamagedError


def private_in(data: bytes) -> list[tuple[int, bytes]]:
    """(place, what to put there) for tags, which may tell place and maker: blanks of equal size."""
    segments = [each for each in _elements(data, 0, len(data)) if each.name == _SEGMENT]
    return [
        (each.start, _blank(each.end - each.start))
        for segment in segments
        for each in _elements(data, segment.body, segment.end if segment.end >= 0 else len(data))
        if each.name == _TAGS and 0 <= each.end <= len(data)
    ]


def _blank(size: int) -> bytes:
    """An element that says nothing, of `size` bytes (tags never have less than nine)."""
    if size < 9:
        return _VOID + bytes([0x80 | (size - 2)]) + bytes(size - 2)
    return _VOID + b"\x01" + (size - 9).to_bytes(7, "big") + bytes(size - 9)


def _elements(data: bytes, start: int, end: int) -> Iterator[_Element]:
    """Those between two places, until one has no end or something is none."""
    while start < min(end, len(data)):
        after_name, name = _number(data, start, keep_length=True)
        body, size = _number(data, after_name)
        if not name or body > len(data) or after_name == body:
            return
        unknown = size == (1 << 7 * (body - after_name)) - 1
        stop = -1 if unknown else body + size
        yield _Element(name, start, body, stop)
        if unknown:
            return
        start = stop


def _number(data: bytes, start: int, *, keep_length: bool = False) -> tuple[int, int]:
    """(where it ends, a number of one to eight bytes); it has no length where there is none."""
    if start >= len(data) or not data[start]:
        return start, 0
    length = 9 - data[start].bit_length()
    value = int.from_bytes(data[start : start + length], "big")
    return start + length, value if keep_length else value & ((1 << 7 * length) - 1)

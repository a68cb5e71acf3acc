"""The boxes of ISO base media files (ISO/IEC 14496-12): HEIC, AVIF, MP4, QuickTime."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ghblog.pictures.stripped import DamagedError

_NAME = re.compile(rb"[\x20-\x7e\xa9]{4}")
_MOST = 100_000
_BRANDS = 4096  # bytes: what is behind them is no brand, whatever it says


@dataclass(frozen=True, slots=True)
class Box:
    """One box: `data[start:end]`, its content `data[body:end]`.

    Attributes:
        end: as the box says; the data may break off before.
    """

    name: bytes
    start: int
    body: int
    end: int


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places, one after the other, until something is none.

    Raises DamagedError where there are more than any camera makes.
    """
    left = _MOST
    while start + 8 <= min(end, len(data)):
        size = int.from_bytes(data[start : start + 4], "big")
        name = data[start + 4 : start + 8]
        body = start + 8
        if size == 1:  # too large for 32 bits
            body += 8
            size = int.from_bytes(data[start + 8 : body], "big")
        elif size == 0:  # to the end
            size = end - start
        if size < body - start or not _NAME.fullmatch(name):
            return
        if not left:
            raise DamagedError
        left -= 1
        yield Box(name, start, body, start + size)
        start += size


def inside(data: bytes, outer: Box, skip: int = 0) -> Iterator[Box]:
    """The boxes in a box that are whole, after `skip` bytes of its own."""
    for box in boxes(data, outer.body + skip, outer.end):
        if box.end > min(outer.end, len(data)):
            return
        yield box


def brands(data: bytes) -> tuple[bytes, ...]:
    """What a file says of itself, the chief brand first; empty if it says nothing."""
    if data[4:8] != b"ftyp" or len(data) < 12:
        return ()
    end = min(len(data), _BRANDS, max(16, int.from_bytes(data[:4], "big")))
    others = (data[place : place + 4] for place in range(16, end - 3, 4))
    return (data[8:12], *others)

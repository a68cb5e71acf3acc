"""PNG, chunk by chunk (PNG third edition, section 5). No pixel is decoded."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from ghblog.pictures.exif import UPRIGHT, exif_of, orientation_of
from ghblog.pictures.stripped import DamagedError, Stripped

_HEAD = 8
COLOURS = frozenset({b"cHRM", b"gAMA", b"iCCP", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"pHYs"})
"""Chunks that say what the pixels' numbers mean, however many pixels there are."""

_KEPT = COLOURS | {b"tRNS", b"sBIT", b"bKGD", b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT"}
_NAME = re.compile(rb"[A-Za-z]{4}")


def strip_png(data: bytes) -> Stripped:
    """A PNG without texts, Exif, times, unknown optional chunks and what follows its end.

    One that nobody here can draw anew without loss keeps an Exif that says which side is up and
    nothing else. Raises DamagedError if it breaks off.
    """
    kept = [data[:_HEAD]]
    exif, moves = b"", False
    for name, chunk in _chunks(data):
        if name == b"eXIf" and is_deep(data):
            kept += _side(chunk[8:-4])
        elif name == b"eXIf":
            exif = exif or chunk[8:-4]
        moves = moves or name == b"acTL"
        # A name that begins with a capital is a chunk that no reader may ignore.
        if name in _KEPT or name[:1].isupper():
            kept.append(chunk)
    return Stripped.of(data, kept, exif, moves=moves)


def is_deep(data: bytes) -> bool:
    """Whether it is a PNG with several channels of sixteen bits, of which Pillow reads eight."""
    return (
        data[12:16] == b"IHDR" and data[24:25] == b"\x10" and data[25:26] in {b"\2", b"\4", b"\6"}
    )


def with_colours(drawn: bytes, source: bytes) -> bytes:
    """A PNG that Pillow wrote, with the chunks about colours of the one that it read."""
    colours = [chunk for name, chunk in _chunks(source) if name in COLOURS]
    rest = [(name, chunk) for name, chunk in _chunks(drawn) if name not in COLOURS]
    head = [chunk for name, chunk in rest if name == b"IHDR"]
    return b"".join(
        [drawn[:_HEAD], *head, *colours, *(chunk for name, chunk in rest if name != b"IHDR")]
    )


def _side(exif: bytes) -> list[bytes]:
    orientation = orientation_of(exif)
    if orientation == UPRIGHT:
        return []
    body = b"eXIf" + exif_of(orientation)
    return [(len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, the whole chunk), to the end of the picture."""
    position = _HEAD
    name = b""
    while name != b"IEND":
        name = data[position + 4 : position + 8]
        end = position + 12 + int.from_bytes(data[position : position + 4], "big")
        if not _NAME.fullmatch(name) or end > len(data):
            raise DamagedError
        yield name, data[position:end]
        position = end

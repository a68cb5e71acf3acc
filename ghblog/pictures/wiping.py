"""What MP4 and QuickTime films tell about their makers, and what to put in its place.

Nothing moves: a box that goes becomes `free` space of the same size, filled with zeros, since the
index of a film counts its bytes from the file's beginning. Boxes by ISO/IEC 14496-12 and Apple's
QuickTime File Format. What is laid out in any other way is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ghblog.pictures.boxes import Box, boxes, inside
from ghblog.pictures.samples import samples_of

Edit = tuple[int, bytes]
"""(place, what to put there)."""

# The place (`©xyz`, `loci`, `com.apple.quicktime.location.ISO6709`), the phone, names, comments.
_PRIVATE = frozenset({b"udta", b"meta"})
# Adobe's XMP, see the XMP specification, part 3.
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
# When it was made; nought says that nobody knows.
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
# Tracks of numbers that go with the pictures: cameras put the way they went there.
_TELEMETRY = frozenset({b"meta", b"camm", b"gpmd"})


def private_in(data: bytes) -> list[Edit]:
    """What has to be put where, so that a film keeps its pictures and sounds and tells no more."""
    top = [box for box in boxes(data, 0, len(data)) if box.end <= len(data)]
    media = [range(box.body, box.end) for box in top if box.name == b"mdat"]
    edits = [edit for box in top for edit in _level(data, box)]
    for movie in (box for box in top if box.name == b"moov"):
        for box in inside(data, movie):
            edits += _level(data, box)
            if box.name == b"trak":
                edits += _track(data, box, media)
    return [(place, new) for place, new in edits if data[place : place + len(new)] != new]


def _level(data: bytes, box: Box) -> Iterator[Edit]:
    """Of a box that may stand at any level."""
    if box.name in _PRIVATE or (box.name == b"uuid" and data.startswith(_XMP, box.body)):
        yield _freed(box)
    elif box.name in _TIMED and box.end - box.body >= 20:
        yield box.body + 4, bytes(16 if data[box.body] == 1 else 8)


def _track(data: bytes, track: Box, media: list[range]) -> Iterator[Edit]:
    parts = {box.name: box for box in inside(data, track)}
    media_parts = (
        {box.name: box for box in inside(data, parts[b"mdia"])} if b"mdia" in parts else {}
    )
    if _handler(data, media_parts) in _TELEMETRY:
        for start, size in samples_of(data, media_parts):
            if any(start in place and start + size <= place.stop for place in media):
                yield start, bytes(size)
        yield _freed(track)
        return
    for box in (*inside(data, track), *media_parts.values()):
        yield from _level(data, box)


def _handler(data: bytes, media_parts: dict[bytes, Box]) -> bytes:
    """What a track is for, such as `vide`."""
    box = media_parts.get(b"hdlr")
    return data[box.body + 8 : box.body + 12] if box else b""


def _freed(box: Box) -> Edit:
    """Free space instead of a box; how its size is written stays."""
    if box.body - box.start == 8:
        return box.start + 4, b"free" + bytes(box.end - box.body)
    return box.start + 4, b"free" + (box.end - box.start).to_bytes(8, "big") + bytes(
        box.end - box.body
    )

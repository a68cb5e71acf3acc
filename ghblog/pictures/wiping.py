"""What MP4 and QuickTime films tell about their makers, and what to put in its place.

Nothing moves: a box that goes becomes `free` space of the same size, filled with zeros, since the
index of a film counts its bytes from the file's beginning. Boxes by ISO/IEC 14496-12 and Apple's
QuickTime File Format. What is laid out in any other way is left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ghblog.pictures.boxes import Box, boxes, inside
from ghblog.pictures.samples import chunks_of
from ghblog.pictures.stripped import DamagedError

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
    """What has to be put where, so that a film keeps its pictures and sounds and tells no more.

    Raises DamagedError for a film that says more of itself than it holds.
    """
    top = [box for box in boxes(data, 0, len(data)) if box.end <= len(data)]
    media = [range(box.body, box.end) for box in top if box.name == b"mdat"]
    edits: list[Edit] = []
    left = 2 * len(data)  # more is only there if tracks claim the same bytes again and again
    for place, new in _edits(data, top, media):
        left -= len(new)
        if left < 0:
            raise DamagedError
        if data[place : place + len(new)] != new:
            edits.append((place, new))
    return edits


def _edits(data: bytes, top: Sequence[Box], media: Sequence[range]) -> Iterator[Edit]:
    for box in top:
        yield from _level(data, box)
    for movie in (box for box in top if box.name == b"moov"):
        for box in inside(data, movie):
            yield from _level(data, box)
            if box.name == b"trak":
                yield from _track(data, box, media)


def _level(data: bytes, box: Box) -> Iterator[Edit]:
    """Of a box that may stand at any level."""
    if box.name in _PRIVATE or (box.name == b"uuid" and data.startswith(_XMP, box.body)):
        yield _freed(box)
    elif box.name in _TIMED and box.end - box.body >= 20:
        yield box.body + 4, bytes(16 if data[box.body] == 1 else 8)


def _track(data: bytes, track: Box, media: Sequence[range]) -> Iterator[Edit]:
    parts = {box.name: box for box in inside(data, track)}
    media_parts = (
        {box.name: box for box in inside(data, parts[b"mdia"])} if b"mdia" in parts else {}
    )
    if _handler(data, media_parts) in _TELEMETRY:
        for start, size in chunks_of(data, media_parts):
            n = bisect_right(media, start, key=lambda place: place.stop)
            while n < len(media) and media[n].start < start + size:
                first, last = max(start, media[n].start), min(start + size, media[n].stop)
                yield first, bytes(last - first)
                n += 1
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

"""Where the samples of a film's track lie (ISO/IEC 14496-12, section 8.7)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from ghblog.pictures.boxes import Box, inside

_MOST = 1_000_000
"""Samples: no track that we wipe has as many, so a table that claims more makes no sense."""


def chunks_of(data: bytes, media_parts: Mapping[bytes, Box]) -> list[tuple[int, int]]:
    """(place in the file, bytes) of every chunk of a track's samples, which lie one behind the
    other in it; empty if its tables make no sense.

    Args:
        data: the film.
        media_parts: the boxes in the track's `mdia`, by name.
    """
    try:
        table = _table(data, media_parts)
        same, count, sizes = _sizes(data, table)
        chunks = _chunks(data, table)
        counts = list(_counts(data, table, len(chunks)))
    except (KeyError, struct.error):
        return []
    if (same * count or sum(sizes)) > len(data):
        return []
    found: list[tuple[int, int]] = []
    first = 0
    for place, number in zip(chunks, counts, strict=False):
        last = min(count, first + number)
        found.append((place, same * (last - first) or sum(sizes[first:last])))
        first = last
    return found


def _table(data: bytes, media_parts: Mapping[bytes, Box]) -> dict[bytes, Box]:
    information = {box.name: box for box in inside(data, media_parts[b"minf"])}
    return {box.name: box for box in inside(data, information[b"stbl"])}


def _sizes(data: bytes, table: Mapping[bytes, Box]) -> tuple[int, int, list[int]]:
    """(bytes of each sample if all have the same, how many samples, else the bytes of each)."""
    body = table[b"stsz"].body
    same, count = struct.unpack_from(">II", data, body + 4)
    if count > _MOST:
        return 0, 0, []
    return same, count, [] if same else _numbers(data, body + 12, count, "I")


def _chunks(data: bytes, table: Mapping[bytes, Box]) -> list[int]:
    wide = b"stco" not in table
    body = table[b"co64" if wide else b"stco"].body
    (count,) = struct.unpack_from(">I", data, body + 4)
    return _numbers(data, body + 8, count, "Q" if wide else "I")


def _counts(data: bytes, table: Mapping[bytes, Box], chunks: int) -> Iterator[int]:
    """How many samples each chunk holds: a run begins with its first chunk's number, from 1."""
    body = table[b"stsc"].body
    (count,) = struct.unpack_from(">I", data, body + 4)
    runs = _numbers(data, body + 8, 3 * count, "I")
    firsts = [*runs[::3], chunks + 1]
    for n in range(count):
        if not 0 < firsts[n] < firsts[n + 1] <= chunks + 1:
            return
        for _ in range(firsts[n], firsts[n + 1]):
            yield runs[3 * n + 1]


def _numbers(data: bytes, start: int, count: int, kind: str) -> list[int]:
    if count > 3 * _MOST:
        raise struct.error
    return list(struct.unpack_from(f">{count}{kind}", data, start))

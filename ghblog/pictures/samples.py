"""Where the samples of a film's track lie (ISO/IEC 14496-12, section 8.7)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from ghblog.pictures.boxes import Box, inside

_MOST = 1_000_000
"""Samples: no track that we wipe has as many, so a table that claims more makes no sense."""


def samples_of(data: bytes, media_parts: Mapping[bytes, Box]) -> list[tuple[int, int]]:
    """(place in the file, bytes) of every sample of a track; empty if its tables make no sense.

    Args:
        data: the film.
        media_parts: the boxes in the track's `mdia`, by name.
    """
    try:
        table = _table(data, media_parts)
        sizes = _sizes(data, table)
        chunks = _chunks(data, table)
        counts = list(_counts(data, table, len(chunks)))
    except (KeyError, struct.error):
        return []
    if sum(sizes) > len(data):
        return []
    found: list[tuple[int, int]] = []
    left = iter(sizes)
    for place, count in zip(chunks, counts, strict=False):
        for _ in range(count):
            size = next(left, None)
            if size is None:
                return found
            found.append((place, size))
            place += size  # noqa: PLW2901  # the next one lies behind it
    return found


def _table(data: bytes, media_parts: Mapping[bytes, Box]) -> dict[bytes, Box]:
    information = {box.name: box for box in inside(data, media_parts[b"minf"])}
    return {box.name: box for box in inside(data, information[b"stbl"])}


def _sizes(data: bytes, table: Mapping[bytes, Box]) -> list[int]:
    body = table[b"stsz"].body
    same, count = struct.unpack_from(">II", data, body + 4)
    if count > _MOST:
        return []
    return [same] * count if same else _numbers(data, body + 12, count, "I")


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

"""A part of a film, as players ask for it (RFC 9110, section 14)."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")  # no file is longer than these can tell


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last; None if everything is meant. An empty range means
    that none of it is there."""
    match = _RANGE.fullmatch(header.strip())
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        length = int(match[2])
        return (max(0, size - length), size) if length else (0, 0)
    start = int(match[1])
    end = min(int(match[2]) + 1, size) if match[2] else size
    return (start, end) if start < end else (0, 0)

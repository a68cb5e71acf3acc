"""How wide a picture is by nature. No pixel is decoded."""

from __future__ import annotations

import re

from ghblog.pictures.converting import foreign, opened, size_of
from ghblog.pictures.exif import UPRIGHT, orientation_of
from ghblog.pictures.pixels import stored_size
from ghblog.pictures.preparing import strip
from ghblog.pictures.stripped import DamagedError
from ghblog.pictures.svg import look_for_svg

_ROOT = re.compile(rb"<(?:[\w.-]+:)?svg\b[^>]*>")
_WIDTH = re.compile(rb"""\swidth\s*=\s*["']\s*([0-9.]{1,12})\s*([a-z]{2})?\s*["']""")
# CSS pixels in each unit, by CSS Values and Units, section 6.2.
_UNITS = {
    b"": 1.0,
    b"px": 1.0,
    b"pt": 4 / 3,
    b"pc": 16.0,
    b"in": 96.0,
    b"cm": 96 / 2.54,
    b"mm": 96 / 25.4,
}


def width_of(data: bytes) -> int:
    """The width in pixels at which a browser shows a picture that nobody scales, the right side
    up; 0 if nobody can tell."""
    try:
        if foreign(data):
            with opened(data) as image:
                return size_of(image)[0]
        stripped = strip(data)
    except DamagedError:
        return 0
    size = stored_size(data)
    if size is None:
        return _drawn(data)
    orientation = UPRIGHT if stripped.moves else orientation_of(stripped.exif)
    return size[orientation > 4]


def _drawn(data: bytes) -> int:
    """Of an SVG: what its root element says, unless that is a share of something."""
    root = _ROOT.search(data) if look_for_svg(data) is True else None
    found = _WIDTH.search(root[0]) if root else None
    unit = _UNITS.get(found[2] or b"") if found else None
    if found is None or unit is None:
        return 0
    try:
        return round(float(found[1]) * unit)
    except ValueError:  # such as 1.2.3
        return 0

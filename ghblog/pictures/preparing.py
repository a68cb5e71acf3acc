"""Bytes as the writer keeps them → bytes fit for everybody's eyes."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Self

from ghblog.model import Settings, short_hash
from ghblog.pictures.gif import strip_gif
from ghblog.pictures.jpeg import strip_jpeg
from ghblog.pictures.kinds import LARGEST, TOO_LARGE, Problem, damaged
from ghblog.pictures.png import strip_png
from ghblog.pictures.stripped import DamagedError, Stripped
from ghblog.pictures.webp import strip_webp

# Part of the keys: raise it when the same picture is to be prepared, and so uploaded, anew.
_VERSION = "1"
_UPRIGHT = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """How pictures are prepared.

    Attributes:
        max_width: in pixels; wider still pictures are made smaller. 0: none is.
        strip: whether private data is taken out, and the orientation applied.
    """

    max_width: int = 0
    strip: bool = True

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the blog's settings say."""
        return cls(settings.max_width, settings.strip_metadata)


@dataclass(frozen=True, slots=True)
class Work:
    """What has to be done to one picture.

    Attributes:
        name: of this work, for the picture's key; empty if there is nothing to do.
        stripped: the file without private data.
        orientation: to be applied, 1 to 8 as Exif counts; 1 is upright.
        width: to make it smaller to, in pixels; 0: leave its size.
    """

    name: str
    stripped: Stripped
    orientation: int = _UPRIGHT
    width: int = 0

    @property
    def redraws(self) -> bool:
        """Whether pixels are decoded for it."""
        return self.orientation != _UPRIGHT or self.width > 0


def prepare(data: bytes, wishes: Wishes) -> bytes | Problem:
    """A picture that `inspect` accepts, as it is published, or why it cannot be.

    Private data goes: Exif with its place and its preview, XMP, IPTC, comments, texts, and whatever
    follows the picture's end. The colour profile, transparency and animation stay. Pixels are
    drawn anew only to turn a picture upright, or to make it smaller; without either, they stay
    as they are bit for bit. The bytes that came in come back if there is nothing to do, and a
    picture that would not become a smaller file is not made smaller. GIFs and animations are
    neither turned nor made smaller, and an SVG is left as it is.
    """
    try:
        work = work_for(data, wishes)
    except DamagedError:
        return damaged()
    if not work.name:
        return data
    if not work.redraws:
        return work.stripped.data
    from ghblog.pictures.pixels import redraw

    drawn = redraw(work.stripped.data, work.orientation, work.width)
    if isinstance(drawn, Problem):
        return drawn
    if work.orientation == _UPRIGHT and len(drawn) >= len(work.stripped.data):
        return work.stripped.data if wishes.strip else data
    return drawn if len(drawn) <= LARGEST else TOO_LARGE


def picture_key(data: bytes, wishes: Wishes | None = None) -> str:
    """The key of a picture with these source bytes: it tells what is published.

    What is done to the picture is part of it, not what was wished for: a setting that changes
    nothing about a picture does not upload it again. Any bytes have a key, pictures or not.
    """
    try:
        name = work_for(data, wishes or Wishes()).name
    except DamagedError:
        name = ""
    return short_hash((name or "as it is").encode() + b"\0" + data)


def work_for(data: bytes, wishes: Wishes) -> Work:
    """What has to be done to a picture. No pixel is decoded. Raises DamagedError."""
    stripped = strip(data)
    turns = stripped.exif and not stripped.moves
    orientation = orientation_of(stripped.exif) if turns else _UPRIGHT
    width = _smaller(data, stripped, wishes.max_width, sideways=orientation > 4)
    if not (wishes.strip or width):
        return Work("", stripped)
    steps = []
    if stripped.data != data:
        steps.append("stripped")
    if orientation != _UPRIGHT:
        steps.append("upright")
    if width:
        steps.append(f"width {width}")
    name = " ".join([*steps, _VERSION]) if steps else ""
    return Work(name, stripped, orientation, width)


def strip(data: bytes) -> Stripped:
    """A picture's file without private data; anything else as it is. Raises DamagedError."""
    if data.startswith(b"\xff\xd8\xff"):
        return strip_jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return strip_png(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return strip_gif(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return strip_webp(data)
    return Stripped(data)


def orientation_of(exif: bytes) -> int:
    """The orientation that Exif tells, 1 to 8; 1 if it tells none or makes no sense.

    Only Exif's counts: browsers take no notice of the one in XMP.
    """
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return _UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for n in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * n)
            if tag == 0x0112:
                return int(value) if kind == 3 and 1 <= value <= 8 else _UPRIGHT
    except struct.error:
        pass
    return _UPRIGHT


def _smaller(data: bytes, stripped: Stripped, most: int, *, sideways: bool) -> int:
    """The width to make a picture smaller to; 0 if it is to stay as it is."""
    if not most or stripped.moves or not data.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
        return 0
    from ghblog.pictures.pixels import size_of

    size = size_of(stripped.data)
    return most if size and size[sideways] > most else 0

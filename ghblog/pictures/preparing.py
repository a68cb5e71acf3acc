"""Bytes as the writer keeps them → bytes fit for everybody's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from ghblog.model import Settings, short_hash
from ghblog.pictures.converting import converted, foreign, opened, size_of, target_of
from ghblog.pictures.exif import UPRIGHT, orientation_of
from ghblog.pictures.film import is_film, strip_film
from ghblog.pictures.gif import strip_gif
from ghblog.pictures.jpeg import strip_jpeg
from ghblog.pictures.kinds import LARGEST, TOO_LARGE, Problem, damaged
from ghblog.pictures.pixels import redraw, stored_size
from ghblog.pictures.png import is_deep, strip_png
from ghblog.pictures.stripped import DamagedError, Stripped
from ghblog.pictures.webp import strip_webp

# Part of the keys: raise it when the same picture is to be prepared, and so uploaded, anew.
_VERSION = "1"
# The same, of HEIC and AVIF only.
_CONVERSION = "1"


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
        target: the kind that it becomes, `jpg` or `png`; empty: it stays what it is.
    """

    name: str
    stripped: Stripped
    orientation: int = UPRIGHT
    width: int = 0
    target: str = ""

    @property
    def redraws(self) -> bool:
        """Whether pixels are decoded for it."""
        return bool(self.target) or self.orientation != UPRIGHT or self.width > 0


def prepare(data: bytes, wishes: Wishes) -> bytes | Problem:
    """A picture or film that is accepted, as it is published, or why it cannot be.

    Private data goes: Exif with its place and its preview, XMP, IPTC, comments, texts, and whatever
    follows the picture's end. The colour profile, transparency and animation stay. Pixels are
    drawn anew only to turn a picture upright, or to make it smaller; without either, they stay
    as they are bit for bit. The bytes that came in come back if there is nothing to do, and a
    picture that would not become a smaller file is not made smaller. GIFs and animations are
    neither turned nor made smaller, and an SVG is left as it is.

    HEIC and AVIF become JPEG, or PNG where they may be transparent, whatever is wished: that alone
    may be a larger file than before. In films, private data is overwritten where it is.
    """
    try:
        work = work_for(data, wishes)
    except DamagedError:
        return damaged("film" if is_film(data) else "picture")
    if not work.name:
        return data
    return _drawn(data, work, wishes) if work.redraws else work.stripped.data


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


def _drawn(data: bytes, work: Work, wishes: Wishes) -> bytes | Problem:
    stripped = work.stripped.data
    if work.target:
        drawn = converted(data, work.width)
    else:
        drawn = redraw(stripped, work.orientation, work.width)
    if isinstance(drawn, Problem):
        return drawn
    if not work.target and work.orientation == UPRIGHT and len(drawn) >= len(stripped):
        return stripped if wishes.strip else data
    return drawn if len(drawn) <= LARGEST else TOO_LARGE


def work_for(data: bytes, wishes: Wishes) -> Work:
    """What has to be done to a picture. No pixel is decoded. Raises DamagedError."""
    if foreign(data):
        return _conversion(data, wishes.max_width)
    stripped = strip(data)
    turns = stripped.exif and not stripped.moves
    orientation = orientation_of(stripped.exif) if turns else UPRIGHT
    width = _smaller(data, stripped, wishes.max_width, sideways=orientation > 4)
    if not (wishes.strip or width):
        return Work("", stripped)
    steps = []
    if stripped.data != data:
        steps.append("stripped")
    if orientation != UPRIGHT:
        steps.append("upright")
    if width:
        steps.append(f"width {width}")
    name = " ".join([*steps, _VERSION]) if steps else ""
    return Work(name, stripped, orientation, width)


def strip(data: bytes) -> Stripped:
    """A file of a picture or film without private data; anything else as it is.

    Raises DamagedError.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return strip_jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return strip_png(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return strip_gif(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return strip_webp(data)
    return strip_film(data)


def _conversion(data: bytes, most: int) -> Work:
    with opened(data) as image:
        target, (wide, _) = target_of(image), size_of(image)
    width = most if 0 < most < wide else 0
    smaller = f" width {width}" if width else ""
    return Work(f"as {target}{smaller} {_CONVERSION}", Stripped(data), width=width, target=target)


def _smaller(data: bytes, stripped: Stripped, most: int, *, sideways: bool) -> int:
    """The width to make a picture smaller to; 0 if it is to stay as it is."""
    if not most or stripped.moves or is_deep(data):
        return 0
    if not data.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
        return 0
    size = stored_size(stripped.data)
    return most if size and size[sideways] > most else 0

"""HEIC and AVIF, which GitHub does not show: made JPEG, or PNG where they are transparent."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ghblog.pictures.boxes import boxes, brands
from ghblog.pictures.exif import UPRIGHT, orientation_of
from ghblog.pictures.kinds import Problem, damaged
from ghblog.pictures.opening import BROKEN
from ghblog.pictures.pixels import scaled, too_many, turned
from ghblog.pictures.stripped import DamagedError

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 90
"""Of the JPEG: of 80, 85, 90 and 95 the lowest at which it lost no more than HEIC had lost before,
in three photos saved as HEIC of quality 60; 95 made files a quarter to two fifths larger."""

_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis"})
_AVIF = frozenset({b"avif"})
_CONTAINERS = frozenset({b"mif1", b"miaf"})  # what is in them, the other brands say
_CLEAR = frozenset({"LA", "La", "RGBA", "RGBa", "PA"})


def foreign(data: bytes) -> str:
    """`HEIC` or `AVIF` for a still picture of that kind; else empty."""
    said = brands(data)
    if not said or said[0] not in _HEIC | _AVIF | _CONTAINERS:
        return ""
    if _AVIF.isdisjoint(said) or not _HEIC.isdisjoint(said):
        return "HEIC"  # some say only `mif1`; libheif finds out
    from PIL import features

    return "AVIF" if features.check("avif") else ""  # a Pillow of the system's may lack it


@contextmanager
def opened(data: bytes) -> Iterator[Image]:
    """A foreign picture, its pixels not decoded yet. Raises DamagedError."""
    _check_end(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = _avif(data) if foreign(data) == "AVIF" else _heic(data)
        except BROKEN as error:
            raise DamagedError from error
        with image:
            yield image


def target_of(image: Image) -> str:
    """What it becomes: `png` if parts of it may be transparent, else `jpg`."""
    return "png" if image.mode in _CLEAR else "jpg"


def size_of(image: Image) -> tuple[int, int]:
    """Width and height in pixels, once it is upright."""
    width, height = image.size
    return (height, width) if _orientation(image) > 4 else (width, height)


def refusal(image: Image) -> Problem | None:
    """Why a picture that could be opened is not converted."""
    if image.format == "AVIF" and getattr(image, "is_animated", False):
        return Problem("is an AVIF animation", "save it as GIF or animated WebP")
    return too_many(image, "converts", "make it smaller")


def converted(data: bytes, width: int) -> bytes | Problem:
    """A foreign picture as JPEG or PNG, upright, with its colour profile and nothing private.

    Args:
        data: as it is stored.
        width: in pixels, less than its own; 0: as wide as it is.
    """
    try:
        with opened(data) as image:
            if problem := refusal(image):
                return problem
            image.load()
            return _saved(scaled(turned(image, _orientation(image)), width), image)
    except MemoryError:
        return Problem("needs more memory than there is", "make it smaller")
    except (*BROKEN, DamagedError):
        return damaged()


def _saved(drawn: Image, source: Image) -> bytes:
    out = io.BytesIO()
    profile = source.info.get("icc_profile")
    grey = drawn.mode in {"L", "LA", "La"}
    if target_of(source) == "png":
        plain = drawn.convert("LA" if grey else "RGBA")
        plain.info.clear()
        plain.save(out, "PNG", optimize=True, icc_profile=profile)
        return out.getvalue()
    plain = drawn.convert("L" if grey else "RGB")
    plain.info.clear()
    # Phones halve the colours' resolution themselves, and what they left out does not come back.
    halved = source.info.get("chroma") == 420
    plain.save(
        out,
        "JPEG",
        quality=QUALITY,
        subsampling=2 if halved else 0,
        optimize=True,
        icc_profile=profile,
    )
    return out.getvalue()


def _orientation(image: Image) -> int:
    """HEIC comes upright already; for AVIF, Pillow tells what is to be done as Exif would."""
    if image.format != "AVIF":
        return UPRIGHT
    return orientation_of(bytes(image.info.get("exif", b"")).removeprefix(b"Exif\0\0"))


def _check_end(data: bytes) -> None:
    """Raises DamagedError if the file breaks off. What a phone puts behind it is not read."""
    names: set[bytes] = set()
    for box in boxes(data, 0, len(data)):
        if box.end > len(data) and not {b"meta", b"mdat"} <= names:
            raise DamagedError
        names.add(box.name)


def _heic(data: bytes) -> Image:
    from pillow_heif import HeifImageFile

    image: Image = HeifImageFile(io.BytesIO(data))  # type: ignore[no-untyped-call]
    return image


def _avif(data: bytes) -> Image:
    from PIL.AvifImagePlugin import AvifImageFile

    return AvifImageFile(io.BytesIO(data))

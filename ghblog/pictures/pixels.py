"""Drawing a picture anew: upright, or smaller. The only place where pixels are decoded."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ghblog.pictures.kinds import TOO_MANY_PIXELS, Problem, damaged
from ghblog.pictures.opening import BROKEN, opened
from ghblog.pictures.png import with_colours
from ghblog.pictures.webp import is_lossless

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 90
# Modes that Pillow can scale well; it draws those with a palette as their colours first.
_PALETTES = {"P", "PA", "1"}


def stored_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, as stored; None if nobody can tell."""
    from PIL import Image

    try:
        with opened(data) as image:
            return image.size
    except (*BROKEN, Image.DecompressionBombError):
        return None


def redraw(data: bytes, orientation: int, width: int) -> bytes | Problem:
    """A picture upright, and `width` pixels wide unless that is 0, in the same format.

    Args:
        data: a still JPEG, PNG or WebP without Exif.
        orientation: as Exif counts, 1 to 8.
        width: less than the picture's own, once it is upright.
    """
    from PIL import Image

    try:
        with opened(data) as image:
            if problem := too_many(image):
                return problem
            image.load()
            drawn = scaled(turned(image, orientation), width)
            return _saved(drawn, image, data, sideways=orientation > 4)
    except Image.DecompressionBombError:
        return TOO_MANY_PIXELS
    except MemoryError:
        return Problem("needs more memory than there is", "make it smaller")
    except BROKEN:
        return damaged()


def too_many(
    image: Image,
    work: str = "turns or scales",
    hint: str = "make it smaller, and save it upright",
) -> Problem | None:
    """What is wrong with a picture that has more pixels than we would decode for that work."""
    from PIL.Image import MAX_IMAGE_PIXELS

    pixels, most = image.width * image.height, MAX_IMAGE_PIXELS
    if most is None or pixels <= most:
        return None
    message = f"has {pixels:,} pixels, and ghblog {work} pictures of at most {most:,}"
    return Problem(message, hint)


def turned(image: Image, orientation: int) -> Image:
    """Upright, if it was stored in this orientation (1 to 8, as Exif counts)."""
    from PIL.Image import Transpose

    moves = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(moves[orientation]) if orientation in moves else image


def scaled(image: Image, width: int) -> Image:
    """As wide as that, in pixels; 0: as it is."""
    if not width:
        return image
    from PIL.Image import Resampling

    if "transparency" in image.info and image.mode in {"P", "L", "RGB", "1"}:
        image = image.convert("RGBA")
    elif image.mode in _PALETTES:
        image = image.convert("L" if image.mode == "1" else "RGB")
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Resampling.LANCZOS)


def _saved(drawn: Image, source: Image, data: bytes, *, sideways: bool) -> bytes:
    out = io.BytesIO()
    profile = source.info.get("icc_profile")
    if source.format == "PNG":
        drawn.save(out, "PNG", optimize=True, icc_profile=None)
        return with_colours(out.getvalue(), data)
    if source.format == "WEBP":
        return _webp(drawn, data, profile)
    drawn.save(out, "JPEG", icc_profile=profile, **_like(source, sideways=sideways))
    return out.getvalue()


def _webp(drawn: Image, data: bytes, profile: bytes | None) -> bytes:
    """A WebP does not tell its quality: the best of some that makes it no larger than it was."""
    lossless = is_lossless(data)
    made = b""
    for quality in (_QUALITY,) if lossless else (_QUALITY, 80, 70, 60, 50, 40, 30, 20):
        out = io.BytesIO()
        drawn.save(
            out, "WEBP", lossless=lossless, quality=quality, exact=lossless, icc_profile=profile
        )
        made = out.getvalue()
        if len(made) <= len(data):
            break
    return made


def _like(source: Image, *, sideways: bool) -> dict[str, Any]:
    """How a JPEG was compressed, so that it is again: no better, so no larger, and hardly worse."""
    from PIL.JpegImagePlugin import get_sampling

    tables: dict[int, list[int]] = getattr(source, "quantization", {})
    options: dict[str, Any] = {"optimize": True, "progressive": "progressive" in source.info}
    if not tables or any(max(table) > 255 for table in tables.values()):
        return {**options, "quality": _QUALITY}
    sampling = get_sampling(source)
    # On its side, 4:2:2 would halve the wrong direction, and Pillow writes no 4:4:0.
    if sideways and sampling == 1:
        sampling = 0
    return {**options, "qtables": tables, "subsampling": sampling}

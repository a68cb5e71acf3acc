"""Whether bytes are a picture that GitHub shows, told by their content, never by a name."""

from __future__ import annotations

from ghblog.pictures.converting import foreign, refusal, target_of
from ghblog.pictures.converting import opened as foreign_opened
from ghblog.pictures.film import is_film
from ghblog.pictures.kinds import (
    GIF,
    JPEG,
    LARGEST,
    LFS,
    PNG,
    SVG,
    TOO_LARGE,
    TOO_MANY_PIXELS,
    WEBP,
    PictureKind,
    Problem,
    damaged,
    empty,
    pointer,
)
from ghblog.pictures.opening import BROKEN, opened
from ghblog.pictures.pixels import too_many
from ghblog.pictures.preparing import Wishes, work_for
from ghblog.pictures.signatures import name_of
from ghblog.pictures.stripped import DamagedError
from ghblog.pictures.svg import look_for_svg

_SHOWN = "GitHub shows png, jpg, gif, webp and svg"

KINDS = {
    "PNG": PNG,
    "JPEG": JPEG,
    "MPO": JPEG,  # a JPEG with a second one behind it
    "GIF": GIF,
    "WEBP": WEBP,
}
_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF")


def inspect(data: bytes, wishes: Wishes | None = None) -> PictureKind | Problem:
    """What kind of picture `data` is, or why it cannot be published, prepared as wished.

    No pixel is decoded.
    """
    if not data:
        return empty()
    if data.startswith(LFS):
        return pointer()
    if len(data) > LARGEST:
        return TOO_LARGE
    if data.startswith(_HEADS) and (kind := _raster(data, wishes or Wishes())):
        return kind
    if found := look_for_svg(data):
        return found if isinstance(found, Problem) else SVG
    return _converted(data) if foreign(data) else _not_shown(data)


def _not_shown(data: bytes) -> Problem:
    name = "a film" if is_film(data) else name_of(data)
    hints = {"sequence": "save it as GIF or animated WebP", "picture": "save it as JPEG or PNG"}
    hint = hints.get(name.rpartition(" ")[2], "")
    return Problem(f"is {name}: {_SHOWN}" if name else f"is not a picture: {_SHOWN}", hint)


def _converted(data: bytes) -> PictureKind | Problem:
    """What a picture that GitHub does not show becomes."""
    try:
        with foreign_opened(data) as image:
            return refusal(image) or {"jpg": JPEG, "png": PNG}[target_of(image)]
    except DamagedError:
        return damaged()


def _raster(data: bytes, wishes: Wishes) -> PictureKind | Problem | None:
    """Pillow's word on it; None if it is something else that merely begins alike."""
    from PIL import Image, UnidentifiedImageError

    try:
        # Its size in pixels does us no harm unless it is drawn anew: readers decode it, not we.
        with opened(data) as image:
            kind = KINDS[str(image.format)]
            problem = too_many(image) if work_for(data, wishes).redraws else None
    except UnidentifiedImageError:
        return None if data.startswith(b"RIFF") else damaged()
    except Image.DecompressionBombError:
        return TOO_MANY_PIXELS
    except (*BROKEN, DamagedError):
        return damaged()
    return problem or kind

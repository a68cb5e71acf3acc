"""Whether bytes are a picture that GitHub shows, told by their content, never by a name."""

from __future__ import annotations

from ghblog.pictures.kinds import LARGEST, TOO_LARGE, TOO_MANY_PIXELS, PictureKind, Problem, damaged
from ghblog.pictures.opening import BROKEN, opened
from ghblog.pictures.pixels import too_many
from ghblog.pictures.preparing import Wishes, work_for
from ghblog.pictures.signatures import name_of
from ghblog.pictures.stripped import DamagedError
from ghblog.pictures.svg import look_for_svg

_SHOWN = "GitHub shows png, jpg, gif, webp and svg"
_LFS = b"version https://git-lfs.github.com/spec/"

SVG = PictureKind("svg", ".svg", "image/svg+xml")
KINDS = {
    "PNG": PictureKind("png", ".png", "image/png"),
    "JPEG": PictureKind("jpg", ".jpg", "image/jpeg"),
    "MPO": PictureKind("jpg", ".jpg", "image/jpeg"),  # a JPEG with a second one behind it
    "GIF": PictureKind("gif", ".gif", "image/gif"),
    "WEBP": PictureKind("webp", ".webp", "image/webp"),
}
_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF")


def inspect(data: bytes, wishes: Wishes | None = None) -> PictureKind | Problem:
    """What kind of picture `data` is, or why it cannot be published, prepared as wished.

    No pixel is decoded.
    """
    if not data:
        return Problem("is empty", "save the picture again")
    if data.startswith(_LFS):
        return Problem("is a Git LFS pointer, not the picture itself", "run git lfs pull")
    if len(data) > LARGEST:
        return TOO_LARGE
    if data.startswith(_HEADS) and (kind := _raster(data, wishes or Wishes())):
        return kind
    if found := look_for_svg(data):
        return found if isinstance(found, Problem) else SVG
    name = name_of(data)
    later = name == "a HEIC picture"
    hint = "save it as JPEG: HEIC is not supported yet" if later else ""
    return Problem(f"is {name}: {_SHOWN}" if name else f"is not a picture: {_SHOWN}", hint)


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

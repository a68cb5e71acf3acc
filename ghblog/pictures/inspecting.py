"""Whether bytes are a picture that GitHub shows, told by their content, never by a name."""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import dataclass

from ghblog.model import short_hash
from ghblog.pictures.signatures import name_of
from ghblog.pictures.svg import svg_problem

LARGEST = 30_000_000
"""Bytes: base64 makes 40 MB of them, the most that one commit by GraphQL takes."""

# Names how pictures are prepared in the hashes that tell them apart: other bytes, another name.
_PREPARATION = "as it is"

_SHOWN = "GitHub shows png, jpg, gif, webp and svg"
_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class PictureKind:
    """A kind of picture that GitHub shows, such as `png`, `.png`, `image/png`."""

    name: str
    suffix: str
    mime: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why bytes cannot be published as a picture: `message` goes on after the file's name."""

    message: str
    hint: str = ""


SVG = PictureKind("svg", ".svg", "image/svg+xml")
KINDS = {
    "PNG": PictureKind("png", ".png", "image/png"),
    "JPEG": PictureKind("jpg", ".jpg", "image/jpeg"),
    "MPO": PictureKind("jpg", ".jpg", "image/jpeg"),  # a JPEG with a second one behind it
    "GIF": PictureKind("gif", ".gif", "image/gif"),
    "WEBP": PictureKind("webp", ".webp", "image/webp"),
}
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF")

TOO_LARGE = Problem(
    f"is larger than {LARGEST:,} bytes", "make it smaller, or link to it where it is"
)


def picture_key(data: bytes) -> str:
    """The key of a picture with these source bytes, the preparation included."""
    return short_hash(_PREPARATION.encode() + b"\0" + data)


def inspect(data: bytes) -> PictureKind | Problem:
    """What kind of picture `data` is, or why it cannot be one. No pixel is decoded."""
    if not data:
        return Problem("is empty", "save the picture again")
    if data.startswith(_LFS):
        return Problem("is a Git LFS pointer, not the picture itself", "run git lfs pull")
    if len(data) > LARGEST:
        return TOO_LARGE
    if data.startswith(_HEADS) and (kind := _raster(data)):
        return kind
    if (problem := svg_problem(data)) is not None:
        return Problem(problem, "save it again as plain SVG") if problem else SVG
    name = name_of(data)
    return Problem(f"is {name}: {_SHOWN}" if name else f"is not a picture: {_SHOWN}")


def _raster(data: bytes) -> PictureKind | Problem | None:
    """Pillow's word on it; None if it is something else that merely begins alike."""
    import io

    from PIL import Image, UnidentifiedImageError

    _register()

    try:
        # Its size in pixels does us no harm: GitHub's readers decode it, not we.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                kind = KINDS[str(image.format)]
    except UnidentifiedImageError:
        return None if data.startswith(b"RIFF") else _damaged()
    except Image.DecompressionBombError:
        return Problem("has far too many pixels to be shown", "make it smaller")
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error, zlib.error):
        return _damaged()
    return _damaged() if _cut_short(kind, data) else kind


def _register() -> None:
    """Load the readers of these four kinds; left to itself, Pillow loads all of its fifty."""
    from importlib import import_module

    for name in ("Png", "Jpeg", "Gif", "WebP"):
        import_module(f"PIL.{name}ImagePlugin")


def _damaged() -> Problem:
    return Problem("is a damaged picture", "save or copy it again")


def _cut_short(kind: PictureKind, data: bytes) -> bool:
    """Whether the mark that ends such a picture is missing. GIFs without theirs are shown."""
    if kind.name == "png":
        return b"IEND" not in data
    if kind.name == "jpg":
        return b"\xff\xd9" not in data
    return kind.name == "webp" and len(data) < 8 + int.from_bytes(data[4:8], "little")

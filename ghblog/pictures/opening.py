"""Pillow, opened for the four kinds that we read and for no other."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
BROKEN = (
    OSError,
    EOFError,
    RuntimeError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
"""What Pillow and libheif raise for files that make no sense."""


@contextmanager
def opened(data: bytes) -> Iterator[Image]:
    """The picture, its pixels not decoded yet. Raises one of `BROKEN`, or DecompressionBombError
    for a picture of more than twice `Image.MAX_IMAGE_PIXELS`."""
    from PIL import Image

    _register()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            yield image


def _register() -> None:
    """Load the readers of these four kinds; left to itself, Pillow loads all of its fifty."""
    from importlib import import_module

    for name in ("Png", "Jpeg", "Gif", "WebP"):
        import_module(f"PIL.{name}ImagePlugin")

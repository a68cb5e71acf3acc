"""A picture's file without what it tells about its maker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


class DamagedError(ValueError):
    """The file breaks off, or is not built as its kind asks for."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """What is left of a file when private data is taken out.

    Attributes:
        data: the same pixels, colours and frames, bit for bit; the very bytes that came in if
            there was nothing to take out.
        exif: the TIFF structure that was taken out (it begins with `II` or `MM`); empty if none.
        moves: whether it is an animation.
    """

    data: bytes
    exif: bytes = b""
    moves: bool = False

    @classmethod
    def of(
        cls, source: bytes, kept: Iterable[bytes], exif: bytes = b"", *, moves: bool = False
    ) -> Self:
        """From the pieces that stay."""
        left = b"".join(kept)
        return cls(source if left == source else left, exif, moves)

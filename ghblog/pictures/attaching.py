"""What GitHub takes as an attachment (docs/lifecycle.md says where that is written)."""

from __future__ import annotations

from ghblog.pictures.kinds import (
    FILM_LARGEST,
    GIF,
    JPEG,
    MOV,
    MP4,
    PNG,
    SVG,
    WEBM,
    WEBP,
    PictureKind,
)

PICTURE_LARGEST = 10 * 2**20
"""Bytes: GitHub attaches no larger picture."""

_PICTURES = (PNG, JPEG, GIF, WEBP, SVG)
_FILMS = (MP4, MOV, WEBM)
_MIMES = {kind.suffix: kind.mime for kind in (*_PICTURES, *_FILMS)} | {
    ".jpeg": JPEG.mime,
    ".m4v": MP4.mime,
}


def attachable(kind: PictureKind, size: int) -> str:
    """Why GitHub would not take a file as an attachment; empty if it would.

    Args:
        kind: as it is published.
        size: in bytes, as it is published. What is uploaded may be larger than its source where
            HEIC became JPEG.
    """
    if not size:
        return "it is empty"
    if kind in _FILMS:
        most, what = FILM_LARGEST, "film"
    elif kind in _PICTURES:
        most, what = PICTURE_LARGEST, "picture"
    else:
        return f"GitHub attaches no {kind.name}"
    if size > most:
        return f"it has {size:,} bytes, and GitHub attaches no {what} of more than {most:,}"
    return ""


def mime_of(suffix: str) -> str:
    """The media type that goes with a suffix such as `.png`; `application/octet-stream` for one
    that is no picture's or film's."""
    return _MIMES.get(suffix.lower(), "application/octet-stream")

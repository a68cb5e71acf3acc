"""The kinds of pictures and films that GitHub shows, and the words for those it does not."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 30_000_000
"""Bytes: base64 makes 40 MB of them, the most that one commit by GraphQL takes."""

FILM_LARGEST = 100 * 2**20
"""Bytes: GitHub attaches no larger film, and nothing else takes one as large."""

LFS = b"version https://git-lfs.github.com/spec/"
"""How a file begins that Git LFS keeps elsewhere."""


@dataclass(frozen=True, slots=True)
class PictureKind:
    """A kind of picture or film as it is published, such as `png`, `.png`, `image/png`."""

    name: str
    suffix: str
    mime: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why bytes cannot be published: `message` goes on after the file's name."""

    message: str
    hint: str = ""


PNG = PictureKind("png", ".png", "image/png")
JPEG = PictureKind("jpg", ".jpg", "image/jpeg")
GIF = PictureKind("gif", ".gif", "image/gif")
WEBP = PictureKind("webp", ".webp", "image/webp")
SVG = PictureKind("svg", ".svg", "image/svg+xml")
MP4 = PictureKind("mp4", ".mp4", "video/mp4")
MOV = PictureKind("mov", ".mov", "video/quicktime")
WEBM = PictureKind("webm", ".webm", "video/webm")

TOO_LARGE = Problem(
    f"is larger than {LARGEST:,} bytes", "make it smaller, or link to it where it is"
)
TOO_MANY_PIXELS = Problem("has far too many pixels to be shown", "make it smaller")


def empty(what: str = "picture") -> Problem:
    """The words for a file without a byte."""
    return Problem("is empty", f"save the {what} again")


def pointer(what: str = "picture") -> Problem:
    """The words for what Git LFS leaves where it has not brought the file."""
    return Problem(f"is a Git LFS pointer, not the {what} itself", "run git lfs pull")


def damaged(what: str = "picture") -> Problem:
    """The words for a file that breaks off or makes no sense."""
    return Problem(f"is a damaged {what}", "save or copy it again")

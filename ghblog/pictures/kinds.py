"""The kinds of pictures that GitHub shows, and the words for those that cannot be published."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 30_000_000
"""Bytes: base64 makes 40 MB of them, the most that one commit by GraphQL takes."""


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


TOO_LARGE = Problem(
    f"is larger than {LARGEST:,} bytes", "make it smaller, or link to it where it is"
)
TOO_MANY_PIXELS = Problem("has far too many pixels to be shown", "make it smaller")


def damaged() -> Problem:
    """The words for a picture that breaks off or makes no sense."""
    return Problem("is a damaged picture", "save or copy it again")

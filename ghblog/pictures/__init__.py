"""Pictures: what bytes are, told by their content, and whether GitHub shows them."""

from ghblog.pictures.inspecting import (
    LARGEST,
    TOO_LARGE,
    PictureKind,
    Problem,
    inspect,
    picture_key,
)

__all__ = ["LARGEST", "TOO_LARGE", "PictureKind", "Problem", "inspect", "picture_key"]

"""Pictures: what bytes are, told by their content; whether GitHub shows them; fit to publish."""

from ghblog.pictures.inspecting import inspect
from ghblog.pictures.kinds import LARGEST, TOO_LARGE, PictureKind, Problem
from ghblog.pictures.preparing import Wishes, picture_key, prepare

__all__ = [
    "LARGEST",
    "TOO_LARGE",
    "PictureKind",
    "Problem",
    "Wishes",
    "inspect",
    "picture_key",
    "prepare",
]

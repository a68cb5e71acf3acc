"""Pictures and films: what bytes are, told by their content; whether GitHub shows them; made fit
to publish."""

from ghblog.pictures.attaching import PICTURE_LARGEST, attachable, mime_of
from ghblog.pictures.converting import foreign
from ghblog.pictures.film import FILM_TOO_LARGE, inspect_film, is_film
from ghblog.pictures.inspecting import inspect
from ghblog.pictures.kinds import FILM_LARGEST, LARGEST, TOO_LARGE, PictureKind, Problem
from ghblog.pictures.measuring import width_of
from ghblog.pictures.preparing import Wishes, picture_key, prepare

__all__ = [
    "FILM_LARGEST",
    "FILM_TOO_LARGE",
    "LARGEST",
    "PICTURE_LARGEST",
    "TOO_LARGE",
    "PictureKind",
    "Problem",
    "Wishes",
    "attachable",
    "foreign",
    "inspect",
    "inspect_film",
    "is_film",
    "mime_of",
    "picture_key",
    "prepare",
    "width_of",
]

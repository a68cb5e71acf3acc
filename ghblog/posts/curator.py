"""The blog's pictures and films: each read and judged once, however many posts show it."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from ghblog.model import Files, Picture
from ghblog.pictures import (
    FILM_TOO_LARGE,
    TOO_LARGE,
    PictureKind,
    Problem,
    Wishes,
    inspect,
    inspect_film,
    picture_key,
    width_of,
)

FILM_SUFFIXES = (".mp4", ".mov", ".webm", ".m4v")
"""Names of films that GitHub plays; what they are is told by their content."""


@dataclass(frozen=True, slots=True)
class _Seen:
    picture: Picture | Problem
    width: int = 0


class Curator:
    """Looks at pictures and films through the port `Files`."""

    def __init__(self, files: Files, wishes: Wishes) -> None:
        self._files = files
        self._wishes = wishes
        self._seen: dict[tuple[str, bool], _Seen] = {}

    def picture(self, path: str) -> Picture | Problem:
        """The picture at a path below the root, or why it cannot be published."""
        return self._look(path, film=False).picture

    def film(self, path: str) -> Picture | Problem:
        """The film at a path below the root, or why it cannot be published."""
        return self._look(path, film=True).picture

    def width(self, path: str) -> int:
        """The natural width of a picture, in pixels; 0 if it is not known."""
        return self._look(path, film=False).width

    def _look(self, path: str, *, film: bool) -> _Seen:
        found = self._seen.get((path, film))
        if found is None:
            found = self._seen[path, film] = self._judge(path, film=film)
        return found

    def _judge(self, path: str, *, film: bool) -> _Seen:
        try:
            data = self._files.read(path)
        except OSError as error:
            if error.errno == errno.EFBIG:
                return _Seen(FILM_TOO_LARGE if film else TOO_LARGE)
            return _Seen(Problem(f"cannot be read: {error.strerror or error}"))
        kind = inspect_film(data, len(data)) if film else inspect(data, self._wishes)
        if not isinstance(kind, PictureKind):
            return _Seen(kind)
        key = picture_key(data, self._wishes)
        picture = Picture(key, path, kind.suffix, len(data), film=film)
        return _Seen(picture, 0 if film else width_of(data))

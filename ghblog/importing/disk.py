"""The shelf on disk. Files appear whole or not at all, and none is ever replaced."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from ghblog.errors import GhblogError


class DiskShelf:
    """`values.Shelf` over the blog's folder."""

    def __init__(self, root: Path, folder: str) -> None:
        self._root = root.resolve()
        self._folder = folder

    def paths(self) -> list[str]:
        """All files in the posts folder, hidden ones aside."""
        found = []
        for place, folders, names in os.walk(self._root / self._folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            below = Path(place).relative_to(self._root)
            found += [(below / name).as_posix() for name in names if not name.startswith(".")]
        return sorted(found)

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises OSError."""
        return (self._root / path).read_bytes()

    def write(self, path: str, data: bytes) -> bool:
        """Write a new file; False if it is there already with the same bytes.

        Raises GhblogError when something else is there, or it cannot be written.
        """
        place = self._root / path
        try:
            if not place.parent.resolve().is_relative_to(self._root):
                raise GhblogError("it would lie outside of the blog's folder", where=path)
            place.parent.mkdir(parents=True, exist_ok=True)
            if os.path.lexists(place):
                return self._same(place, path, data)
            self._put(place, data)
        except FileExistsError:
            return self._same(place, path, data)
        except OSError as error:
            why = error.strerror or str(error)
            raise GhblogError(f"it cannot be written: {why}", where=path) from error
        return True

    def _same(self, place: Path, path: str, data: bytes) -> bool:
        if place.is_file() and place.read_bytes() == data:
            return False
        raise GhblogError("something else is there already", where=path)

    def _put(self, place: Path, data: bytes) -> None:
        part = place.with_name(f".ghblog-{secrets.token_hex(6)}.part")
        try:
            with part.open("xb") as file:
                file.write(data)
            _move(part, place)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _move(part: Path, place: Path) -> None:
    """Give a file its name. A link never replaces what somebody put there at this moment."""
    try:
        os.link(part, place)
    except FileExistsError:
        raise
    except OSError:  # file systems without links
        if os.path.lexists(place):
            raise FileExistsError from None
        part.rename(place)

"""Vaults for the tests of dialects."""

from __future__ import annotations

from collections.abc import Mapping

from ghblog.markdown.dialects import DIALECTS, Several, Turning, turn

ALL = tuple(each.name for each in DIALECTS)

FILES = {
    "a.png": 400,
    "图 1.png": 0,
    "b c.png": 101,
    "p/x.mp4": 0,
    "a b.md": 0,
    "notes/n.md": 0,
    "50% a.png": 0,
    "one/two.png": 0,
    "other/two.png": 0,
    "one/dup.md": 0,
    "other/dup.md": 0,
}


class Folder:
    """Some files, by their path and width."""

    def __init__(self, files: Mapping[str, int]) -> None:
        self._files = files

    def embed(self, name: str) -> str | Several | None:
        """By path, else by name anywhere."""
        return self._one([each for each in self._files if f"/{each}".endswith(f"/{name}")])

    def note(self, name: str) -> str | Several | None:
        """The same, with or without suffix."""
        names = {f"/{name}", f"/{name}.md"}
        notes = [each for each in self._files if each.endswith(".md")]
        return self._one([each for each in notes if any(f"/{each}".endswith(n) for n in names)])

    def exists(self, destination: str) -> bool:
        """Whether it is one of the paths."""
        return destination in self._files

    def width(self, destination: str) -> int:
        """As given."""
        return self._files.get(destination, 0)

    def _one(self, found: list[str]) -> str | Several | None:
        return Several(tuple(found)) if len(found) > 1 else next(iter(found), None)


FOLDER = Folder(FILES)
NOTHING = Folder({})


def turned(text: str, *dialects: str) -> Turning:
    """The text turned, by all dialects if none is named."""
    return turn(text, FOLDER, dialects or ALL)

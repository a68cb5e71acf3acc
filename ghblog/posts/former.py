"""Names that posts' files had before, which links may still spell: the ledger tells them."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ghblog.model import folded
from ghblog.posts.targets import spellings

NOTES = (".md", ".markdown")


class Former:
    """Paths at which posts are or were, by what the ledger knows.

    Where a file is there, it is meant, and nobody asks this.

    Args:
        owners: path below the root, NFC → the post's id.
    """

    def __init__(self, owners: Mapping[str, str] | None = None) -> None:
        self._owners = owners or {}
        self._named: dict[str, list[str]] = defaultdict(list)
        for path in self._owners:
            self._named[name_key(path)].append(path)

    def path(self, path: str) -> str:
        """The path that is meant by one as typed, in whatever case; empty if there is none."""
        plain = unicodedata.normalize("NFC", path)
        if plain in self._owners:
            return plain
        wanted = plain.casefold()
        return next((one for one in self._of(path) if one.casefold() == wanted), "")

    def named(self, name: str, start: str) -> tuple[str, ...]:
        """The paths in a folder that end in `name`, one for each post: a post that moved twice is
        still one.

        Args:
            start: the folder with a slash at its end; empty: the root.
        """
        wanted = folded("/" + posixpath.normpath(name).lstrip("/"))
        found = {
            self._owners[path]: path
            for path in self._of(name)
            if path.startswith(start) and folded("/" + path).endswith(wanted)
        }
        return tuple(sorted(found.values()))

    def _of(self, path: str) -> Iterable[str]:
        return self._named.get(name_key(path), ())


def name_key(path: str) -> str:
    """A note's name by which it is looked up: no folder, no suffix, no case."""
    name = folded(posixpath.basename(path))
    return next((name.removesuffix(end) for end in NOTES if name.endswith(end)), name)


def sought_by(raw: str, url: str) -> Iterator[str]:
    """The keys of the notes that a destination may mean."""
    for spelt, _ in spellings(raw, url):
        if spelt.lower().endswith(NOTES):
            yield name_key(spelt)

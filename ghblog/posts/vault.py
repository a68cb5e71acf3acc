"""What a post can refer to: names looked up as Obsidian does, below the blog's root alone."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Sequence

from ghblog.markdown.dialects import Several
from ghblog.model import Files, folded
from ghblog.posts.curator import Curator
from ghblog.posts.former import NOTES, Former, name_key, sought_by
from ghblog.posts.targets import Base, Spot, below, is_elsewhere, locate, relative, spellings

_SETTINGS = ".obsidian/app.json"


class Vaults:
    """The Obsidian vaults of a blog: where they begin and where their attachments are."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._folders: dict[str, tuple[str, str]] = {}

    def of(self, folder: str) -> tuple[str, str]:
        """The vault that a folder belongs to and its attachment folder as Obsidian's settings
        give it: (folder, such as `./assets`); the blog's root and nothing where there is none."""
        if folder not in self._folders:
            self._folders[folder] = self._find(folder)
        return self._folders[folder]

    def _find(self, folder: str) -> tuple[str, str]:
        path = posixpath.join(folder, _SETTINGS)
        if self._files.exists(path) and self._files.inside(path):
            return folder, self._attachments(path)
        return self.of(posixpath.dirname(folder)) if folder else ("", "")

    def _attachments(self, path: str) -> str:
        try:
            values = json.loads(self._files.read(path))
        except (OSError, ValueError, RecursionError):
            return ""
        found = values.get("attachmentFolderPath") if isinstance(values, dict) else None
        return found if isinstance(found, str) else ""


class PostVault:
    """`markdown.dialects.Vault` for one post.

    Attributes:
        sought: keys (`name_key`) of notes that it was asked for in vain.
    """

    def __init__(
        self,
        files: Files,
        vaults: Vaults,
        curator: Curator,
        base: Base,
        former: Former | None = None,
    ) -> None:
        self.sought: set[str] = set()
        self._files = files
        self._former = former or Former()
        self._vaults = vaults
        self._curator = curator
        self._base = base
        self._folder = posixpath.dirname(base.post)

    def embed(self, name: str) -> str | Several | None:
        """A picture or film by name or path: beside the post, in the attachment folder, then by
        its name anywhere in the vault."""
        return self._look_up((name,), attachments=True)

    def note(self, name: str) -> str | Several | None:
        """The same of a Markdown file, its suffix typed or not. Where there is none, a post may
        have had that name: then it is its old path, which links follow like any other."""
        names = (name,) if name.lower().endswith(NOTES) else tuple(name + end for end in NOTES)
        found = self._look_up(names, attachments=False) or self._left(names)
        if found is None:
            self.sought |= {name_key(each) for each in _plain(names)}
        return found

    def exists(self, destination: str) -> bool:
        """Whether a file of the blog's is meant by a destination as typed, or was once."""
        if self._spot(destination) is not None:
            return True
        if is_elsewhere(destination):
            return False
        self.sought |= {*sought_by(destination, destination)}
        spelt = (each for each, _ in spellings(destination, destination))
        paths = (path for each in spelt for path in self._base.paths(each) if path)
        return any(self._former.path(path) for path in paths)

    def width(self, destination: str) -> int:
        """The natural width of a picture in pixels; 0 if it is not known."""
        spot = self._spot(destination)
        return self._curator.width(spot.path) if spot else 0

    def _spot(self, destination: str) -> Spot | None:
        if is_elsewhere(destination):
            return None
        found = locate(self._files, self._base, destination, destination)
        return found if isinstance(found, Spot) else None

    def _look_up(self, names: Sequence[str], *, attachments: bool) -> str | Several | None:
        plain = _plain(names)
        if not plain[0] or is_elsewhere(plain[0]):
            return None
        for folder in self._near(attachments=attachments):
            for name in plain:
                path = below(folder, name.lstrip("/"))
                if path and self._files.exists(path) and self._files.inside(path):
                    return self._written(path)
        found = sorted({path for name in plain for path in self._anywhere(name)})
        by_letters = {folded(path): path for path in found}
        for folder in self._near(attachments=attachments):  # Obsidian minds no letters' case
            for name in plain:
                nearest = by_letters.get(folded(below(folder, name.lstrip("/")) or ""))
                if nearest:
                    return self._written(nearest)
        if len(found) > 1:
            return Several(tuple(found))
        return self._written(found[0]) if found else None

    def _left(self, names: Sequence[str]) -> str | Several | None:
        """What posts left: near the post, then anywhere in its vault."""
        plain = _plain(names)
        if not plain[0] or is_elsewhere(plain[0]):
            return None
        for folder in self._near(attachments=False):
            for name in plain:
                if path := self._former.path(below(folder, name.lstrip("/")) or ""):
                    return self._written(path)
        vault, _ = self._vaults.of(self._folder)
        start = f"{vault}/" if vault else ""
        found = sorted({path for name in plain for path in self._former.named(name, start)})
        if len(found) > 1:
            return Several(tuple(found))
        return self._written(found[0]) if found else None

    def _near(self, *, attachments: bool) -> Iterator[str]:
        """Folders where a name is looked for first, the nearest first."""
        vault, kept = self._vaults.of(self._folder)
        yield self._folder
        if attachments and kept:
            own = kept.startswith("./") or kept == "."
            found = below(self._folder if own else vault, kept.lstrip("/"))
            if found is not None:
                yield found
        yield vault

    def _anywhere(self, name: str) -> Iterator[str]:
        """The vault's files of this name, or whose path ends in it."""
        vault, _ = self._vaults.of(self._folder)
        start = f"{vault}/" if vault else ""
        wanted = folded("/" + posixpath.normpath(name).lstrip("/"))
        for path in self._files.named(posixpath.basename(name)):
            inside = path.startswith(start) and self._files.inside(path)
            if inside and folded("/" + path).endswith(wanted):
                yield path

    def _written(self, path: str) -> str:
        return relative(path, self._base.post)


def _plain(names: Sequence[str]) -> list[str]:
    return [name.strip().replace("\\", "/") for name in names]

"""The blog's folder on disk: the port `Files`. Nothing outside of it is ever read."""

from __future__ import annotations

import difflib
import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ghblog.model import folded
from ghblog.posts.globs import matches

LARGEST = 100 * 2**20
"""Bytes: no post, picture or film may be larger, so nothing larger is read into memory."""

EVERYTHING = ("**",)
"""The pattern of all files. Whoever finds by another begins to read the blog anew."""

_COMPARISONS = 20_000  # of names: less than a second
_NEAREST = 9  # names that are looked at more closely
_DIGITS = re.compile(r"[0-9]{1,18}")
_DATED = re.compile(r"(?:19|20)[0-9]{2}")
_SKIPPED = frozenset({"node_modules", "__pycache__"})


class DiskFiles:
    """`model.ports.Files` over a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._all: dict[str, list[str]] = {}  # folded name → paths, for `named`
        self._beside: dict[str, dict[str, str]] = {}  # folder → folded name → name, for `similar`
        self._compared = 0

    def find(self, folder: str, include: Sequence[str], exclude: Sequence[str]) -> Sequence[str]:
        """Paths below the root of the files in `folder` that fit, sorted. Patterns are meant
        below `folder`. Hidden files and folders are passed over, links to folders not entered;
        a link to a file is listed wherever it leads, so that `read` can say what is wrong."""
        if exclude or tuple(include) != EVERYTHING:  # that only asks what is in a folder
            self._all.clear()
            self._beside.clear()
            self._compared = 0
        start = "" if folder in {"", "."} else folder.strip("/") + "/"
        return sorted(
            path
            for path in self._walk(start)
            if matches(path[len(start) :], include) and not matches(path[len(start) :], exclude)
        )

    def read(self, path: str) -> bytes:
        """A file's bytes; its name may be in another Unicode form than on disk."""
        place = self._place(path)
        if not self._is_inside(place):
            raise PermissionError(errno.EACCES, "it lies outside of the blog's folder", path)
        with place.open("rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "it is not a file", path)
            if status.st_size > LARGEST:
                raise OSError(errno.EFBIG, f"it is larger than {LARGEST:,} bytes", path)
            return file.read()

    def exists(self, path: str) -> bool:
        """Whether it is a file, wherever links lead."""
        try:
            return self._place(path).is_file()
        except (OSError, ValueError):  # a name too long, or with a NUL
            return False

    def inside(self, path: str) -> bool:
        """Whether it lies below the root after resolving links."""
        try:
            return self._is_inside(self._place(path))
        except (OSError, ValueError, RuntimeError):  # a NUL, or links in a circle
            return False

    def similar(self, path: str) -> str:
        """A file of nearly this name in the same folder, else one of this name elsewhere."""
        folder, _, name = path.rpartition("/")
        if folder not in self._beside:
            self._beside[folder] = self._files_in(folder)
        near = self._nearest(folded(name), self._beside[folder])
        if near:
            return f"{folder}/{near}" if folder else near
        return min(self.named(name), key=lambda each: (each.count("/"), each), default="")

    def named(self, name: str) -> Sequence[str]:
        """Paths of all files of this name, sorted; neither letters' case nor Unicode form count."""
        if not self._all:  # one walk for all that is asked
            for each in self._walk(""):
                self._all.setdefault(folded(each.rpartition("/")[2]), []).append(each)
        return sorted(self._all.get(folded(name), ()))

    def _files_in(self, folder: str) -> dict[str, str]:
        try:
            place = self._place(folder) if folder else self.root
            names = _names(place) if self._is_inside(place) else []
            return {folded(each): each for each in names if (place / each).is_file()}
        except (OSError, ValueError, RuntimeError):
            return {}

    def _nearest(self, wanted: str, names: Mapping[str, str]) -> str:
        """The name most like the one that is wanted. Hundreds of posts with hundreds of dead
        links must not take minutes, so after a while only letters' case is forgiven."""
        if wanted in names:
            return names[wanted]
        self._compared += len(names)
        if self._compared > _COMPARISONS:
            return ""
        near = difflib.get_close_matches(wanted, names, n=_NEAREST, cutoff=0.75)
        # Of dated names another week's is as like as a slip of the pen, and never what is meant.
        return next((names[each] for each in near if _same_numbers(wanted, each)), "")

    def _walk(self, start: str) -> Iterator[str]:
        """Paths of all files below the folder `start` (empty or ending in `/`)."""
        try:
            entries = list(os.scandir(self.root / start))
        except OSError:
            return
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _SKIPPED:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(f"{start}{entry.name}/")
            elif entry.is_symlink():
                if not os.path.isdir(entry.path):  # noqa: PTH112  # never raises
                    yield start + entry.name
            elif entry.is_file():
                yield start + entry.name

    def _place(self, path: str) -> Path:
        """Where `path` is on disk: as spelt, else by the first names that differ in form only."""
        place = self.root / path
        if place.exists():
            return place
        place = self.root
        for part in path.split("/"):
            below = place / part
            if part not in {"", ".", ".."} and not below.exists():
                below = place / _same_name(place, part)
            place = below
        return place

    def _is_inside(self, place: Path) -> bool:
        try:
            real = place.resolve(strict=True)  # raises on links in a circle, on every Python
        except (FileNotFoundError, NotADirectoryError):
            real = place.resolve()
        return real.is_relative_to(self.root)


def _same_name(folder: Path, name: str) -> str:
    if name.isascii():
        return name
    wanted = unicodedata.normalize("NFC", name)
    try:
        return next(n for n in _names(folder) if unicodedata.normalize("NFC", n) == wanted)
    except (OSError, StopIteration):
        return name


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def _same_numbers(one: str, other: str) -> bool:
    """Whether two names with a year in them tell the same numbers, leading zeros apart."""
    mine, theirs = ([int(each) for each in _DIGITS.findall(name)] for name in (one, other))
    return mine == theirs or not (_DATED.search(one) and _DATED.search(other))

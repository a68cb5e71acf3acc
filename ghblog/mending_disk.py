"""The disk, as `ghblog check --fix` uses it. Part of `blog`.

The one place where a file outside of the blog's root is read: by the writer's wish, after a
question. Nothing is ever overwritten but the posts, and these whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import unicodedata
from pathlib import Path, PurePosixPath

from ghblog.errors import GhblogError
from ghblog.importing.disk import DiskShelf
from ghblog.linting.moves import Mending, Move, Stuck
from ghblog.model import Files, folded, short_hash
from ghblog.pictures import FILM_LARGEST

BOM = b"\xef\xbb\xbf"
# What Windows allows in no name, and what reads badly in a path of Markdown.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"/\\|?*#%]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])[ ]*(?:\.|\Z)", re.IGNORECASE)
_KNOWN = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp4", ".mov", ".webm"})


def mend(mending: Mending, files: Files, root: Path) -> tuple[Stuck, ...]:
    """Carry a plan out; what went wrong. Copies come first, so that no text ever leads to
    nothing."""
    wrong: list[Stuck] = []
    failed: set[str] = set()
    shelf = DiskShelf(root, "")
    for move in mending.moves:
        try:
            if move.copy and move.target not in failed:
                _copy(move, shelf)
        except (OSError, GhblogError) as error:
            failed.add(move.target)
            wrong.append(Stuck(move.path, move.line, move.raw, f"cannot be copied: {why(error)}"))
    for path, (before, after) in mending.texts.items():
        own = [move for move in mending.moves if move.path == path]
        problem = "a picture could not be copied"
        if not any(move.target in failed for move in own):
            problem = _replace(path, before, after, files, root)
        if problem:
            line = own[0].line if own else 1
            wrong.append(Stuck(path, line, "", f"is left as it is: {problem}"))
    return tuple(wrong)


def reachable(path: str) -> Path | None:
    """The file of this computer that an absolute path means, links resolved."""
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        place = Path(path).expanduser()
        if place.is_absolute() and stat.S_ISREG(place.stat().st_mode):
            return place.resolve(strict=True)
    return None


def read_file(source: Path) -> bytes:
    """A file's bytes. Raises OSError, also when it is too large to be published."""
    with source.open("rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is not a file")
        if status.st_size > FILM_LARGEST:
            raise OSError(f"it is larger than {FILM_LARGEST:,} bytes")
        return file.read()


def picture_name(name: str, suffix: str) -> str:
    """A name for a copy that every system takes, with a suffix by which programs know it."""
    plain = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name)).strip(" .") or "picture"
    plain = f"picture-{plain}" if _DEVICE.match(plain) else plain
    return plain if PurePosixPath(plain).suffix.lower() in _KNOWN else plain + suffix


def names_in(folder: Path) -> dict[str, str]:
    """Folded name → name, of what a folder has."""
    try:
        return {folded(each.name): each.name for each in folder.iterdir()}
    except OSError:
        return {}


def why(error: Exception) -> str:
    """What the system or we say of it."""
    return getattr(error, "strerror", None) or str(error)


def _copy(move: Move, shelf: DiskShelf) -> None:
    data = read_file(move.source)
    if short_hash(data) != move.copy:
        raise OSError("it changed meanwhile")
    shelf.write(move.target, data)


def _replace(path: str, before: bytes, after: bytes, files: Files, root: Path) -> str:
    """Put a post's new text in its place; why not, where that fails."""
    try:
        if files.read(path) != before:
            return "it changed meanwhile"
        place = (root / path).resolve(strict=True)  # a link to it stays a link
        part = place.with_name(f".ghblog-{secrets.token_hex(6)}.part")
        try:
            with part.open("xb") as file:
                file.write(after)
            shutil.copymode(place, part)
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        return why(error)
    return ""

"""Writing what was agreed to: new files never over others, a README only as it was read."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from ghblog.errors import GhblogError
from ghblog.importing.disk import DiskShelf
from ghblog.starting.values import Writing


def write_all(top: Path, writings: Sequence[Writing]) -> None:
    """Write files below `top`, each whole or not at all; what was written stays.

    Raises GhblogError when one cannot be written, or is not what it was any more.
    """
    shelf = DiskShelf(top, "")
    for each in writings:
        if each.before is None:
            shelf.write(each.path, each.after.encode())
        else:
            _replace(top / each.path, each)


def _replace(place: Path, writing: Writing) -> None:
    assert writing.before is not None
    try:
        target = place.resolve(strict=True)  # a link to it stays a link
        if target.read_bytes() != writing.before.encode():
            raise GhblogError("it changed meanwhile", where=writing.path, hint="run it again")
        part = target.with_name(f".ghblog-{secrets.token_hex(6)}.part")
        try:
            with part.open("xb") as file:
                file.write(writing.after.encode())
            shutil.copymode(target, part)
            part.replace(target)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise GhblogError(f"it cannot be written: {why}", where=writing.path) from error

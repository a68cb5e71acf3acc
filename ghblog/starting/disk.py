"""Writing what was agreed to: new files never over others, a README only as it was read."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from ghblog.errors import GhblogError
from ghblog.importing.disk import DiskShelf
from ghblog.starting.telling import SETTINGS
from ghblog.starting.values import WORKFLOW, Writing


def check_free(top: Path, writings: Sequence[Writing]) -> None:
    """Make sure that new files can be made below `top`, before any is. Raises GhblogError."""
    for each in writings:
        place = top / each.path
        above = next(folder for folder in place.parents if os.path.lexists(folder))
        why = ""
        if each.before is not None:
            continue
        if os.path.lexists(place):
            why = "something else is there already"
        elif not above.is_dir():
            why = f"{above.relative_to(top).as_posix()} is no folder"
        elif not above.resolve().is_relative_to(top):
            why = f"{above.relative_to(top).as_posix()} leads outside of the folder"
        if why:
            way = "--no-workflow does without" if each.path == WORKFLOW else "rename what is there"
            raise GhblogError(why, where=each.path, hint=f"nothing was written; {way}")


def write_all(top: Path, writings: Sequence[Writing]) -> None:
    """Write files below `top`, each whole or not at all; what was written stays.

    The settings are the last, since they name folders: a run that was interrupted can be repeated.

    Raises GhblogError when one cannot be written, or is not what it was any more.
    """
    shelf = DiskShelf(top, "")
    for each in sorted(writings, key=lambda one: one.path.endswith(SETTINGS)):
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

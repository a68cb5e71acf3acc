"""Looks round for `ghblog init`: files, git, the machine. Asks nothing of the network."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ghblog.checkout import Checkout
from ghblog.config import load, settings_file
from ghblog.errors import GhblogError
from ghblog.model import Files, Settings
from ghblog.posts import discover
from ghblog.posts.dates import first_in
from ghblog.starting.program import requirement
from ghblog.starting.reading import look
from ghblog.starting.values import Facts
from ghblog.starting.workflow import quoted
from ghblog.starting.zones import machine_zone

_MOST = 5_000  # files to look into
_WORKFLOWS = ".github/workflows"
# What the first workflow of `init` says, and none after it.
_FIRST = ("Written by `ghblog init`", 'pipx run --spec "$PROGRAM" ghblog publish')


def survey(start: Path, files: Files, environ: Mapping[str, str]) -> tuple[Facts, Path]:
    """What there is, and the folder that what is to be written lies below: git's top folder,
    else the blog's.

    Args:
        files: those of the blog's folder.

    Raises GhblogError when settings that are there cannot be read, or the README cannot.
    """
    path = settings_file(start)
    settings = load(start, environ={} if path is None else environ)
    checkout = Checkout.find(settings.root, environ=environ)
    if checkout and not settings.root.is_relative_to(checkout.top.resolve()):
        checkout = None  # core.worktree leads elsewhere
    top = checkout.top.resolve() if checkout else settings.root
    if path is None:
        settings = replace(settings, index_path=_as_spelt(top, settings.index_path))
    astray = not (top / settings.index_path).resolve().is_relative_to(top)
    below = "" if settings.root == top else f"{settings.root.relative_to(top).as_posix()}/"
    workflow, text = _workflow(top)
    facts = Facts(
        settings=settings,
        settings_path=f"{below}{path.name}" if path else "",
        below=below,
        seen=look(files, discover(files, settings)[:_MOST]),
        folders=_folders(settings.root),
        repository=settings.repository or (checkout.repository() if checkout else ""),
        branch=checkout.branch() if checkout else "",
        zone=machine_zone(environ),
        readme=None if astray else _readme(top, settings),
        workflow=workflow,
        program=requirement(),
        astray=astray,
        passed_over=_passed_over(files) if path is None else (),
        default_branch=checkout.default_branch() if checkout else "",
        outdated=bool(workflow) and all(each in text for each in _FIRST),
        unnamed=bool(workflow) and not _names(text, below.rstrip("/")),
    )
    return facts, top


def _passed_over(files: Files) -> tuple[str, ...]:
    """Some people write each report into a folder of its own, as its README."""
    found = files.find(".", ("**/README.md", "**/readme.md"), ())
    return tuple(each for each in found if first_in(posixpath.dirname(each)))


def _folders(root: Path) -> tuple[str, ...]:
    # os.path.isdir: a link that nobody can follow is no reason to stop
    return tuple(sorted(name for name in os.listdir(root) if os.path.isdir(root / name)))  # noqa: PTH112, PTH208


def _as_spelt(top: Path, name: str) -> str:
    """A file's name as it is written in a folder, such as `readme.md`: git tells them apart."""
    names = [each.name for each in top.iterdir()]
    same = (each for each in sorted(names) if each.casefold() == name.casefold())
    return name if name in names else next(same, name)


def _readme(top: Path, settings: Settings) -> str | None:
    """The index's file, every character as it is."""
    place = top / settings.index_path
    if not place.is_file():
        return None
    try:
        return place.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise GhblogError(
            "it is not UTF-8, and the index is to stand in it",
            where=settings.index_path,
            hint="save it as UTF-8",
        ) from error


def _workflow(top: Path) -> tuple[str, str]:
    """A workflow that runs ghblog, and its text; both empty if there is none."""
    for place in sorted((top / _WORKFLOWS).glob("*.y*ml")):
        try:
            text = place.read_bytes().decode("utf-8", "replace") if place.is_file() else ""
        except OSError:
            continue
        if "ghblog" in text:
            return f"{_WORKFLOWS}/{place.name}", text
    return "", ""


def _names(text: str, folder: str) -> bool:
    """Whether a workflow names a folder, and not only one that its name is a part of."""
    spelt = "|".join(map(re.escape, {folder, quoted(folder)[1:-1]}))
    return not folder or bool(re.search(rf"(?<![\w-])(?:{spelt})(?![\w-])", text))

"""The settings file: found and read."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ghblog.config.lines import line_of
from ghblog.errors import ConfigError

FILE = "ghblog.toml"
_PYPROJECT = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """A settings file as read: its table of ours and the key path that leads there."""

    path: Path
    text: str
    table: Mapping[str, Any]
    prefix: tuple[str, ...] = ()

    def where(self, keys: tuple[str, ...]) -> str:
        """File and line of a key, for a message."""
        return f"{self.path}:{line_of(self.text, (*self.prefix, *keys))}"


def top_folder(folder: Path) -> Path | None:
    """The top folder of the git checkout; None if there is none."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def find(folder: Path, top: Path | None) -> Source | None:
    """The file that holds the settings of `folder`, at or above it, up to `top`."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place / FILE):
            _check_file(place / FILE)
            text, table = _read(place / FILE)
            return Source(place / FILE, text, table)
        if (place / _PYPROJECT).is_file() and (source := _pyproject(place / _PYPROJECT)):
            return source
        if place == top:
            break
    return None


def _check_file(path: Path) -> None:
    """Settings that are there and cannot be read must not be passed over: the defaults would
    publish other files."""
    if not path.is_file():
        what = "a link to nothing" if path.is_symlink() else "no file"
        raise ConfigError(f"it is {what}", where=str(path), hint="delete it, or write the settings")


def _pyproject(path: Path) -> Source | None:
    try:
        if b"ghblog" not in path.read_bytes():
            return None  # somebody else's file, perhaps a broken one: none of our business
    except OSError:
        return None
    text, document = _read(path)
    tool = document.get("tool")
    table = tool.get("ghblog") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        place = f"{path}:{line_of(text, ('tool', 'ghblog'))}"
        raise ConfigError("tool.ghblog must be a table", where=place, hint="write [tool.ghblog]")
    return Source(path, text, table, ("tool", "ghblog"))


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return text, tomllib.loads(text)
    except OSError as error:
        message = f"the settings cannot be read: {error.strerror}"
        raise ConfigError(message, where=str(path)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = "the settings are not UTF-8"
        raise ConfigError(message, where=f"{path}:{line}", hint="save the file as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        line = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
        reason = str(error)[: found.start()] if found else str(error)
        message = f"the settings are not TOML: {reason}"
        raise ConfigError(message, where=f"{path}:{line}", hint="see https://toml.io") from error

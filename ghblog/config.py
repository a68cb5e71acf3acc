"""Settings: found, read, checked. Flags beat `GHBLOG_*` variables, which beat the file."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ghblog.errors import ConfigError
from ghblog.model import Kind, Settings
from ghblog.settings_table import KEYS, BadValueError, Key, by_path, nearest

FILE = "ghblog.toml"
_PYPROJECT = "pyproject.toml"
_TYPES = {str: "a text in quotes", int: "a whole number", bool: "true or false"}
_LIST = "a list of texts in quotes"
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class _Source:
    """A settings file as read: its table of ours and the key path that leads there."""

    path: Path
    text: str
    table: Mapping[str, Any]
    prefix: tuple[str, ...] = ()

    def where(self, keys: tuple[str, ...]) -> str:
        return f"{self.path}:{_line_of(self.text, (*self.prefix, *keys))}"


def load(
    start: Path, *, environ: Mapping[str, str], overrides: Mapping[str, object] | None = None
) -> Settings:
    """Find and read the settings of the blog that `start` belongs to.

    Looks for `ghblog.toml`, or `[tool.ghblog]` in `pyproject.toml`, in `start` and the folders
    above it, up to git's top folder. Without either the defaults hold, and the blog's root is
    git's top folder, else `start`.

    Args:
        start: a folder, or a file in it.
        environ: the environment; variables beginning with `GHBLOG_` are settings.
        overrides: key path, such as `publish.max_new`, → value, as flags give them.

    Raises:
        ConfigError: something in it cannot be, and where.
    """
    folder = start.resolve()
    folder = folder if folder.is_dir() else folder.parent
    top = _top_folder(folder)
    source = _find(folder, top)
    root = source.path.parent if source else top or folder
    values: dict[str, object] = {}
    where: dict[str, str] = {}
    for path, value, place in _given(source, environ, overrides or {}):
        values[path] = _checked(by_path()[path], value, place)
        where[path] = place
    _check_folder(root, values, where)
    return Settings(root=root, **{key.field: _field(key, values) for key in KEYS})


def settings_file(start: Path) -> Path | None:
    """The file that `load` would read; None if there is none. Raises ConfigError."""
    folder = start.resolve()
    folder = folder if folder.is_dir() else folder.parent
    source = _find(folder, _top_folder(folder))
    return source.path if source else None


def _given(
    source: _Source | None, environ: Mapping[str, str], overrides: Mapping[str, object]
) -> Iterator[tuple[str, object, str]]:
    """All that is set as (key path, value, where), what counts most last."""
    if source:
        yield from _flat(source, source.table)
    yield from _variables(environ)
    for path, value in overrides.items():
        if path not in by_path():
            raise _unknown(path, list(by_path()), "the command line")
        if value is not None:
            plain = list(value) if isinstance(value, tuple) else value
            yield path, plain, f"{path} on the command line"


def _top_folder(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def _find(folder: Path, top: Path | None) -> _Source | None:
    for place in (folder, *folder.parents):
        if os.path.lexists(place / FILE):
            _check_file(place / FILE)
            text, table = _read(place / FILE)
            return _Source(place / FILE, text, table)
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


def _pyproject(path: Path) -> _Source | None:
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
        place = f"{path}:{_line_of(text, ('tool', 'ghblog'))}"
        raise ConfigError("tool.ghblog must be a table", where=place, hint="write [tool.ghblog]")
    return _Source(path, text, table, ("tool", "ghblog"))


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


def _flat(
    source: _Source, table: Mapping[str, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, object, str]]:
    groups = {key.path.rsplit(".", 1)[0] for key in KEYS if "." in key.path}
    for name, value in table.items():
        keys = (*above, name)
        path = ".".join(keys)
        if path in by_path():
            yield path, value, source.where(keys)
        elif path in groups and isinstance(value, dict):
            yield from _flat(source, value, keys)
        elif path in groups:
            hint = f"write [{'.'.join((*source.prefix, *keys))}] and its keys below"
            raise ConfigError(f"{path} must be a table", where=source.where(keys), hint=hint)
        else:
            raise _unknown(path, [*by_path(), *groups], source.where(keys))


def _variables(environ: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    names = {key.variable: key for key in KEYS}
    for name in sorted(environ):
        # An empty variable is an unset one: workflows cannot tell the two apart.
        if not name.startswith("GHBLOG_") or not environ[name].strip():
            continue
        if name not in names:
            raise _unknown(name, list(names), "environment")
        key = names[name]
        yield key.path, _from_text(key, environ[name]), f"environment variable {name}"


def _from_text(key: Key, text: str) -> object:
    """A variable's text in the key's type; as it is if it cannot be, for the check to refuse."""
    if key.type is list:
        return [item.strip() for item in text.split(",") if item.strip()]
    if key.type is int and re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", text):
        return int(text)
    if key.type is bool and text.strip().lower() in _TRUE | _FALSE:
        return text.strip().lower() in _TRUE
    return text


def _checked(key: Key, value: object, where: str) -> object:
    good = type(value) is key.type
    if isinstance(value, list):
        good = good and all(isinstance(item, str) for item in value)
    if not good:
        wanted = _LIST if key.type is list else _TYPES[key.type]
        message = f"{key.path} must be {wanted}, not {_shown(value)}"
        raise ConfigError(message, where=where)
    try:
        key.check(value)
    except BadValueError as error:
        raise ConfigError(f"{key.path}: {error}", where=where, hint=error.hint) from error
    return value


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    shown = "a table" if isinstance(value, dict) else repr(value).replace("'", '"')
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _check_folder(root: Path, values: Mapping[str, object], where: Mapping[str, str]) -> None:
    folder = str(values.get("posts.folder", "."))
    place = where.get("posts.folder", "")
    target = (root / folder).resolve()
    if not target.is_relative_to(root):
        message = f'posts.folder: "{folder}" leads outside of the blog\'s folder, {root}'
        raise ConfigError(message, where=place, hint="write a path below it")
    if not target.is_dir():
        names = sorted(entry.name for entry in root.iterdir() if entry.is_dir())
        message = f'posts.folder: there is no folder "{folder}" in {root}'
        raise ConfigError(message, where=place, hint=nearest(folder, names) or "make it")


def _field(key: Key, values: Mapping[str, object]) -> Any:
    value = values.get(key.path, key.default)
    if key.field == "kind":
        return Kind(str(value))
    if key.field == "posts_folder":
        return "/".join(part for part in str(value).split("/") if part not in {"", "."}) or "."
    return tuple(value) if isinstance(value, list) else value


def _unknown(name: str, names: list[str], where: str) -> ConfigError:
    hint = nearest(name, names)
    if not hint:
        leaf = name.rsplit(".", 1)[-1]
        hint = next((f'did you mean "{path}"?' for path in names if path.endswith("." + leaf)), "")
    hint = hint or "docs/configuration.md lists all settings"
    return ConfigError(f'there is no setting "{name}"', where=where, hint=hint)


def _line_of(text: str, keys: tuple[str, ...]) -> int:
    """The line where a key is first set, from 1.

    The first line with which the text from the top holds the key is the last line of its
    statement; the statement begins after the last line that ends one.
    """
    begin = 1
    lines = text.split("\n")
    for number in range(1, len(lines) + 1):
        try:
            table: Any = tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue
        for key in keys:
            table = table.get(key) if isinstance(table, dict) else None
        if table is not None:
            return begin
        begin = number + 1
    return 1

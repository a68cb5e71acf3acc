"""Values: checked, and turned into what the program works with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ghblog.errors import ConfigError
from ghblog.model import Kind
from ghblog.settings_table import BadValueError, Key, nearest
from ghblog.settings_table.dialects import expanded

_TYPES = {str: "a text in quotes", int: "a whole number", bool: "true or false"}
_LIST = "a list of texts in quotes"


def checked(key: Key, value: object, where: str) -> object:
    """The value, if the key can have it. Raises ConfigError."""
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


def check_folder(root: Path, values: Mapping[str, object], where: Mapping[str, str]) -> None:
    """See that the posts are in a folder below the root. Raises ConfigError."""
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


def field(key: Key, values: Mapping[str, object]) -> Any:
    """What the field of `Settings` holds."""
    value = values.get(key.path, key.default)
    if key.field == "kind":
        return Kind(str(value))
    if key.field == "dialects" and isinstance(value, list):
        return expanded(value)
    if key.field == "posts_folder":
        return "/".join(part for part in str(value).split("/") if part not in {"", "."}) or "."
    return tuple(value) if isinstance(value, list) else value

"""All that is set, and where: in the file, in the environment, on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ghblog.config.files import Source
from ghblog.errors import ConfigError
from ghblog.settings_table import KEYS, Key, by_path, nearest

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


def given(
    source: Source | None, environ: Mapping[str, str], overrides: Mapping[str, object]
) -> Iterator[tuple[str, object, str]]:
    """All that is set as (key path, value, where), what counts most last. Raises ConfigError."""
    if source:
        yield from _flat(source, source.table)
    yield from _variables(environ)
    for path, value in overrides.items():
        if path not in by_path():
            raise _unknown(path, list(by_path()), "the command line")
        if value is not None:
            plain = list(value) if isinstance(value, tuple) else value
            yield path, plain, f"{path} on the command line"


def _flat(
    source: Source, table: Mapping[str, Any], above: tuple[str, ...] = ()
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


def _unknown(name: str, names: list[str], where: str) -> ConfigError:
    hint = nearest(name, names)
    if not hint:
        leaf = name.rsplit(".", 1)[-1]
        hint = next((f'did you mean "{path}"?' for path in names if path.endswith("." + leaf)), "")
    hint = hint or "docs/configuration.md lists all settings"
    return ConfigError(f'there is no setting "{name}"', where=where, hint=hint)

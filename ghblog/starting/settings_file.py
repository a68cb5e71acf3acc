"""The first `ghblog.toml`: every setting with what it means, only what is needed set. Pure."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from collections.abc import Mapping
from itertools import groupby

from ghblog.errors import GhblogError
from ghblog.settings_table import KEYS, BadValueError, Key, by_path
from ghblog.starting.rendering import render

TEMPLATE = "ghblog.toml.j2"
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#]+)[^)]*\)")
_TABLE = re.compile(r"\[[^\[\]\",]+\]\s*")
_WIDTH = 98


def settings_text(
    own: Mapping[str, str], values: Mapping[str, object], told: Mapping[str, str]
) -> str:
    """The text of the file.

    Args:
        own: the blog's own templates, name → text.
        values: key path → value in the file's type; only what differs from the default is set.
        told: key path → what to say behind the setting, such as where a value was found.

    Raises GhblogError when the template fails, or no settings could say this.
    """
    for path, value in values.items():
        _check(by_path()[path], value)
    tables = [
        {"name": name, "settings": [_key(key, values, told) for key in keys]}
        for name, keys in groupby(KEYS, lambda key: key.path.rpartition(".")[0])
    ]
    text = render(TEMPLATE, own, {"tables": tables})
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where, hint = f"templates/{TEMPLATE}", "correct the template, or delete it"
        raise GhblogError(f"what it makes is not TOML: {error}", where=where, hint=hint) from error
    return text


def set_lines(text: str) -> list[str]:
    """The lines of a file of settings that set something, with the names of their tables."""
    lines: list[str] = []
    table = ""
    for line in text.splitlines():
        if _TABLE.fullmatch(line):
            table = line
        elif line.strip() and not line.lstrip().startswith("#"):
            lines += [table, line] if table else [line]
            table = ""
    return lines


def _check(key: Key, value: object) -> None:
    hint = "rename it, or choose another folder with --folder"
    try:
        key.check(value)
        json.dumps(value, ensure_ascii=False).encode()
    except BadValueError as error:
        message = f"{key.path}: no settings can say {json.dumps(value)}: {error}"
        raise GhblogError(message, hint=error.hint or hint) from error
    except UnicodeEncodeError as error:  # the name of a file, by a system of long ago
        message = f"{key.path}: no settings can say {json.dumps(value)}: it is not UTF-8"
        raise GhblogError(message, hint=hint) from error


def _key(key: Key, values: Mapping[str, object], told: Mapping[str, str]) -> dict[str, object]:
    value = values.get(key.path, key.default)
    return {
        "name": key.path.rpartition(".")[2],
        "value": json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f"),
        "set": value != key.default,
        "help": textwrap.wrap(_LINK.sub(r"\1 (docs/\2)", key.help), _WIDTH, break_on_hyphens=False),
        "told": told.get(key.path, ""),
    }

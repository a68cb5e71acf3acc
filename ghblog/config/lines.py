"""Where in a TOML file a key is set."""

from __future__ import annotations

import tomllib
from typing import Any


def line_of(text: str, keys: tuple[str, ...]) -> int:
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

"""What several settings ask of their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ghblog.settings_table.key import BadValueError, nearest


def anything(_value: object) -> None:
    """Every value of the type will do."""


def choice(*known: str) -> Callable[[str], None]:
    """The check of a value that is one of these."""
    others = " or ".join(f'"{value}"' for value in known)

    def check(value: str) -> None:
        if value not in known:
            raise unknown(f'there is no "{value}"', value, known, f"it can be {others}")

    return check


def each_is(pattern: re.Pattern[str], what: str, hint: str) -> Callable[[list[str]], None]:
    """The check of a list of names: each fits the pattern, or is not the name of `what`."""

    def check(values: list[str]) -> None:
        for value in values:
            if not pattern.fullmatch(value):
                raise BadValueError(f'"{value}" is not the name of {what}', hint)

    return check


def relative(value: str) -> None:
    """A path or a pattern of paths that stays below the blog's folder, with `/`."""
    parts = value.split("/")
    if "\\" in value:
        raise BadValueError(f'"{value}" has a backslash', "separate folders with /")
    if value.startswith("/") or ":" in parts[0] or ".." in parts:
        message = f'"{value}" leads outside of the blog\'s folder'
        raise BadValueError(message, "write a path below the folder of the settings file")
    printable(value)


def printable(value: str) -> None:
    """A text in a line."""
    if any(ord(character) < 32 for character in value):
        raise BadValueError("it has a control character")


def unknown(message: str, value: str, known: Sequence[str], otherwise: str = "") -> BadValueError:
    """The error for a name that is not known, with the nearest one.

    Args:
        otherwise: the hint if none is near; empty for all that are known.
    """
    return BadValueError(
        message, nearest(value, known) or otherwise or f"there are {', '.join(known)}"
    )

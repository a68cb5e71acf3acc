"""Which names `posts.dialects` may have: those built in, and those that packages bring."""

from __future__ import annotations

from pathlib import Path

from ghblog.model import Settings
from ghblog.plugins import plugins_named
from ghblog.settings_table.key import BadValueError, nearest

ALL = "default"
"""Stands for all that are built in, also those of later versions."""

BUILT_IN = Settings(root=Path()).dialects
# Found without being asked for; a plug-in of that name would be taken for them.
_ALWAYS = ("toc", "shortcodes", "highlight")


def check_dialects(values: list[str]) -> None:
    """Raises BadValueError for a name that nobody brings, or more than one does."""
    for value in values:
        packages = [each.package for each in plugins_named(value)]
        if value in {ALL, *BUILT_IN, *_ALWAYS}:
            _refuse_clash(value, packages)
        if len(packages) > 1:
            message = f"{' and '.join(packages)} both bring a dialect “{value}”"
            raise BadValueError(message, "uninstall one of them")
        if not packages and value not in {ALL, *BUILT_IN}:
            hint = nearest(value, [*BUILT_IN, ALL])
            hint = hint or f"install the package that brings it; built in are {', '.join(BUILT_IN)}"
            raise BadValueError(f'there is no dialect "{value}"', hint)


def expanded(values: list[str]) -> tuple[str, ...]:
    """The names with `default` written out, each once."""
    names = (name for each in values for name in (BUILT_IN if each == ALL else (each,)))
    return tuple(dict.fromkeys(names))


def _refuse_clash(name: str, packages: list[str]) -> None:
    if packages:
        message = f"{packages[0]} brings a dialect “{name}”, and ghblog has one of that name"
        raise BadValueError(message, "uninstall it, and ask those who made it for another name")

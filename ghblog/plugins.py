"""Which installed packages bring a dialect of their own; nothing of them is imported here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

GROUP = "ghblog.dialects"
"""The group of entry points; an entry's name is the dialect's."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """A dialect that a package brings.

    Attributes:
        package: its name and version, such as `ghblog-spoiler 1.0`.
        entry: leads to the mistune plugin.
    """

    name: str
    package: str
    entry: EntryPoint


def plugins_named(name: str) -> tuple[Plugin, ...]:
    """The plug-ins of this name: more than one if several packages bring it."""
    return _named(name, tuple(sys.path))


@cache
def _named(name: str, _path: tuple[str, ...]) -> tuple[Plugin, ...]:
    found = (Plugin(each.name, _package(each), each) for each in entry_points(group=GROUP))
    same = {(each.package, each.entry.value): each for each in found if each.name == name}
    return tuple(each for _, each in sorted(same.items()))


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.module

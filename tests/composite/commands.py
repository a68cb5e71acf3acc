"""Workflow commands, read from a step's output as the runner reads them.

After ActionCommand.cs and ActionCommandManager.cs of actions/runner. There are two ways to write
one: `::name key=value::data` at the head of a line, and the old `##[name key=value;]data`, which
counts anywhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

LEVELS = {"error", "warning", "notice"}
GROUPS = {"group", "endgroup"}
KNOWN = frozenset(
    {"add-mask", "add-matcher", "remove-matcher", "debug", "echo", "save-state", "set-output"}
    | {"set-env", "add-path", "stop-commands"}
    | LEVELS
    | GROUPS
)
_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
_OLD = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%25": "%"}


@dataclass(frozen=True)
class Command:
    """A workflow command; the names of its properties are in lower case."""

    name: str
    properties: Mapping[str, str]
    data: str


def parse(line: str, known: frozenset[str] = KNOWN) -> Command | None:
    """The command in a line, if there is one whose name is known (in lower case)."""
    return _new(line, known) or _old(line, known)


def _new(line: str, known: frozenset[str]) -> Command | None:
    found = re.match(r"\s*::(.*?)::(.*)", line, re.DOTALL)
    if not found:
        return None
    name, _, rest = found[1].partition(" ")
    if not name or name.lower() not in known:
        return None
    properties = _properties(rest.strip(), ",", _PROPERTY)
    return Command(name.lower(), properties, _plain(found[2], _DATA))


def _old(line: str, known: frozenset[str]) -> Command | None:
    found = re.search(r"##\[(.*?)\](.*)", line, re.DOTALL)
    if not found:
        return None
    name, _, rest = found[1].partition(" ")
    if not name or name.lower() not in known:
        return None
    return Command(name.lower(), _properties(rest, ";", _OLD), _plain(found[2], _OLD))


def _properties(text: str, between: str, escapes: Mapping[str, str]) -> dict[str, str]:
    pairs = (one.partition("=") for one in text.split(between))
    return {key.lower(): _plain(value, escapes) for key, _, value in pairs if key and value}


def _plain(text: str, escapes: Mapping[str, str]) -> str:
    for escape, meant in escapes.items():  # one after another, the per cent sign last
        text = text.replace(escape, meant)
    return text

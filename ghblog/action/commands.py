"""Workflow commands: lines of the log that the runner obeys. Pure but for the random tokens.

Escapes are those that the runner undoes: actions/toolkit `packages/core/src/command.ts`,
actions/runner `src/Runner.Common/ActionCommand.cs`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def command(name: str, data: str = "", properties: Mapping[str, object] | None = None) -> str:
    """A command as a line.

    Args:
        properties: those that are empty are left out.
    """
    given = {key: value for key, value in (properties or {}).items() if value != ""}
    told = ",".join(f"{key}={_escaped(str(value), _PROPERTY)}" for key, value in given.items())
    return f"::{name}{' ' if told else ''}{told}::{_escaped(data, _DATA)}"


def _escaped(text: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)


class Log:
    """The step's log. What a report, a path or GitHub says may look like a command, so the runner
    is told to obey nothing but what `send` sends: it stops at a random word and goes on at it.

    Args:
        say: writes lines to the one stream that holds all of the log: the runner reads two of
            them in no certain order.
        token: makes a random word; one is used once only.
    """

    def __init__(
        self, say: Callable[[str], None], token: Callable[[], str] = lambda: secrets.token_hex(16)
    ) -> None:
        self._say = say
        self._make = token
        self._word = ""

    def mask(self, secret: str) -> None:
        """Let the runner show `***` for a secret, line by line; to be done before all else."""
        for line in secret.splitlines():
            if line.strip():
                self._say(command("add-mask", line.strip()))

    def stop(self) -> None:
        """From now on nothing is obeyed."""
        self._word = self._make()
        self._say(command("stop-commands", self._word))

    def go_on(self) -> None:
        """From now on commands are obeyed again."""
        self._say(f"::{self._word}::")

    def send(self, *commands: str) -> None:
        """Have these commands obeyed, and nothing else."""
        if commands:
            lines = [f"::{self._word}::", *commands]
            self._word = self._make()
            self._say("\n".join([*lines, command("stop-commands", self._word)]))

    def text(self, text: str) -> None:
        """Show a text."""
        self._say(text)

    @contextmanager
    def group(self, title: str) -> Iterator[None]:
        """What is shown inside is folded under a title of ours."""
        self.send(command("group", title))
        try:
            yield
        finally:
            self.send(command("endgroup"))

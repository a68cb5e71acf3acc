"""All commands of the command line, and what their help tells people to type."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click

from ghblog.cli.app import app

_TYPED = re.compile(r"\s*(?:eval \"\$\()?(ghblog [^)]*?)(?:\)\")?(?:\s{2,}.*)?")


def commands(group: click.Group, above: str) -> Iterator[tuple[str, click.Command]]:
    """Full names and commands, those of groups one by one."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}", command


ALL = dict(commands(app, "ghblog"))


def examples(command: click.Command) -> list[str]:
    """The lines of a command's help that can be typed, without what they are explained by."""
    lines = (command.help or "").splitlines()
    found = [match[1].rstrip() for line in lines if (match := _TYPED.fullmatch(line))]
    return [line for line in found if line != "ghblog"]


def words(line: str) -> tuple[list[str], str]:
    """What the program gets of a line, and the file that its stdin is."""
    typed = re.split(r"\s[|>]\s", line)[0]
    before, _, file = typed.partition(" < ")
    return shlex.split(before)[1:], file.strip()

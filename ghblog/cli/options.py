"""Arguments and options that several commands have, each in the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

_Function = TypeVar("_Function", bound=Callable[..., Any])


def paths(function: _Function) -> _Function:
    """`[PATH]...`: the posts that are meant."""
    kind = click.Path(exists=True)
    return click.argument("paths", nargs=-1, metavar="[PATH]...", type=kind)(function)


def max_wait(function: _Function) -> _Function:
    """`--max-wait`: how long to wait while somebody else publishes."""
    return click.option(
        "--max-wait",
        type=click.IntRange(min=0),
        default=600,
        show_default=True,
        metavar="SECONDS",
        help="How long to wait for somebody else's publish.",
    )(function)


def dry_run(text: str) -> Callable[[_Function], _Function]:
    """`--dry-run`: look only. `text` says at what."""
    return click.option("--dry-run", "-n", is_flag=True, help=text)


def as_json(text: str) -> Callable[[_Function], _Function]:
    """`--json`: data for programs. `text` says which."""
    return click.option("--json", "as_json", is_flag=True, help=text)


def yes(text: str) -> Callable[[_Function], _Function]:
    """`--yes`: the answer to the question that would be asked. `text` says to which."""
    return click.option("--yes", "-y", is_flag=True, help=text)


def authors(text: str) -> Callable[[_Function], _Function]:
    """`--author`: whose issues and discussions, several times. `text` says what of them."""
    return click.option("--author", "authors", multiple=True, metavar="LOGIN", help=text)


def exit_code(text: str) -> Callable[[_Function], _Function]:
    """`--exit-code`: exit 3 if something would change. `text` says so, and when."""
    return click.option("--exit-code", is_flag=True, help=text)


def offline(text: str) -> Callable[[_Function], _Function]:
    """`--offline`: never ask GitHub. `text` says what is used instead."""
    return click.option("--offline", is_flag=True, help=text)


def force(text: str) -> Callable[[_Function], _Function]:
    """`--force`: go on although this checkout is old. `text` says with what."""
    return click.option("--force", is_flag=True, help=text)


def strict(function: _Function) -> _Function:
    """`--strict`: warnings fail, too."""
    return click.option("--strict", is_flag=True, help="Exit 1 on warnings, too.")(function)

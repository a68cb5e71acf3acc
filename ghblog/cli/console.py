"""Data goes to stdout, messages to stderr; colour only on a terminal."""

from __future__ import annotations

import os
import shutil
import sys

import click


def say(text: str) -> None:
    """Data, to stdout."""
    click.echo(text, color=True)


def tell(text: str) -> None:
    """A message for the person, to stderr."""
    click.echo(text, err=True, color=True)


def complain(text: str, hint: str = "") -> None:
    """An error and the way on, to stderr."""
    sign = click.style("error:", fg="red", bold=True) if color(sys.stderr) else "error:"
    tell(f"{sign} {text}")
    if hint:
        tell(f"  {hint}")


def color(stream: object = None) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR; anywhere with FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    target = sys.stdout if stream is None else stream
    return bool(getattr(target, "isatty", lambda: False)())


def width() -> int:
    """How many cells a line may take; wide where nobody looks."""
    if sys.stdout.isatty():
        return max(60, min(shutil.get_terminal_size().columns, 140))
    return 140


def on_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()

"""Data goes to stdout, messages to stderr; colour only on a terminal."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys

import click


def say(text: str) -> None:
    """Data, to stdout."""
    click.echo(text, color=True)


def tell(text: str) -> None:
    """A message for the person, to stderr; a run goes on although nobody can hear it."""
    with contextlib.suppress(OSError, ValueError):
        click.echo(text, err=True, color=True)


def complain(text: str, hint: str = "") -> None:
    """An error and the way on, to stderr. Either may quote a file's or GitHub's words."""
    from ghblog.report.plain import plain

    text, hint = plain(text), plain(hint)
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
    return _is_terminal(sys.stdout if stream is None else stream)


def width() -> int:
    """How many cells a line may take; wide where nobody looks."""
    if _is_terminal(sys.stdout):
        return max(60, min(shutil.get_terminal_size().columns, 140))
    return 140


def on_terminal() -> bool:
    """Whether a person can be asked."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def _is_terminal(stream: object) -> bool:
    """A closed stream is None."""
    return bool(getattr(stream, "isatty", lambda: False)())

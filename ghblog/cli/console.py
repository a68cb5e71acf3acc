"""Data goes to stdout, messages to stderr; colour only on a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

import click


@dataclass
class Manners:
    """How much a run says.

    Attributes:
        quiet: data and errors only.
        verbose: what is asked of GitHub, too, and where settings and token come from.
        above: writes a message above a progress bar, while there is one.
        rest: takes the progress bar away, so that somebody can be asked.
    """

    quiet: bool = False
    verbose: bool = False
    above: Callable[[str], None] | None = None
    rest: Callable[[], None] | None = None

    def begin(self) -> None:
        """As it is at the start: one process may run several commands."""
        self.quiet = self.verbose = False
        self.above = self.rest = None


manners = Manners()


def say(text: str) -> None:
    """Data, to stdout."""
    click.echo(text, color=True)


def as_text(data: object) -> str:
    """JSON for people and programs: letters as they are where the console can show them, control
    characters escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2)
    return re.sub("[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", text)


def say_bytes(data: bytes) -> None:
    """Data that must arrive as it is, whatever the console's encoding."""
    if sys.stdout is None:
        return
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # somebody's own stream of text
        sys.stdout.write(data.decode("utf-8"))
        return
    buffer.write(data)
    buffer.flush()


def tell(text: str) -> None:
    """A message for the person, to stderr, unless --quiet."""
    if not manners.quiet:
        warn(text)


def detail(text: str) -> None:
    """A message for the curious, to stderr, with --verbose."""
    if manners.verbose:
        warn(text)


def warn(text: str) -> None:
    """What must be said, to stderr; a run goes on although nobody can hear it."""
    with contextlib.suppress(OSError, ValueError):
        (manners.above or _to_stderr)(text)


def complain(text: str, hint: str = "") -> None:
    """An error and the way on, to stderr. Either may quote a file's or GitHub's words."""
    from ghblog.report.plain import plain

    text, hint = plain(text), plain(hint)
    sign = click.style("error:", fg="red", bold=True) if color(sys.stderr) else "error:"
    warn(f"{sign} {text}")
    if hint:
        warn(f"  {hint}")


def confirm(question: str, *, default: bool) -> bool:
    """Ask the person on the terminal."""
    if manners.rest:
        manners.rest()
    return click.confirm(question, default=default, err=True)


def color(stream: object = None) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR; anywhere with FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    stream = sys.stdout if stream is None else stream
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How many cells a line may take; wide where nobody looks."""
    if _is_terminal(sys.stdout):
        return max(40, min(shutil.get_terminal_size().columns, 140))
    return 140


def on_terminal() -> bool:
    """Whether a person can be asked."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def drawable(stream: object) -> bool:
    """Whether a progress bar can be drawn and taken away there."""
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def _to_stderr(text: str) -> None:
    click.echo(text, err=True, color=True)


def _is_terminal(stream: object) -> bool:
    """A closed stream is None."""
    return bool(getattr(stream, "isatty", lambda: False)())

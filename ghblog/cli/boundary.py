"""The one error boundary: every error becomes a message, a way on and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence

import click

from ghblog.cli.app import app
from ghblog.cli.console import complain, manners
from ghblog.errors import GhblogError


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line; never lets an exception out."""
    _forgive_consoles()
    manners.begin()
    try:
        result = app.main(args=argv, prog_name="ghblog", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()  # a full disk is told here, not at the interpreter's end
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the boundary
        return _explain(error)
    return result if isinstance(result, int) else 0


def _explain(error: BaseException) -> int:
    """Say what went wrong and what to do; the exit code."""
    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            complain("stopped")
        case GhblogError():
            complain(str(error), error.hint)
            return error.exit_code
        case BrokenPipeError():
            _forget_stdout()  # its reader left
        case OSError():
            _forget_stdout()
            complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        case _:
            name = type(error).__name__
            complain(f"this is a fault in ghblog: {name}: {error}", _save_trace(error))
    return 1


def _forgive_consoles() -> None:
    """A console that cannot show a character shows another, and never crashes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _forget_stdout() -> None:
    """What is still buffered must not fail again at exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _save_trace(error: BaseException) -> str:
    """Where the traceback was put, for a bug report. Tracebacks hold no values, so no token."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="ghblog-", suffix=".txt", delete=False
        ) as file:
            file.writelines(traceback.format_exception(error))
    except OSError:
        return "nothing was published twice; run it again, and please report it"
    return f"please report it with {file.name}; nothing is published twice, so run it again"

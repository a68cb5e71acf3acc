"""The one error boundary: every error becomes a message, a way on and an exit code."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence

import click

from ghblog.cli.app import app
from ghblog.cli.console import complain
from ghblog.errors import GhblogError


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line; never lets an exception out."""
    _forgive_consoles()
    try:
        result = app.main(args=argv, prog_name="ghblog", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("stopped")
        return 1
    except GhblogError as error:
        complain(str(error), error.hint)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output left; what is still buffered must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001  # the last line of defence against a traceback
        complain(f"this is a fault in ghblog: {type(error).__name__}: {error}", _save_trace())
        return 1
    return result if isinstance(result, int) else 0


def _forgive_consoles() -> None:
    """A console that cannot show a character shows another, and never crashes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _save_trace() -> str:
    """Where the traceback was put, for a bug report. Tracebacks hold no values, so no token."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="ghblog-", suffix=".txt", delete=False
        ) as file:
            file.write(traceback.format_exc())
    except OSError:
        return "nothing was published twice; run it again, and please report it"
    return f"please report it with {file.name}; nothing is published twice, so run it again"

"""`ghblog action`: what `action.yml` runs. Not for people, so it is in no list of commands."""

from __future__ import annotations

import contextlib
import os
import sys

import click

from ghblog.cli.console import say
from ghblog.cli.opening import opened


@click.command(hidden=True)
def command() -> int:
    """Publish, or show the plan, as a GitHub Actions workflow asks."""
    from ghblog.action import act

    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="replace")  # what the runner reads, on Windows too
    # The runner reads two streams in no certain order, and commands must stand where they do.
    with contextlib.redirect_stderr(sys.stdout):
        return act(os.environ, say, opened)

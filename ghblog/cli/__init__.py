"""The command line: one module a command, loaded when it is needed.

Nothing else prints or exits. Start-up is counted, so this module imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code (see docs/errors.md)."""
    from ghblog.cli.boundary import run

    return run(argv)

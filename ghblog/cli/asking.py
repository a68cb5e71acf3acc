"""Asking once before something is done."""

from __future__ import annotations

from collections.abc import Sequence

from ghblog.cli.console import confirm, warn


def agreed(question: str, unsafe: Sequence[str], *, yes: bool, asks: bool, not_done: str) -> bool:
    """Whether to go on: on a terminal a person says, elsewhere it must be safe.

    Args:
        unsafe: why it is not; empty if it is.
        yes: the person said so beforehand.
        asks: whether there is a person to ask.
        not_done: what to say where it is not safe, such as `not published`.
    """
    if yes:
        return True
    if asks:
        return confirm(question, default=not unsafe)
    if unsafe:
        warn(f"{not_done}: {'; '.join(unsafe)}. If you mean it, add --yes.")
    return not unsafe

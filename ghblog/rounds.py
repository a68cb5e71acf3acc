"""Reading, asking and writing, and all of it again where somebody else published in between.
Part of `blog`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from ghblog.errors import GhblogError
from ghblog.sync.ports import PlanOutdatedError

# How often to begin anew because somebody else published in between.
TRIES = 5

T = TypeVar("T")


def in_rounds(attempt: Callable[[], T]) -> T:
    """What an attempt brings; one that raises PlanOutdatedError is made again, since nothing was
    written. Raises GhblogError when that never ends."""
    for _ in range(TRIES):
        with contextlib.suppress(PlanOutdatedError):
            return attempt()
    raise GhblogError(
        "somebody else keeps publishing to this blog", hint="try again in a few minutes"
    )


def ask_once(agree: Callable[[T], bool], gist: Callable[[T], object]) -> Callable[[T], bool]:
    """`agree`, which is not asked again about what would do the same as the last it agreed to.

    Args:
        gist: what would be done; equal where one yes holds for both.
    """
    agreed: list[object] = []

    def ask(wanted: T) -> bool:
        if agreed != [gist(wanted)] and not agree(wanted):
            return False
        agreed[:] = [gist(wanted)]
        return True

    return ask


@contextlib.contextmanager
def telling(writing: Callable[[bool], None]) -> Iterator[None]:
    """Tell when writing begins and ends: in between a run should be let finish."""
    writing(True)  # noqa: FBT003  # a switch, like a listener's event
    try:
        yield
    finally:
        writing(False)  # noqa: FBT003

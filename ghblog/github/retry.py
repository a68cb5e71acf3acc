"""When to try again, and after how long. Pure; `transport` does the waiting."""

from __future__ import annotations

from ghblog.github.calls import Limited, Lost, Repeat

LOST_TRIES = 6  # with waits of 1, 2, 4, 8 and 16 seconds between them


def limit_seconds(trouble: Limited, streak: int) -> float:
    """How long to wait for a rate limit: what GitHub said, else longer each time.

    Args:
        trouble: what GitHub answered.
        streak: how many limits were met in a row before this one.
    """
    if trouble.seconds is not None:
        return max(1.0, trouble.seconds)
    return float(trouble.patience * 2 ** min(streak, 10))


def lost_seconds(trouble: Lost, tries: int) -> float:
    """How long to wait after the `tries`-th lost answer."""
    return trouble.seconds if trouble.seconds is not None else float(2 ** (tries - 1))


def may_repeat(repeat: Repeat, trouble: Limited | Lost, tries: int) -> bool:
    """Whether a request may be sent once more.

    Args:
        repeat: what the request allows.
        trouble: what became of it.
        tries: how often an answer of it was lost so far, this time included.
    """
    if repeat is Repeat.NEVER:
        return False
    if isinstance(trouble, Limited):
        return True
    return tries < LOST_TRIES and (repeat is Repeat.FREELY or not trouble.sent)

"""GitHub's pace: a second between writes, 80 creations a minute and 500 an hour.

The numbers are those of GitHub's documentation on secondary rate limits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta

from ghblog.model import Clock

GAP = 1.0  # seconds from a write's end to the next one
WINDOWS = ((60.0, 80), (3600.0, 500))  # seconds, creations in them
_WORTH_TELLING = 5.0  # seconds


def seconds_to_wait(
    now: float,
    creations: Sequence[float],
    last_write: float | None,
    *,
    gap: float = GAP,
    windows: Sequence[tuple[float, int]] = WINDOWS,
) -> float:
    """How long until another creation fits.

    Args:
        now: seconds on the same scale as the rest.
        creations: when each was made, ascending.
        last_write: when the last write of any kind ended; None if there was none.
        gap: seconds between writes.
        windows: as (seconds, creations that they may hold).
    """
    waits = [0.0]
    if last_write is not None:
        waits.append(last_write + gap - now)
    for length, room in windows:
        if len(creations) >= room:
            waits.append(creations[-room] + length - now)
    return max(waits)


class Pace:
    """Waits, with an injected clock, so that writes keep GitHub's pace."""

    def __init__(self, clock: Clock, notify: Callable[[str], None]) -> None:
        self._clock = clock
        self._notify = notify
        self._creations: deque[float] = deque(maxlen=max(room for _, room in WINDOWS))
        self._last_write: float | None = None

    def due(self) -> float:
        """Seconds until another create or edit fits; 0 if it does now."""
        return seconds_to_wait(self._clock.monotonic(), tuple(self._creations), self._last_write)

    def wait_turn(self) -> None:
        """Wait until another create or edit fits."""
        seconds = self.due()
        if seconds >= _WORTH_TELLING:
            when = (self._clock.now() + timedelta(seconds=seconds)).astimezone()
            self._notify(
                "GitHub takes 80 new texts a minute and 500 an hour; "
                f"going on at {when:%H:%M:%S} (local time)"
            )
        self._sleep(seconds)

    def wait_gap(self) -> None:
        """Wait until a second has passed since the last write."""
        self._sleep(seconds_to_wait(self._clock.monotonic(), (), self._last_write))

    def wrote(self, *, content: int) -> None:
        """Note that a write has ended; `content`: how many pieces GitHub counts it as."""
        self._last_write = self._clock.monotonic()
        self._creations.extend([self._last_write] * content)

    def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            self._clock.sleep(seconds)

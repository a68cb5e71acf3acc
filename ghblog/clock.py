"""The real clock, whose sleep a signal can end."""

from __future__ import annotations

import contextlib
import threading
import time
from datetime import UTC, datetime

_SLICE = 0.5  # seconds: on Windows a signal's handler runs only between two waits


class SystemClock:
    """`model.Clock` over the machine's own time.

    After `wake()` every sleep, running or to come, ends at once: the process is stopping.
    """

    def __init__(self) -> None:
        # A bare lock, not an Event: releasing it is safe inside a signal handler, while
        # `Event.set` takes a lock that the interrupted `Event.wait` may hold.
        self._awake = threading.Lock()
        self._awake.acquire()

    def now(self) -> datetime:
        """The time of day, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds from some start, never going back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait `seconds`, or until `wake()` is called."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._awake.acquire(timeout=min(left, _SLICE)):
                self.wake()  # stay awake for the next sleeper
                return

    def wake(self) -> None:
        """End every sleep, now and from now on. Safe to call from a signal handler."""
        with contextlib.suppress(RuntimeError):  # awake already
            self._awake.release()

"""The sandbox's clock: tests move it, nobody waits for it."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta


class SandboxClock:
    """A clock that can be moved forward.

    Without `start` it is the real time plus what it was advanced by, so that programs in other
    processes, which have the real clock, agree with it. With `start` it stands still until moved.
    """

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("SandboxClock needs an aware start, such as datetime(..., tzinfo=UTC)")
        self._start = start
        self._offset = 0.0
        self._lock = threading.Lock()

    @property
    def frozen(self) -> bool:
        """Whether it stands still unless it is moved."""
        return self._start is not None

    def now(self) -> datetime:
        """The time of day, aware, in UTC."""
        base = datetime.now(UTC) if self._start is None else self._start.astimezone(UTC)
        return base + timedelta(seconds=self._offset)

    def monotonic(self) -> float:
        """Seconds from some start, never going back."""
        return self._offset + (1000.0 if self.frozen else time.monotonic())

    def sleep(self, seconds: float) -> None:
        """Move forward at once instead of waiting."""
        self.advance(max(0.0, seconds))

    def advance(self, seconds: float) -> None:
        """Move forward by so many seconds."""
        if seconds < 0:
            raise ValueError("a clock does not go back")
        with self._lock:
            self._offset += seconds

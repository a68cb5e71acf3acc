"""Telling open pages that something changed: server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

_ALIVE = 15.0  # seconds between signs of life, so that dead connections are noticed


class Hub:
    """Tells every listener the newest version. Lives in one event loop."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Event] = set()
        self._closed = False
        self.version = ""

    def tell(self, version: str) -> None:
        """Something changed."""
        self.version = version
        for one in self._listeners:
            one.set()

    def close(self) -> None:
        """End all streams."""
        self._closed = True
        for one in self._listeners:
            one.set()

    async def stream(self) -> AsyncIterator[str]:
        """The events for one page: at once the version as it is, then each newer one. Several
        changes that come together are one event."""
        bell = asyncio.Event()
        self._listeners.add(bell)
        try:
            told = self.version
            yield f"retry: 500\ndata: {told}\n\n"
            while not self._closed:
                try:
                    await asyncio.wait_for(bell.wait(), _ALIVE)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                bell.clear()
                if self.version != told and not self._closed:
                    told = self.version
                    yield f"data: {told}\n\n"
        finally:
            self._listeners.discard(bell)

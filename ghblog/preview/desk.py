"""What the preview knows at a moment, and who may ask for it: one thread works on the files, and
the server never waits for it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ghblog.preview.aside import aside
from ghblog.preview.hub import Hub
from ghblog.preview.state import Problem, State

if TYPE_CHECKING:
    from ghblog.viewing import Look, Viewer

T = TypeVar("T")
_SETTINGS = frozenset({"ghblog.toml", "pyproject.toml"})


class Desk:
    """Looks at the blog when files change, and tells the hub.

    Args:
        open_viewer: makes a viewer from the settings as they are now; True: one that never asks
            GitHub. Raises GhblogError.
        offline: never ask GitHub.
    """

    def __init__(self, open_viewer: Callable[[bool], Viewer], hub: Hub, *, offline: bool) -> None:
        self._open = self._heeding(open_viewer)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._offline = offline
        self._hub = hub
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="ghblog-preview")
        self._viewer: Viewer | None = None
        self._boot = secrets.token_hex(4)
        self._count = 0
        self._looks = 0
        self._asking: asyncio.Task[None] | None = None
        self.state = State(self._boot)

    async def start(self) -> None:
        """The first look, without GitHub: that is read meanwhile, for it may take its time."""
        self._loop = asyncio.get_running_loop()
        await self.refresh()
        self.ask()

    async def refresh(self, changed: Iterable[Path] = ()) -> None:
        """Look at the files anew; at the settings, too, if they are among the changed files."""
        self._looks += 1
        if any(path.name in _SETTINGS for path in changed):
            await self._work(self._look_anew)
            self.ask()
        else:
            await self._work(self._look)

    def ask(self) -> None:
        """Read GitHub, in the background; pages are told when it is done."""
        if self._offline or (self._asking and not self._asking.done()):
            return
        self._asking = asyncio.create_task(self._ask())

    async def run(self, work: Callable[[Viewer, State], T]) -> T:
        """Do something with the viewer, where nobody else does anything with it. Raises
        GhblogError when there is none."""

        def worked() -> T:
            return work(self._viewing(), self.state)

        return await asyncio.get_running_loop().run_in_executor(self._hand, worked)

    async def close(self) -> None:
        """End the work."""
        if self._asking:
            self._asking.cancel()
        self._hand.shutdown(wait=False, cancel_futures=True)

    async def _work(self, look: Callable[[], Look]) -> None:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._hand, look)
        except Exception as error:  # noqa: BLE001  # the page tells it, and the server goes on
            self._set(replace(self.state, problem=Problem.of(error)))
        else:
            self._set(replace(self.state, look=found, problem=None))

    def _look(self) -> Look:
        return self._viewing().look()

    def _look_anew(self) -> Look:
        viewer = self._open(True)  # noqa: FBT003  # if that fails the old one stays
        if self._viewer:
            viewer.follow(self._viewer)
        self._viewer = viewer
        return self._look()

    def _viewing(self) -> Viewer:
        if self._viewer is None:
            self._viewer = self._open(True)  # noqa: FBT003
        return self._viewer

    async def _ask(self) -> None:
        """A second viewer reads GitHub, then takes the first one's place."""
        self._set(replace(self.state, reading=True))
        looks = self._looks
        try:
            viewer, look = await aside(self._asked)
        except Exception as error:  # noqa: BLE001  # as above
            self._set(replace(self.state, reading=False, problem=Problem.of(error)))
            return
        self._viewer = viewer
        self._set(replace(self.state, look=look, reading=False, problem=None))
        if looks != self._looks:  # files changed meanwhile
            await self._work(self._look)

    def _asked(self) -> tuple[Viewer, Look]:
        viewer = self._open(False)  # noqa: FBT003
        if self._viewer:
            viewer.follow(self._viewer)
        return viewer, viewer.look()

    def _heeding(self, open_viewer: Callable[[bool], Viewer]) -> Callable[[bool], Viewer]:
        """Viewers that say when a page shows more than it did: pages are then told."""

        def opened(offline: bool) -> Viewer:  # noqa: FBT001  # a switch
            viewer = open_viewer(offline)
            viewer.ready = self._ready
            return viewer

        return opened

    def _ready(self) -> None:
        """Called in a thread of the viewer's."""
        if self._loop:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(lambda: self._set(self.state))

    def complain(self, problem: Problem) -> None:
        """Tell the pages of something that is wrong."""
        self._set(replace(self.state, problem=problem))

    def _set(self, state: State) -> None:
        self._count += 1
        self.state = replace(state, version=f"{self._boot}-{self._count}")
        self._hub.tell(self.state.version)

"""What the preview knows at a moment, and who may ask for it: one thread works on the files, and
the server never waits for it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ghblog.preview.aside import Hand, aside
from ghblog.preview.hub import Hub
from ghblog.preview.state import Problem, State
from ghblog.preview.watching import SETTINGS

if TYPE_CHECKING:
    from ghblog.viewing import Look, Viewer

T = TypeVar("T")


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
        self._hand = Hand()
        self._viewer: Viewer | None = None
        self._boot = secrets.token_hex(4)
        self._count = 0
        self._looks = 0
        self._settings = 0  # how often they changed
        self._unsettled = False  # they could not be read since; each look tries again
        self._complaint: Problem | None = None
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
        if any(path.name in SETTINGS for path in changed):
            self._settings += 1
            self._unsettled = True
        if not self._unsettled:
            await self._work(self._look)
            if self._lacks():
                self.ask()
            return
        await self._work(self._look_anew)
        if not self._unsettled:
            self.ask()

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

        return await self._hand.do(worked)

    async def close(self) -> None:
        """End the work."""
        if self._asking:
            self._asking.cancel()
        self._hand.close()

    async def _work(self, look: Callable[[], Look]) -> None:
        try:
            found = await self._hand.do(look)
        except Exception as error:  # noqa: BLE001  # the page tells it, and the server goes on
            self._set(replace(self.state, problem=Problem.of(error)))
        else:
            self._set(replace(self.state, look=found, problem=self._complaint))

    def _look(self) -> Look:
        return self._viewing().look(texts=False)  # a save must not wait for the network

    def _look_anew(self) -> Look:
        viewer = self._open(True)  # noqa: FBT003  # if that fails the old one stays
        if self._viewer:
            viewer.follow(self._viewer)
        self._viewer, self._unsettled = viewer, False
        return self._look()

    def _viewing(self) -> Viewer:
        if self._viewer is None:
            self._viewer = self._open(True)  # noqa: FBT003
        return self._viewer

    async def _ask(self) -> None:
        """Read GitHub by the settings as they are; again if they change meanwhile."""
        self._set(replace(self.state, reading=True))
        settings, looks = self._settings, self._looks
        try:
            viewer, look = await aside(self._asked)
        except Exception as error:  # noqa: BLE001  # as above
            if settings == self._settings:
                self._set(replace(self.state, reading=False, problem=Problem.of(error)))
                return
        if settings != self._settings:  # what was read is another blog's by now
            await self._ask()
            return
        self._viewer = viewer
        self._set(replace(self.state, look=look, reading=False, problem=self._complaint))
        if looks != self._looks:  # files changed meanwhile
            await self._work(self._look)
            if self._lacks():
                await self._ask()

    def _asked(self) -> tuple[Viewer, Look]:
        """A second viewer, which takes the first one's place."""
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

    def _lacks(self) -> bool:
        """Whether, after a save, GitHub's text to compare with is not known yet."""
        return bool(self.state.look and self.state.look.lacking)

    def complain(self, problem: Problem) -> None:
        """Tell the pages of something that is wrong, from now on."""
        self._complaint = problem
        self._set(replace(self.state, problem=problem))

    def _set(self, state: State) -> None:
        self._count += 1
        self.state = replace(state, version=f"{self._boot}-{self._count}")
        self._hub.tell(self.state.version)

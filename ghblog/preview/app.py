"""The preview as an ASGI application: addresses and their answers."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from ghblog.preview.desk import Desk
from ghblog.preview.files import picture, static
from ghblog.preview.guard import Guard
from ghblog.preview.hub import Hub
from ghblog.preview.pages import Pages
from ghblog.preview.state import Problem, State
from ghblog.preview.watching import SETTINGS, changes, stamps
from ghblog.preview.words import Words, language_of

if TYPE_CHECKING:
    from ghblog.viewing import Viewer

_KEPT = 16  # pages, so that going to and fro is quick
_TRIES = 3  # to watch the folder, when it fails soon
_SOON = 1.0  # seconds

Make = Callable[[Pages, "Viewer", State], tuple[str, int]]


class App:
    """Everything behind one preview.

    Args:
        open_viewer: see `Desk`.
        root: the folder to watch.
        origin: where it is served.
        host: the one that was asked for.
        reload: watch the folder.
        offline: never ask GitHub.
    """

    def __init__(
        self,
        open_viewer: Callable[[bool], Viewer],
        root: Path,
        *,
        origin: str,
        host: str,
        reload: bool = True,
        offline: bool = False,
    ) -> None:
        self.hub = Hub()
        self._desk = Desk(open_viewer, self.hub, offline=offline)
        self._root, self._origin = root, origin
        self._follows, self._offline = reload, offline
        self._made: OrderedDict[tuple[str, str, str], tuple[str, int]] = OrderedDict()
        self._stamps = stamps(root)
        self._first: asyncio.Task[None] | None = None
        self.asgi: ASGIApp = Guard(Starlette(routes=self._routes(), lifespan=self._life), host)

    def _routes(self) -> list[Route]:
        return [
            Route("/", self._page(_overview)),
            Route("/readme", self._page(_readme)),
            Route("/posts/{id:path}", self._page_of("id", _post)),
            Route("/files/{path:path}", self._page_of("path", _file)),
            Route("/user-attachments/assets/{key}", self._picture),
            Route("/events", self._events),
            Route("/ask", self._ask, methods=["POST"]),
            Route("/static/{name}", self._static),
            Route("/{rest:path}", self._page(_missing)),
        ]

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        stop = asyncio.Event()
        watch = asyncio.create_task(self._watch(stop))
        await asyncio.sleep(0)  # the watch begins first: what changes meanwhile is seen, too
        self._first = asyncio.create_task(self._desk.start())
        try:
            yield
        finally:
            stop.set()
            watch.cancel()
            self._first.cancel()  # a long one is not waited for
            await asyncio.gather(watch, self._first, return_exceptions=True)
            await self._desk.close()

    async def _watch(self, stop: asyncio.Event) -> None:
        """Follow saves; when that fails, try again, then look at all files again and again."""
        loop, why = asyncio.get_running_loop(), ""
        for polling in (None, True):
            tries = 0
            while self._follows and tries < _TRIES:
                begun = loop.time()
                try:
                    await self._follow(stop, polling=polling)
                except Exception as error:  # noqa: BLE001  # whatever it is, saves go on
                    why = f"{_innermost(error)}"
                    tries = 0 if loop.time() - begun > _SOON else tries + 1
                else:
                    return
                await self._desk.refresh({self._root / name for name in SETTINGS})
        if self._follows:
            self._follows = False
            message = f"the folder cannot be watched, so saves are not followed: {why}"
            self._desk.complain(Problem(message, hint="reload the page after a save", lasting=True))

    async def _follow(self, stop: asyncio.Event, *, polling: bool | None) -> None:
        async for changed in changes(self._root, stop, polling=polling):
            await self._desk.refresh(changed)

    def _page(self, make: Make) -> Callable[[Request], object]:
        async def endpoint(request: Request) -> Response:
            return await self._answer(request, make)

        return endpoint

    def _page_of(
        self, name: str, make: Callable[[Pages, Viewer, State, str], tuple[str, int]]
    ) -> Callable[[Request], object]:
        async def endpoint(request: Request) -> Response:
            value: str = request.path_params[name]

            def made(pages: Pages, viewer: Viewer, state: State) -> tuple[str, int]:
                return make(pages, viewer, state, value)

            return await self._answer(request, made)

        return endpoint

    async def _answer(self, request: Request, make: Make) -> Response:
        if self._first:
            await asyncio.shield(self._first)
        ours = request.headers.get("sec-fetch-dest") == "empty"  # our script asks, not a person
        if not (self._follows or ours):
            await self._look_again()
        language = language_of(request.headers.get("accept-language", ""))
        pages = Pages(Words(language), self._origin, can_ask=not self._offline)
        path: str = request.scope["path"]

        def made(viewer: Viewer, state: State) -> tuple[str, int]:
            key = (state.version, language, path)
            if key not in self._made:
                self._made[key] = _made(make, pages, viewer, state)
                if len(self._made) > _KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key]

        try:
            html, status = await self._desk.run(made)
        except Exception as error:  # noqa: BLE001  # no viewer: the settings cannot be read
            state = self._desk.state
            html, status = pages.problem(state, state.problem or Problem.of(error)), 200
        page = html.encode(errors="replace")  # of half a character from elsewhere no page must die
        return HTMLResponse(page, 200 if ours else status)  # browsers complain of each 404 fetched

    async def _look_again(self) -> None:
        """Where saves are not followed, each visit looks."""
        before, self._stamps = self._stamps, stamps(self._root)
        anew = before != self._stamps
        await self._desk.refresh({self._root / name for name in SETTINGS} if anew else ())

    async def _picture(self, request: Request) -> Response:
        key = request.path_params["key"]
        found = await self._desk.run(lambda viewer, _: viewer.picture(key))
        return picture(found, request.headers.get("range", ""))

    async def _static(self, request: Request) -> Response:
        return static(request.path_params["name"])

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(self.hub.stream(), media_type="text/event-stream")

    async def _ask(self, _: Request) -> Response:
        self._desk.ask()
        return Response(status_code=204)


def _made(make: Make, pages: Pages, viewer: Viewer, state: State) -> tuple[str, int]:
    """A page, or why there is none: an error in a post must not take the others along."""
    try:
        return make(pages, viewer, state)
    except Exception as error:  # noqa: BLE001  # the page tells it, and the server goes on
        return pages.problem(state, Problem.of(error)), 200


def _innermost(error: BaseException) -> BaseException:
    """What is in a group, as the watching library raises them."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _overview(pages: Pages, _: Viewer, state: State) -> tuple[str, int]:
    return pages.overview(state), 200


def _post(pages: Pages, viewer: Viewer, state: State, post_id: str) -> tuple[str, int]:
    view = viewer.post(post_id) if state.look else None
    return (pages.post(state, view), 200) if view else _missing(pages, viewer, state)


def _readme(pages: Pages, viewer: Viewer, state: State) -> tuple[str, int]:
    if not state.look:
        return pages.overview(state), 200
    return pages.readme(state, *viewer.readme()), 200


def _file(pages: Pages, _: Viewer, state: State, path: str) -> tuple[str, int]:
    return pages.file(state, path), 200


def _missing(pages: Pages, _: Viewer, state: State) -> tuple[str, int]:
    return pages.missing(state), 404

"""The preview as an ASGI application: addresses and their answers."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from ghblog.preview.desk import Desk, Problem, State
from ghblog.preview.guard import PICTURE_POLICY, Guard
from ghblog.preview.hub import Hub
from ghblog.preview.pages import Pages
from ghblog.preview.ranges import asked_range
from ghblog.preview.watching import changes
from ghblog.preview.words import Words, language_of

if TYPE_CHECKING:
    from ghblog.viewing import Viewer

_STATIC = {"preview.css": "text/css", "preview.js": "text/javascript", "icon.svg": "image/svg+xml"}
_KEPT = 16  # pages, so that going to and fro is quick

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
        self._reload, self._offline = reload, offline
        self._made: OrderedDict[tuple[str, str, str], tuple[str, int]] = OrderedDict()
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
            Route("/static/page.css", _page_style),
            Route("/static/{name}", _static),
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
            await asyncio.gather(watch, self._first, return_exceptions=True)
            await self._desk.close()

    async def _watch(self, stop: asyncio.Event) -> None:
        if not self._reload:
            return
        try:
            await self._follow(stop, polling=None)
        except (OSError, RuntimeError):  # no more watches to be had
            await self._follow(stop, polling=True)

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
        language = language_of(request.headers.get("accept-language", ""))
        pages = Pages(Words(language), self._origin, can_ask=not self._offline)
        path = request.url.path

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
        if request.headers.get("sec-fetch-dest") == "empty":
            status = 200  # our own script asks, and browsers complain of each 404 they fetch
        return HTMLResponse(html, status)

    async def _picture(self, request: Request) -> Response:
        key = request.path_params["key"]
        found = await self._desk.run(lambda viewer, _: viewer.picture(key))
        if found is None:
            return PlainTextResponse("No post shows such a picture.\n", 404)
        data, media_type = found
        headers = {
            "Content-Security-Policy": PICTURE_POLICY,
            "Cache-Control": "private, max-age=86400, immutable",  # the name is its content's hash
            "Accept-Ranges": "bytes",
        }
        part = asked_range(request.headers.get("range", ""), len(data))
        if part is None:
            return Response(data, 200, headers, media_type)
        start, end = part
        if start == end:
            headers["Content-Range"] = f"bytes */{len(data)}"
            return Response(b"", 416, headers)
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(data)}"
        return Response(data[start:end], 206, headers, media_type)

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


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        return PlainTextResponse("There is no such file.\n", 404)
    return Response(_file_text(name), media_type=_STATIC[name])


async def _page_style(_: Request) -> Response:
    return Response(_style(), media_type="text/css")


@cache
def _file_text(name: str) -> str:
    return (Path(__file__).parent / "static" / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    from ghblog.render import style_sheet

    return style_sheet()

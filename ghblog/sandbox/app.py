"""The sandbox as an ASGI application: log and faults outside, Starlette's routes inside."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ghblog.sandbox.faults import Fault, Faults
from ghblog.sandbox.gate import admit, budget_headers, standing_headers
from ghblog.sandbox.limits import Limits
from ghblog.sandbox.log import API, GRAPHQL, MAX_LOGGED, UPLOADS, Entry, Incoming
from ghblog.sandbox.problems import RefusedError
from ghblog.sandbox.rest import UPLOADS as UPLOADING
from ghblog.sandbox.rest import Handler, table
from ghblog.sandbox.rest.call import Answer, Call, MovedError, message, refusal
from ghblog.sandbox.users import Viewer
from ghblog.sandbox.wire import FAULT, INCOMING, abort, aside, read
from ghblog.sandbox.world import World

_log = logging.getLogger(__name__)


class App:
    """Serves a world. `requests` is the log; `crashes` are the sandbox's own mistakes."""

    def __init__(self, world: World, limits: Limits, faults: Faults) -> None:
        self.world = world
        self.limits = limits
        self.faults = faults
        self.requests: list[Entry] = []
        self.crashes: list[Exception] = []
        self.saved: Callable[[], None] = lambda: None
        self._inner: ASGIApp = Starlette(routes=self._routes())

    def _routes(self) -> list[Route | Mount]:
        from ghblog.sandbox.pages import routes as pages

        rest = [Route(path, self._rest(run), methods=[verb]) for verb, path, run in table()]
        verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        missing = Route("/{rest:path}", self._rest(None), methods=verbs)
        graphql = Route(GRAPHQL, self._graphql, methods=["POST"])
        uploads = [Route(path, self._rest(run), methods=[verb]) for verb, path, run in UPLOADING]
        hosts = [Mount(API, routes=[*rest, missing]), Mount(UPLOADS, routes=[*uploads, missing])]
        return [*hosts, graphql, *pages(self.world)]

    # -- outside: the log and the faults ---------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request in, let it go wrong if told to, and answer it."""
        if scope["type"] != "http":
            return
        incoming = await read(scope, receive)
        scope[INCOMING] = incoming
        fault = self.faults.pick(incoming)
        entry = Entry(**vars(incoming), fault=str(fault) if fault else "", sent=len(incoming.body))
        if entry.sent > MAX_LOGGED:
            entry.body = b""
        self.requests.append(entry)
        if fault:
            scope[FAULT] = fault
            if await self._before(fault, entry, scope, receive, send):
                return
        start, body = await self._work(scope, incoming)
        entry.viewer = scope.get("ghblog.viewer", "")
        if fault and fault.after:
            await aside(fault.after)
        if fault and fault.drop == "after":
            await abort(scope, receive)
            return
        if fault and fault.nonsense is not None:
            start["status"], body = 200, fault.nonsense
            start["headers"] = [(k, v) for k, v in start["headers"] if k != b"content-length"]
        entry.status, entry.size = start["status"], len(body)
        await send(start)
        await send({"type": "http.response.body", "body": body})

    async def _before(
        self, fault: Fault, entry: Entry, scope: Scope, receive: Receive, send: Send
    ) -> bool:
        """What a fault does before the work; True if that was all."""
        if fault.before:
            await aside(fault.before)
        self.world.clock.advance(fault.delay)
        if fault.drop == "before":
            await abort(scope, receive)
            return True
        if not fault.status:
            return False
        entry.status = fault.status
        shown = {**standing_headers(self.world, len(self.requests)), **fault.headers}
        shown.setdefault("content-type", "application/json; charset=utf-8")
        await Response(fault.content, fault.status, shown)(scope, receive, send)
        return True

    async def _work(self, scope: Scope, incoming: Incoming) -> tuple[dict[str, Any], bytes]:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": incoming.body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        try:
            await self._inner(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - Starlette has answered 500 by now
            self.crashes.append(error)
        self.saved()
        body = b"".join(part.get("body", b"") for part in sent[1:])
        return dict(sent[0]), body

    # -- inside: the two APIs --------------------------------------------------------------

    def _rest(self, run: Handler | None) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            with self.world.lock:
                return self._answer(request, lambda viewer: self._call(run, request, viewer))

        return endpoint

    async def _graphql(self, request: Request) -> Response:
        from ghblog.sandbox.graphql import execute

        incoming: Incoming = request.scope[INCOMING]
        with self.world.lock:
            return self._answer(
                request, lambda viewer: execute(self.world, self.limits, viewer, incoming)
            )

    def _answer(self, request: Request, work: Callable[[Viewer], Answer]) -> Response:
        incoming: Incoming = request.scope[INCOMING]
        shown = standing_headers(self.world, len(self.requests))
        viewer = admit(self.world, self.limits, incoming)
        if isinstance(viewer, Answer):
            return _response(viewer, shown)
        request.scope["ghblog.viewer"] = viewer.login
        try:
            answer = work(viewer)
        except RefusedError as error:
            answer = refusal(error)
        except Exception as error:  # noqa: BLE001 - kept for the test, which fails on it
            _log.exception("the sandbox failed at %s %s", incoming.method, incoming.path)
            self.crashes.append(error)
            answer = message(500, f"The sandbox failed: {error!r}")
        return _response(answer, {**shown, **budget_headers(self.limits, viewer, incoming)})

    def _call(self, run: Handler | None, request: Request, viewer: Viewer) -> Answer:
        incoming: Incoming = request.scope[INCOMING]
        if run is None:
            return message(404, "Not Found")
        call = Call(
            world=self.world,
            limits=self.limits,
            viewer=viewer,
            method=incoming.method,
            base=self.world.url + incoming.path,
            params=request.path_params,
            query=dict(request.query_params),
            data=incoming.body,
            accept=incoming.headers.get("accept", ""),
            content_type=incoming.headers.get("content-type", ""),
        )
        try:
            return run(call)
        except MovedError as moved:
            return self._moved(call, moved, incoming)

    def _moved(self, call: Call, moved: MovedError, incoming: Incoming) -> Answer:
        """To a renamed repository's address by id: 301 for reads, 307 for writes."""
        old = f"{API}/repos/{call.params['owner']}/{call.params['repo']}"
        rest = incoming.path[len(old) :] + (f"?{incoming.query}" if incoming.query else "")
        url = f"{self.world.api_url}/repositories/{moved.repo.id}{rest}"
        status = 301 if call.method in {"GET", "HEAD"} else 307
        words = "Moved Permanently" if status == 301 else "Temporary Redirect"
        answer = message(status, words, location=url)
        return Answer({**answer.body, "url": url}, status, answer.headers)


def _response(answer: Answer, shown: dict[str, str]) -> Response:
    headers = {**shown, **answer.headers, "content-type": answer.content_type}
    if answer.status == 204:
        del headers["content-type"]
    return Response(answer.content, answer.status, headers)

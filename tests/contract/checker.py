"""Every API request and answer of the test suite is held against GitHub's own description.

`watch` is an ASGI middleware; it is put round every sandbox that is started in the process, the
one of the `demo` command included. A violation fails the test that caused it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from contract import graphql_check
from contract.openapi import description
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ghblog.sandbox.wire import FAULT

REST = "/api/v3"
GRAPHQL = "/api/graphql"
UPLOADS = "/api/uploads"
ON_PURPOSE = "x-wrong-on-purpose"  # a test that sends nonsense says so in this header


@dataclass
class Exchange:
    """A request and its answer; `told`: the answer is a fault that a test asked for."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    status: int = 200
    answer_headers: Mapping[str, str] = field(default_factory=dict)
    answer: bytes = b""
    told: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.path} → {self.status}"


def complaints(exchange: Exchange) -> Iterator[str]:
    """What is wrong with an exchange; pages are not described."""
    if exchange.path == GRAPHQL:
        yield from _graphql(exchange)
    elif exchange.path.startswith(REST):
        yield from _rest(exchange)
    elif exchange.path.startswith(UPLOADS):
        yield from _upload(exchange)


def _upload(exchange: Exchange) -> Iterator[str]:
    """GitHub does not describe it: this is what its own `gh` sends, and takes for an answer."""
    if ON_PURPOSE not in exchange.headers:
        if (exchange.method, exchange.path) != ("POST", f"{UPLOADS}/user-attachments/assets"):
            yield "there is no such endpoint for uploads"
        if sorted(parse_qs(exchange.query)) != ["content_type", "name", "repository_id"]:
            yield "an upload has a name, a content_type and a repository_id"
        for name, start in _UPLOAD_HEADERS.items():
            if not exchange.headers.get(name, "").startswith(start):
                yield f"an upload has the header {name}: {start}"
    if exchange.told:
        return
    if exchange.status == 201:
        if list(_json(exchange.answer) or ()) != ["url"]:
            yield "an upload is answered with a url"
    elif exchange.status not in {401, 403, 404, 415, 422, 429}:
        yield f"an upload is not answered {exchange.status}"


_UPLOAD_HEADERS = {
    "authorization": "Bearer ",
    "accept": "application/vnd.github+json",
    "content-type": "application/octet-stream",
}


def _rest(exchange: Exchange) -> Iterator[str]:
    operation = description().find(exchange.method, exchange.path.removeprefix(REST))
    if operation is None:
        yield "GitHub describes no such endpoint"
        return
    kind = exchange.headers.get("content-type", "")
    if ON_PURPOSE not in exchange.headers:
        yield from description().request_complaints(operation, exchange.query, kind, exchange.body)
    if not exchange.told and exchange.method != "HEAD":
        kind = exchange.answer_headers.get("content-type", "")
        yield from description().answer_complaints(
            operation, exchange.status, kind, exchange.answer
        )


def _graphql(exchange: Exchange) -> Iterator[str]:
    if exchange.method != "POST":
        yield "GraphQL is POST only"
        return
    sent = _json(exchange.body)
    if ON_PURPOSE not in exchange.headers:
        yield from graphql_check.request_complaints(sent)
    if exchange.told:
        return
    if exchange.status == 200:
        yield from graphql_check.answer_complaints(sent, _json(exchange.answer))
    elif exchange.status not in {400, 401, 403, 429}:
        yield f"GraphQL does not answer {exchange.status}"


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


@dataclass
class Watch:
    """Collects violations. Instances are middleware: app → app."""

    violations: list[str] = field(default_factory=list)
    checked: int = 0

    def look(self, exchange: Exchange) -> None:
        """Note what is wrong with an exchange."""
        try:
            found = [f"{exchange}: {text}" for text in complaints(exchange)]
        except Exception as error:  # noqa: BLE001 - what cannot be checked is a violation
            found = [f"{exchange}: the check failed: {error!r}"]
        self.checked += 1
        self.violations += found

    def __call__(self, app: ASGIApp) -> ASGIApp:
        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            await self._serve(app, scope, receive, send)

        return watched

    async def _serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        exchange = Exchange(
            scope["method"],
            scope["raw_path"].decode(),
            scope["query_string"].decode(),
            _headers(scope["headers"]),
        )

        sent: list[bytes] = []

        async def overhear() -> Message:
            part = await receive()
            sent.append(part.get("body", b""))
            return part

        async def check(part: Message) -> None:
            if part["type"] == "http.response.start":
                exchange.status = part["status"]
                exchange.answer_headers = _headers(part["headers"])
            else:
                exchange.answer += part.get("body", b"")
                if not part.get("more_body"):
                    exchange.body = b"".join(sent)
                    exchange.told = lies(scope)
                    self.look(exchange)
            await send(part)

        await app(scope, overhear, check)


def lies(scope: Scope) -> bool:
    """Whether the answer is one that a test told the sandbox to give."""
    fault = scope.get(FAULT)
    return fault is not None and bool(fault.status or fault.nonsense is not None)


def _headers(raw: Any) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in raw}


watch = Watch()

"""Serving on a loopback port from a thread of our own, with uvicorn's HTTP protocol."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Callable
from typing import Any, cast

from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from ghblog.sandbox.wire import TRANSPORT

middleware: list[Callable[[ASGIApp], ASGIApp]] = []
"""Callables app → app, wrapped round every sandbox that is started in this process."""


class _Protocol(H11Protocol):
    """Lets the application reach its connection, to cut it on purpose."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        inner = self.app

        async def app(scope: Any, receive: Any, send: Any) -> None:
            scope[TRANSPORT] = transport
            await inner(scope, receive, send)

        self.app = app


class Server:
    """An ASGI application on 127.0.0.1; `port` 0 takes a free one."""

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        self._app = app
        # With the protocol named, asyncio switches Nagle's algorithm off: 40 ms an answer.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":  # elsewhere this would let another program take the port over
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="ghblog-sandbox", daemon=True)
        self._ready = threading.Event()
        self._state = ServerState()

    def start(self) -> None:
        """Serve; returns when connections are accepted."""
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """Close all connections and end the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._socket.close()

    def _wrapped(self) -> ASGIApp:
        app = self._app
        for wrap in middleware:
            app = wrap(app)
        return app

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        config = Config(
            cast("Any", self._wrapped()),
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            interface="asgi3",
            timeout_keep_alive=300,
        )
        config.load()
        server = self._loop.run_until_complete(
            self._loop.create_server(
                lambda: _Protocol(config, self._state, {}, self._loop),
                sock=self._socket,
                backlog=256,
            )
        )
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            server.close()
            self._loop.run_until_complete(self._close())
            self._loop.close()

    async def _close(self) -> None:
        tasks = list(self._state.tasks)
        for connection in list(self._state.connections):
            connection.transport.abort()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)

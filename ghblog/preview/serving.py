"""Serving the preview on a port of this machine until somebody ends it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Self, cast

import uvicorn

from ghblog.errors import UsageError
from ghblog.preview.app import App

if TYPE_CHECKING:
    from ghblog.viewing import Viewer

FIRST_PORT = 4000
_TRIES = 100


def bind(host: str, port: int | None) -> socket.socket:
    """A socket to serve on; without a port the next free one from 4000. Raises UsageError."""
    ports = range(FIRST_PORT, FIRST_PORT + _TRIES) if port is None else (port,)
    try:
        family, _, _, _, place = socket.getaddrinfo(host, ports[0], type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:  # the latter for what cannot be a name at all
        why = getattr(error, "strerror", "") or "it cannot be a name"
        message = f"“{host}” is no address of this machine: {why}"
        raise UsageError(message, hint="leave --host away, or give --host 0.0.0.0") from error
    for each in ports:
        made = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere this would let another program take the port over
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((place[0], each))
            made.listen(128)  # this may fail, too, when two start at once
        except OSError as error:
            made.close()
            if port is None and error.errno in {errno.EADDRINUSE, errno.EACCES}:
                continue
            why = error.strerror or str(error)
            hint = "give another --port, or none: then the next free one is taken"
            raise UsageError(f"{host}:{each} cannot be served on: {why}", hint=hint) from error
        return made
    raise UsageError(
        f"no port from {FIRST_PORT} to {FIRST_PORT + _TRIES - 1} is free", hint="give one: --port"
    )


def origin_of(host: str, port: int) -> str:
    """The address for a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    return f"http://{f'[{name}]' if ':' in name and '[' not in name else name}:{port}"


class _Server(uvicorn.Server):
    """Ends quietly: streams of events would be waited for otherwise."""

    def __init__(self, config: uvicorn.Config, app: App) -> None:
        super().__init__(config)
        self._app = app
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.hub.close()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._captured_signals.clear()  # the end that was asked for is no failure


class Preview:
    """A preview on a socket of its own.

    Args:
        open_viewer: given the origin and whether GitHub is never to be asked, makes a viewer.
        root: the blog's folder.

    Raises UsageError when the port cannot be had.
    """

    def __init__(
        self,
        open_viewer: Callable[[str, bool], Viewer],
        root: Path,
        *,
        host: str = "127.0.0.1",
        port: int | None = None,
        reload: bool = True,
        offline: bool = False,
    ) -> None:
        self._socket = bind(host, port)
        self.url = origin = origin_of(host, self._socket.getsockname()[1])
        app = App(
            lambda off: open_viewer(origin, off),
            root,
            origin=origin,
            host=host,
            reload=reload,
            offline=offline,
        )
        config = uvicorn.Config(
            cast("Any", app.asgi),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="critical",  # pages tell what is wrong; the terminal stays readable
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config, app)
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM."""
        with contextlib.suppress(KeyboardInterrupt):
            self._server.run(sockets=[self._socket])

    def __enter__(self) -> Self:
        """Serve in a thread; connections are taken already."""
        self._thread = threading.Thread(target=self.run, name="ghblog-preview-server", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        if self._thread:
            self._thread.join()

"""The connection below the application: reading a request whole, cutting it off, waiting aside."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
import threading
from collections.abc import Callable

from starlette.types import Receive, Scope

from ghblog.sandbox.log import Incoming, describe

TRANSPORT = "ghblog.transport"  # where in the scope the server puts the connection
INCOMING = "ghblog.incoming"
FAULT = "ghblog.fault"  # set when the answer is a lie; whoever checks answers looks here
_NO_LINGER = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


async def read(scope: Scope, receive: Receive) -> Incoming:
    """The whole request."""
    parts: list[bytes] = []
    more = True
    while more:
        part = await receive()
        parts.append(part.get("body", b""))
        more = part.get("more_body", False)
    incoming = Incoming(
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"].decode(),
        headers={
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        },
        body=b"".join(parts),
    )
    describe(incoming)
    return incoming


async def aside(function: Callable[[], object]) -> None:
    """Run a test's function in a thread of its own: it may wait, or call the sandbox."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def finish() -> None:
        if not done.done():
            done.set_result(None)

    def run() -> None:
        try:
            function()
        finally:
            with contextlib.suppress(RuntimeError):  # the sandbox has stopped meanwhile
                loop.call_soon_threadsafe(finish)

    threading.Thread(target=run, daemon=True).start()
    await done


async def abort(scope: Scope, receive: Receive) -> None:
    """Cut the connection at once, as a broken network does: the peer sees a reset."""
    transport: asyncio.Transport = scope[TRANSPORT]
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    transport.abort()
    await asyncio.sleep(0)
    while (await receive())["type"] != "http.disconnect":
        await asyncio.sleep(0)

"""Connections to addresses that were looked at first. Slow to import: it needs requests.

The address that was checked is the one that is connected to, so that a name server which
answers otherwise the second time gains nothing. TLS still checks the name.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util import connection as sockets

Addresses = Callable[[str, int], Sequence[str]]
"""Host and port → the addresses to try. Raises FetchError where one must not be asked."""


class PinnedAdapter(HTTPAdapter):
    """Connects only to what `addresses` gives. Behind a proxy, the proxy chooses the address."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        super().__init__()

    def init_poolmanager(self, *args: Any, **rest: Any) -> None:
        """Make the pools for connections without a proxy."""
        super().init_poolmanager(*args, **rest)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = _pools(self._addresses)


def _pools(addresses: Addresses) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, addresses)

    class Safe(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, addresses)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = Safe

    return {"http": PlainPool, "https": SafePool}


def _connect(connection: HTTPConnection, addresses: Addresses) -> socket.socket:
    try:
        found = addresses(connection.host, connection.port or connection.default_port)
    except socket.gaierror as error:
        raise NameResolutionError(connection.host, connection, error) from error
    problem: OSError = OSError("no address")
    for address in found:
        try:
            return sockets.create_connection(
                (address, connection.port or connection.default_port),
                connection.timeout,
                source_address=connection.source_address,
                socket_options=connection.socket_options,
            )
        except OSError as error:
            problem = error
    if isinstance(problem, TimeoutError):
        raise ConnectTimeoutError(connection, f"{connection.host} did not answer") from problem
    raise NewConnectionError(connection, f"{problem}") from problem

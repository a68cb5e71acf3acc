"""No test reaches the internet, the machine's tokens, or its home."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError


def test_no_connection_leaves_this_machine() -> None:
    # with warnings being errors, the warning comes first
    blocked = pytest.raises((SocketConnectBlockedError, UserWarning), match="host")
    with socket.socket() as connection, blocked:
        connection.connect(("192.0.2.1", 80))


def test_no_token_and_no_proxy_of_the_machine_is_seen() -> None:
    names = [name.upper() for name in os.environ]
    assert not [name for name in names if name.startswith(("GH_", "GITHUB_", "GHBLOG_"))]
    assert not [name for name in names if name.endswith("_PROXY")]


def test_the_home_is_this_test_s_own() -> None:
    assert Path.home() == Path(os.environ["HOME"])
    assert Path(os.environ["XDG_CONFIG_HOME"]).is_relative_to(Path.home())
    assert not list(Path(os.environ["XDG_CONFIG_HOME"]).iterdir())

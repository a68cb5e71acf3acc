"""Over a real socket: proxies, time-outs, redirects, broken answers, uploads."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests as http_client
from github_stubs import TOKEN, StubClock

from ghblog.errors import AnswerLostError, GitHubError
from ghblog.github import GitHubAdapter, connect
from ghblog.github.calls import Call
from ghblog.github.hosts import is_loopback
from ghblog.github.transport import NoAnswer
from ghblog.github.wire import PyGithubWire

CREATED = b'{"number": 7, "node_id": "I_7", "title": "\xe7\xac\xac\xe4\xb8\x80\xe5\x91\xa8"}'
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


def http(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def server(*answers: bytes | None) -> Iterator[tuple[int, list[bytes]]]:
    """Answers connections one after another; None closes without an answer."""
    requests: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for content in answers:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    requests.append(_request(connection))
                    if content is not None:
                        connection.sendall(content)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1], requests
        listener.close()
    thread.join(5)


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    size = next(
        (int(line[15:]) for line in head.split(b"\r\n") if line[:15].lower() == b"content-length:"),
        0,
    )
    while len(body) < size:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def hub_at(url: str) -> Iterator[GitHubAdapter]:
    hub = connect(TOKEN, url, "writer/weekly", StubClock(), lambda _: None)
    try:
        yield hub
    finally:
        hub.close()


@pytest.fixture
def proxy_variables(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Sets a variable in both spellings, all others being unset."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)

    def put(name: str, value: str) -> None:
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.lower(), value)

    return put


def create(hub: GitHubAdapter) -> int:
    return hub.create_issue("第一周", "正文", ("weekly",)).number


def test_a_request_says_who_we_are_and_which_api_we_speak() -> None:
    with (
        server(http("201 Created", CREATED)) as (port, requests),
        hub_at(f"http://127.0.0.1:{port}/api/v3/") as hub,
    ):
        assert create(hub) == 7
    head = requests[0].decode().lower()
    assert head.startswith("post /api/v3/repos/writer/weekly/issues http/1.1")
    assert f"authorization: token {TOKEN}" in head
    assert "user-agent: ghblog/" in head
    assert "accept: application/vnd.github+json" in head
    assert "x-github-api-version: 2022-11-28" in head


def test_loopback_never_goes_through_a_proxy(proxy_variables: Callable[[str, str], None]) -> None:
    proxy_variables("HTTP_PROXY", "http://127.0.0.1:9")
    proxy_variables("ALL_PROXY", "socks5h://127.0.0.1:9")
    with (
        server(http("201 Created", CREATED)) as (port, _),
        hub_at(f"http://localhost:{port}") as hub,
    ):
        assert create(hub) == 7


def test_other_hosts_go_through_the_environments_proxy(
    proxy_variables: Callable[[str, str], None],
) -> None:
    with server(http("201 Created", CREATED)) as (port, requests):
        proxy_variables("HTTP_PROXY", f"http://127.0.0.1:{port}")
        with hub_at("http://git.example.invalid/api/v3") as hub:
            assert create(hub) == 7
    assert requests[0].startswith(b"POST http://git.example.invalid:80/api/v3/repos/writer/weekly")


def test_a_socks_proxy_that_is_not_there_is_told_and_nothing_was_sent(
    proxy_variables: Callable[[str, str], None],
) -> None:
    proxy_variables("ALL_PROXY", "socks5h://127.0.0.1:9")
    with (
        hub_at("http://git.example.invalid/api/v3") as hub,
        pytest.raises(GitHubError, match="cannot be reached") as caught,
    ):
        create(hub)
    assert not isinstance(caught.value, AnswerLostError)
    assert "HTTPS_PROXY" in caught.value.hint


def test_a_socks_proxy_is_used_and_resolves_the_name(
    proxy_variables: Callable[[str, str], None],
) -> None:
    asked: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(3)  # version 5, one method: no login
            connection.sendall(b"\x05\x00")
            asked.append(connection.recv(300))
            connection.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
            asked.append(_request(connection))
            connection.sendall(http("201 Created", CREATED))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        proxy_variables("ALL_PROXY", f"socks5h://127.0.0.1:{listener.getsockname()[1]}")
        with hub_at("http://git.example.invalid/api/v3") as hub:
            assert create(hub) == 7
        thread.join(5)
    assert b"git.example.invalid" in asked[0]
    assert asked[1].startswith(b"POST /api/v3/repos/writer/weekly/issues")


def test_a_proxy_that_refuses_the_tunnel_leaves_no_doubt(
    proxy_variables: Callable[[str, str], None],
) -> None:
    refusal = http("407 Proxy Authentication Required", b"", 'Proxy-Authenticate: Basic realm="x"')
    with server(refusal) as (port, requests):
        proxy_variables("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        with (
            hub_at("https://git.example.invalid/api/v3") as hub,
            pytest.raises(GitHubError, match="proxy does not let us through") as caught,
        ):
            create(hub)
    assert not isinstance(caught.value, AnswerLostError)
    assert requests[0].startswith(b"CONNECT git.example.invalid:443")
    assert TOKEN.encode() not in requests[0]


def test_a_token_on_its_way_in_clear_is_warned_about() -> None:
    told: list[str] = []
    for url in ("http://git.example.invalid", "http://localhost:1", "https://api.github.com"):
        connect(TOKEN, url, "writer/weekly", StubClock(), told.append).close()
    assert len(told) == 1
    assert "not encrypted" in told[0]


def test_a_proxy_that_makes_no_sense_is_told(
    proxy_variables: Callable[[str, str], None],
) -> None:
    proxy_variables("HTTP_PROXY", "gopher://127.0.0.1:9")
    with hub_at("http://git.example.invalid") as hub, pytest.raises(GitHubError, match="no sense"):
        create(hub)


def test_a_server_that_is_not_there_leaves_no_doubt() -> None:
    with hub_at("http://127.0.0.1:9") as hub, pytest.raises(GitHubError) as caught:
        create(hub)
    assert not isinstance(caught.value, AnswerLostError)
    assert "cannot be reached" in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [None, b"", b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{", b"nonsense\r\n\r\n"],
)
def test_a_connection_that_breaks_off_leaves_a_create_in_doubt(content: bytes | None) -> None:
    with (
        server(content) as (port, requests),
        hub_at(f"http://127.0.0.1:{port}") as hub,
        pytest.raises(AnswerLostError),
    ):
        create(hub)
    assert len(requests) == 1


def test_a_connection_that_breaks_off_is_made_again_for_an_update() -> None:
    with (
        server(None, b"", http("200 OK", CREATED)) as (port, requests),
        hub_at(f"http://127.0.0.1:{port}") as hub,
    ):
        hub.update_issue(7, "第一周", "正文", ())
    assert len(requests) == 3


@pytest.mark.parametrize("status", ["301 Moved Permanently", "307 Temporary Redirect"])
def test_a_redirect_is_never_followed(status: str) -> None:
    body = b'{"message": "Moved", "url": "http://127.0.0.1:9/repositories/1/issues"}'
    redirect = http(status, body, "Location: http://127.0.0.1:9/repositories/1/issues")
    with (
        server(redirect) as (port, requests),
        hub_at(f"http://127.0.0.1:{port}") as hub,
        pytest.raises(GitHubError, match="renamed"),
    ):
        create(hub)
    assert len(requests) == 1


def test_text_is_utf_8_even_if_the_headers_do_not_say_so() -> None:
    body = '[{"number": 3, "title": "第一周"}]'.encode()
    with (
        server(http("200 OK", body, "Content-Type: text/plain")) as (port, _),
        hub_at(f"http://127.0.0.1:{port}") as hub,
    ):
        assert hub.newest_number() == 3


def test_netrc_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w", encoding="utf-8") as file:  # noqa: PTH123 - a str is what NETRC takes
        file.write("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", netrc)
    with (
        server(http("201 Created", CREATED)) as (port, requests),
        hub_at(f"http://127.0.0.1:{port}") as hub,
    ):
        create(hub)
    assert f"Authorization: token {TOKEN}".encode() in requests[0]


def test_a_large_body_gets_more_time() -> None:
    with server(http("201 Created", CREATED), http("201 Created", CREATED)) as (port, _):
        clock = StubClock()
        wire = PyGithubWire(TOKEN, f"http://127.0.0.1:{port}", clock, "test")
        hub = connect(TOKEN, "http://x", "writer/weekly", clock, lambda _: None, wire=wire)
        hub.create_issue("short", "x", ())
        assert wire._connection.timeout == pytest.approx(30, abs=1)
        hub.create_issue("long", "x" * 5_000_000, ())
        assert wire._connection.timeout == pytest.approx(130, abs=1)
        hub.close()


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost", True),
        ("box.localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("api.github.com", False),
        ("localhost.example.org", False),
    ],
)
def test_loopback_is_told_from_the_rest(host: str, *, ours: bool) -> None:
    assert is_loopback(host) is ours


def test_importing_the_room_does_not_import_pygithub() -> None:
    code = (
        "import sys, ghblog.github; sys.exit('github' in sys.modules or 'requests' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# -- uploads --------------------------------------------------------------------------------------

MADE = http("201 Created", b'{"url": "https://github.com/user-attachments/assets/1"}')
ASKED = {"name": "图 1&2.svg", "content_type": "image/svg+xml", "repository_id": "5"}


def call(data: bytes = b"<svg/>") -> Call:
    return Call("POST", "/user-attachments/assets", "upload", data=data, parameters=ASKED)


@contextmanager
def wire_to(url: str, clock: StubClock | None = None) -> Iterator[PyGithubWire]:
    wire = PyGithubWire(TOKEN, url, clock or StubClock(), "ghblog/test")
    try:
        yield wire
    finally:
        wire.close()


def test_an_upload_is_raw_bytes_with_the_headers_and_the_query_that_github_wants() -> None:
    data = bytes(range(256)) * 300
    with server(MADE) as (port, heard), wire_to(f"http://127.0.0.1:{port}/api/v3") as wire:
        assert wire.send(call(data)).status == 201
    head, _, body = heard[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == (
        "POST /api/uploads/user-attachments/assets?name=%E5%9B%BE%201%262.svg"
        "&content_type=image%2Fsvg%2Bxml&repository_id=5 HTTP/1.1"
    )
    assert f"Authorization: Bearer {TOKEN}" in lines
    assert "Accept: application/vnd.github+json" in lines
    assert "Content-Type: application/octet-stream" in lines
    assert "User-Agent: ghblog/test" in lines
    assert f"Content-Length: {len(data)}" in lines
    assert body == data


def test_an_empty_file_is_sent_as_such() -> None:
    with server(MADE) as (port, heard), wire_to(f"http://127.0.0.1:{port}") as wire:
        wire.send(call(b""))
    assert b"Content-Length: 0" in heard[0]


def test_an_upload_to_this_machine_goes_through_no_proxy(
    proxy_variables: Callable[[str, str], None],
) -> None:
    proxy_variables("HTTP_PROXY", "http://127.0.0.1:9")
    proxy_variables("ALL_PROXY", "http://127.0.0.1:9")
    with server(MADE) as (port, _), wire_to(f"http://localhost:{port}/api/v3") as wire:
        assert wire.send(call()).status == 201


@pytest.mark.parametrize(
    ("api", "host"),
    [
        ("https://api.github.com", b"uploads.github.com:443"),
        ("https://api.acme.ghe.com", b"uploads.acme.ghe.com:443"),
    ],
)
def test_an_upload_goes_through_the_proxy_and_shows_it_no_token(
    proxy_variables: Callable[[str, str], None], api: str, host: bytes
) -> None:
    with server(http("403 Forbidden", b"")) as (port, heard), wire_to(api) as wire:
        proxy_variables("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        with pytest.raises(NoAnswer) as caught:
            wire.send(call())
    assert not caught.value.lost.sent
    assert heard[0].startswith(b"CONNECT " + host)
    assert TOKEN.encode() not in heard[0]


def test_a_large_file_gets_more_time_for_the_answer_and_none_for_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[Any] = []
    send = http_client.Session.request

    def request(session: http_client.Session, *arguments: Any, **how: Any) -> http_client.Response:
        given.append(how["timeout"])
        return send(session, *arguments, **how)

    monkeypatch.setattr(http_client.Session, "request", request)
    with server(MADE, MADE) as (port, _), wire_to(f"http://127.0.0.1:{port}") as wire:
        wire.send(call())
        wire.send(call(bytes(5_000_000)))
    assert given[0] == (30, pytest.approx(30, abs=1))
    assert given[1] == (30, pytest.approx(130, abs=1))


@pytest.mark.parametrize(
    "content", [None, b"", b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n"]
)
def test_a_connection_that_breaks_off_leaves_an_upload_in_doubt(content: bytes | None) -> None:
    with server(content) as (port, _), wire_to(f"http://127.0.0.1:{port}") as wire:
        with pytest.raises(NoAnswer) as caught:
            wire.send(call())
        assert caught.value.lost.sent
    assert TOKEN not in caught.value.lost.reason


def test_a_host_that_is_not_there_leaves_none() -> None:
    with wire_to("http://127.0.0.1:9") as wire, pytest.raises(NoAnswer) as caught:
        wire.send(call())
    assert not caught.value.lost.sent


def test_a_redirect_is_answered_and_not_followed() -> None:
    moved = http("307 Temporary Redirect", b"{}", "Location: http://127.0.0.1:9/elsewhere")
    with server(moved) as (port, heard), wire_to(f"http://127.0.0.1:{port}") as wire:
        assert wire.send(call()).status == 307
    assert len(heard) == 1


def test_a_connection_that_was_idle_for_long_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = StubClock()
    closed: list[float] = []
    with server(MADE, MADE) as (port, _), wire_to(f"http://127.0.0.1:{port}", clock) as wire:
        line = wire._uploads
        assert line is not None
        close = line.close

        def note() -> None:
            closed.append(clock.seconds)
            close()

        monkeypatch.setattr(line, "close", note)
        wire.send(call())
        clock.sleep(30)
        wire.send(call())
        assert closed == [30]

"""What may be fetched, from where, and what the writer is told when it may not."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from urllib3.util import connection as sockets
from web.conftest import Answer, Server

from ghblog.errors import FetchError
from ghblog.web import SafeWeb, any_host, github_host
from ghblog.web.addresses import is_public

MOST = 1000


@contextmanager
def web_at(server: Server, **rest: object) -> Iterator[SafeWeb]:
    """A web whose home is the server."""
    web = SafeWeb(home=server.place, **rest)  # type: ignore[arg-type]
    yield web
    web.close()


def refused(web: SafeWeb, url: str) -> str:
    """What the writer is told; it names the URL that the post has."""
    with pytest.raises(FetchError) as caught:
        web.fetch(url, most=MOST)
    assert caught.value.where == url
    return caught.value.message


def test_a_picture_comes_as_it_is(server: Server) -> None:
    server.answers["/a.png"] = Answer(b"bytes")
    with web_at(server) as web:
        assert web.fetch(f"{server.url}/a.png", most=5) == b"bytes"
        assert web.fetch(f"{server.url}/a.png", most=5) == b"bytes"


def test_redirects_are_followed_a_few_times(server: Server) -> None:
    server.answers["/a"] = Answer(status=302, headers={"Location": "b"})
    server.answers["/b"] = Answer(status=307, headers={"Location": f"{server.url}/c?d=e"})
    server.answers["/c?d=e"] = Answer(b"there")
    server.answers["/round"] = Answer(status=301, headers={"Location": "/round"})
    with web_at(server) as web:
        assert web.fetch(f"{server.url}/a", most=MOST) == b"there"
        assert refused(web, f"{server.url}/round") == "it leads elsewhere more than 5 times"
    assert len(server.asked) == 3 + 6


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("http://169.254.169.254/latest/meta-data", "address of this machine or network"),
        ("https://10.0.0.1/x.png", "address of this machine or network"),
        ("https://192.168.1.1:8443/x.png", "address of this machine or network"),
        ("https://[::1]/x.png", "address of this machine or network"),
        ("https://[::ffff:10.0.0.1]/x.png", "address of this machine or network"),
        ("https://localhost/x.png", "address of this machine or network"),
        ("https://127.1/x.png", "address of this machine or network"),
        ("https://0x7f000001/x.png", "address of this machine or network"),
        ("https://2130706433/x.png", "address of this machine or network"),
        ("https://printer/x.png", "address of this machine or network"),
        ("https://private.example/x.png", "leads to an address of this machine or network"),
        ("https://mixed.example/x.png", "leads to an address of this machine or network"),
        ("http://public.example/x.png", "not encrypted"),
        ("file:///etc/passwd", "“file” is not fetched, only https"),
        ("//user:word@public.example/x", "holds a user name"),
        ("https://public.example\\@10.0.0.1/", "a character that no address has"),
        ("https://pub lic.example/", "a character that no address has"),
        ("https:///x.png", "makes no sense"),
        ("https://public.example:99999/", "makes no sense"),
        ("https://[::1/x.png", "makes no sense"),
    ],
)
def test_neither_a_post_nor_a_redirect_leads_to_a_place_that_must_not_be_asked(
    server: Server, location: str, told: str
) -> None:
    names = {"private.example": ["10.1.2.3"], "mixed.example": ["1.1.1.1", "fd00::1"]}

    def resolve(host: str, _port: int) -> list[str]:
        return names.get(host, ["127.0.0.1"])

    server.answers["/a"] = Answer(status=302, headers={"Location": location})
    with web_at(server, allowed=any_host, resolve=resolve) as web:
        assert told in refused(web, f"{server.url}/a")
        if "://" in location:
            assert told in refused(web, location)
    assert [path for path, _ in server.asked] == ["/a"]


def test_another_port_of_this_machine_is_not_home(server: Server) -> None:
    server.answers["/a"] = Answer(status=302, headers={"Location": "http://127.0.0.1:9/x"})
    with web_at(server, allowed=any_host) as web:
        assert "address of this machine" in refused(web, f"{server.url}/a")


def test_other_hosts_than_githubs_are_asked_only_if_all_are(server: Server) -> None:
    web = SafeWeb()
    assert "is not GitHub's" in refused(web, "https://example.com/a.png")
    assert "is not GitHub's" in refused(web, "https://github.com.example.com/a.png")
    assert "not encrypted" in refused(web, "http://github.com/a.png")


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("github.com", True),
        ("user-images.githubusercontent.com", True),
        ("camo.githubusercontent.com", True),
        ("github-production-user-asset-6210df.s3.amazonaws.com", True),
        ("s3.amazonaws.com", False),
        ("github-production-user-asset-6210df.s3.amazonaws.com.example.com", False),
        ("evilgithubusercontent.com", False),
        ("gist.github.io", False),
    ],
)
def test_githubs_own_hosts_are_known(host: str, *, known: bool) -> None:
    assert github_host(host) is known


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("140.82.121.4", True),
        ("2606:50c0:8000::153", True),
        ("64:ff9b::8c52:7904", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("0.0.0.0", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:140.82.121.4", True),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("nonsense", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, *, public: bool) -> None:
    assert is_public(address) is public


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name server that answers otherwise the second time gains nothing."""
    answers = iter([["1.2.3.4", "5.6.7.8"], ["127.0.0.1"]])
    tried: list[str] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(sockets, "create_connection", connect)
    web = SafeWeb(any_host, resolve=lambda host, port: next(answers))
    assert refused(web, "https://rebind.example/a.png") == (
        "rebind.example cannot be reached, or broke off"
    )
    assert tried == ["1.2.3.4", "5.6.7.8"]
    assert "leads to an address of this machine" in refused(web, "https://rebind.example/a.png")
    assert tried == ["1.2.3.4", "5.6.7.8"]


def test_a_name_that_nobody_knows_is_told() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert "cannot be reached" in refused(SafeWeb(resolve=resolve), "https://github.com/a.png")


def test_the_token_goes_home_and_nowhere_else(server: Server) -> None:
    server.answers["/a"] = Answer(status=302, headers={"Location": "/b", "Set-Cookie": "a=b"})
    server.answers["/b"] = Answer(b"there")
    with web_at(server, token="ghp_secret") as web:
        web.fetch(f"{server.url}/a", most=MOST)
    assert [headers["authorization"] for _, headers in server.asked] == ["Bearer ghp_secret"] * 2
    assert not any("cookie" in headers for _, headers in server.asked)


def test_the_token_is_dropped_for_good_when_a_redirect_leads_elsewhere(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither elsewhere, nor back at home, where somebody else chose the address."""
    sent: list[tuple[str, bool]] = []
    ask = SafeWeb._ask

    def spy(self: SafeWeb, at: object, *, trusted: bool) -> object:
        sent.append((at.place, trusted))  # type: ignore[attr-defined]
        if at.place == "github.com":  # type: ignore[attr-defined]
            at = type(at)(f"{server.url}/b", "http", "127.0.0.1", int(server.place.split(":")[1]))  # type: ignore[call-arg]
        return ask(self, at, trusted=trusted)  # type: ignore[arg-type]

    monkeypatch.setattr(SafeWeb, "_ask", spy)
    server.answers["/a"] = Answer(status=302, headers={"Location": "https://github.com/b"})
    server.answers["/b"] = Answer(status=302, headers={"Location": f"{server.url}/c"})
    server.answers["/c"] = Answer(b"there")
    with web_at(server, token="ghp_secret") as web:
        assert web.fetch(f"{server.url}/a", most=MOST) == b"there"
    assert sent == [(server.place, True), ("github.com", False), (server.place, False)]
    assert ["authorization" in headers for _, headers in server.asked] == [True, False, False]


def test_too_much_is_not_read(server: Server) -> None:
    server.answers["/told"] = Answer(b"x" * (MOST + 1))
    server.answers["/untold"] = Answer(b"x" * 100_000, promise=-1)
    with web_at(server) as web:
        assert refused(web, f"{server.url}/told") == "it is larger than 1,000 bytes"
        assert refused(web, f"{server.url}/untold") == "it is larger than 1,000 bytes"


def test_what_is_not_there_or_nonsense_is_told(server: Server) -> None:
    server.answers["/login"] = Answer(status=401)
    server.answers["/teapot"] = Answer(status=418)
    server.answers["/nowhere"] = Answer(status=302)
    server.answers["/short"] = Answer(b"abc", promise=10)
    server.answers["/zip"] = Answer(b"abc", headers={"Content-Encoding": "gzip"})
    with web_at(server) as web:
        assert refused(web, f"{server.url}/gone") == "it is not there (404)"
        assert refused(web, f"{server.url}/login") == "it needs a login"
        assert refused(web, f"{server.url}/teapot") == "the server answered with status 418"
        assert refused(web, f"{server.url}/nowhere") == "the server answered with status 302"
        assert "broke off" in refused(web, f"{server.url}/short")
        assert "compressed" in refused(web, f"{server.url}/zip")


def test_no_answer_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        web = SafeWeb(home=place)
        assert "cannot be reached" in refused(web, f"http://{place}/a.png")


def test_this_machine_is_never_asked_through_a_proxy(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.answers["/a.png"] = Answer(b"bytes")
    with web_at(server) as web:
        assert web.fetch(f"{server.url}/a.png", most=MOST) == b"bytes"


def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert refused(SafeWeb(), "https://github.com/a.png") == "the proxy did not reach github.com"


def test_a_password_file_is_not_used(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    file = f"{tmp_path}/netrc"
    with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123  # a made-up netrc
        out.write("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", file)
    server.answers["/a.png"] = Answer(b"bytes")
    with web_at(server) as web:
        web.fetch(f"{server.url}/a.png", most=MOST)
    assert "authorization" not in server.asked[0][1]

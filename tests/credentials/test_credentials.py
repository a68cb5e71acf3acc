"""Where the token is found, and that nobody gets to see it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from ghblog import keyrings
from ghblog.credentials import Token, api_url_of, find_token, hidden, host_of
from ghblog.errors import NotAuthenticatedError, UsageError

API = "https://api.github.com"


class StubKeyring:
    def __init__(self, value: str | None) -> None:
        self.value = value
        self.asked: list[tuple[str, str]] = []

    def get_password(self, service_name: str, username: str) -> str | None:
        self.asked.append((service_name, username))
        return self.value


class BrokenKeyring:
    def get_password(self, service_name: str, username: str) -> str | None:
        raise RuntimeError("no backend here")


def no_gh(command: Sequence[str]) -> str | None:
    return None


@pytest.mark.parametrize(
    ("environ", "kept", "gh", "source", "value"),
    [
        ({"GH_TOKEN": "a", "GITHUB_TOKEN": "b"}, "c", "d", "GH_TOKEN", "a"),
        ({"GH_TOKEN": "  ", "GITHUB_TOKEN": "b"}, "c", "d", "GITHUB_TOKEN", "b"),
        ({"GITHUB_TOKEN": "\tb\r\n"}, "c", "d", "GITHUB_TOKEN", "b"),
        ({}, "c", "d", "keyring", "c"),
        ({}, None, "d\n", "gh", "d"),
        ({"GH_TOKEN": ""}, "", "d", "gh", "d"),
    ],
)
def test_the_first_place_that_has_a_token_counts(
    environ: dict[str, str], kept: str | None, gh: str, source: str, value: str
) -> None:
    token = find_token(API, environ, keyring=StubKeyring(kept), run=lambda _: gh)
    assert (token.source, token.value) == (source, value)


def test_without_a_token_all_the_ways_on_are_named() -> None:
    with pytest.raises(NotAuthenticatedError, match=r"no token for github\.com") as caught:
        find_token(API, {}, keyring=StubKeyring(None), run=no_gh)
    assert "GH_TOKEN" in caught.value.hint
    assert "gh auth login" in caught.value.hint


def test_a_broken_keyring_is_no_error() -> None:
    assert find_token(API, {}, keyring=BrokenKeyring(), run=lambda _: "d").source == "gh"


def test_a_missing_keyring_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> keyrings.KeyStore:
        raise ImportError("keyring")

    monkeypatch.setattr(keyrings, "system_keyring", absent)
    assert find_token(API, {}, run=lambda _: "d").source == "gh"


def test_keyring_and_gh_are_asked_for_the_host_of_the_api() -> None:
    keyring = StubKeyring(None)
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> str:
        commands.append(command)
        return "d"

    find_token("https://git.example.org/api/v3", {}, keyring=keyring, run=run)
    assert keyring.asked == [("ghblog:git.example.org", "token")]
    assert commands == [("gh", "auth", "token", "--hostname", "git.example.org")]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (API, "github.com"),
        ("https://API.github.com/", "github.com"),
        ("https://api.corp.ghe.com", "corp.ghe.com"),
        ("http://127.0.0.1:8080/api/v3", "127.0.0.1:8080"),
        ("nonsense", ""),
        ("http://[", ""),
    ],
)
def test_the_host_is_the_one_people_know(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("value", ["ghp_a\nghp_b", "ghp_a b", "ghp_\x07", "ghp_é", "ghp_\u200b"])
def test_what_cannot_be_a_token_is_refused_with_its_source_and_not_shown(value: str) -> None:
    with pytest.raises(NotAuthenticatedError, match="from GH_TOKEN") as caught:
        find_token(API, {"GH_TOKEN": value}, keyring=StubKeyring(None), run=no_gh)
    assert value not in str(caught.value)


def test_a_token_is_never_shown() -> None:
    token = Token("ghp_secret", "GH_TOKEN")
    assert "secret" not in f"{token} {token!r} {[token]}"
    assert "GH_TOKEN" in repr(token)


def test_a_gh_that_fails_or_hangs_or_is_absent_is_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def find() -> str:
        return find_token(API, {}, keyring=StubKeyring(None)).value

    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(NotAuthenticatedError):
        find()
    monkeypatch.setattr(shutil, "which", lambda _: str(tmp_path / "gh"))
    with pytest.raises(NotAuthenticatedError):
        find()

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("gh", 10)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(NotAuthenticatedError):
        find()
    for code in (1, 0):
        done = subprocess.CompletedProcess([], code, stdout="gho_x\n", stderr="")
        monkeypatch.setattr(subprocess, "run", lambda *_, d=done, **__: d)
        if code:
            with pytest.raises(NotAuthenticatedError):
                find()
        else:
            assert find() == "gho_x"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("github.com", API),
        ("GitHub.com", API),
        ("https://github.com/", API),
        ("api.github.com", API),
        ("corp.ghe.com", "https://api.corp.ghe.com"),
        ("api.corp.ghe.com", "https://api.corp.ghe.com"),
        ("git.example.org", "https://git.example.org/api/v3"),
        ("git.example.org:8443", "https://git.example.org:8443/api/v3"),
        ("127.0.0.1:4000", "http://127.0.0.1:4000/api/v3"),
    ],
)
def test_a_host_as_people_name_it_leads_to_its_api(host: str, url: str) -> None:
    assert api_url_of(host, "https://elsewhere.example/api/v3") == url
    assert host_of(url) == host_of(api_url_of(host_of(url), API))


def test_the_api_in_use_is_kept_where_its_host_is_meant() -> None:
    known = "http://git.example.org/odd/api"
    assert api_url_of("git.example.org", known) == known


@pytest.mark.parametrize("host", ["", "a b", "user@host", "-x", "host:port", "[", "ho\nst"])
def test_what_is_no_host_is_told(host: str) -> None:
    with pytest.raises(UsageError, match="is no host"):
        api_url_of(host, API)


def test_a_password_in_an_address_is_not_told_again() -> None:
    with pytest.raises(UsageError) as caught:
        api_url_of("https://me:secret@git.example.org", API)
    assert "secret" not in str(caught.value) + caught.value.hint


def test_places_that_are_not_asked_are_named() -> None:
    both = {"GH_TOKEN": "a", "GITHUB_TOKEN": "b"}
    assert hidden(API, both, keyring=StubKeyring("c")) == ["GITHUB_TOKEN", "keyring"]
    assert hidden(API, {}, keyring=StubKeyring("c")) == []
    assert hidden(API, {"GITHUB_TOKEN": "b"}, keyring=StubKeyring(None)) == []

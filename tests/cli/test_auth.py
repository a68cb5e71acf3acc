"""Logging in and out, and what a token may do, as somebody sees it at the terminal."""

from __future__ import annotations

import io
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import keyring
import pytest
from shells import Shell
from stores import Locked, MemoryStore, no_store
from writers import Writer

from ghblog.sandbox import Sandbox


@pytest.fixture
def host(sandbox: Sandbox) -> str:
    return sandbox.api_url.split("/")[2]


@pytest.fixture
def bare(blog: Writer, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """A writer without a token in the environment, and without `gh`."""
    monkeypatch.delenv("GH_TOKEN")
    monkeypatch.setenv("PATH", "")
    return blog


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person types where it is not shown; the prompts take their place."""
    answers: list[str] = []

    def ask(prompt: str) -> str:
        return answers.pop(0)

    monkeypatch.setattr("click.termui.hidden_prompt_func", ask)
    monkeypatch.setattr("ghblog.cli.auth.on_terminal", lambda: True)
    return answers


def piped(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def test_a_token_from_stdin_is_kept_and_then_used(
    bare: Writer, shell: Shell, keys: MemoryStore, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, "ghp_writer\r\n")
    done = shell("auth", "login", "--with-token")
    assert done.code == 0
    assert f"The token of writer is kept for {host} in memory." in done.err
    assert "repository   writer/weekly: admin, public" in done.out
    assert "Next: `ghblog publish --dry-run`" in done.err
    assert keys.secrets == {(f"ghblog:{host}", "token"): "ghp_writer"}
    assert "ghp_writer" not in done.out + done.err
    bare.write_posts(1)
    assert shell("publish", "--yes").code == 0
    assert "token from   keyring (classic personal access token)" in shell("auth", "status").out


def test_a_token_is_asked_for_without_being_shown(
    bare: Writer, shell: Shell, keys: MemoryStore, host: str, typed: list[str]
) -> None:
    typed.append(" ghp_writer ")
    done = shell("auth", "login")
    assert done.code == 0
    assert f"https://{host}/settings/personal-access-tokens/new" in done.err
    assert "Contents and Issues: read and write" in done.err
    assert list(keys.secrets.values()) == ["ghp_writer"]
    assert "ghp_writer" not in done.out + done.err


def test_where_nobody_can_be_asked_the_way_on_is_told(
    bare: Writer, shell: Shell, keys: MemoryStore
) -> None:
    done = shell("auth", "login")
    assert done.code == 2
    assert "ghblog auth login --with-token < FILE" in done.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ghp_wrong\n", "does not accept the token"),
        ("ghp_a ghp_b\n", "the token from stdin holds spaces"),
        ("\n", "the token is empty"),
    ],
)
def test_what_github_does_not_accept_is_not_kept(
    bare: Writer,
    shell: Shell,
    keys: MemoryStore,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    told: str,
) -> None:
    piped(monkeypatch, text)
    done = shell("auth", "login", "--with-token")
    assert done.code == 4
    assert told in done.err
    assert keys.secrets == {}
    assert "ghp_" not in done.out + done.err


def test_missing_rights_are_named_with_how_to_get_them(
    bare: Writer, shell: Shell, keys: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, "ghp_reader")
    done = shell("auth", "login", "--with-token")
    assert done.code == 4
    assert "Missing: reader may only read in writer/weekly" in done.err
    assert "ask its owner for write access" in done.err
    assert "Next:" not in done.err
    assert list(keys.secrets.values()) == ["ghp_reader"]


def test_a_token_in_the_environment_wins_and_login_says_so(
    blog: Writer, shell: Shell, keys: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, "ghp_writer")
    done = shell("auth", "login", "--with-token")
    assert done.code == 0
    assert "GH_TOKEN is set, and wins over the kept token until it is unset" in done.err
    done = shell("auth", "status")
    assert "token from   GH_TOKEN" in done.out
    assert "there is a token in keyring, too, which is not used" in done.err


def test_without_a_key_store_nothing_is_asked_and_nothing_written(
    bare: Writer, shell: Shell, typed: list[str]
) -> None:
    keyring.set_keyring(no_store())
    before = set(bare.folder.parent.rglob("*"))
    done = shell("auth", "login")
    assert done.code == 1
    assert "key store cannot keep the token" in done.err
    assert "GH_TOKEN" in done.err
    assert "gh auth login" in done.err
    assert set(bare.folder.parent.rglob("*")) == before


def test_logging_out_forgets_the_token_and_says_how_to_revoke_it(
    bare: Writer, shell: Shell, keys: MemoryStore, host: str
) -> None:
    keys.set_password(f"ghblog:{host}", "token", "ghp_writer")
    done = shell("auth", "logout")
    assert done.code == 0
    assert f"The token for {host} is forgotten. To revoke it: https://{host}" in done.err
    assert keys.secrets == {}
    again = shell("auth", "logout")
    assert (again.code, again.err.splitlines()[0]) == (0, f"No token for {host} was kept.")
    assert shell("auth", "status").code == 4


def test_logging_out_tells_of_a_token_that_is_left(
    blog: Writer, shell: Shell, keys: MemoryStore
) -> None:
    assert "there is still a token from GH_TOKEN" in shell("auth", "logout").err


def test_another_host_is_asked_for_and_the_variable_for_the_other_commands_told(
    bare: Writer, shell: Shell, keys: MemoryStore, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_API_URL", "https://api.github.com")
    piped(monkeypatch, "ghp_writer")
    done = shell("auth", "login", "--with-token", "--host", host)
    assert done.code == 0
    assert list(keys.secrets) == [(f"ghblog:{host}", "token")]
    assert f"set GITHUB_API_URL=http://{host}/api/v3" in done.err
    assert "repository" not in done.out
    assert shell("auth", "status", "--host", host).code == 0
    assert shell("auth", "logout", "--host", host).code == 0
    assert keys.secrets == {}


def test_a_host_that_is_none_is_told(blog: Writer, shell: Shell) -> None:
    done = shell("auth", "status", "--host", "not a host")
    assert done.code == 2
    assert "'not a host' is no host" in done.err


def test_an_unknown_repository_is_exit_4_wherever_it_is_met(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GHBLOG_REPOSITORY", "writer/wekly")
    blog.write_posts(1)
    done = shell("auth", "status")
    assert done.code == 4
    assert "Missing: writer/wekly is not there, or not visible to this token" in done.err
    for command in (["publish", "--yes"], ["publish", "--dry-run"], ["status"], ["adopt"]):
        done = shell(*command)
        assert done.code == 4
        assert "check the spelling of `repository`" in done.err


def test_settings_that_cannot_be_read_are_told_before_a_token_is_asked_for(
    bare: Writer, shell: Shell, typed: list[str]
) -> None:
    bare.write("ghblog.toml", "[publish]\nmax_nwe = 5\n")
    done = shell("auth", "login")
    assert done.code == 2
    assert "ghblog.toml:2" in done.err


def test_outside_of_a_blog_only_the_token_is_looked_at(
    bare: Writer, shell: Shell, keys: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bare.folder.parent)
    piped(monkeypatch, "ghp_writer")
    done = shell("auth", "login", "--with-token")
    assert done.code == 0
    assert "repository" not in done.out
    assert "in a folder of reports" in done.err


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbfghp_writer\r\n", "ghp_writer\r\n".encode("utf-16")],
    ids=["with a byte order mark", "as PowerShell writes it"],
)
def test_a_token_in_a_file_of_a_windows_program_is_taken(
    bare: Writer,
    shell: Shell,
    keys: MemoryStore,
    monkeypatch: pytest.MonkeyPatch,
    data: bytes,
) -> None:
    piped(monkeypatch, data)
    assert shell("auth", "login", "--with-token").code == 0
    assert list(keys.secrets.values()) == ["ghp_writer"]


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (b"ghp_" + b"x" * 1_000_000, 2, "it is too long"),
        (b"ghp_\xff\xfe", 4, "other characters that no token has"),
        ("ghp_é".encode(), 4, "other characters that no token has"),
        (b"ghp_a\nghp_b", 4, "other characters that no token has"),
        (b"ghp_\0", 4, "other characters that no token has"),
    ],
)
def test_what_is_no_token_is_neither_sent_nor_shown(
    bare: Writer,
    shell: Shell,
    keys: MemoryStore,
    monkeypatch: pytest.MonkeyPatch,
    data: bytes,
    code: int,
    told: str,
) -> None:
    piped(monkeypatch, data)
    before = bare.requests()
    done = shell("auth", "login", "--with-token")
    assert done.code == code
    assert told in done.err
    assert "ghp_" not in done.out + done.err
    assert (bare.requests(), keys.secrets) == (before, {})


def test_a_token_is_not_read_where_everybody_sees_it_typed(
    bare: Writer, shell: Shell, keys: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, "ghp_writer\n")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    done = shell("auth", "login", "--with-token")
    assert done.code == 2
    assert "what is typed here would be shown" in done.err
    assert keys.secrets == {}


def test_a_variables_token_is_not_sent_to_a_host_that_was_typed(
    blog: Writer, shell: Shell, keys: MemoryStore, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("GITHUB_API_URL", "https://api.github.com")
    before = blog.requests()
    done = shell("auth", "status", "--host", host)
    assert done.code == 4
    assert f"GH_TOKEN is meant for github.com, and not used for {host}" in done.err
    assert f"there is no token for {host}" in done.err
    assert blog.requests() == before
    keys.set_password(f"ghblog:{host}", "token", "ghp_writer")
    done = shell("auth", "status", "--host", host)
    assert done.code == 0
    assert "token from   keyring" in done.out
    assert "still a token" not in shell("auth", "logout", "--host", host).err


def test_a_locked_key_store_is_told_from_an_empty_one(
    bare: Writer, shell: Shell, keys: MemoryStore
) -> None:
    keyring.set_keyring(Locked())
    done = shell("auth", "status")
    assert done.code == 4
    assert "and the key store cannot be asked (KeyringLocked)" in done.err
    done = shell("auth", "logout")
    assert done.code == 1
    assert "nobody can tell whether locked has a token" in done.err
    keyring.set_keyring(no_store())
    assert "key store" not in shell("auth", "status").err.splitlines()[0]
    assert shell("auth", "logout").code == 0


def test_a_prompt_that_is_left_keeps_nothing(
    bare: Writer, shell: Shell, keys: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ghblog.cli.auth.on_terminal", lambda: True)
    for left in (EOFError, KeyboardInterrupt):

        def ask(_: str, left: type[BaseException] = left) -> str:
            raise left

        monkeypatch.setattr("click.termui.hidden_prompt_func", ask)
        done = shell("auth", "login")
        assert done.code == 1
        assert "error: stopped" in done.err
    assert keys.secrets == {}


def test_a_refusal_that_quotes_the_token_is_told_without_it(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Talkative(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            token = self.headers["Authorization"].split()[-1]
            words = json.dumps({"message": f"{token} may not do that"}).encode()
            self.send_response(403)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # theirs
            pass

    with HTTPServer(("127.0.0.1", 0), Talkative) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv("GITHUB_API_URL", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("GH_TOKEN", "ghp_secret")
        done = shell("auth", "status", "--verbose")
        server.shutdown()
        thread.join()
    assert done.code == 4
    assert "*** may not do that" in done.err
    assert "ghp_secret" not in done.out + done.err


def test_a_password_in_the_apis_address_is_not_shown(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "http://me:secret@git.example.invalid/api/v3"
    monkeypatch.setenv("GITHUB_API_URL", address)
    done = shell("auth", "status", "--verbose")
    assert done.code == 1
    assert "http://git.example.invalid/api/v3 is not encrypted" in done.err
    assert "secret" not in done.out + done.err

"""Where the token comes from: the environment, the keyring, or the `gh` command, in that order."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from ghblog.errors import NotAuthenticatedError

VARIABLES = ("GH_TOKEN", "GITHUB_TOKEN")
KEYRING_USER = "token"
_GH_PATIENCE = 10.0  # seconds

Run = Callable[[Sequence[str]], str | None]


class Keyring(Protocol):
    """The part of the `keyring` package that is used here."""

    def get_password(self, service_name: str, username: str) -> str | None:
        """The secret kept under these names; None if there is none."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """A token and where it was found. Neither `repr` nor `str` shows the value."""

    value: str
    source: str

    def __repr__(self) -> str:
        return f"Token(value='***', source={self.source!r})"

    __str__ = __repr__


def host_of(api_url: str) -> str:
    """The host that people know: `github.com` for `https://api.github.com`.

    An Enterprise host keeps its name; a port is kept too, since it is another place.
    """
    try:
        parts = urlsplit(api_url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if host == "api.github.com":
        return "github.com"
    if host.startswith("api.") and host.endswith(".ghe.com"):
        host = host.removeprefix("api.")
    return f"{host}:{port}" if port else host


def service_name(host: str) -> str:
    """The name under which the keyring keeps the token for `host`."""
    return f"ghblog:{host}"


def find_token(
    api_url: str,
    environ: Mapping[str, str],
    *,
    keyring: Keyring | None = None,
    run: Run | None = None,
) -> Token:
    """The token for the API at `api_url`, the first that is found.

    Args:
        api_url: such as `https://api.github.com`.
        environ: the environment's variables.
        keyring: by default the system's, where there is one that works.
        run: runs a command and gives its output, or None when it failed.

    Raises:
        NotAuthenticatedError: there is none, or it cannot be a token.
    """
    host = host_of(api_url)
    for source, found in _candidates(host, environ, keyring, run or _run):
        value = found.strip()
        if value:
            return Token(_checked(value, source), source)
    raise NotAuthenticatedError(
        f"there is no token for {host or api_url}",
        hint="set GH_TOKEN to a personal access token (classic: scope `repo`; fine-grained: "
        "Contents and Issues, read and write), or run `gh auth login`",
    )


def _candidates(
    host: str, environ: Mapping[str, str], keyring: Keyring | None, run: Run
) -> Iterator[tuple[str, str]]:
    for name in VARIABLES:
        yield name, environ.get(name, "")
    yield "keyring", _from_keyring(host, keyring)
    if host:
        yield "gh", run(("gh", "auth", "token", "--hostname", host)) or ""


def _checked(value: str, source: str) -> str:
    # A header cannot hold anything else, and the libraries below would quote the value in
    # their errors.
    if all("!" <= character <= "~" for character in value):
        return value
    raise NotAuthenticatedError(
        f"the token from {source} holds spaces, line breaks or other characters that no token has",
        hint="copy it again, the whole token and nothing else",
    )


def _from_keyring(host: str, keyring: Keyring | None) -> str:
    try:
        backend = keyring or _system_keyring()
        return backend.get_password(service_name(host), KEYRING_USER) or ""
    except Exception:  # noqa: BLE001 - whatever a backend does wrong, there may be another way
        return ""


def _system_keyring() -> Keyring:
    import keyring

    return keyring.get_keyring()


def _run(command: Sequence[str]) -> str | None:
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, found on PATH
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_GH_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None

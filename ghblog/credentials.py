"""Where the token comes from: the environment, the keyring, or the `gh` command, in that order."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ghblog.errors import NotAuthenticatedError, UsageError
from ghblog.keyrings import Keyring, kept, looked_up

VARIABLES = ("GH_TOKEN", "GITHUB_TOKEN")
_GH_PATIENCE = 10.0  # seconds
_LOG = logging.getLogger(__name__)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", re.ASCII)

Run = Callable[[Sequence[str]], str | None]


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


def api_url_of(host: str, known: str) -> str:
    """The API of a host as people name it, such as `github.com` or `git.example.org`.

    Args:
        known: the API's address in use; it is kept where its host is meant.

    Raises:
        UsageError: it is no host.
    """
    name = host.strip().lower().removeprefix("https://").removeprefix("http://").split("/")[0]
    if not _HOST.fullmatch(name):
        shown = host.rpartition("@")[2]  # what stands before may be a password
        raise UsageError(
            f"{shown!r} is no host",
            hint="such as github.com or git.example.org",
        )
    if name in (host_of(known), urlsplit(known).netloc.lower()):
        return known
    if name in ("github.com", "api.github.com"):
        return "https://api.github.com"
    if name.endswith(".ghe.com"):
        return f"https://api.{name.removeprefix('api.')}"
    here = name.split(":")[0] in ("localhost", "127.0.0.1")  # a sandbox
    return f"http{'' if here else 's'}://{name}/api/v3"


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
    troubles: list[str] = []
    for source, found in _candidates(host, environ, keyring, run or _run, troubles):
        value = found.strip()
        if value:
            _LOG.debug("token for %s: from %s", host, source)
            return Token(checked(value, source), source)
    locked = "".join(f", and the key store cannot be asked ({why})" for why in troubles)
    raise NotAuthenticatedError(
        f"there is no token for {host or api_url}{locked}",
        hint="set GH_TOKEN to a personal access token (classic: scope `repo`; fine-grained: "
        "Contents and Issues, read and write), keep one with `ghblog auth login`, or run "
        "`gh auth login`",
    )


def hidden(
    api_url: str, environ: Mapping[str, str], *, keyring: Keyring | None = None
) -> list[str]:
    """Places that have a token, too, and are not asked because an earlier one has it."""
    places = [name for name in VARIABLES if environ.get(name, "").strip()]
    if kept(host_of(api_url), keyring):
        places.append("keyring")
    return places[1:]


def _candidates(
    host: str,
    environ: Mapping[str, str],
    keyring: Keyring | None,
    run: Run,
    troubles: list[str],
) -> Iterator[tuple[str, str]]:
    for name in VARIABLES:
        yield name, environ.get(name, "")
    found, trouble = looked_up(host, keyring)
    if trouble:
        _LOG.debug("the key store cannot be asked: %s", trouble)
        troubles.append(trouble)
    yield "keyring", found
    if host:
        yield "gh", run(("gh", "auth", "token", "--hostname", host)) or ""


def checked(value: str, source: str) -> str:
    """The value, if it can be a token. Raises NotAuthenticatedError, without showing it."""
    # A header cannot hold anything else, and the libraries below would quote the value in
    # their errors.
    if all("!" <= character <= "~" for character in value):
        return value
    raise NotAuthenticatedError(
        f"the token from {source} holds spaces, line breaks or other characters that no token has",
        hint="copy it again, the whole token and nothing else",
    )


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

"""The one door to GitHub: `model.GitHub` over a transport. Not for use by several threads."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ghblog import __version__
from ghblog.errors import NotAuthenticatedError, UsageError
from ghblog.github.hosts import is_address, is_unencrypted, pages_host, uploads_url
from ghblog.github.pulls import Pulls
from ghblog.github.refusals import Place
from ghblog.github.session import understood
from ghblog.github.talking import Talking
from ghblog.github.tokens import TokenKind, token_kind
from ghblog.github.transport import Transport, Wire
from ghblog.github.uploads import Uploads
from ghblog.model import Clock

MAX_WAIT = 3660.0  # the hourly limit may ask for a whole hour
_REPOSITORY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*/(?!\.\.?$)[A-Za-z0-9_.-]+", re.ASCII)
_PRINTABLE = re.compile(r"[!-~]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Account:
    """Whom a token stands for, and what it may do.

    Attributes:
        scopes: of a classic or OAuth token; None for the kinds that have rights instead.
        repository: its present name; empty if none was asked for or it is not visible.
        permission: ADMIN, MAINTAIN, WRITE, TRIAGE, READ or empty, on the repository.
        private: whether the repository is; None if nobody can tell.
        expires: when the token ends, in GitHub's words; empty if it does not say.
    """

    login: str
    kind: TokenKind
    scopes: tuple[str, ...] | None
    repository: str = ""
    permission: str = ""
    expires: str = ""
    private: bool | None = None


class GitHubAdapter(Uploads, Pulls, Talking):
    """Implements `model.GitHub`."""

    def now(self) -> datetime:
        """The time by GitHub's clock: its last `Date` and what passed since."""
        return self._transport.now()

    def whoami(self) -> Account:
        """Whom the token stands for: one request. A repository that is not visible is no error."""
        doing = "ask GitHub who we are"
        variables = {**self._names, "repository": bool(self._repository)}
        _, good = self._ask("whoami", doing, variables)
        scopes = good.headers.get("x-oauth-scopes")
        with understood(doing):
            repository = good.data.get("repository") or {}
            return Account(
                login=str(good.data["viewer"]["login"]),
                kind=self._transport.place.kind,
                scopes=_split(scopes) if scopes is not None else None,
                repository=str(repository.get("nameWithOwner") or ""),
                permission=str(repository.get("viewerPermission") or ""),
                expires=good.headers.get("github-authentication-token-expiration", ""),
                private=repository.get("isPrivate"),
            )

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()


def connect(
    token: str,
    api_url: str,
    repository: str,
    clock: Clock,
    notify: Callable[[str], None],
    *,
    max_wait: float = MAX_WAIT,
    wire: Wire | None = None,
) -> GitHubAdapter:
    """Open the door to GitHub. Sends nothing yet.

    Args:
        token: the token itself.
        api_url: the API's base, such as `https://api.github.com`.
        repository: `owner/name`; empty if only `whoami` is asked.
        clock: time; its `sleep` is how everything here waits.
        notify: is told, in words for people, what is waited for.
        max_wait: seconds that one request may wait in all before it gives up.
        wire: what carries the requests; by default PyGithub, imported only here.

    Raises:
        UsageError: the address or the repository makes no sense.
        NotAuthenticatedError: the token cannot be one.
    """
    _check(token, api_url, repository)
    url = api_url.rstrip("/")
    if is_unencrypted(url):
        shown = re.sub(r"//.*@", "//", url)  # without the password of a proxy in between
        notify(f"{shown} is not encrypted: the token can be read on the way; use https")
    if wire is None:
        from ghblog.github.wire import PyGithubWire

        wire = PyGithubWire(token, url, clock, f"ghblog/{__version__}")
    place = Place(repository, pages_host(url), token_kind(token), bool(uploads_url(url)))
    return GitHubAdapter(Transport(wire, clock, place, notify, max_wait), repository)


def _check(token: str, api_url: str, repository: str) -> None:
    if not _PRINTABLE.fullmatch(token):
        raise NotAuthenticatedError(
            "the token is empty or holds characters that no token has",
            hint="copy it again, the whole token and nothing else",
        )
    if not is_address(api_url):
        raise UsageError(
            f"GITHUB_API_URL is not the address of an API: {api_url!r}",
            hint="such as https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise",
        )
    if repository and not _REPOSITORY.fullmatch(repository):
        raise UsageError(
            f"{repository!r} is not the name of a repository",
            hint='write it as "owner/name"',
        )


def _split(scopes: str) -> tuple[str, ...]:
    return tuple(scope.strip() for scope in scopes.split(",") if scope.strip())

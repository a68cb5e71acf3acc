"""PyGithub's wire: the one module that imports PyGithub, and the slow one to import.

We use its requester (authentication, URLs, sessions) one request at a time, with connections of
our own, passed to it with each request: so nothing global is changed, and no request is ever
repeated or delayed behind our back.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import requests
from github import Auth, Github, GithubException
from github.Requester import (
    HTTPRequestsConnectionClass,
    HTTPSRequestsConnectionClass,
    RequestsResponse,
)
from urllib3.exceptions import NewConnectionError

from ghblog.github.calls import Answer, Call, Lost
from ghblog.github.hosts import is_loopback
from ghblog.github.transport import NoAnswer
from ghblog.model import Clock

_PATIENCE = 30.0  # seconds for an answer, and more for a large body:
_SLOWEST = 50_000  # bytes a second
_IDLE = 20.0  # seconds after which a kept connection may be dead
_HEADERS = {"Accept": "application/vnd.github+json"}
_API_VERSION = "2022-11-28"


class PyGithubWire:
    """`transport.Wire` over PyGithub's requester.

    Args:
        token: the token; it never leaves this object but in the request's header.
        api_url: the API's base.
        clock: tells how long the connection has been idle.
        user_agent: who we are.
    """

    def __init__(self, token: str, api_url: str, clock: Clock, user_agent: str) -> None:
        self._token = token
        self._clock = clock
        self._used = clock.monotonic()
        self._connection = _connection(api_url)
        self._requester = Github(
            auth=Auth.Token(token),
            base_url=api_url,
            lazy=True,
            per_page=100,
            user_agent=user_agent,
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=None,
            api_version=_API_VERSION,
        ).requester

    def send(self, call: Call) -> Answer:
        """Send it once. Raises `NoAnswer` when nothing came back."""
        self._prepare(call)
        try:
            status, headers, text = self._requester.requestJson(
                call.verb,
                call.path or self._requester.graphql_url,
                parameters=dict(call.parameters),
                headers=dict(_HEADERS),
                input=call.body,
                cnx=self._connection,
            )
        except (
            requests.RequestException,
            GithubException,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise NoAnswer(_lost(error, self._requester.hostname)) from None
        finally:
            self._used = self._clock.monotonic()
        return Answer(status, headers, text)

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()
        self._requester.close()

    def _prepare(self, call: Call) -> None:
        size = len(json.dumps(call.body)) if call.body is not None else 0
        self._connection.timeout = _PATIENCE + size / _SLOWEST  # type: ignore[assignment]
        if self._clock.monotonic() - self._used > _IDLE:
            # A create on a connection that the server has closed meanwhile would be in doubt.
            self._connection.close()


class _Polite:
    """What our connections do otherwise than PyGithub's."""

    session: requests.Session
    host: str

    def settle(self) -> None:
        """Keep loopback away from proxies, and give an IPv6 address its brackets."""
        self.session.trust_env = not is_loopback(self.host)
        if ":" in self.host:
            self.host = f"[{self.host}]"


class _Response(RequestsResponse):
    """Text is UTF-8 whatever the headers say, and PyGithub neither follows a redirect (it would
    lose the query) nor waits for an answer of 202."""

    def __init__(self, response: requests.Response) -> None:
        response.encoding = "utf-8"
        response.headers.pop("Location", None)
        super().__init__(response)
        if response.status_code == 202:
            self.status = 503


class _Http(_Polite, HTTPRequestsConnectionClass):
    def getresponse(self) -> RequestsResponse:
        return _Response(super().getresponse().response)


class _Https(_Polite, HTTPSRequestsConnectionClass):
    def getresponse(self) -> RequestsResponse:
        return _Response(super().getresponse().response)


def _connection(api_url: str) -> _Http | _Https:
    parts = urlsplit(api_url)
    kind = _Http if parts.scheme == "http" else _Https
    connection = kind(parts.hostname or "", parts.port)
    connection.settle()
    return connection


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it wraps: requests and urllib3 keep theirs in various places."""
    waiting: list[Any] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]


_NETWORK = "check the network, and the proxy settings (HTTPS_PROXY, NO_PROXY) if there are any"
_Kinds = tuple[type[BaseException], ...]

# The first that fits counts: (kinds of error, reason, whether it may have been sent, hint).
TROUBLES: tuple[tuple[_Kinds, str, bool, str], ...] = (
    (
        (requests.exceptions.ProxyError,),
        "the proxy does not let us through to {host}",
        False,
        _NETWORK,
    ),
    (
        (ssl.SSLCertVerificationError,),
        "the certificate of {host} is not trusted",
        False,
        "if your network checks traffic, name its certificates in REQUESTS_CA_BUNDLE",
    ),
    (
        (requests.ConnectTimeout, NewConnectionError),
        "{host} cannot be reached",
        False,
        _NETWORK,
    ),
    (
        (requests.exceptions.InvalidSchema, requests.exceptions.InvalidURL),
        "the address of GitHub or of the proxy makes no sense",
        False,
        "check GITHUB_API_URL, HTTPS_PROXY and HTTP_PROXY",
    ),
    ((requests.exceptions.ContentDecodingError,), "an answer that makes no sense", True, ""),
    ((requests.Timeout, TimeoutError), "{host} took too long to answer", True, _NETWORK),
    (
        (requests.ConnectionError, requests.exceptions.ChunkedEncodingError, OSError),
        "the connection to {host} broke off",
        True,
        _NETWORK,
    ),
    ((Exception,), "an answer that makes no sense", True, ""),
)


def _lost(error: Exception, host: str) -> Lost:
    """What became of a request that raised. The error's own text is never shown: it may quote
    headers."""
    causes = list(_causes(error))
    for kinds, reason, sent, hint in TROUBLES:
        if any(isinstance(cause, kinds) for cause in causes):
            return Lost(reason.format(host=host), sent=sent, hint=hint)
    raise error

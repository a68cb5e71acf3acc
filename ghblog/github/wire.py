"""PyGithub's wire: this module and `connections` alone import PyGithub, which is slow to import.

We use its requester (authentication, URLs, sessions) one request at a time, with connections of
our own, passed to it with each request: so nothing global is changed, and no request is ever
repeated or delayed behind our back. Uploads go to another host, which PyGithub would give neither
a timeout nor our proxies: they use a connection of the same kind directly.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, urlencode

import requests
from github import Auth, Github, GithubException

from ghblog.github.calls import Answer, Call
from ghblog.github.connections import Connection, connection
from ghblog.github.hosts import uploads_url
from ghblog.github.transport import NoAnswer
from ghblog.github.troubles import lost
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
        self._user_agent = user_agent
        self._clock = clock
        self._used: dict[Connection, float] = {}
        self._connection = connection(api_url)
        self._uploads_url = uploads_url(api_url)
        self._uploads = connection(self._uploads_url) if self._uploads_url else None
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
        if call.data is None:
            return self._attempt(self._connection, lambda: self._request(call))
        if self._uploads is None:
            raise ValueError("this host takes no uploads")
        data, line = call.data, self._uploads
        return self._attempt(line, lambda: self._upload(line, call, data))

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()
        if self._uploads is not None:
            self._uploads.close()
        self._requester.close()

    def _attempt(self, line: Connection, exchange: Callable[[], Answer]) -> Answer:
        now = self._clock.monotonic()
        if now - self._used.get(line, now) > _IDLE:
            # A create on a connection that the server has closed meanwhile would be in doubt.
            line.close()
        try:
            return self._discreet(exchange())
        except (
            requests.RequestException,
            GithubException,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise NoAnswer(lost(error, line.host)) from None
        finally:
            self._used[line] = self._clock.monotonic()

    def _discreet(self, answer: Answer) -> Answer:
        """A refusal's words are shown to people; whoever stands in between may quote the token."""
        if answer.status < 400 or self._token not in answer.text:
            return answer
        return replace(answer, text=answer.text.replace(self._token, "***"))

    def _request(self, call: Call) -> Answer:
        size = len(json.dumps(call.body)) if call.body is not None else 0
        self._connection.timeout = _seconds(size)  # type: ignore[assignment]
        status, headers, text = self._requester.requestJson(
            call.verb,
            call.path or self._requester.graphql_url,
            parameters=dict(call.parameters),
            headers=dict(_HEADERS),
            input=call.body,
            cnx=self._connection,
        )
        return Answer(status, headers, text)

    def _upload(self, line: Connection, call: Call, data: bytes) -> Answer:
        query = urlencode(call.parameters, quote_via=quote, safe="")
        response = line.session.request(
            call.verb,
            f"{self._uploads_url}{call.path}?{query}",
            headers={
                **_HEADERS,
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/octet-stream",
                "User-Agent": self._user_agent,
                "X-GitHub-Api-Version": _API_VERSION,
            },
            # A stream is sent in small blocks, each with the first timeout to itself: so a line
            # that is dead is told from one that is slow.
            data=io.BytesIO(data) if data else data,
            timeout=(_PATIENCE, _seconds(len(data))),
            allow_redirects=False,
        )
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, response.content.decode("utf-8", "replace"))


def _seconds(size: int) -> float:
    """How long an answer to so many bytes may take."""
    return _PATIENCE + size / _SLOWEST

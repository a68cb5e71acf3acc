"""PyGithub's connections, one to a host: polite to proxies, and with nothing behind our back."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests
from github.Requester import (
    HTTPRequestsConnectionClass,
    HTTPSRequestsConnectionClass,
    RequestsResponse,
)

from ghblog.github.hosts import is_loopback


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


Connection = _Http | _Https


def connection(url: str) -> Connection:
    """A connection to the host of a URL; nothing is sent yet."""
    parts = urlsplit(url)
    kind = _Http if parts.scheme == "http" else _Https
    made = kind(parts.hostname or "", parts.port)
    made.settle()
    return made

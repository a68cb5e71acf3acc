"""`model.ports.Web` over requests: asks only hosts that may be asked, at public addresses."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ghblog.errors import FetchError
from ghblog.web.addresses import Target, github_host, is_local, is_loopback, is_public, target

if TYPE_CHECKING:
    import requests

_REDIRECTS = 5
_USUAL = {80, 443}
_TIMEOUTS = (10.0, 30.0)  # seconds: for a connection, and between two bytes
_WHOLE = 120.0  # seconds for one file in all
_CHUNK = 64 * 1024
_HEADERS = {"User-Agent": "ghblog", "Accept": "image/*,*/*;q=0.5", "Accept-Encoding": "identity"}

Resolve = Callable[[str, int], Sequence[str]]
"""Host and port → its addresses, of both families. Raises `socket.gaierror`."""


def system_addresses(host: str, port: int) -> Sequence[str]:
    """What this machine's resolver says."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class SafeWeb:
    """Fetches pictures. Sends no cookies, and no credentials but the token to `home`.

    Args:
        allowed: says of a host name, in lower case, whether it may be asked; None: GitHub's own.
        token: a GitHub token, for pictures of private repositories: it goes to `home` only, and
            never once a redirect led away from there. Empty: none.
        home: `host` or `host:port` of the server that the blog is on, which is always allowed. If
            it is this machine (the sandbox), it is asked over http and at its loopback
            address; any other home must be public, unless it is an Enterprise server by name.
        resolve: the resolver; the system's unless a test brings its own.

    Proxies are taken from the environment, but never for a loopback address. Behind one, it is the
    proxy that looks the address up: only names and addresses that are local by themselves
    are refused then.
    """

    def __init__(
        self,
        allowed: Callable[[str], bool] | None = None,
        *,
        token: str = "",
        home: str = "github.com",
        resolve: Resolve = system_addresses,
    ) -> None:
        self._allowed = allowed or github_host
        self._token = token
        self._home = home.lower()
        self._resolve = resolve
        self._session: requests.Session | None = None

    def fetch(self, url: str, *, most: int) -> bytes:
        """The bytes at a URL, at most `most` of them.

        Raises:
            FetchError: the host is not allowed, or its address is not public (after a redirect,
                too); there is nothing, or too much; no answer comes, or too slowly.
        """
        try:
            return self._fetch(url, most)
        except FetchError as error:
            raise FetchError(error.message, where=url, hint=error.hint) from error.__cause__

    def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _fetch(self, url: str, most: int) -> bytes:
        until = time.monotonic() + _WHOLE
        trusted = True
        for _ in range(_REDIRECTS + 1):
            at = target(url)
            self._check(at)
            trusted = trusted and at.place == self._home
            with _explained(at.host), self._ask(at, trusted=trusted) as answer:
                onward = answer.headers.get("Location", "") if answer.is_redirect else ""
                if not onward:
                    return _body(answer, most, until)
            # A header is Latin-1 to the library; a location beyond ASCII is UTF-8 in truth.
            url = urljoin(at.url, onward.encode("latin-1", "replace").decode("utf-8", "replace"))
        raise FetchError(f"it leads elsewhere more than {_REDIRECTS} times")

    def _check(self, at: Target) -> None:
        """Raises FetchError when a place must not be asked."""
        if at.place == self._home:
            if at.scheme == "http" and not is_loopback(at.host):
                raise FetchError("it is not encrypted (http), and only https is fetched")
            return
        if is_local(at.host):
            raise FetchError(f"{at.host} is an address of this machine or network")
        if not self._allowed(at.host):
            raise FetchError(
                f"{at.host} is not GitHub's", hint="with --all-pictures other hosts are asked, too"
            )
        if at.scheme != "https":
            raise FetchError("it is not encrypted (http), and only https is fetched")

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host that may be connected to: all are public, or none is tried."""
        found = self._resolve(host, port)
        places = {f"{host}:{port}", f"[{host}]:{port}"} | ({host} if port in _USUAL else set())
        # An Enterprise server, or the sandbox, is where the writer's own settings say it is.
        if self._home != "github.com" and self._home in places:
            return found
        if not found or not all(is_public(each) for each in found):
            raise FetchError(f"{host} leads to an address of this machine or network")
        return found

    def _ask(self, at: Target, *, trusted: bool) -> requests.Response:
        headers = dict(_HEADERS)
        if trusted and self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        return self._connections().get(
            at.url,
            headers=headers,
            stream=True,
            allow_redirects=False,
            timeout=_TIMEOUTS,
            proxies=_proxies(at),
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
        )

    def _connections(self) -> requests.Session:
        if self._session is None:
            from http.cookiejar import DefaultCookiePolicy

            import requests

            from ghblog.web.pinned import PinnedAdapter

            session = requests.Session()
            session.trust_env = False  # else a .netrc would add a password
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
            for scheme in ("http://", "https://"):
                session.mount(scheme, PinnedAdapter(self._addresses))
            self._session = session
        return self._session


def _proxies(at: Target) -> dict[str, str]:
    from requests.utils import get_environ_proxies

    return {} if is_loopback(at.host) else get_environ_proxies(at.url)


def _body(answer: requests.Response, most: int, until: float) -> bytes:
    """The answer's bytes, read no further than allowed."""
    if answer.status_code != 200:
        raise FetchError(_refusal(answer.status_code))
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise FetchError("the answer is compressed in a way that was not asked for")
    too_large = FetchError(f"it is larger than {most:,} bytes")
    length = answer.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > most:
        raise too_large
    data = bytearray()
    while chunk := answer.raw.read1(_CHUNK, decode_content=False):  # what is there, not more
        data += chunk
        if len(data) > most:
            raise too_large
        if time.monotonic() > until:
            raise FetchError(f"it did not come within {_WHOLE:.0f} seconds")
    if length.isdigit() and len(data) != int(length):
        raise FetchError("the answer broke off")
    return bytes(data)


def _refusal(status: int) -> str:
    known = {401: "needs a login", 403: "is not to be had (403)", 404: "is not there (404)"}
    if status in known:
        return f"it {known[status]}"
    return f"the server answered with status {status}"


@contextmanager
def _explained(host: str) -> Iterator[None]:
    """Turn the libraries' errors into ours."""
    import requests
    from urllib3.exceptions import HTTPError

    try:
        yield
    except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
        raise FetchError(_reason(host, error)) from None


def _reason(host: str, error: Exception) -> str:
    from requests import exceptions as kinds
    from urllib3.exceptions import TimeoutError as LateError

    if isinstance(error, kinds.SSLError):
        return f"{host} has no certificate that this machine trusts"
    if isinstance(error, kinds.ProxyError):
        return f"the proxy did not reach {host}"
    if isinstance(error, kinds.Timeout | LateError | TimeoutError):
        return f"{host} did not answer in time"
    if isinstance(error, kinds.ConnectionError):
        return f"{host} cannot be reached, or broke off"
    return f"the answer of {host} broke off or makes no sense"

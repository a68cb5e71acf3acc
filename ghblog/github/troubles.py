"""Why no answer came, for people: an exception in, a `Lost` out."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Any

import requests
from urllib3.exceptions import NewConnectionError

from ghblog.github.calls import Lost


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


def lost(error: Exception, host: str) -> Lost:
    """What became of a request that raised. The error's own text is never shown: it may quote
    headers."""
    causes = list(_causes(error))
    for kinds, reason, sent, hint in TROUBLES:
        if any(isinstance(cause, kinds) for cause in causes):
            return Lost(reason.format(host=host), sent=sent, hint=hint)
    raise error

"""What stands before every answer: who may ask, and what a page may do.

A page on the web can make a browser send requests to a program on the same machine, also under a
name that resolves to it (DNS rebinding). So the Host header must be one of ours, and what changes
anything must come from our own pages. A link or a bookmark may lead to a page of ours; nothing else
of another site may ask for one: to look at a text may mean that GitHub is asked to render it.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ghblog.preview.words import Words, language_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'"
)
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""A picture may style itself, and do nothing else, if it is opened as a page (SVG)."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",  # browsers look up the hosts of links ahead
    "Cache-Control": "no-store",
}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  # what people may give to --host
_SAFE = frozenset({"GET", "HEAD"})


class Guard:
    """Wraps the application.

    Args:
        host: the one that was asked for with `--host`.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        name = host.lower().strip("[]")
        self._hosts = _LOCAL | {name}
        self._any_number = name in _EVERYWHERE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or answer with the headers that every page needs."""
        if scope["type"] != "http":  # the application's start and end; there are no web sockets
            await self._app(scope, receive, send)
            return
        if why := self._refused(scope):
            words = Words(language_of(Headers(scope=scope).get("accept-language", "")))
            answer = PlainTextResponse(f"{words.said(why)}\n", 403, headers=dict(_HEADERS))
            await answer(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, guarded)

    def _refused(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not is_ours(host, self._hosts, any_number=self._any_number):
            return f"This preview does not answer to the name “{host}”."
        if scope["method"] in _SAFE:
            return "" if _is_invited(headers) else "Another site may not ask for this."
        if headers.get("origin", "") != f"http://{host}":
            return "Only the preview's own pages may ask for this."
        return ""


def is_ours(host: str, names: Collection[str], *, any_number: bool = False) -> bool:
    """Whether a Host header, `name` or `name:port`, names one of `names`.

    Args:
        any_number: every IP address will do: none can be made to lead elsewhere, as a name can.
    """
    try:
        parts = urlsplit(f"//{host}")
        parts.port  # noqa: B018  # raises if it is no number
    except ValueError:
        return False
    name = parts.hostname or ""
    if parts.netloc != host or "@" in host:
        return False
    return name in names or (any_number and _is_number(name))


def _is_invited(headers: Headers) -> bool:
    """Whether one of our pages or a person asks (https://www.w3.org/TR/fetch-metadata/). Browsers
    say it to addresses of this machine; to others they do not, and neither do other programs."""
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return True
    visit = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return visit == ("navigate", "document")


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True

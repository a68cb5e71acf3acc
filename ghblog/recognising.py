"""Local pictures that GitHub shows already, so that they are not uploaded again. Part of `blog`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from ghblog.errors import FetchError
from ghblog.markdown.references import find_references
from ghblog.model import Listener, Progress, Web
from ghblog.pictures import LARGEST, Wishes, picture_key

_ATTACHMENT = re.compile(r"/user-attachments/assets/|/[^/]+/[^/]+/assets/\d")
_COMMITTED = re.compile(r"/[^/]+/[^/]+/(?:blob|raw)/[0-9a-f]{40}/")
_RAW = re.compile(r"/[^/]+/[^/]+/[0-9a-f]{40}/")

Shown = tuple[Sequence[str], str]
"""The keys of a post's local pictures, in the order of its text, and its text on GitHub."""


def recognise(
    shown: Iterable[Shown],
    known: Mapping[str, str],
    web: Web,
    *,
    home: str,
    listen: Listener,
    wishes: Wishes | None = None,
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Fetch the pictures that posts show on GitHub, and compare their bytes with the files'.

    A picture is looked for where the post shows it first: the third of the file is most often the
    third on GitHub. Every URL is fetched once, and none that is not needed.

    Args:
        shown: of each post.
        known: pictures that the ledger has.
        web: fetches.
        home: `host:port` of the blog's own server, where pictures may be, too.
        listen: hears how far it is.
        wishes: how the blog prepares pictures, which their keys tell.

    Returns:
        (picture key → URL, URLs that could not be fetched with the reason)
    """
    posts = [(list(dict.fromkeys(keys)), body) for keys, body in shown]
    total = len({key for keys, _ in posts for key in keys if key not in known})
    found: dict[str, str] = {}
    fetched: dict[str, str] = {}
    lost: dict[str, str] = {}
    for keys, body in posts:
        wanted = [key for key in keys if key not in known]
        urls = [url for url in pictures_in(body) if lasting(url, home)] if wanted else []
        for url in _in_order(keys, wanted, urls):
            if all(key in found for key in wanted):
                break
            if url not in fetched and url not in lost:
                _fetch(url, web, wishes, fetched, lost)
            key = fetched.get(url, "")
            if key in wanted and key not in found:
                found[key] = url
                listen(Progress("pictures", len(found), total, url))
    return found, tuple(f"{url}: {why}" for url, why in lost.items())


def pictures_in(text: str) -> list[str]:
    """The URLs of the pictures that a text shows, in order."""
    return [each.url for each in find_references(text) if each.image]


def lasting(url: str, home: str) -> bool:
    """Whether GitHub keeps the same picture there for good: an attachment, or a file of a certain
    commit. What a branch holds may be another picture tomorrow."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    elsewhere = parts.netloc == home and home != "github.com"  # Enterprise, or the sandbox
    if parts.scheme != "https" and not elsewhere:
        return False
    if elsewhere or host == "github.com":
        return bool(_ATTACHMENT.match(parts.path) or _COMMITTED.match(parts.path))
    if host == "raw.githubusercontent.com":
        return bool(_RAW.match(parts.path))
    return host == "user-images.githubusercontent.com"


def _fetch(
    url: str, web: Web, wishes: Wishes | None, fetched: dict[str, str], lost: dict[str, str]
) -> None:
    try:
        fetched[url] = picture_key(web.fetch(url, most=LARGEST), wishes)
    except FetchError as error:
        lost[url] = error.message


def _in_order(keys: Sequence[str], wanted: Sequence[str], urls: Sequence[str]) -> list[str]:
    """The URLs at the places of the wanted pictures first, then the others."""
    likely = [urls[n] for n, key in enumerate(keys) if key in wanted and n < len(urls)]
    return list(dict.fromkeys([*likely, *urls]))

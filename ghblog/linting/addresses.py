"""Bare addresses that run on into the words behind them: only white space ends one on GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ghblog.linting.telling import Body, quoted
from ghblog.markdown.probe import Probe, halve, tries
from ghblog.model import Finding

# What ends a sentence or a bracket ends no address; what opens a bracket may begin a part of one.
_RUN_ON = re.compile(
    r"(?<![<\w])(?P<url>(?:https?://|www\.)[!-;=?-~]+)"
    r"(?P<on>[，。；：！？、）】》」』”’]|(?<![/=])[（【《「『“‘])"
)


@dataclass(frozen=True, slots=True)
class _Address:
    """A bare address: `text[start:end]` is the ASCII of what is linked, `url` what was meant."""

    start: int
    end: int
    url: str


def run_on_addresses(body: Body) -> Iterator[Finding]:
    """A finding for each bare address whose link goes on into full-width punctuation."""
    found = [
        _Address(*match.span("url"), _trimmed(match["url"]))
        for match in _RUN_ON.finditer(body.text)
    ]
    if not found:
        return
    probe = Probe(body.text)
    for one in halve(found, lambda group: _linked(probe, group), tries(body.text)):
        message = f"the link {quoted(one.url, 80)} goes on into the punctuation behind it"
        hint = "put a space behind it"
        if not one.url.startswith("www."):
            hint = f"write <{one.url}>"
        yield body.tell(one.start, "run-on-address", message, hint)


def _trimmed(url: str) -> str:
    """Without the ASCII punctuation that would end it if it were the last of the line."""
    while url.endswith(tuple("?!.,:;*_~'\"")) or (
        url.endswith(")") and url.count(")") > url.count("(")
    ):
        url = url[:-1]
    return url


def _linked(probe: Probe, group: Sequence[_Address]) -> list[_Address] | None:
    """Those whose end is in the middle of a link; None if the tokens disturb the page."""
    html = probe.page_with((each.end, probe.head(n)) for n, each in enumerate(group))
    if html is None:
        return None
    spots = probe.spots(html)
    return [
        each
        for n, each in enumerate(group)
        if _is_auto(html, probe.text[each.start : each.end], spots.get(probe.head(n), ()))
    ]


def _is_auto(html: str, typed: str, spots: Sequence[int]) -> bool:
    """Whether the token is in a link's destination, and in its text, which begins as typed."""
    shown = typed.replace("&", "&amp;").replace('"', "&quot;").replace(">", "&gt;")
    return len(spots) == 2 and html.endswith(f'">{shown}', 0, spots[1])

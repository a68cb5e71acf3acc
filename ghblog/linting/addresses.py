"""Bare addresses that run on into the words behind them: only white space ends one on GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ghblog.linting.telling import Body, quoted
from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines
from ghblog.markdown.probe import Probe, halve, tries
from ghblog.model import Finding

# What ends a sentence or a bracket ends no address; what opens a bracket may begin a part of one.
_RUN_ON = re.compile(
    r"(?<![<\w])(?P<url>(?:https?://|www\.)[!-;=?-~]+)"
    r"(?P<on>[，。；：！？、）】》」』”’（【《「『“‘])"
)
# Such as `/wiki/（一）`. Directly behind a host there is hardly a name that begins so.
_PART = re.compile(r"(?://|www\.)[^/]+/(?:.*[/=])[（【《「『“‘]\Z")


@dataclass(frozen=True, slots=True)
class _Address:
    """A bare address: `text[start:end]` is the ASCII of what is linked, `url` what was meant."""

    start: int
    end: int
    url: str


def run_on_addresses(body: Body) -> Iterator[Finding]:
    """A finding for each bare address whose link goes on into full-width punctuation."""
    for one in _run_on(body.text):
        message = f"the link {quoted(one.url, 80)} goes on into the punctuation behind it"
        hint = "put a space behind it"
        if not one.url.startswith("www."):
            hint = f"write <{one.url}>"
        yield body.tell(one.start, "run-on-address", message, hint)


def bracketed(text: str) -> tuple[str, list[tuple[int, str]]]:
    """`text` with such addresses between `<` and `>`, and (line, address) of each.

    Only those of which nothing else comes than the link that was meant, and the words behind it
    as text.
    """
    done: list[tuple[int, str]] = []
    lines = Lines(text)
    found = [one for one in _run_on(text) if not one.url.startswith("www.")]
    for one in reversed(found):  # so that the offsets of those before it stay right
        end = one.start + len(one.url)
        mended = f"{text[: one.start]}<{one.url}>{text[end:]}"
        if _parted(page(text), one.url) == page(mended):
            text = mended
            done.append((lines.number(one.start), one.url))
    return text, done[::-1]


def _parted(html: str, url: str) -> str:
    """A page whose last link that runs on from `url` ends with it."""
    shown = re.escape(_escaped(url))
    links = re.compile(rf'<a href="{shown}[^"<>]+">{shown}([^<>]+)</a>')
    last = next(reversed(list(links.finditer(html))), None)
    if last is None:
        return html
    link = f'<a href="{_escaped(url)}">{_escaped(url)}</a>'
    return f"{html[: last.start()]}{link}{last[1]}{html[last.end() :]}"


def _run_on(text: str) -> list[_Address]:
    found = [
        _Address(*match.span("url"), _trimmed(match["url"]))
        for match in _RUN_ON.finditer(text)
        if not _PART.search(match[0])
    ]
    if not found:
        return []
    probe = Probe(text)
    return sorted(
        halve(found, lambda group: _linked(probe, group), tries(text)), key=lambda one: one.start
    )


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
    return len(spots) == 2 and html.endswith(f'">{_escaped(typed)}', 0, spots[1])


def _escaped(url: str) -> str:
    """As cmark-gfm shows it."""
    return url.replace("&", "&amp;").replace('"', "&quot;").replace(">", "&gt;")

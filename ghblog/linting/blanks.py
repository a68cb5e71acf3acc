"""Pictures without a description, and links without a text, that are live on the page.

Tokens are put where the words are missing, and at the heads of `src` values; those that come out
in a picture or a link of the page tell where it stands in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ghblog.linting.telling import Body, quoted, readable
from ghblog.markdown.candidates import candidates
from ghblog.markdown.html import Kind, Piece, read
from ghblog.markdown.probe import Probe, halve, tries
from ghblog.model import Finding

# `![](`, `![ ][`, and the same without `!`.
_BLANK = re.compile(r"(?<!\\)(?P<open>!?\[)[ \t]*\](?=[(\[])")
_TAG = re.compile(r"<img(?=[ \t\n\f\r/])", re.IGNORECASE)


class _Spot(NamedTuple):
    """Where a token goes."""

    offset: int


def blanks(body: Body) -> Iterator[Finding]:
    """A finding for each picture without a description and each link without a text.

    `<img alt="">` is none: it says that the picture only decorates.
    """
    spots = sorted({*_openings(body.text), *_sources(body.text)})
    if not spots:
        return
    probe = Probe(body.text)
    for offset, code, url in sorted(
        halve(spots, lambda group: _found(probe, group), tries(body.text))
    ):
        if code == "missing-alt":
            hint = "say in a few words what is to be seen: ![…](…)"
            message = f"the picture {quoted(readable(url), 80)} has no description"
        else:
            hint = "write some words between the brackets"
            message = f"the link to {quoted(readable(url), 80)} has no text, so nobody can see it"
        yield body.tell(offset, code, message, hint)


def _openings(text: str) -> Iterator[_Spot]:
    return (_Spot(match.end("open")) for match in _BLANK.finditer(text))


def _sources(text: str) -> Iterator[_Spot]:
    """The first characters of destinations in `<img>` tags."""
    tags = [match.start() for match in _TAG.finditer(text)]
    if not tags:
        return
    bounds = pairwise([*tags, len(text)])
    span = next(bounds)
    for each in candidates(text):
        while each.start >= span[1] and (following := next(bounds, None)):
            span = following
        if span[0] < each.start < span[1] and text.find(">", *span) > each.start:
            yield _Spot(each.start)


def _found(probe: Probe, group: Sequence[_Spot]) -> list[tuple[int, str, str]] | None:
    """(offset, code, URL) of what is blank; None if the tokens disturb the page."""
    html = probe.page_with((each.offset, probe.head(n)) for n, each in enumerate(group))
    if html is None:
        return None
    tokens = {probe.head(n): each.offset for n, each in enumerate(group)}
    found = []
    link: Piece | None = None
    words = ""
    for piece in read(html):
        if piece.kind is Kind.START and piece.name == "img":
            if token := _speechless(piece, probe):
                found.append((tokens[token], "missing-alt", probe.clean(piece.get("src"))))
            words += "img"
        elif piece.kind is Kind.START and piece.name == "a":
            link, words = piece, ""
        elif piece.kind is Kind.END and piece.name == "a" and link:
            if words.strip() in tokens:
                url = probe.clean(link.get("href"))
                found.append((tokens[words.strip()], "empty-link", url))
            link = None
        elif piece.kind is Kind.TEXT:
            words += html[piece.start : piece.end]
    return found


def _speechless(picture: Piece, probe: Probe) -> str:
    """The token that tells where a picture without a description stands; else empty."""
    described = any(each.name == "alt" for each in picture.attributes)
    value = picture.get("alt" if described else "src").strip()
    token = value[: len(probe.head(0))]
    known = token.startswith(probe.head(0)[:-7]) and token.endswith("h")
    return token if known and (not described or not value[len(token) :].strip()) else ""

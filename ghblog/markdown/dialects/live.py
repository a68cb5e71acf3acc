"""What of a text GitHub shows as running text: neither code nor part of a tag."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ghblog.markdown.html import Kind, Piece, read
from ghblog.markdown.probe import Probe, halve, tries

Span = tuple[int, int]

_CODE = {"code", "pre", "kbd", "samp", "tt", "script", "style", "textarea", "title"}
_PHRASES = {"code", "kbd", "samp", "tt"}
# A `<code>` that nobody closes does not reach further than its paragraph.
_ENDS = {"p", "li", "td", "th", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_PLAYED = {"img", "video", "source"}


def live_spans(text: str, spans: Sequence[Span]) -> dict[Span, str]:
    """Those of the spans that begin and end in running text, and what the page shows of each.

    One that cannot be told, because a mark next to it would change the page, is left out.
    """
    probe = Probe(text)

    def attempt(group: Sequence[Span]) -> list[tuple[Span, str]] | None:
        html = probe.page_with(
            pair
            for n, (start, end) in enumerate(group)
            for pair in ((start, probe.head(n)), (end, probe.tail(n)))
        )
        if html is None:
            return None
        seen = _seen(probe, html, Kind.TEXT)
        ends = [(seen.get(probe.head(n)), seen.get(probe.tail(n))) for n in range(len(group))]
        return [
            (each, probe.clean(html[head[1] : tail[0]]))
            for each, (head, tail) in zip(group, ends, strict=True)
            if head and tail and head[1] <= tail[0]
        ]

    return dict(halve(spans, attempt, tries(text))) if spans else {}


def live_marks(text: str, offsets: Sequence[int]) -> set[int]:
    """Those of the offsets that lie in running text, be it an address that is its own link's text,
    and those that cannot be told."""
    probe = Probe(text)

    def elsewhere(group: Sequence[int]) -> list[int] | None:
        html = probe.page_with((offset, probe.head(n)) for n, offset in enumerate(group))
        if html is None:
            return None
        seen = _seen(probe, html, Kind.TEXT, at_most=len(html))
        return [offset for n, offset in enumerate(group) if probe.head(n) not in seen]

    others: list[int] = halve(offsets, elsewhere, tries(text)) if offsets else []
    return set(offsets) - set(others)


def live_tags(text: str, offsets: Sequence[int]) -> set[int]:
    """Those of the offsets that lie within a tag of a picture or film, outside of code."""
    probe = Probe(text)

    def attempt(group: Sequence[int]) -> list[int] | None:
        html = probe.page_with((offset, probe.head(n)) for n, offset in enumerate(group))
        if html is None:
            return None
        seen = _seen(probe, html, Kind.START)
        return [offset for n, offset in enumerate(group) if probe.head(n) in seen]

    return set(halve(offsets, attempt, tries(text))) if offsets else set()


def _seen(probe: Probe, html: str, kind: Kind, at_most: int = 1) -> dict[str, Span]:
    """Tokens in pieces of this kind outside of code: where, if the page has no more of one."""
    tokens = re.compile(re.escape(probe.head(0)[:-7]) + "[0-9]{6}[ht]")
    counts = Counter(tokens.findall(html))
    return {
        match.group(): match.span()
        for piece in outside_code(html)
        if piece.kind is kind and (kind is Kind.TEXT or piece.name in _PLAYED)
        for match in tokens.finditer(html, piece.start, piece.end)
        if counts[match.group()] <= at_most
    }


def outside_code(html: str) -> Iterator[Piece]:
    """The pieces of a page that readers see as running text, and its tags."""
    open_tags: list[str] = []
    for piece in read(html):
        if piece.kind is Kind.START and piece.name in _CODE:
            open_tags.append(piece.name)
        elif piece.kind is Kind.END and piece.name in open_tags:
            while open_tags.pop() != piece.name:
                pass
        elif piece.kind is Kind.END and piece.name in _ENDS:
            open_tags = [name for name in open_tags if name not in _PHRASES]
        if not open_tags:
            yield piece

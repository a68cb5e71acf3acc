"""What dialects propose for a text: the pieces that GitHub shows, and what may replace them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from ghblog.markdown.dialects.live import live_spans, live_tags
from ghblog.markdown.dialects.pieces import Build, Offer, Piece, Problem, widened
from ghblog.markdown.dialects.registry import Dialect
from ghblog.markdown.dialects.values import Vault
from ghblog.markdown.github import page
from ghblog.markdown.lines import newline
from ghblog.markdown.swapping import Swap

if TYPE_CHECKING:
    from ghblog.markdown.dialects.reading import Found

Proposal = tuple[str, Piece, Build]
"""A dialect's name, what it found and what makes its offer."""


def proposals(text: str, dialects: Sequence[Dialect]) -> list[Proposal]:
    """What the dialects' plugins found and GitHub shows as running text, or as a tag."""
    from ghblog.markdown.dialects.reading import find

    return live_proposals(text, find(text, dialects)) if dialects else []


def live_proposals(text: str, tokens: Sequence[Found]) -> list[Proposal]:
    """Those of the tokens that GitHub shows as running text, or as a tag."""
    found = [
        (each.dialect, Piece(text, each.start, each.end, each.path, each.first), _build(each.attrs))
        for each in tokens
    ]
    tags = live_tags(text, [piece.inside for _, piece, _ in found if piece.inside])
    words = [(piece.start, piece.end) for _, piece, _ in found if not piece.inside]
    shown = live_spans(text, words)
    wide = {widened(text, *span): span for span in words if span not in shown}
    for span, html in live_spans(text, [*wide]).items():
        shown[wide[span]] = html
    return [
        (name, replace(piece, shown=shown.get((piece.start, piece.end), "")), build)
        for name, piece, build in found
        if piece.inside in tags or (piece.start, piece.end) in shown
    ]


def _build(attrs: dict[str, Any]) -> Build:
    build: Build | None = attrs.get("build")
    return build or partial(_ready, str(attrs["markdown"]))


def _ready(markdown: str, piece: Piece, _vault: Vault) -> Offer:
    """What a plugin that knows nothing of offers proposes."""
    markdown = re.sub(r"\r\n?|\n", newline(piece.text), markdown)
    block = Swap(piece.start, piece.end, markdown, page(markdown), block=True)
    problem = Problem("unturned", f"GitHub shows {piece.raw} as it is", "let it stand by itself")
    return Offer((piece.swap(markdown), block), otherwise=problem)


def choices(piece: Piece, offer: Offer) -> list[Swap]:
    """The offer's swaps, then the same with the emphasis round the piece as a part of it: whether
    `**` begins or ends something depends on what stands next to it, and so would on a mark."""
    start, end = widened(piece.text, piece.start, piece.end)
    before, behind = piece.text[start : piece.start], piece.text[piece.end : end]
    wide = [
        Swap(start, end, before + each.new + behind)
        for each in offer.swaps
        if not each.inside and not each.block and (before or behind)
    ]
    return [*offer.swaps, *wide]


def holds_another(piece: Piece, others: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the pieces, given as (start, -end) and sorted, lies in this one."""
    first = bisect_right(others, (piece.start, -piece.end))
    behind = (others[n] for n in range(first, len(others)))
    return any(-end <= piece.end for _, end in takewhile(lambda one: one[0] < piece.end, behind))

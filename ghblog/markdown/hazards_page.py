"""Where tokens stand on a page, for GitHub's filters: in live text, or at the head of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from ghblog.markdown.html import Kind, Piece, read, unescape
from ghblog.markdown.probe import Probe

Sides = tuple[str, str]
"""The text before and behind a token."""

# GitHub's filters leave these alone (html-pipeline's, too; `style` and `script` never get there).
_IGNORED = {"a", "code", "pre", "tt"}
_NEAR = 200  # characters: more than the longest owner and repository


def sides(probe: Probe, html: str) -> dict[int, Sides]:
    """For each token that stands in live text, or in the address of a link, its sides.

    Args:
        html: the page with heads as tokens.
    """
    token = re.compile(probe.head(0).replace("000000", "([0-9]{6})", 1))
    pieces = list(read(html))
    found: dict[int, Sides] = {}
    for piece, depth in zip(pieces, _depths(pieces), strict=True):
        if piece.kind is Kind.TEXT and not depth:
            for match in token.finditer(html, piece.start, piece.end):
                before = html[max(piece.start, match.start() - _NEAR) : match.start()]
                after = html[match.end() : min(piece.end, match.end() + _NEAR)]
                found.setdefault(int(match[1]), _clean(probe, before, after))
        elif piece.kind is Kind.START and piece.name == "a":
            found.update(_addressed(probe, token, piece))
    return found


def _addressed(probe: Probe, token: re.Pattern[str], link: Piece) -> Iterator[tuple[int, Sides]]:
    before, _, after = link.get("href").strip().partition("//")
    match = token.match(after)
    if match:
        yield int(match[1]), (f"{before}//", probe.clean(after[match.end() :]))


def _clean(probe: Probe, before: str, after: str) -> Sides:
    return unescape(probe.clean(before)), unescape(probe.clean(after))


def _depths(pieces: Sequence[Piece]) -> Iterator[int]:
    """In how many elements that the filters ignore each piece stands.

    One that is never closed hides nothing, since parsers differ about where it ends; only
    `<pre>` goes on to the end for all of them.
    """
    opened: dict[str, list[int]] = {name: [] for name in _IGNORED}
    steps = [0] * len(pieces)
    for n, piece in enumerate(pieces):
        if piece.name not in _IGNORED:
            continue
        if piece.kind is Kind.START:
            opened[piece.name].append(n)
        elif opened[piece.name]:
            steps[opened[piece.name].pop()] += 1
            steps[n] -= 1
    for n in opened["pre"]:
        steps[n] += 1
    return accumulate(steps)

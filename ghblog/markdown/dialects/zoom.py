"""Typora's `<img src="a.png" style="zoom:50%;" />`: GitHub drops `style`, but not `width`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.values import Vault
from ghblog.markdown.html import Kind, read
from ghblog.markdown.swapping import Swap

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

PATTERN = r"<[iI][mM][gG](?=[\s/][^<>]*[zZ][oO][oO][mM])(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>"
_ZOOM = re.compile(
    r"(?:\A|;)\s*zoom\s*:\s*(?P<number>[0-9]*\.?[0-9]+)\s*(?P<percent>%?)\s*(?:;|\Z)"
)
_STYLE = re.compile(r"(?<=[\s\"'/])style\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)


def plugin(md: Markdown) -> None:
    """A mistune plugin: pictures with a zoom."""
    md.inline.register("zoomed", PATTERN, _parse, before="link")


def _parse(_inline: InlineParser, _match: re.Match[str], state: InlineState) -> int:
    state.append_token(token(_build))
    return _match.end()


def _build(piece: Piece, vault: Vault) -> Offer | None:
    tag = next((each for each in read(piece.raw) if each.kind is Kind.START), None)
    style = _STYLE.search(piece.raw)
    zoom = _ZOOM.search(tag.get("style").lower()) if tag else None
    if tag is None or style is None or zoom is None or {"width", "height"} & {*tag.names()}:
        return None
    factor = float(zoom["number"]) / (100 if zoom["percent"] else 1)
    natural = vault.width(tag.get("src"))
    width = str(max(1, round(natural * factor))) if natural else f"{round(factor * 100)}%"
    new = f'{piece.raw[: style.start()]}width="{width}"{piece.raw[style.end() :]}'
    problem = Problem(
        "unturned", "GitHub will not zoom this picture", 'write `width="50%"` instead'
    )
    swaps = (Swap(piece.start, piece.end, new, new, inside=piece.inside), piece.swap(new, new))
    return Offer(swaps, otherwise=problem)

"""Typora's `<img src="a.png" style="zoom:50%;" />`, and `style="width:50%"` and the like:
GitHub drops `style`, but not `width`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.values import Vault
from ghblog.markdown.html import Kind, read
from ghblog.markdown.swapping import Swap

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

PATTERN = (
    r"<[iI][mM][gG](?=[\s/][^<>]*(?:[zZ][oO][oO][mM]|[sS][tT][yY][lL][eE]))"
    r"(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>"
)
_ZOOM = re.compile(
    r"(?:\A|;)\s*zoom\s*:\s*(?P<number>[0-9]*\.?[0-9]+)\s*(?P<percent>%?)\s*(?:;|\Z)"
)
_SIZE = re.compile(
    r"(?:\A|;)\s*(?P<name>width|height)\s*:\s*(?P<number>[0-9]*\.?[0-9]+)(?P<unit>%|px)"
    r"\s*(?:!\s*important\s*)?(?=;|\Z)"
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
    if tag is None or style is None or {"width", "height"} & {*tag.names()}:
        return None
    size = _size(tag.get("style").lower(), vault.width(tag.get("src")))
    if not size:
        return None
    new = f"{piece.raw[: style.start()]}{size}{piece.raw[style.end() :]}"
    problem = Problem("unturned", "GitHub will not show this size", 'write `width="50%"` instead')
    swaps = (Swap(piece.start, piece.end, new, new, inside=piece.inside), piece.swap(new, new))
    return Offer(swaps, otherwise=problem)


def _size(style: str, natural: int) -> str:
    """The attributes that say the same; empty if the style tells no size.

    Args:
        natural: the picture's width in pixels; 0: unknown.
    """
    zoom = _ZOOM.search(style)
    if zoom:
        factor = float(zoom["number"]) / (100 if zoom["percent"] else 1)
        width = str(max(1, round(natural * factor))) if natural else f"{round(factor * 100)}%"
        return f'width="{width}"'
    found = {each["name"]: each for each in _SIZE.finditer(style)}
    return " ".join(
        f'{name}="{max(1, round(float(found[name]["number"])))}{found[name]["unit"].strip("px")}"'
        for name in ("width", "height")
        if name in found and (name == "width" or found[name]["unit"] == "px")
    )

"""`![x](a b.png)`: a destination with spaces, where that file is there."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.targets import LABEL, LOOSE, TITLE
from ghblog.markdown.dialects.values import Vault
from ghblog.markdown.dialects.writing import angled, is_one

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

PATTERN = (
    rf"(?:!|(?<!!))\[(?P<spaced_label>{LABEL})\]\([ \t]*"
    rf"(?!\{{\{{)(?=[^\s<\"'()][^\s()]*(?:\([^()\n]*\)[^\s()]*)*[ \t]+(?!\)|{TITLE}[ \t]*\)))"
    rf"(?P<spaced_target>{LOOSE})(?P<spaced_title>[ \t]+{TITLE})?[ \t]*\)"
)
NEEDLE = r"\]\([ \t]*[^\s<\"'()][^\s()]*[^\n()]*[ \t][^\n]*\)"


def plugin(md: Markdown) -> None:
    """A mistune plugin: images and links whose destination has spaces in it."""
    md.inline.register("spaced", PATTERN, _parse, before="link")


def _parse(inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    made = token(partial(_build, match["spaced_target"].rstrip(" \t"), match["spaced_title"] or ""))
    inner = state.copy()
    inner.src = match["spaced_label"]
    state.append_token({**made, "children": inline.render(inner)})
    return match.end()


def _build(target: str, title: str, piece: Piece, vault: Vault) -> Offer | None:
    path, mark, _fragment = target.rpartition("#")
    if not (vault.exists(target) or (mark and vault.exists(path))):
        return None
    opening = piece.raw.rpartition(target)[0].rstrip(" \t")
    problem = Problem("unturned", f'"{target}" has spaces', f"write {angled(target)}")
    new = f"{opening}{angled(target)}{title})"
    swaps = (piece.swap(new),) if is_one(new) else ()
    return Offer(swaps, () if swaps else (problem,), otherwise=problem)

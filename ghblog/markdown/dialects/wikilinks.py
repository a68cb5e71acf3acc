"""Obsidian's `[[post]]`, `[[post|words]]`, `[[post#Heading|words]]` and `[[#Heading]]`."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.values import Several, Vault
from ghblog.markdown.dialects.writing import anchor, attribute, file_url, label, link
from ghblog.markdown.swapping import Swap

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

# `[[1]](url)` and `[[a]][b]` are Markdown's own.
PATTERN = (
    r"(?<!!)\[\[(?P<wiki_target>[^\[\]\n|#]*)(?P<wiki_part>#[^\[\]\n|]+)?"
    r"(?P<wiki_words>\|[^\[\]\n]*)?\]\](?![\[(])"
)
# Brackets of a shell, which no writer meant for a link.
_OTHER = re.compile(r"\[\[[ \t:]")


def plugin(md: Markdown) -> None:
    """A mistune plugin: Obsidian's links to notes."""
    md.inline.register("wikilink", PATTERN, _parse, before="link")


def _parse(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    target = match["wiki_target"].rstrip("\\").strip()
    part = (match["wiki_part"] or "").rstrip("\\").strip()
    words = (match["wiki_words"] or "")[1:].strip()
    state.append_token(token(partial(_build, target, part, words)))
    return match.end()


def _build(target: str, part: str, words: str, piece: Piece, vault: Vault) -> Offer | None:
    if "<a " in piece.shown or not target + part:
        return None  # GitHub makes a link of it itself: `[[1]]` with `[1]: url` below
    heading = part.rpartition("#")[2].strip()
    fragment = f"#{anchor(heading)}" if heading and not heading.startswith("^") else ""
    if not target:
        return Offer(_swaps(words or heading, fragment, piece)) if fragment else None
    found = _find(target, vault)
    problem = _problem(target, found, piece)
    if problem or not isinstance(found, str):
        return Offer(problems=(problem,)) if problem else None
    shown = words or (f"{target} > {heading}" if fragment else target)
    return Offer(_swaps(shown, file_url(found) + fragment, piece))


def _problem(target: str, found: str | Several | None, piece: Piece) -> Problem | None:
    if isinstance(found, Several):
        message = f'"{target}" may be any of {", ".join(found.names)}'
        return Problem("ambiguous-wikilink", message, "write more of its path")
    if found is None:
        message = f'there is no post "{target}", so GitHub shows {piece.raw} as it is'
        other = _OTHER.match(piece.raw) or piece.text.startswith(":", piece.end)
        return None if other else Problem("dead-wikilink", message, "correct its name")
    if {"link", "dialect"} & {*piece.path}:
        message = f"a link within a link is none, so GitHub shows {piece.raw} as it is"
        return Problem("unturned", message, "write only one of the two")
    return None


def _swaps(words: str, url: str, piece: Piece) -> tuple[Swap, ...]:
    html = f'<a href="{attribute(url)}">{escape(words)}</a>'
    return piece.swap(link(label(words), url)), piece.swap(html, html)


def _find(target: str, vault: Vault) -> str | Several | None:
    found = vault.note(target)
    if found is None and "." in target:
        found = vault.embed(target)
        if found is None and vault.exists(target):
            return target
    return found

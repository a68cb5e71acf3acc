"""`![](a.mp4)` and `<video src="a.mp4">`: GitHub shows a broken picture, or nothing.

A link to the film takes its place; where the film is uploaded, its bare URL takes the link's.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.targets import ANGLED, FILM, LABEL, PLAIN, TITLE, bare
from ghblog.markdown.dialects.values import Vault
from ghblog.markdown.dialects.writing import angled, attribute, is_one, label, name_of
from ghblog.markdown.html import Kind, read
from ghblog.markdown.swapping import Swap, inline_page

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

PATTERN = (
    rf"!\[(?P<film_label>{LABEL})\]\([ \t]*(?P<film_target>{ANGLED}|{PLAIN})"
    rf"(?:[ \t]+{TITLE})?[ \t]*\)"
)
PLAYER = (
    r"<[vV][iI][dD][eE][oO](?=[\s>])(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>"
    r"(?:(?!</?[vV][iI][dD][eE][oO])[\s\S])*?</[vV][iI][dD][eE][oO][ \t]*>"
)
NEEDLE = rf"{FILM}\b"
_FILM = re.compile(rf"{FILM}(?:[?#].*)?\Z")
# These play as they are: GitHub's own uploads.
_OURS = re.compile(
    r"https://(?:github\.com/user-attachments/|user-images\.githubusercontent\.com/"
    r"|github\.com/[^/]+/[^/]+/assets/)"
)


def plugin(md: Markdown) -> None:
    """A mistune plugin: films as pictures or in a player."""
    md.inline.register("film", PATTERN, _parse, before="link")
    md.inline.register("player", PLAYER, _parse_player, before="link")


def _parse(inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    target = bare(match["film_target"])
    if not _FILM.search(target) or _OURS.match(target):
        opening = re.compile(r"!\[").match(match.string, match.start())
        assert opening is not None
        return inline.parse_link(opening, state) or opening.end()
    state.append_token(token(partial(_build, target, match["film_label"])))
    return match.end()


def _parse_player(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    state.append_token(token(_build_player))
    return match.end()


def _build(target: str, words: str, piece: Piece, _vault: Vault) -> Offer:
    name = name_of(target)
    texts = dict.fromkeys(each for each in (words.strip(), label(words), label(name)) if each)
    links = [f"[{each}]({angled(target)})" for each in texts]
    swaps = tuple(piece.swap(each) for each in links if is_one(each))
    return Offer(swaps, otherwise=_problem(name))


def _build_player(piece: Piece, _vault: Vault) -> Offer | None:
    tags = [each for each in read(piece.raw) if each.kind is Kind.START]
    urls = [each.get("src").strip() for each in tags if each.name in ("video", "source")]
    url = next((each for each in urls if each), "")
    if not url or _OURS.match(url):
        return None
    name = name_of(url) or url
    new = f"[{label(name)}]({angled(url)})"
    end = _line_end(piece)
    block = f"<p>{inline_page(new)}</p>\n"
    html = f'<a href="{attribute(url)}">{escape(name)}</a>'
    swaps = (
        piece.swap(new),
        Swap(piece.start, end, new + piece.text[piece.end : end], block, inside=piece.inside),
        Swap(piece.start, piece.end, html, html, inside=piece.inside),
    )
    return Offer(swaps, otherwise=_problem(name))


def _line_end(piece: Piece) -> int:
    found = re.compile(r"[ \t]*(?:\r\n?|\n|\Z)").match(piece.text, piece.end)
    return found.end() if found else piece.end


def _problem(name: str) -> Problem:
    message = f'GitHub does not play "{name}" here'
    return Problem("unturned", message, "let a link to it stand in a paragraph of its own")

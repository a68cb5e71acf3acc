"""What GitHub shows as it is, and nothing can take its place: Typora's `[TOC]` and `==x==`, and
Hugo's shortcodes."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.values import Vault

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

CONTENTS = r"\[[tT][oO][cC]\](?=[ \t]*(?:\n|\r|\Z))"
MARKED = r"(?<!=)==(?=[^\s=])[^=\n]*(?:=[^=\n]+)*?(?<![\s=])==(?!=)"

# Not those that end another, `{{< /note >}}`, and not the escaped ones of Hugo's own manual.
SHORTCODE = r"\{\{[<%][ \t]*(?!/)(?P<shortcode_name>[A-Za-z][\w./-]*)[^{}\n]*[>%]\}\}"
_LONGEST = 60
_FILMS = {"youtube", "vimeo", "bilibili"}


def contents(md: Markdown) -> None:
    """A mistune plugin: `[TOC]` alone on its line."""
    md.inline.register("contents", CONTENTS, _parse_contents, before="link")


def marked(md: Markdown) -> None:
    """A mistune plugin: `==words==`."""
    md.inline.register("marked", MARKED, _parse_marked, before="link")


def shortcodes(md: Markdown) -> None:
    """A mistune plugin: Hugo's `{{< name … >}}`."""
    md.inline.register("shortcode", SHORTCODE, _parse_shortcode, before="link")


def _parse_shortcode(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    state.append_token(token(partial(build_shortcode, match["shortcode_name"])))
    return match.end()


def _parse_contents(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    state.append_token(token(_build_contents))
    return match.end()


def _parse_marked(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    state.append_token(token(_build_marked))
    return match.end()


def _build_contents(piece: Piece, _vault: Vault) -> Offer | None:
    if piece.path != ("paragraph",) or not piece.first or "<" in piece.shown:
        return None
    message = f"GitHub shows {piece.raw} as it is and makes no table of contents of it"
    return Offer(problems=(Problem("toc", message, "take it out: GitHub has a menu of headings"),))


def _build_marked(piece: Piece, _vault: Vault) -> Offer:
    message = f"GitHub does not highlight {piece.raw}"
    return Offer(problems=(Problem("highlight", message, "write **bold** instead"),))


def build_shortcode(name: str, piece: Piece, _vault: Vault) -> Offer:
    """What there is to say of a shortcode."""
    raw = piece.raw if len(piece.raw) <= _LONGEST else f"{piece.raw[: _LONGEST - 1]}…"
    hint = "write in Markdown what it is to show"
    if name.lower() in _FILMS:
        hint = "write the film's address instead"
    return Offer(problems=(Problem("shortcode", f"GitHub shows {raw} as it is", hint),))

"""What stands between the parentheses of an image or a link, as patterns and taken apart."""

from __future__ import annotations

# The text of a link or image; one pair of brackets in it, such as those of an image.
# Possessive: what a pair of parentheses took must not be tried again letter by letter.
LABEL = r"(?:\\.|[^\[\]\\\n]|\[[^\[\]\n]*+\](?:\([^()\n]*+\))?+)*+"
# A destination; one pair of parentheses in it.
PLAIN = r"[^\s()<\"'][^\s()]*(?:\([^()\n]*\)[^\s()]*)*"
# Bounded: where each length is tried, so is what may follow it.
LOOSE = r"[^\s()<\"'][^()\n]{0,999}?(?:\([^()\n]*\)[^()\n]{0,999}?)*"
ANGLED = r"<[^<>\n]*>"
FILM = r"\.(?:[mM][pP]4|[mM][oO][vV]|[wW][eE][bB][mM]|[mM]4[vV])"
TITLE = r"""(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\))"""


def bare(destination: str) -> str:
    """A destination without its angle brackets."""
    return destination[1:-1] if destination.startswith("<") else destination

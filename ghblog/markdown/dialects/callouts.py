"""Obsidian's callouts (`> [!info] Title`) become GitHub's alerts.

GitHub takes only `[!NOTE]` and four others for alerts, alone on the first line of a block quote
that stands in nothing else:
https://docs.github.com/get-started/writing-on-github (“Basic writing”, “Alerts”).
"""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.values import Vault
from ghblog.markdown.lines import newline
from ghblog.markdown.swapping import Swap, inline_page

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

PATTERN = (
    r"\[!(?P<callout_kind>[A-Za-z][A-Za-z0-9_-]*)(?:\|[^\[\]\n]*)?\](?![\[(:])"
    r"(?P<callout_fold>[-+]?)(?P<callout_title>[ \t]+[^\n]*|(?=[ \t]*(?:\n|\Z)))"
)
_OURS = {"note", "tip", "important", "warning", "caution"}
_ALERTS = {
    "NOTE": "note info abstract summary tldr todo example quote cite",
    "TIP": "tip hint success check done",
    "IMPORTANT": "important question help faq",
    "WARNING": "warning attention",
    "CAUTION": "caution danger error failure fail missing bug",
}
_ALERT = {kind: alert for alert, kinds in _ALERTS.items() for kind in kinds.split()}
# Where the alert's own name says as much as the callout's.
_SAME = _OURS | {"info", "hint", "attention"}
_LEAD = re.compile(r"[ \t>]*\Z")


def plugin(md: Markdown) -> None:
    """A mistune plugin: the first line of a callout."""
    md.inline.register("callout", PATTERN, _parse, before="link")


def _parse(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    kind, title = match["callout_kind"].lower(), match["callout_title"]
    end = match.end() - (len(title) - len(title.rstrip(" \t")))
    build = partial(_build, kind, title.strip(), match["callout_fold"] != "")
    state.append_token(token(build))
    return end


def _build(kind: str, title: str, fold: bool, piece: Piece, _vault: Vault) -> Offer | None:  # noqa: FBT001
    if "block_quote" not in piece.path or not piece.first or piece.path[-1] != "paragraph":
        return None
    if piece.path != ("block_quote", "paragraph"):
        message = "a callout within a list or another quote is a plain quote on GitHub"
        hint = "let it stand by itself"
        return Offer(problems=(Problem("nested-callout", message, hint),))
    if kind in _OURS and not title and not fold:
        return None
    alert = f"[!{_ALERT.get(kind, 'NOTE')}]"
    words = title or ("" if kind in _SAME else kind.replace("-", " ").capitalize())
    message = "this callout cannot be made one of GitHub's alerts"
    problem = Problem("unturned", message, "put its title on a line of its own")
    return Offer(tuple(_swaps(alert, words, piece)), otherwise=problem)


def _swaps(alert: str, words: str, piece: Piece) -> list[Swap]:
    if not words:
        return [piece.swap(alert)]
    line = max(piece.text.rfind("\n", 0, piece.start), piece.text.rfind("\r", 0, piece.start)) + 1
    lead = piece.text[line : piece.start]
    if not _LEAD.fullmatch(lead):
        lead = "> "
    swaps = []
    bold = f"<strong>{words}</strong>" if {*words} & {*"*_"} else f"**{words}**"
    for each in (bold, words):
        shown = inline_page(f" {each} ")
        if shown is not None and "**" not in shown:
            html = f"{alert}\n{shown.strip()}"
            swaps.append(piece.swap(f"{alert}{newline(piece.text)}{lead}{each}", html))
    plain = f"<strong>{escape(words)}</strong>"
    swaps.append(piece.swap(f"{alert}{newline(piece.text)}{lead}{plain}", f"{alert}\n{plain}"))
    return swaps

"""A dialect for ghblog: `:::spoiler Title`, some paragraphs, `:::` becomes a part that unfolds."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mistune import BlockParser, BlockState, Markdown

PATTERN = (
    r"^:::spoiler(?:[ \t]+(?P<spoiler_title>[^\n]*?))?[ \t]*\n"
    r"(?P<spoiler_words>(?:(?!:::)[^\n]*\n)+?)"
    r":::[ \t]*$"
)


def spoiler(md: Markdown) -> None:
    """An ordinary mistune plugin."""
    md.block.register("spoiler", PATTERN, parse, before="list")
    for rules in (md.block.block_quote_rules, md.block.list_rules):
        md.block.insert_rule(rules, "spoiler", before="list")


def parse(_block: BlockParser, match: re.Match[str], state: BlockState) -> int:
    """Make a token of a match; ghblog puts its `attrs["markdown"]` in the place of the text."""
    title = escape(match["spoiler_title"] or "Spoiler")
    words = match["spoiler_words"].strip("\n")
    markdown = f"<details><summary>{title}</summary>\n\n{words}\n\n</details>"
    state.append_token({"type": "spoiler", "attrs": {"markdown": markdown}})
    return match.end() + 1


spoiler.needle = ":::spoiler"  # type: ignore[attr-defined]  # optional: other texts are not parsed

"""Markdown that GitHub does not know, turned into what it does.

mistune proposes, cmark-gfm disposes: each dialect is an ordinary mistune plugin, what its tokens
propose is put into the text, and what would change anything else on GitHub's page is not done.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ghblog.markdown.dialects import (
    callouts,
    comments,
    embeds,
    figures,
    films,
    named,
    sizes,
    spaces,
    wikilinks,
    zoom,
)
from ghblog.markdown.dialects.registry import Dialect
from ghblog.markdown.dialects.turning import run
from ghblog.markdown.dialects.values import Doubt, Several, Turned, Turning, Vault

__all__ = ["DIALECTS", "Dialect", "Doubt", "Several", "Turned", "Turning", "Vault", "turn"]

DIALECTS: tuple[Dialect, ...] = (
    Dialect("comments", comments.plugin, re.compile("%%")),
    Dialect("embeds", embeds.plugin, re.compile(r"!\[\[")),
    Dialect("wikilinks", wikilinks.plugin, re.compile(wikilinks.PATTERN)),
    Dialect("callouts", callouts.plugin, re.compile(r">[ \t]*\[![A-Za-z]")),
    Dialect("zoom", zoom.plugin, re.compile(zoom.PATTERN)),
    Dialect("sizes", sizes.plugin, re.compile(rf"{sizes.PATTERN}|{sizes.BRACED}|{sizes.PIPED}")),
    Dialect("figures", figures.plugin, re.compile(r"\{\{[<%]\s*figure")),
    Dialect("films", films.plugin, re.compile(films.NEEDLE)),
    Dialect("spaces", spaces.plugin, re.compile(spaces.PATTERN)),
    Dialect("toc", named.contents, re.compile(named.CONTENTS), always=True),
    Dialect("shortcodes", named.shortcodes, re.compile(named.SHORTCODE), always=True),
    Dialect("highlight", named.marked, re.compile(named.MARKED), always=True),
)
"""Those built in, in the order in which mistune tries them."""


def turn(
    text: str, vault: Vault, dialects: Collection[str], plugged: Sequence[Dialect] = ()
) -> Turning:
    """`text` with these dialects turned into what GitHub shows. Never raises.

    A text that holds none of them is only searched, neither parsed nor rendered.

    Args:
        text: Markdown without its front matter; any Unicode, any line ends.
        vault: what the text can refer to.
        dialects: names of `DIALECTS` (others are ignored); those that are `always` there need not
            be named.
        plugged: dialects of other packages, whose own faults become doubts.
    """
    wanted = tuple(each for each in DIALECTS if each.always or each.name in dialects)
    return run(text, vault, (*wanted, *plugged))

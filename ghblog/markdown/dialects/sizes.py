"""`![](a.png =500x)`, `![](a.png){width=300}`, Obsidian's `![a|300](a.png)`: GitHub knows
sizes in `<img>` only."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.targets import ANGLED, FILM, LABEL, LOOSE, PLAIN, TITLE, bare
from ghblog.markdown.dialects.values import Vault
from ghblog.markdown.dialects.writing import image_tag

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

PATTERN = (
    rf"!\[(?P<sized_alt>{LABEL})\]\([ \t]*(?P<sized_target>{ANGLED}|{LOOSE})"
    rf"(?:[ \t]+(?P<sized_before>{TITLE}))?"
    r"[ \t]+=(?P<sized_width>[0-9]+(?:%|px)?)?(?:[xX](?P<sized_height>[0-9]+(?:%|px)?)?)?"
    rf"(?:[ \t]+(?P<sized_title>{TITLE}))?[ \t]*\)"
)
BRACED = (
    rf"!\[(?P<braced_alt>{LABEL})\]\([ \t]*(?P<braced_target>{ANGLED}|{PLAIN})"
    rf"(?:[ \t]+(?P<braced_title>{TITLE}))?[ \t]*\)"
    r"\{:?(?=[^{}\n]*(?:width|height))(?P<braced_size>[^{}\n]*+)\}"
)
_NUMBERS = r"[ \t]*(?P<piped_width>[0-9]{1,5})(?:[xX](?P<piped_height>[0-9]{1,5}))?[ \t]*\]"
PIPED = (
    r"!\[(?P<piped_alt>(?:\\[^|\n]|[^\[\]\\\n|]|\|(?![ \t]*[0-9]+(?:[xX][0-9]+)?[ \t]*\]))*+)"
    rf"\\?\|{_NUMBERS}\((?![^()\n]*{FILM})"
    rf"[ \t]*(?P<piped_target>{ANGLED}|{PLAIN})(?:[ \t]+(?P<piped_title>{TITLE}))?[ \t]*\)"
)
_ATTRIBUTE = re.compile(
    r"""(?:\A|[\s,;])(?P<name>width|height)\s*=\s*(?P<quote>["']?)"""
    r"(?P<value>[0-9]+(?:px|%)?)(?P=quote)(?=[\s,;]|\Z)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plugin(md: Markdown) -> None:
    """A mistune plugin: pictures with a size."""
    md.inline.register("sized", PATTERN, _parse_sized, before="link")
    md.inline.register("braced", BRACED, _parse_braced, before="link")
    md.inline.register("piped", PIPED, _parse_piped, before="link")


def _parse_sized(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int | None:
    title = match["sized_title"] or match["sized_before"] or ""
    size = {"width": match["sized_width"] or "", "height": match["sized_height"] or ""}
    if not any(size.values()):
        return None
    build = partial(_build, match["sized_target"], match["sized_alt"], title, size)
    state.append_token(token(build))
    return match.end()


def _parse_braced(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int | None:
    size = {each["name"]: each["value"] for each in _ATTRIBUTE.finditer(match["braced_size"])}
    if not size:
        return None
    title = match["braced_title"] or ""
    build = partial(_build, match["braced_target"], match["braced_alt"], title, size)
    state.append_token(token(build))
    return match.end()


def _parse_piped(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    size = {"width": match["piped_width"], "height": match["piped_height"] or ""}
    title = match["piped_title"] or ""
    alt = match["piped_alt"].rstrip(" \t")
    state.append_token(token(partial(_build, match["piped_target"], alt, title, size)))
    return match.end()


def _build(
    target: str, alt: str, title: str, size: dict[str, str], piece: Piece, _vault: Vault
) -> Offer:
    tag = image_tag(
        _plain(bare(target)),
        width=size.get("width", "").removesuffix("px"),
        height=size.get("height", "").removesuffix("px"),
        title=_plain(title[1:-1]),
        alt=_plain(alt),
    )
    problem = Problem(
        "unturned", "GitHub will not show this size", 'write <img src="…" width="300">'
    )
    return Offer(piece.tag(tag), otherwise=problem)


def _plain(markdown: str) -> str:
    """What Markdown without markup says."""
    return unescape(_ESCAPE.sub(r"\1", markdown))

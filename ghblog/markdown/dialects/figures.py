"""Hugo's `{{< figure src="a.png" caption="…" >}}`."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.named import build_shortcode
from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.values import Vault
from ghblog.markdown.dialects.writing import angled, attribute, image_tag, label, link
from ghblog.markdown.swapping import Swap

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

PATTERN = (
    r"\{\{[<%][ \t\n]*figure[ \t\n]+"
    r"(?P<figure_rest>(?:\"(?:\\.|[^\"\\]){0,999}\"|`[^`]*`|[^\"`{}])*?)/?[ \t\n]*[>%]\}\}"
)
_SAID = ("title", "caption", "attr")
_ARGUMENT = re.compile(
    r"(?P<name>[A-Za-z]+)[ \t\n]*=[ \t\n]*"
    r"(?:\"(?P<quoted>(?:\\.|[^\"\\])*)\"|`(?P<raw>[^`]*)`|(?P<bare>[^\s\"`>]+))"
)


def plugin(md: Markdown) -> None:
    """A mistune plugin: Hugo's figures."""
    md.inline.register("figure", PATTERN, _parse, before="link")


def _parse(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    given = {
        each["name"].lower(): _value(each) for each in _ARGUMENT.finditer(match["figure_rest"])
    }
    if not given.get("src"):
        state.append_token(token(partial(build_shortcode, "figure")))
        return match.end()
    state.append_token(token(partial(_build, given)))
    return match.end()


def _value(argument: re.Match[str]) -> str:
    if argument["quoted"] is not None:
        return re.sub(r"\\(.)", r"\1", argument["quoted"])
    return argument["raw"] if argument["raw"] is not None else argument["bare"]


def _build(given: dict[str, str], piece: Piece, _vault: Vault) -> Offer:
    picture, html = _picture(given)
    swaps: list[Swap] = []
    for words in _words(given):
        behind = f"<br>{words}" if words else ""
        swaps += [piece.swap(picture + behind), piece.swap(f"{picture}<!-- -->{behind}")]
    plain = " ".join(given[name] for name in _SAID if given.get(name))
    swaps += piece.tag(f"{html}<br>{escape(plain)}" if plain else html)
    problem = Problem("unturned", "GitHub does not know this figure", f"write {picture}")
    return Offer(tuple(swaps), otherwise=problem)


def _picture(given: dict[str, str]) -> tuple[str, str]:
    """The picture with its link, as Markdown and as HTML."""
    sizes = {name: given.get(name, "").removesuffix("px") for name in ("width", "height")}
    alt, goal = given.get("alt", ""), given.get("link", "")
    tag = image_tag(given["src"], alt=alt, **sizes)
    plain = tag if any(sizes.values()) else f"![{label(alt)}]({angled(given['src'])})"
    if not goal:
        return plain, tag
    return f"[{plain}]({angled(goal)})", f'<a href="{attribute(goal)}">{tag}</a>'


def _words(given: dict[str, str]) -> dict[str, None]:
    """What Hugo shows below the picture, with its Markdown and without."""
    title, source = given.get("title", ""), given.get("attr", "")
    if source and given.get("attrlink"):
        source = link(label(source), given["attrlink"])
    words = [f"**{title}**" if title else "", given.get("caption", ""), source]
    plain = [label(given[name]) for name in _SAID if given.get(name)]
    return dict.fromkeys(" ".join(each for each in some if each) for some in (words, plain))

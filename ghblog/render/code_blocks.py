"""Fenced code: colours, formulas, and what GitHub draws.

cmark-gfm writes the language as `lang` of the `pre`, which the sanitiser lets through.
"""

from __future__ import annotations

from ghblog.render.formulas import fenced
from ghblog.render.highlighting import highlighted, is_known
from ghblog.render.walking import attribute, escape, split, unescape

_DRAWN = {
    "mermaid": "diagram",
    "geojson": "map",
    "topojson": "map",
    "stl": "three-dimensional model",
}
_END = ["</code>", "</pre>"]


def with_code(html: str) -> str:
    """The page with its fences as GitHub shows them."""
    if "<pre lang=" not in html:
        return html
    tokens = split(html)
    for position, token in enumerate(tokens):
        if not token.startswith("<pre lang=") or tokens[position + 1 : position + 2] != ["<code>"]:
            continue
        here = position + 2
        code = "" if tokens[here : here + 1] == ["</code>"] else tokens[here]
        end = here + bool(code)
        if tokens[end : end + 2] != _END:  # it holds tags that the writer typed
            continue
        shown = _block(unescape(code), unescape(attribute(token, "lang")))
        tokens[position : end + 2] = [shown, *[""] * (end + 1 - position)]
    return "".join(tokens)


def _block(code: str, language: str) -> str:
    low = language.lower()
    if low == "math":
        return fenced(code)
    told = escape(language)
    marked = f"highlight highlight-{told}" if is_known(language) else "highlight"
    block = (
        f'<div class="{marked}"><pre lang="{told}"><code>{highlighted(code, language)}</code></pre>'
    )
    if low in _DRAWN:
        block += f'<p class="drawn-note">GitHub draws this as a {_DRAWN[low]}.</p>'
    return f"{block}</div>"

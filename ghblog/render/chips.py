"""Colours in backticks, with a spot of that colour behind them.

Source: GitHub's “Basic writing and formatting syntax”, Supported color models: `#RRGGBB`,
`rgb(R, G, B)` and `hsl(H, S, L)`; in issues, pull requests and discussions only.
"""

from __future__ import annotations

import re

from ghblog.render.walking import split

_COLOUR = re.compile(
    r"#[0-9a-f]{6}|#[0-9a-f]{3}|rgb\( ?\d{1,3}, ?\d{1,3}, ?\d{1,3} ?\)"
    r"|hsl\( ?\d{1,3}(?:deg)?, ?\d{1,3}%, ?\d{1,3}% ?\)",
    re.IGNORECASE,
)
# No `style`: a strict Content-Security-Policy would not let it through.
_CHIP = (
    '<svg class="color-chip" width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">'
    '<circle cx="4.5" cy="4.5" r="4" fill="{}"></circle></svg>'
)


def with_chips(html: str) -> str:
    """The page with a spot of colour in each `code` that holds nothing but a colour."""
    if "<code>" not in html:
        return html
    tokens = split(html)
    for position in range(len(tokens) - 2):
        code, colour, end = tokens[position : position + 3]
        if code == "<code>" and end == "</code>" and _COLOUR.fullmatch(colour):
            tokens[position + 1] = colour + _CHIP.format(colour)
    return "".join(tokens)

"""Quotes that begin with `[!NOTE]` and its like.

Source: GitHub's “Basic writing and formatting syntax”, Alerts: five kinds, in a quote that stands
in no other element.
"""

from __future__ import annotations

import re

from ghblog.render.walking import VOID, closing, name, split

_NAMED = r"\s*(\[!(?:note|tip|important|warning|caution)\])[ \t]*"
_KIND = re.compile(_NAMED, re.IGNORECASE)
_LINE = re.compile(rf"{_NAMED}\n(?P<rest>.*)", re.IGNORECASE | re.DOTALL)


def with_alerts(html: str) -> str:
    """Quotes at the top that say so as alerts; the others stay quotes."""
    if "[!" not in html:
        return html
    tokens = split(html)
    depth = 0
    for position, token in enumerate(tokens):
        called = name(token)
        if not called or called in VOID:
            continue
        if called.startswith("/"):
            depth -= 1
            continue
        if called == "blockquote" and depth == 0:
            _alert(tokens, position, closing(tokens, position))
        depth += 1
    return "".join(tokens)


def _alert(tokens: list[str], start: int, end: int) -> None:
    """Make an alert of a quote, in place and with as many tokens, if it is one with content."""
    first = start + 1
    while first < end and not tokens[first].strip():
        first += 1
    if name(tokens[first]) != "p" or first + 2 >= end:
        return
    source = _taken(tokens, first, end)
    if source:
        kind = source.strip()[2:-1].lower()
        tokens[start + 1 : first] = [""] * (first - start - 1)
        tokens[start] = (
            f'<div class="markdown-alert markdown-alert-{kind}">\n'
            f'<p class="markdown-alert-title" data-source="{source}">{kind.capitalize()}</p>\n'
        )
        tokens[end] = "</div>"


def _taken(tokens: list[str], first: int, end: int) -> str:
    """The kind as typed, taken out of the quote's first paragraph, with the line ends behind it:
    two where it was all of the paragraph. Empty if there is none."""
    head, following = first + 1, name(tokens[first + 2])
    whole = _KIND.fullmatch(tokens[head])
    if whole and following == "br":
        tokens[head] = tokens[first + 2] = ""
        tokens[first + 3] = tokens[first + 3].lstrip("\n")
        return f"{whole[1]}\n"
    if whole and following == "/p" and any(name(each) for each in tokens[first + 3 : end]):
        tokens[first] = tokens[head] = tokens[first + 2] = ""
        tokens[first + 3] = tokens[first + 3].lstrip("\n")
        return f"{whole[1]}\n\n"
    match = _LINE.match(tokens[head])
    if match is None or not (match["rest"] or following != "/p"):
        return ""
    tokens[head] = match["rest"]
    return f"{match[1]}\n"

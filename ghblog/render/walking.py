"""A sanitised page as a list of tags and texts, for what is added to it.

nh3 writes each start with its end, attributes in double quotes, and escapes `&`, `<` and `>` in
texts. All that is added goes through tokens: a pattern over the whole page could match inside an
attribute and put a quote there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from html import escape as _escape
from html import unescape

__all__ = ["attribute", "escape", "map_texts", "name", "plain", "split", "unescape"]

VOID = frozenset(("br", "hr", "img", "input", "source", "wbr", "col"))
_TOKEN = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>|[^<]+')
_NAME = re.compile(r"<(/?[a-z][a-z0-9-]*)")


def split(html: str) -> list[str]:
    """The page's tags and texts in order; joined, they are the page again."""
    return _TOKEN.findall(html)


def name(token: str) -> str:
    """A tag's name, with `/` before it for an end; empty for a text."""
    match = _NAME.match(token)
    return match[1] if match else ""


def attribute(token: str, key: str) -> str:
    """An attribute's value, still escaped; empty if there is none."""
    match = re.search(rf' {key}="([^"]*)"', token)
    return match[1] if match else ""


def escape(text: str) -> str:
    """Text that is safe between tags and within double quotes."""
    return _escape(text).replace("&#x27;", "'")


def plain(tokens: Collection[str]) -> str:
    """The text of these tokens, unescaped."""
    return unescape("".join(token for token in tokens if not token.startswith("<")))


def texts_outside(tokens: list[str], names: Collection[str]) -> Iterator[int]:
    """The positions of the texts that stand in none of the elements called `names`."""
    depth = 0
    for position, token in enumerate(tokens):
        if not token.startswith("<"):
            if not depth:
                yield position
            continue
        called = name(token)
        if called in names:
            depth += 1
        elif called[1:] in names and called.startswith("/"):
            depth -= 1


def map_texts(
    html: str, change: Callable[[str], str], *, outside: Collection[str], having: str
) -> str:
    """The page with `change` made to its texts.

    Args:
        html: a sanitised page.
        change: gets an unescaped text and gives HTML.
        outside: names of elements whose texts stay.
        having: a pattern: texts without it stay.
    """
    wanted = re.compile(having)
    if not wanted.search(html):
        return html
    tokens = split(html)
    for position in list(texts_outside(tokens, outside)):
        if wanted.search(tokens[position]):
            tokens[position] = change(unescape(tokens[position]))
    return "".join(tokens)


def replace(text: str, pattern: re.Pattern[str], make: Callable[[re.Match[str]], str]) -> str:
    """HTML of a plain text, in which `make` gives the HTML of what `pattern` finds; an empty
    answer leaves it as it is."""
    parts: list[str] = []
    position = 0
    for match in pattern.finditer(text):
        made = make(match)
        if made:
            parts += (escape(text[position : match.start()]), made)
            position = match.end()
    return "".join([*parts, escape(text[position:])])


def closing(tokens: list[str], position: int) -> int:
    """Where the element that begins at `position` ends."""
    called = name(tokens[position])
    depth = 0
    for here in range(position, len(tokens)):
        found = name(tokens[here])
        depth += (found == called) - (found == f"/{called}")
        if depth == 0:
            return here
    return len(tokens) - 1

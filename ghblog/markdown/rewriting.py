"""Putting other URLs into Markdown text, every other character as it was, and proving it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines
from ghblog.markdown.places import Place
from ghblog.markdown.probe import Probe

Replacement = tuple[int, int, str, bool]
"""(start, end, url, bare): `text[start:end]` becomes `url`; a bare value gets quotes."""

# Safe in every place where a destination can stand, and left alone by cmark-gfm and browsers.
# Parentheses, brackets, quotes, `|`, `\` and `<` are not: each ends something somewhere.
_UNSAFE = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#@!$*+,;=%&]")


class RewriteError(ValueError):
    """A URL cannot be put in its place without changing something else on the page.

    Attributes:
        line: where, from 1.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def rewrite(text: str, replacements: Sequence[Replacement]) -> str:
    """`text` with its live destinations replaced (offsets as `find_references` gives them).

    URLs are written so that they are right in their place: what is not safe ASCII
    percent-encoded, `&` as `&amp;`.

    Raises:
        RewriteError: cmark-gfm's page of the result would not be the old page with exactly these
            URLs changed, character for character.
    """
    if not replacements:
        return text
    ordered = sorted(replacements, key=lambda each: each[:2])
    _check_spans(text, ordered)
    result = _attempt(text, ordered)
    if result is None:
        culprit = next((each for each in ordered if _attempt(text, [each]) is None), ordered[0])
        line = Lines(text).number(culprit[0])
        raw = text[culprit[0] : culprit[1]]
        message = f"line {line}: replacing “{raw}” would change something else on the page"
        raise RewriteError(message, line)
    return result


def written(url: str) -> str:
    """`url` in the characters that mean the same in Markdown and in HTML attributes."""
    safe = _UNSAFE.sub(lambda match: percent(match.group()), url)
    if safe.startswith(",") or safe.endswith(","):  # `srcset` takes outer commas for its own
        core = safe.strip(",")
        lead = len(safe) - len(safe.lstrip(",")) if core else len(safe)
        safe = "%2C" * lead + core + "%2C" * (len(safe) - lead - len(core))
    return safe.replace("&", "&amp;")


def _check_spans(text: str, ordered: Sequence[Replacement]) -> None:
    position = 0
    for start, end, _url, _bare in ordered:
        if not position <= start <= end <= len(text):
            line = Lines(text).number(min(max(start, 0), len(text)))
            raise RewriteError(f"line {line}: replacements overlap or leave the text", line)
        position = end


def _attempt(text: str, ordered: Sequence[Replacement]) -> str | None:
    """The rewritten text, or None if its page is not what it should be."""
    probe = Probe(text)
    numbered = list(enumerate(ordered))
    html = probe.page_with(
        pair
        for n, (start, end, _, _) in numbered
        for pair in ((start, probe.head(n)), (end, probe.tail(n)))
    )
    found = None if html is None else probe.places(html)
    if html is None or found is None or len(found) < len(ordered):
        return None
    spots = sorted((spot, n) for n, many in found.items() for spot in many)
    if not all(probe.holds(html, n, spot) for spot, n in spots):
        return None
    new = [f'"{written(url)}"' if bare else written(url) for _, _, url, bare in ordered]
    result = _replaced(text, ordered, new)
    return result if page(result) == _expected(html, spots, new) else None


def _replaced(text: str, ordered: Sequence[Replacement], new: Sequence[str]) -> str:
    parts: list[str] = []
    position = 0
    for (start, end, _url, _bare), url in zip(ordered, new, strict=True):
        parts += (text[position:start], url)
        position = end
    return "".join([*parts, text[position:]])


def _expected(html: str, spots: Sequence[tuple[Place, int]], new: Sequence[str]) -> str:
    """The marked page with everything from a head to its tail replaced."""
    parts: list[str] = []
    position = 0
    for place, n in spots:
        parts += (html[position : place.start], new[n])
        position = place.end
    return "".join([*parts, html[position:]])


def percent(characters: str) -> str:
    """Every byte of them, in UTF-8, as `%XX`."""
    return "".join(f"%{byte:02X}" for byte in characters.encode("utf-8", "replace"))

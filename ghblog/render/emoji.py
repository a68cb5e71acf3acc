"""Emoji by GitHub's names, such as `:tada:`."""

from __future__ import annotations

import re
from functools import cache

from ghblog.render.walking import escape, map_texts

_OUTSIDE = frozenset(("pre", "code", "tt", "math", "svg"))
_NAME = re.compile(r":([A-Za-z0-9_+-]+):")
# GitHub's own pictures, which no character stands for.
_PICTURES = (
    "accessibility atom basecamp basecampy bowtie copilot dependabot electron feelsgood finnadie"
    " fishsticks goberserk godmode hurtrealbad neckbeard octocat rage1 rage2 rage3 rage4 shipit"
    " suspect trollface"
)


def with_emoji(html: str) -> str:
    """The page with emoji in place of their names; not in code."""
    return map_texts(html, _shown, outside=_OUTSIDE, having=r":[A-Za-z0-9_+-]+:")


def _shown(text: str) -> str:
    """The names may share a colon: `:a::tada:`, but `10:tada:` is one, too, as on GitHub."""
    parts: list[str] = []
    position = 0
    while match := _NAME.search(text, position):
        made = _emoji(match)
        end = match.end() if made else match.end() - 1
        parts.append(escape(text[position : match.start()]))
        parts.append(made or escape(text[match.start() : end]))
        position = end
    return "".join([*parts, escape(text[position:])])


def _emoji(match: re.Match[str]) -> str:
    name = match[1]
    character = _table().get(name, "")
    if character:
        return f'<g-emoji class="g-emoji" data-source="{match[0]}">{character}</g-emoji>'
    if name in _PICTURES.split():
        told = "GitHub shows a picture of its own here"
        return f'<span class="emoji-picture" title="{told}">{match[0]}</span>'
    return ""


@cache
def _table() -> dict[str, str]:
    """Name → character: gemoji's table, the one that GitHub's own names come from."""
    from pymdownx import gemoji_db

    known = {
        name.strip(":"): _characters(entry.get("unicode_alt") or entry["unicode"])
        for name, entry in gemoji_db.emoji.items()
    }
    aliases = {
        name.strip(":"): known[target.strip(":")] for name, target in gemoji_db.aliases.items()
    }
    return known | aliases


def _characters(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in codes.split("-"))

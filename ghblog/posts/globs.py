"""Patterns for paths: `*` and `?` stop at `/`, `**/` is any number of folders, `[a-z]` a choice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_TOKEN = re.compile(
    r"(?P<folders>(?:\*\*/)+)|(?P<rest>\*\*)|(?P<star>\*)|(?P<one>\?)|(?P<set>\[!?\]?[^]/]*\])"
)
_MEANS = {"folders": "(?:[^/]+/)*", "rest": ".*", "star": "[^/]*", "one": "[^/]"}


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Whether `path`, POSIX and relative, fits one of the patterns; NFC and NFD count alike."""
    plain = unicodedata.normalize("NFC", path)
    return any(_compiled(pattern).fullmatch(plain) for pattern in patterns)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    text = unicodedata.normalize("NFC", pattern).removeprefix("./")
    if text.endswith("/"):
        text += "**"
    parts = []
    position = 0
    for token in _TOKEN.finditer(text):
        parts += [re.escape(text[position : token.start()]), _meaning(token)]
        position = token.end()
    try:
        return re.compile("".join([*parts, re.escape(text[position:])]), re.DOTALL)
    except re.error:  # such as [z-a]: it can only be meant as it stands
        return re.compile(re.escape(text))


def _meaning(token: re.Match[str]) -> str:
    if token.lastgroup != "set":
        return _MEANS[str(token.lastgroup)]
    inner = token.group()[1:-1]
    negated = inner.startswith("!")
    inner = re.sub(r"([\\\[\]^&|~])", r"\\\1", inner.removeprefix("!"))
    return f"(?!/)[{'^' if negated else ''}{inner}]"

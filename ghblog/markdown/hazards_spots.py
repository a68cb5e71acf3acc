"""Where a mention or a reference might stand in Markdown text: a guess to be proved (`hazards`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

# Most `@` behind a letter are in addresses of mail: only a commit (`owner/repo@0123abc`) is not,
# and what stands behind an entity, which between tags needs no semicolon.
_SPOT = re.compile(
    r"(?P<at>(?:(?<![A-Za-z0-9])@|&(?:\#0*64(?![0-9]);?|\#x0*40(?![0-9a-f]);?|commat;)"
    r"|&\#?[a-z0-9]+@)(?=[A-Za-z0-9&])"
    r"|@(?=[0-9a-f]{7}))"
    r"|(?P<mark>&(?:\#0*35(?![0-9]);?|\#x0*23(?![0-9a-f]);?|num;)(?=[0-9&])"
    r"|(?<!&)\#(?=[0-9&])|&\#(?![0-9]+;)(?=[0-9])"
    r"|\bGH-(?=[0-9&])"
    r"|https?://(?=github\.com/[^/\s]+/[^/\s]+/(?:issues|pull|discussions|commit)/))",
    re.IGNORECASE | re.ASCII,
)
_LABEL = re.compile(r"\[([^\[\]]+)\](:?)")


class Spot(NamedTuple):
    """What may be a hazard: its `@`, `#`, `GH-` or `https://` begins at `start`, ends at `at`."""

    start: int
    at: int


Family = tuple[Spot, ...]


def families(text: str) -> list[Family]:
    """What may be a hazard in `text`, each by itself but for those in labels.

    Those of a link's label and of its definition belong together: with different tokens in them
    they would no longer be the same label.
    """
    found = [Spot(*match.span()) for match in _spots(text)]
    if not found:
        return []
    labels = list(_LABEL.finditer(text))
    defined = {_name(match) for match in labels if match[2]}
    labels = [match for match in labels if _name(match) in defined]
    starts = [match.start() for match in labels]
    seen = Counter[int]()
    together: dict[object, list[Spot]] = {}
    for spot in found:
        n = bisect_right(starts, spot.start) - 1
        key: object = spot
        if n >= 0 and spot.at < labels[n].end():
            key = _name(labels[n]), seen[n]
            seen[n] += 1
        together.setdefault(key, []).append(spot)
    return [tuple(family) for family in together.values()]


def _spots(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _SPOT.finditer(text) if match["at"] or match["mark"])


def _name(label: re.Match[str]) -> str:
    return " ".join(label[1].split()).casefold()

"""What notifies people or leaves traces in other places, and how to make it quiet.

Method: what may be a mention or a reference gets a token right behind its `@`, `#` or `//`, where
letters or digits follow, so that no rule of Markdown minds it; the text round it on cmark-gfm's
page tells whether GitHub sees one there (`hazards_rules`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ghblog.markdown.hazards_page import Sides, sides
from ghblog.markdown.hazards_quiet import broken, carry_out, linked, redirected
from ghblog.markdown.hazards_rules import HazardKind, Home, Sign, judge
from ghblog.markdown.lines import Lines
from ghblog.markdown.probe import Probe, halve
from ghblog.markdown.swapping import Swap, Swapped

__all__ = ["Hazard", "HazardKind", "find_hazards", "hush"]

_REDIRECT = "https://redirect.github.com/"
# Most `@` behind a letter are in addresses of mail: only a commit (`owner/repo@0123abc`) is not,
# and what stands behind an entity, which between tags needs no semicolon.
_SPOT = re.compile(
    r"(?P<at>(?:(?<![A-Za-z0-9])@|&(?:\#0*64|\#x0*40|commat);|&\#?[a-z0-9]+@)(?=[A-Za-z0-9&])"
    r"|@(?=[0-9a-f]{7}))"
    r"|(?P<mark>&(?:\#0*35|\#x0*23|num);(?=[0-9&])|(?<!&)\#(?=[0-9&])|&\#(?![0-9]+;)(?=[0-9])"
    r"|\bGH-(?=[0-9&])"
    r"|https?://(?=github\.com/[^/\s]+/[^/\s]+/(?:issues|pull|discussions|commit)/))",
    re.IGNORECASE | re.ASCII,
)
_CLOSING = re.compile(
    r"(?<![A-Za-z0-9_])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t\r\n]+\Z", re.IGNORECASE
)
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Hazard:
    """A mention or a reference that GitHub acts on.

    Attributes:
        start, end: character offsets, the word of a closing reference included.
        text: `text[start:end]`: a login with its `@`, `owner/repo#12`, `fixes #12`, a URL as far
            as it names an issue.
        line: from 1.
        quiet: how to defuse it (`hush` does); None for a URL of the own repository.
        url: of references to another repository: the same through redirect.github.com, from
            which GitHub makes no backlink.
    """

    kind: HazardKind
    start: int
    end: int
    text: str
    line: int
    quiet: Swap | None
    url: str = ""


def find_hazards(
    text: str,
    *,
    owner: str = "",
    repository: str = "",
    allowed: Collection[str] = (),
    mine: Collection[str] = (),
) -> tuple[Hazard, ...]:
    """What in `text` GitHub acts on: live text and the addresses of links, no code. Ascending.

    Nothing is rendered where nothing looks like it.

    Args:
        text: Markdown; any Unicode, any line ends.
        owner: whose mention is none; empty: that of `repository`.
        repository: `owner/name`, where the text is published.
        allowed: logins and teams (`org/team`) whose mention is none, without regard to case.
        mine: further repositories (`owner/name`) that count as the own one.
    """
    spots = list(_spots(text))
    if not spots:
        return ()
    probe = Probe(text)
    lines = Lines(text)
    home = Home(
        (owner or repository.partition("/")[0]).lower(),
        (repository if "/" in repository or not owner else f"{owner}/{repository}").lower(),
        {each.lower().removeprefix("@") for each in allowed},
        {each.lower() for each in mine},
    )
    found: list[Hazard] = []
    for spot, (left, right) in halve(spots, lambda group: _seen(probe, group)):
        sign = judge(left, right, home)
        if sign:
            found.append(_hazard(text, lines, spot, sign))
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def hush(text: str, hazards: Sequence[Hazard]) -> Swapped:
    """`text` with these hazards made quiet, its page the same but for that.

    Mentions and references within the repository get a break that nobody sees, references to
    others become links to redirect.github.com, and so do URLs.

    Args:
        hazards: of those that `find_hazards` found in this very text; without `quiet` they stay.

    Returns:
        `refused` holds the `quiet` of those that cannot be made so without changing something else.
    """
    return carry_out(text, [each.quiet for each in hazards if each.quiet])


class _Spot(NamedTuple):
    """What may be a hazard: its character begins at `start` and ends at `at`."""

    start: int
    at: int


def _spots(text: str) -> Iterator[_Spot]:
    for match in _SPOT.finditer(text):
        if match["at"] or match["mark"]:
            yield _Spot(match.start(), match.end())


def _seen(probe: Probe, group: Sequence[_Spot]) -> list[tuple[_Spot, Sides]] | None:
    html = probe.page_with((spot.at, probe.head(n)) for n, spot in enumerate(group))
    if html is None:
        return None
    return [(group[n], both) for n, both in sides(probe, html).items()]


def _hazard(text: str, lines: Lines, spot: _Spot, sign: Sign) -> Hazard:
    left = text.endswith(sign.before, 0, spot.at)
    right = text.startswith(sign.after, spot.at)
    start = spot.at - len(sign.before) if left else spot.start
    end = spot.at + len(sign.after) if right else spot.at
    url = _REDIRECT + sign.path if sign.path else ""
    quiet = _quiet(text, spot, sign, (start, end) if left and right else None, url)
    kind = sign.kind
    closing = _CLOSING.search(text, max(0, start - _NEAR), start)
    if closing and kind is not HazardKind.MENTION:
        start, kind = closing.start(), HazardKind.CLOSING
    return Hazard(kind, start, end, text[start:end], lines.number(start), quiet, url)


def _quiet(
    text: str, spot: _Spot, sign: Sign, plain: tuple[int, int] | None, url: str
) -> Swap | None:
    if sign.address:
        return redirected(spot.at) if url else None
    if not url or plain is None or "/" not in sign.before:
        return broken(spot.at)
    start, end = plain
    # A link parts the text round it: `x/y#1@bob` would begin to mention somebody.
    if text.startswith(("@", "#", "&", "\\"), end) or text.endswith(("@", "#"), 0, start):
        return broken(spot.at)
    return linked(start, end, sign.before + sign.after, url)

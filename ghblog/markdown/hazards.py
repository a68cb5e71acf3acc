"""What notifies people or leaves traces in other places, and how to make it quiet.

Method: what may be a mention or a reference gets a token right behind its `@`, `#` or `//`, where
letters or digits follow, so that no rule of Markdown minds it; the text round it on cmark-gfm's
page tells whether GitHub sees one there (`hazards_rules`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ghblog.markdown.hazards_page import Sides, sides
from ghblog.markdown.hazards_quiet import broken, carry_out, linked, redirected
from ghblog.markdown.hazards_rules import HazardKind, Home, Sign, judge
from ghblog.markdown.hazards_spots import Family, Spot, families
from ghblog.markdown.lines import Lines
from ghblog.markdown.probe import Probe, halve, tries
from ghblog.markdown.swapping import Swap, Swapped

__all__ = ["Hazard", "HazardKind", "find_hazards", "hush"]

_REDIRECT = "https://redirect.github.com/"
_CLOSING = re.compile(
    r"(?<![A-Za-z0-9_])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t\r\n]+\Z", re.IGNORECASE
)
_GLUED = re.compile(r"[^\W_][*_~]+\Z")
_GLUED_BEHIND = re.compile(r"[*_~]+[^\W_]")
_NEAR = 40
_FAR = 200
_WORTH = 4  # only a text made to be hostile needs as many attempts


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
    spots = families(text)
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
    for spot, (left, right) in _seen(probe, spots):
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


def _seen(probe: Probe, spots: Sequence[Family]) -> Iterator[tuple[Spot, Sides]]:
    """The spots that GitHub looks at, with the text round them."""
    turns = tries(probe.text, _WORTH)
    seen: set[Spot] = set()
    for family, both in halve(spots, lambda group: _attempt(probe, group), turns):
        seen.update(family)
        if len(family) == 1:
            yield family[0], both
            continue
        # One of them is live: a label that is none, or one in a text that is no definition.
        alone = [(each,) for each in family]
        for (each,), its in halve(alone, lambda group: _attempt(probe, group), turns):
            yield each, its
    if next(turns, None) is None:  # whoever wrote this wants to hide somebody: in doubt, all are
        yield from ((each, _round(probe.text, each)) for each in chain(*spots) if each not in seen)


def _round(text: str, spot: Spot) -> Sides:
    return text[max(0, spot.at - _FAR) : spot.at], text[spot.at : spot.at + _FAR]


def _attempt(probe: Probe, group: Sequence[Family]) -> list[tuple[Family, Sides]] | None:
    html = probe.page_with(
        (spot.at, probe.head(n)) for n, family in enumerate(group) for spot in family
    )
    if html is None:
        return None
    return [(group[n], both) for n, both in sides(probe, html).items()]


def _hazard(text: str, lines: Lines, spot: Spot, sign: Sign) -> Hazard:
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
    text: str, spot: Spot, sign: Sign, plain: tuple[int, int] | None, url: str
) -> Swap | None:
    if sign.address:
        return redirected(spot.at) if url else None
    if not url or plain is None or "/" not in sign.before:
        return broken(spot.at)
    start, end = plain
    # A link parts the text round it: `x/y#1@bob` would begin to mention somebody.
    if text.startswith(("@", "#", "&", "\\"), end) or text.endswith(("@", "#"), 0, start):
        return broken(spot.at)
    # In 中文**x/y#1**中文 the brackets of a link would end the emphasis: no need to try.
    if _GLUED.search(text, max(0, start - _NEAR), start) or _GLUED_BEHIND.match(text, end):
        return broken(spot.at)
    return linked(start, end, sign.before + sign.after, url)

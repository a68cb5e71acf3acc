"""Bold text that GitHub does not see, since punctuation stands where it wants none.

`**注意：**这里` is bold for every writer of Chinese; CommonMark ends nothing at a `**` between
punctuation and a letter (its “right-flanking delimiter runs”, in section 6.2).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import punctuation

from ghblog.linting.telling import Body, quoted
from ghblog.markdown.github import page
from ghblog.markdown.probe import Probe, halve, tries
from ghblog.model import Finding

_PAIR = re.compile(r"(?<![*\\])\*\*(?![*\s])(?P<words>[^*\r\n]{1,500}?)(?<![\s\\])\*\*(?!\*)")
_PLAIN = frozenset(",.:;?!%\"'")
_WEIGHT = re.compile(r"</?(?:strong|em)>|\*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class _Bold:
    """`text[start:end]` is meant to be bold; `better` is the same so that GitHub takes it."""

    start: int
    end: int
    words: str
    better: str


def lost_bold(body: Body) -> Iterator[Finding]:
    """A finding for each pair of `**` that was meant as bold and is not on the page.

    That it was is told by its place, next to Chinese, Japanese or Korean or their punctuation;
    that it is not, and is no code, by cmark-gfm.
    """
    meant = list(_meant(body.text))
    if not meant:
        return
    probe = Probe(body.text)
    turns = tries(body.text)
    failing = halve(meant, lambda group: _failing(probe, group), turns)
    for one in halve(failing, lambda group: _live(probe, group), turns):
        typed = quoted(body.text[one.start : one.end])
        message = f"{typed} does not become bold: a ** between punctuation and a letter is no mark"
        yield body.tell(one.start, "lost-bold", message, f"write {one.better}")


def _meant(text: str) -> Iterator[_Bold]:
    for match in _PAIR.finditer(text):
        words = match["words"]
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        first, last = words[0], words[-1]
        opens = _hinders(before, first)
        closes = _hinders(after, last)
        if opens or closes:
            yield _Bold(*match.span(), words, _better(words, opens=opens, closes=closes))


def _hinders(outside: str, inside: str) -> bool:
    """Whether a `**` between these two is none to CommonMark, and Chinese is about."""
    if not outside or outside.isspace() or _is_punctuation(outside):
        return False
    if not _is_punctuation(inside):
        return False
    return not inside.isascii() or _CJK.match(outside) is not None


def _is_punctuation(character: str) -> bool:
    """As cmark-gfm has it: no emoji and no `°`."""
    return character in punctuation or unicodedata.category(character).startswith("P")


def _better(words: str, *, opens: bool, closes: bool) -> str:
    """With the punctuation outside; where that tears a pair of brackets, or something else of
    Markdown, apart, in HTML."""
    start, end = 0, len(words)
    while opens and start < end and _is_edge(words[start]):
        start += 1
    while closes and end > start and _is_edge(words[end - 1]):
        end -= 1
    inner = words[start:end]
    torn = not inner or not _is_balanced(inner)
    if torn or (opens and _is_punctuation(inner[0])) or (closes and _is_punctuation(inner[-1])):
        return f"<b>{words}</b>"
    return f"{words[:start]}**{inner}**{words[end:]}"


def _is_edge(character: str) -> bool:
    """Whether it may stand outside as well: no ASCII that may be a mark of Markdown."""
    plain = not character.isascii() or character in _PLAIN
    return character.isspace() or (plain and _is_punctuation(character))


def _is_balanced(words: str) -> bool:
    kinds = Counter(unicodedata.category(each) for each in words)
    opened, closed = kinds["Ps"] + kinds["Pi"], kinds["Pe"] + kinds["Pf"]
    return opened == closed and words.count('"') % 2 == 0


def _failing(probe: Probe, group: Sequence[_Bold]) -> list[_Bold] | None:
    """Those that are not bold on the page; None if the tokens disturb it."""
    pairs = (
        pair
        for n, each in enumerate(group)
        for pair in ((each.start, probe.head(n)), (each.end, probe.tail(n)))
    )
    html = probe.page_with(pairs)
    if html is None:
        return None
    spots = probe.spots(html)
    found = []
    for n, each in enumerate(group):
        heads, tails = spots.get(probe.head(n), []), spots.get(probe.tail(n), [])
        if len(heads) == len(tails) == 1:
            shown = html[heads[0] + len(probe.head(n)) : tails[0]]
            bold = shown.startswith("<strong>") and shown.endswith("</strong>")
            if not bold and html.rfind("<", 0, heads[0]) <= html.rfind(">", 0, heads[0]):
                found.append(each)  # and in no tag
    return found


def _live(probe: Probe, group: Sequence[_Bold]) -> list[_Bold] | None:
    """All of them, if their asterisks can be escaped, as they can in Markdown alone: not in code
    and not in HTML."""
    parts: list[str] = []
    position = 0
    for each in group:
        parts += (probe.text[position : each.start], rf"\*\*{each.words}\*\*")
        position = each.end
    escaped = page("".join([*parts, probe.text[position:]]))
    return list(group) if _WEIGHT.sub("", escaped) == _WEIGHT.sub("", probe.page) else None

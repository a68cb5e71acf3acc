"""Making mentions and references quiet, proved to change nothing else on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ghblog.markdown.github import page
from ghblog.markdown.probe import Probe, halve, insert, tries
from ghblog.markdown.swapping import Swap, Swapped, swap

_BREAK, _SHOWN = "&#8203;", "\u200b"  # ZERO WIDTH SPACE


def broken(at: int) -> Swap:
    """An invisible break at an offset, between `@` or `#` and what follows."""
    return Swap(at, at, _BREAK, html=_SHOWN)


def redirected(at: int) -> Swap:
    """Behind the `//` of a URL at GitHub: another host, which leads to the same page and from
    which GitHub makes no backlink."""
    return Swap(at, at, "redirect.", html="redirect.")


def linked(start: int, end: int, shown: str, url: str) -> Swap:
    """A reference typed as text, made a link."""
    return Swap(start, end, f"[{shown}]({url})", html=f'<a href="{url}">{shown}</a>')


def carry_out(text: str, swaps: Sequence[Swap]) -> Swapped:
    """`text` with those of the swaps (made by the functions above) that change nothing else.

    A reference that cannot be made a link gets a break.
    """
    links = _links(text, [each for each in swaps if each.start < each.end])
    wanted = {each.start: (each, each) for each in swaps if each.start == each.end}
    for each in links.refused:
        number = max(text.rfind(mark, each.start, each.end) for mark in "#@") + 1
        wanted[number] = (broken(number), each)
    ordered = sorted(wanted)
    moves = zip(_forward(links, ordered), ordered, strict=True)
    places = {new: wanted[old] for new, old in moves}
    moved = [replace(each, start=at, end=at) for at, (each, _) in places.items()]
    result, good = _inserted(links.text, moved)
    done = [
        replace(good[at], start=each.start, end=each.end)
        for at, (each, _) in places.items()
        if at in good
    ]
    refused = [wish for at, (_, wish) in places.items() if at not in good]
    return Swapped(result, tuple(_sorted([*links.done, *done])), tuple(_sorted(refused)))


def _sorted(swaps: Sequence[Swap]) -> list[Swap]:
    return sorted(swaps, key=lambda each: (each.start, each.end))


def _links(text: str, swaps: Sequence[Swap]) -> Swapped:
    """Links as Markdown, or as HTML where Markdown is not read (between tags)."""
    first = swap(text, swaps)
    if not first.refused:
        return first
    others = {replace(each, new=each.html or each.new): each for each in first.refused}
    second = swap(text, [*first.done, *others])
    return replace(second, refused=tuple(others.get(each, each) for each in second.refused))


def _forward(swapped: Swapped, offsets: Iterable[int]) -> Iterator[int]:
    """Where in the new text these offsets of the old one are; ascending."""
    shift = n = 0
    for offset in offsets:
        while n < len(swapped.done) and swapped.done[n].end <= offset:
            each = swapped.done[n]
            shift += len(each.new) - (each.end - each.start)
            n += 1
        yield offset + shift


def _inserted(text: str, swaps: Sequence[Swap]) -> tuple[str, dict[int, Swap]]:
    """The text with the insertions that change nothing else, and these by their offsets."""
    if not swaps:
        return text, {}
    probe = Probe(text, besides=" ".join(each.new for each in swaps))
    result, good = _together(probe, swaps)
    if len(good) < len(swaps):  # where entities are not read, such as in `[^@bob]` without a note
        result, good = _together(
            probe, [each if each in good else replace(each, new=each.html or "") for each in swaps]
        )
    return result, {each.start: each for each in good}


def _together(probe: Probe, swaps: Sequence[Swap]) -> tuple[str, list[Swap]]:
    turns = tries(probe.text)
    good = halve(
        swaps, lambda group: None if _attempt(probe, group) is None else list(group), turns
    )
    result = _attempt(probe, good)
    if result is None:  # each half will do alone, but not all together
        several, good = good, []
        for each, _ in zip(several, turns, strict=False):
            if _attempt(probe, [*good, each]) is not None:
                good.append(each)
        result = _attempt(probe, good)
    return probe.text if result is None else result, good


def _attempt(probe: Probe, group: Sequence[Swap]) -> str | None:
    """The text with these insertions, or None if its page is not what it should be.

    What is inserted may come out several times: a bare URL is an address and its text.
    """
    html = probe.page_with((each.start, probe.head(n)) for n, each in enumerate(group))
    token = re.compile(probe.head(0).replace("000000", "([0-9]{6})", 1))
    if html is None or len(set(token.findall(html))) < len(group):
        return None
    expected = token.sub(lambda match: group[int(match[1])].html or "", html)
    result = insert(probe.text, ((each.start, each.new) for each in group))
    return result if _spelled(page(result)) == _spelled(expected) else None


def _spelled(html: str) -> str:
    """The page with one spelling for the break: between HTML tags it stays as it is typed."""
    return html.replace(_BREAK, _SHOWN)

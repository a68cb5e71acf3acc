"""Swaps after swaps, as if they had been done at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ghblog.markdown.swapping import Swap, Swapped, swap


def settle(text: str, choices: Sequence[Sequence[Swap]]) -> tuple[Swapped, dict[int, Swap]]:
    """`text` with one of each choice's swaps carried out: the first that changes nothing else.

    Returns:
        The result, and which swap was carried out by the number of its choice.
    """
    owners = {each: n for n, many in enumerate(choices) for each in many}
    done: dict[int, Swap] = {}
    result = Swapped(text)
    for attempt in range(max(map(len, choices), default=0)):
        tried = [
            many[attempt] for n, many in enumerate(choices) if n not in done and attempt < len(many)
        ]
        if tried:
            result = swap(text, [*done.values(), *tried])
            done = {owners[each]: each for each in result.done}
    return replace(result, refused=()), done


@dataclass(frozen=True, slots=True)
class _Edit:
    """A swap seen from both sides: `outer` offsets in the text between the two steps, whence the
    one comes or whither the other goes."""

    start: int
    end: int
    swap: Swap
    late: bool


def compose(original: str, first: Swapped, second: Swapped) -> Swapped:
    """What leads from the original to the second's text, the first's being what lies between.

    Swaps of the second that touch what the first put in are melted into one with it.
    """
    if not first.done or not second.done:
        return second if second.done else first
    edits = sorted(
        [*_results(first), *(_Edit(each.start, each.end, each, late=True) for each in second.done)],
        key=lambda each: (each.start, each.end, each.late),
    )
    done = [_melted(group, first, second, original) for group in _groups(edits)]
    return Swapped(second.text, tuple(done))


def _results(swapped: Swapped) -> Iterator[_Edit]:
    shift = 0
    for each in swapped.done:
        start = each.start + shift
        yield _Edit(start, start + len(each.new), each, late=False)
        shift += len(each.new) - (each.end - each.start)


def _groups(edits: Sequence[_Edit]) -> Iterator[list[_Edit]]:
    group: list[_Edit] = []
    reach = -1
    for each in edits:
        if group and each.start >= reach:
            yield group
            group = []
        group.append(each)
        reach = max(reach, each.end)
    if group:
        yield group


def _melted(group: Sequence[_Edit], first: Swapped, second: Swapped, original: str) -> Swap:
    start = min(each.start for each in group)
    end = max(each.end for each in group)
    early = [each for each in group if not each.late]
    late = [each for each in group if each.late]
    if not late:
        return early[0].swap
    here = sum(_growth(each.swap) for each in early)
    before = sum(_growth(each.swap) for each in _results(first) if _is_before(each, start, early))
    old_start = start - before
    old_end = end - before - here
    if not early:
        only = late[0].swap
        inside = only.inside - before if only.inside else 0
        return replace(only, start=old_start, end=old_end, inside=inside)
    grown = sum(_growth(each.swap) for each in late)
    ahead = sum(_growth(each) for each in second.done if each.end <= start)
    new = second.text[start + ahead : end + ahead + grown]
    assert 0 <= old_start <= old_end <= len(original)
    return Swap(old_start, old_end, new)


def _growth(each: Swap) -> int:
    return len(each.new) - (each.end - each.start)


def _is_before(each: _Edit, start: int, group: Sequence[_Edit]) -> bool:
    return each.end <= start and each not in group

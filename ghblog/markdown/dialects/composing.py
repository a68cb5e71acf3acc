"""Swaps after swaps, as if they had been done at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ghblog.markdown.probe import tries
from ghblog.markdown.swapping import Swap, Swapped, swap


def settle(text: str, choices: Sequence[Sequence[Swap]]) -> tuple[Swapped, dict[int, Swap]]:
    """`text` with one of each choice's swaps carried out: the first that changes nothing else.

    Returns:
        The result, and which swap was carried out by the number of its choice.
    """
    owners = {each: n for n, many in enumerate(choices) for each in many}
    done: dict[int, Swap] = {}
    result = Swapped(text)
    turns = tries(text)
    for attempt in range(max(map(len, choices), default=0)):
        tried = [
            many[attempt] for n, many in enumerate(choices) if n not in done and attempt < len(many)
        ]
        if tried:
            found = swap(text, [*done.values(), *tried], turns)
            if len(found.done) < len(done):  # no turns were left
                break
            result = found
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


class _Grown(NamedTuple):
    """By how many characters swaps made the text longer: those of the first step, of the second."""

    early: int = 0
    late: int = 0

    def and_by(self, group: Sequence[_Edit]) -> _Grown:
        """The same and the swaps of a group."""
        growth = [
            sum(_growth(each.swap) for each in group if each.late is late) for late in (False, True)
        ]
        return _Grown(self.early + growth[0], self.late + growth[1])


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
    done: list[Swap] = []
    grown = _Grown()
    for group in _groups(edits):
        done.append(_melted(group, grown, second.text, len(original)))
        grown = grown.and_by(group)
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


def _melted(group: Sequence[_Edit], grown: _Grown, text: str, most: int) -> Swap:
    """One swap from the original to the last text.

    Args:
        grown: by what stands before the group.
        text: the last one.
        most: the original's length.
    """
    start = min(each.start for each in group)
    end = max(each.end for each in group)
    here = _Grown().and_by(group)
    old_start, old_end = start - grown.early, end - grown.early - here.early
    if not any(each.late for each in group):
        return group[0].swap
    if all(each.late for each in group):
        only = group[0].swap
        inside = only.inside - grown.early if only.inside else 0
        return replace(only, start=old_start, end=old_end, inside=inside)
    assert 0 <= old_start <= old_end <= most
    return Swap(old_start, old_end, text[start + grown.late : end + grown.late + here.late])


def _growth(each: Swap) -> int:
    return len(each.new) - (each.end - each.start)

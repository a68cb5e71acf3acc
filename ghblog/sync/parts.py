"""Which comments below a post are its further parts. Pure.

A part is known by its node id, which the ledger has, else by its marker: a run may have died
between the comment and the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ghblog.marker import read_marker, same_text, trusted, unedited
from ghblog.model import Change, Remark


def has_parts(change: Change) -> bool:
    """Whether the comments below a post have to be read: it has further parts, is to have some, or
    nobody knows whether it has."""
    if change.entry is None:
        return False
    wanted = change.document is not None and len(change.document.parts) > 1
    return wanted or bool(change.entry.parts) or not change.entry.digest


def match_parts(
    change: Change,
    remarks: Sequence[Remark],
    *,
    blog: str,
    viewer: str,
    publishers: Iterable[str],
) -> Change:
    """The change with the comments that are its parts, and those of ours that are none any more.

    Args:
        remarks: all comments below the post, oldest first.
    """
    assert change.entry
    wanted = len(change.document.parts) - 1 if change.document else len(change.entry.parts)
    by_node = {remark.node: remark for remark in remarks}
    recorded = [by_node.get(node) for node in change.entry.parts]
    marked = _marked(change, remarks, blog, viewer, publishers)
    further: list[Remark | None] = []
    taken: set[str] = set()
    for number in range(2, wanted + 2):
        there = recorded[number - 2] if number - 2 < len(recorded) else None
        found = there or next(
            (one for one in marked.get(number, ()) if one.node not in change.entry.parts), None
        )
        further.append(found)
        taken |= {found.node} if found else set()
    if change.document:  # one that is to be made stands last: what is there moves up
        further.sort(key=lambda one: one is None)
    ours = [one for one in recorded if one]
    if not change.entry.digest:  # some run may have left comments that the ledger does not know
        ours += [one for many in marked.values() for one in many]
    surplus = {one.node: one for one in ours if one.node not in taken}
    return replace(change, further=tuple(further), surplus=tuple(surplus.values()))


def parts_edited(change: Change, texts: Sequence[str]) -> int:
    """The number of a part that somebody edited on the web since we wrote it; 0 if none was.

    Args:
        texts: what the parts from the second on are to be.
    """
    wanted = [*texts, *("" for _ in change.surplus)]
    for number, (remark, text) in enumerate(
        zip([*change.further, *change.surplus], wanted, strict=True), 2
    ):
        if remark and not unedited(remark.body) and not (text and same_text(remark.body, text)):
            return number
    return 0


def parts_in_step(change: Change, texts: Sequence[str]) -> bool:
    """Whether the comments are just what they should be."""
    pairs = zip(change.further, texts, strict=True)
    return not change.surplus and all(
        remark and part_in_step(remark, text) for remark, text in pairs
    )


def part_in_step(remark: Remark, text: str) -> bool:
    """Whether a part needs no edit: its words are right and it knows which part it is.

    The digest in its marker may be an older one: it is of all parts, and an edit of one is no
    reason to edit the others.
    """
    old, new = read_marker(remark.body), read_marker(text)
    if old is None or new is None or not unedited(remark.body):
        return False
    same = (old.post, old.part, old.parts) == (new.post, new.part, new.parts)
    return same and same_text(remark.body, text)


def _marked(
    change: Change, remarks: Sequence[Remark], blog: str, viewer: str, publishers: Iterable[str]
) -> Mapping[int, list[Remark]]:
    found: dict[int, list[Remark]] = {}
    names = tuple(publishers)
    ids = {change.post, change.old} - {""}
    for remark in remarks:
        marker = read_marker(remark.body)
        if marker is None or marker.blog != blog or marker.post not in ids or marker.part < 2:
            continue
        if trusted(remark, viewer, names):
            found.setdefault(marker.part, []).append(remark)
    return found

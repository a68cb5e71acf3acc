"""A post's text → parts that GitHub takes, each with its slots."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ghblog.markdown.references import Reference, find_references
from ghblog.markdown.rewriting import written
from ghblog.markdown.split import Piece, split
from ghblog.model import Part, Slot
from ghblog.posts.links import is_link

TEXT_LIMIT = 65_536
"""Characters of an issue's body or a comment, by GitHub.

How it counts those beyond the Basic Multilingual Plane is not known: as two here, to be safe."""


def length(text: str) -> int:
    """Characters as counted for the limit: UTF-16 code units."""
    return (
        len(text) + sum(1 for each in text if each > "\uffff") if not text.isascii() else len(text)
    )


def make_parts(
    text: str, slots: Sequence[Slot], longest: Mapping[str, int], room: int
) -> tuple[Part, ...]:
    """The text in as many parts as it needs; most often it is one.

    Args:
        slots: of the text, ascending.
        longest: slot's target → the length of the longest URL that it may get.
        room: characters that a part may have with its URLs.

    Raises:
        SplitError: something in it is too long and cannot be cut.
    """
    growth = [_growth(slot, longest) for slot in slots]
    if length(text) + sum(growth) <= room:
        return (Part(text, tuple(slots)),)
    # A slot is known again in a piece by itself and the two characters before it.
    grown: dict[str, int] = {}
    for slot, more in zip(slots, growth, strict=True):
        key = text[max(0, slot.start - 2) : slot.end]
        grown[key] = max(grown.get(key, 0), more)

    def fits(piece: str) -> bool:
        size = length(piece)
        if size > room:
            return False
        return size + sum(piece.count(key) * more for key, more in grown.items()) <= room

    return tuple(_part(piece, text, slots) for piece in split(text, fits))


def _growth(slot: Slot, longest: Mapping[str, int]) -> int:
    new = longest[slot.target] + length(written(slot.fragment)) + 2 * slot.bare
    return max(0, new - (slot.end - slot.start))


def _part(piece: Piece, text: str, slots: Sequence[Slot]) -> Part:
    """A piece with the slots of those destinations that are live in it.

    A definition stays where it stands though only others parts use it; and of two that say the
    same, the second may be what counts in a part.
    """
    by_start = {slot.start: slot for slot in slots}
    by_raw = {(text[slot.start : slot.end], is_link(slot)): slot for slot in slots}
    raws = {raw for raw, _ in by_raw}
    found = []
    for reference in find_references(piece.text, wanted=lambda raw: raw in raws):
        source = _origin(piece, reference.start)
        slot = by_start.get(source)
        if slot is None or text[slot.start : slot.end] != reference.raw:
            link = not (reference.image or reference.media)
            slot = by_raw.get((reference.raw, link)) or by_raw[reference.raw, not link]
        found.append(_moved(slot, reference, source))
    return Part(piece.text, tuple(found))


def _moved(slot: Slot, reference: Reference, source: int) -> Slot:
    around = slot.around
    if around != (0, 0):
        shift = reference.start - source
        same = source == slot.start
        around = (around[0] + shift, around[1] + shift) if same else (0, 0)
    return replace(
        slot, start=reference.start, end=reference.end, bare=reference.bare, around=around
    )


def _origin(piece: Piece, offset: int) -> int:
    """Where in the whole text a character of the piece comes from; -1 for an added one."""
    index = bisect_right(piece.spans, offset, key=lambda span: span[0]) - 1
    if index < 0:
        return -1
    start, source, size = piece.spans[index]
    return source + offset - start if offset < start + size else -1

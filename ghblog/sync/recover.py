"""What already bears our marker → ledger entries. Pure.

Used after a run that died (its creates, found by number), and at first contact (everything
that exists), so that the ledger can be rebuilt from the markers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ghblog.marker import Marker, read_marker, trusted
from ghblog.model import Entry, Existing, Ledger


@dataclass(frozen=True, slots=True)
class Recovered:
    """The ledger with what was found, and what to tell about it.

    Attributes:
        records: post id → what bears its marker, where the ledger on GitHub lacks it.
        unmarked: what bears no marker of this blog's.
    """

    ledger: Ledger
    records: Mapping[str, Existing] = field(default_factory=dict)
    unmarked: tuple[Existing, ...] = ()
    notices: tuple[str, ...] = ()


def recover(
    ledger: Ledger,
    found: Iterable[Existing],
    *,
    viewer: str,
    publishers: Iterable[str],
) -> Recovered:
    """Enter into the ledger what bears a marker of its blog by somebody whose marker counts.

    The lowest number wins when several bear the same post's marker; the others are told.
    Entries get no inputs hash, so that the next plan compares digests.
    """
    posts = dict(ledger.posts)
    known = {entry.node for entry in posts.values()}
    records: dict[str, Existing] = {}
    unmarked, notices = [], []
    for existing in sorted(found, key=lambda one: one.number):
        marker = read_marker(existing.body)
        if existing.node in known:
            continue
        if marker is None or marker.blog != ledger.blog:
            unmarked.append(existing)
        elif not trusted(existing, viewer, publishers):
            notices.append(_stranger(existing, marker))
        elif marker.part == 1 and marker.post not in posts:
            posts[marker.post] = _entry(existing, marker)
            records[marker.post] = existing
        elif marker.part == 1:
            notices.append(_second(existing, posts[marker.post]))
    return Recovered(replace(ledger, posts=posts), records, tuple(unmarked), tuple(notices))


def titles_of(existing: Iterable[Existing]) -> Mapping[int, str]:
    """What the ledger remembers of issues and discussions without a marker."""
    return {one.number: one.title for one in existing}


def _entry(existing: Existing, marker: Marker) -> Entry:
    return Entry(
        id=marker.post,
        kind=existing.kind,
        node=existing.node,
        number=existing.number,
        title=existing.title,
        date=existing.created.date() if existing.created else date.min,
        path="",
        source="",
        inputs="",
        digest=marker.digest,
    )


def _stranger(existing: Existing, marker: Marker) -> str:
    return (
        f"#{existing.number} by {existing.author} carries the marker of the post “{marker.post}”, "
        "but its author may not publish here; it is left alone"
    )


def _second(existing: Existing, entry: Entry) -> str:
    return (
        f"#{existing.number} carries the marker of the post “{entry.id}”, "
        f"which is #{entry.number} already; it is left alone"
    )

"""What already bears our marker → ledger entries. Pure.

Used after a run that died (its creates, found by number), and at first contact (everything
that exists), so that the ledger can be rebuilt from the markers.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ghblog.marker import Marker, read_marker, trusted, unedited
from ghblog.model import Entry, Existing, Ledger


@dataclass(frozen=True, slots=True)
class Recovered:
    """The ledger with what was found, and what to tell about it.

    Attributes:
        records: post id → what bears its marker, where the ledger on GitHub lacks it.
        doubtful: post id → why nobody can tell which one it is.
        unmarked: what bears no marker of this blog's.
    """

    ledger: Ledger
    records: Mapping[str, Existing] = field(default_factory=dict)
    doubtful: Mapping[str, str] = field(default_factory=dict)
    unmarked: tuple[Existing, ...] = ()
    notices: tuple[str, ...] = ()


def recover(
    ledger: Ledger,
    found: Iterable[Existing],
    *,
    viewer: str,
    publishers: Iterable[str],
    folder: str | None = None,
) -> Recovered:
    """Enter into the ledger what bears a marker of its blog by somebody whose marker counts.

    Entries get no inputs hash, so that the next plan compares digests; and no digest where
    nobody knows whether all parts are there, so that it looks.

    Args:
        folder: of the posts: with it an id tells the path that the file had, most likely, when
            the marker was written, so that links that spell it still lead there.
    """
    ledger = replace(ledger, posts=_unsettled(ledger))
    known = {entry.node for entry in ledger.posts.values()}
    marked: dict[str, list[Existing]] = {}
    unmarked, notices = [], []
    for existing in sorted(found, key=lambda one: one.number):
        marker = read_marker(existing.body)
        if existing.node in known:
            continue
        if marker is None or marker.blog != ledger.blog:
            unmarked.append(existing)
        elif not trusted(existing, viewer, publishers):
            notices.append(_stranger(existing, marker))
        elif marker.part == 1 and marker.post in ledger.posts:
            notices.append(_second(existing, f"#{ledger.posts[marker.post].number}", marker))
        elif marker.part == 1:
            marked.setdefault(marker.post, []).append(existing)
    recovered = _resolve(ledger, marked, unmarked, notices)
    return recovered if folder is None else _with_paths(recovered, folder)


def _unsettled(ledger: Ledger) -> dict[str, Entry]:
    """The entries; those whose further parts a dead run may have written, as not known."""
    claimed = ledger.claim.posts if ledger.claim else ()
    doubtful = {post for post, part in claimed if part > 1}
    return {
        id_: replace(entry, inputs="", digest="") if id_ in doubtful else entry
        for id_, entry in ledger.posts.items()
    }


def _resolve(
    ledger: Ledger,
    marked: Mapping[str, Sequence[Existing]],
    unmarked: Sequence[Existing],
    notices: Sequence[str],
) -> Recovered:
    """Of several with the same post's marker the first counts if they are copies of each other;
    else the file was renamed, and another took its name: only a person can tell."""
    posts, records, doubtful = dict(ledger.posts), {}, {}
    others, told = list(unmarked), list(notices)
    for post, many in marked.items():
        markers = [marker for one in many if (marker := read_marker(one.body))]
        if len({(one.title, marker.digest) for one, marker in zip(many, markers, strict=True)}) > 1:
            doubtful[post] = _several(post, many)
            others += many
            continue
        posts[post], records[post] = _entry(many[0], markers[0]), many[0]
        told += [_second(one, f"#{many[0].number}", markers[0]) for one in many[1:]]
    others.sort(key=lambda one: one.number)
    return Recovered(replace(ledger, posts=posts), records, doubtful, tuple(others), tuple(told))


def _with_paths(recovered: Recovered, folder: str) -> Recovered:
    found = {
        id_: replace(entry, former=(posixpath.normpath(posixpath.join(folder, f"{id_}.md")),))
        for id_, entry in recovered.ledger.posts.items()
        if id_ in recovered.records
    }
    ledger = replace(recovered.ledger, posts={**recovered.ledger.posts, **found})
    return replace(recovered, ledger=ledger)


def titles_of(existing: Iterable[Existing]) -> Mapping[int, str]:
    """What the ledger remembers of issues and discussions without a marker."""
    return {one.number: one.title for one in existing}


def whole_texts(recovered: Recovered) -> dict[str, str]:
    """Post id → its text on GitHub, of posts that were found in one part and unedited."""
    return {
        id_: existing.body
        for id_, existing in recovered.records.items()
        if recovered.ledger.posts[id_].digest and unedited(existing.body)
    }


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
        digest=marker.digest if marker.parts == 1 else "",
    )


def _stranger(existing: Existing, marker: Marker) -> str:
    return (
        f"#{existing.number} by {existing.author} carries the marker of the post “{marker.post}”, "
        "but its author may not publish here; it is left alone"
    )


def _second(existing: Existing, first: str, marker: Marker) -> str:
    return (
        f"#{existing.number} carries the marker of the post “{marker.post}”, "
        f"which is {first} already; it is left alone"
    )


def _several(post: str, many: Sequence[Existing]) -> str:
    numbers = ", ".join(f"#{one.number} “{one.title}”" for one in many)
    return (
        f"{numbers} all carry the marker of the post “{post}”, and nobody can tell which it is; "
        "delete the marker (the last line) from those that are not"
    )

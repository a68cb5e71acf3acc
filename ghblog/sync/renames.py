"""Which new files are moved old ones. Pure.

A new id whose source hash or title matches exactly one ledger entry whose file is missing is a
rename; several matches hold the post back, since nobody can tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ghblog.model import Entry, Ledger, Post


@dataclass(frozen=True, slots=True)
class Renames:
    """New id → the entry that moves to it; id → why a post is held back."""

    moved: Mapping[str, Entry]
    held: Mapping[str, str]


def find_renames(ledger: Ledger, posts: Sequence[Post], refused: Collection[str]) -> Renames:
    """Match new posts with entries whose files are missing.

    Args:
        refused: ids and paths of files that could not be read: these are not missing.
    """
    ids = {post.id for post in posts}
    paths = {post.path for post in posts}
    new = [post for post in posts if post.id not in ledger.posts]
    missing = [
        entry
        for entry in ledger.posts.values()
        if entry.id not in ids
        and entry.path not in paths
        and not {entry.id, entry.path} & set(refused)
    ]
    matches = {post.id: _matches(post, missing) for post in new}
    wanted = Counter(entry.id for found in matches.values() for entry in found)
    moved: dict[str, Entry] = {}
    held = _exchanged(ledger, posts, new)
    for post, found in matches.items():
        if len(found) == 1 and wanted[found[0].id] == 1:
            moved[post] = found[0]
        elif found:
            held[post] = _ambiguous(found)
    return Renames(moved, held)


def _matches(post: Post, missing: Sequence[Entry]) -> list[Entry]:
    same_source = [entry for entry in missing if entry.source and entry.source == post.source]
    return same_source or [entry for entry in missing if entry.title == post.title]


def _ambiguous(found: Sequence[Entry]) -> str:
    names = ", ".join(f"#{entry.number} “{entry.title}”" for entry in found[:3])
    return (
        f"it may be the moved file of {names}: several match, so nothing is created; "
        "put the old id into the front matter (`id: …`), or a new one"
    )


def _exchanged(ledger: Ledger, posts: Sequence[Post], new: Sequence[Post]) -> dict[str, str]:
    """A file moved, and another put in its old place: the old issue would get the new text."""
    changed = {
        ledger.posts[post.id].source: post
        for post in posts
        if post.id in ledger.posts and ledger.posts[post.id].source not in ("", post.source)
    }
    held = {}
    for post in new:
        if other := changed.get(post.source):
            number = ledger.posts[other.id].number
            why = (
                f"“{post.path}” holds the text that #{number} was published from, and "
                f"“{other.path}” a new one: it looks moved; put `id: {other.id}` into the front "
                f"matter of “{post.path}” and another id into “{other.path}”"
            )
            held[post.id] = held[other.id] = why
    return held

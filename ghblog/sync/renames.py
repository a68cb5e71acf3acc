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
    new = [post for post in posts if post.id not in ledger.posts]
    missing = [
        entry
        for entry in ledger.posts.values()
        if entry.id not in ids and not {entry.id, entry.path} & set(refused)
    ]
    shared = _shared_titles(ledger, posts)
    matches = {post.id: _matches(post, missing, shared) for post in new}
    wanted = Counter(entry.id for match in matches.values() for entry in match.entries)
    moved: dict[str, Entry] = {}
    held = _exchanged(ledger, posts, new)
    for post, match in matches.items():
        if match.sure and wanted[match.entries[0].id] == 1:
            moved[post] = match.entries[0]
        elif match.entries:
            held[post] = _ambiguous(match.entries)
    return Renames(moved, held)


@dataclass(frozen=True, slots=True)
class _Match:
    entries: Sequence[Entry] = ()
    sure: bool = False


def _matches(post: Post, missing: Sequence[Entry], shared: Collection[str]) -> _Match:
    """Which entries a new post may be, by what tells most."""
    at_place = [entry for entry in missing if entry.path == post.path]
    if at_place:  # the same file under another id
        return _Match(at_place, sure=True)
    same_source = [entry for entry in missing if entry.source and entry.source == post.source]
    if same_source:
        return _Match(same_source, sure=len(same_source) == 1)
    if post.named:  # who names a post anew has decided that it is a new one
        return _Match()
    same_title = [entry for entry in missing if entry.title == post.title]
    return _Match(same_title, sure=len(same_title) == 1 and post.title not in shared)


def _shared_titles(ledger: Ledger, posts: Sequence[Post]) -> frozenset[str]:
    """Titles that several bear tell nothing: a blog may call every report the same."""
    entries = Counter(entry.title for entry in ledger.posts.values())
    files = Counter(post.title for post in posts)
    return frozenset(title for count in (entries, files) for title in count if count[title] > 1)


def _ambiguous(found: Sequence[Entry]) -> str:
    names = ", ".join(f"#{entry.number} “{entry.title}”" for entry in found[:3])
    return (
        f"it may be the moved file of {names}, and nobody can tell, so nothing is created; write "
        f"`id: {found[0].id}` into its front matter if it is, or an id of its own if it is new"
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

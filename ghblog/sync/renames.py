"""Which files hold posts that the ledger knows under another id. Pure.

A new id whose source hash or title matches exactly one ledger entry whose file is missing is a
rename. Whenever nobody can tell, the posts concerned are held back: a post held back costs its
writer a line of front matter, an issue overwritten with another post's text costs more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from ghblog.model import Entry, Ledger, Post, Refusal
from ghblog.sync.titles import title_key


@dataclass(frozen=True, slots=True)
class Renames:
    """New id → the entry that moves to it; id → why a post is held back."""

    moved: Mapping[str, Entry] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Files:
    """What the writer has, as far as it tells which post is which.

    Attributes:
        refused: ids and paths of files that cannot be published: these are not missing.
        unread: whether some file could not be read at all: it may be any missing one.
        digest_of: a post's document's digest; empty if it has no document.
    """

    posts: Sequence[Post]
    refused: Collection[str] = ()
    unread: bool = False
    digest_of: Callable[[Post], str] = lambda _: ""

    @classmethod
    def of(
        cls, posts: Sequence[Post], refusals: Sequence[Refusal], digest_of: Callable[[Post], str]
    ) -> Self:
        """All files, those that cannot be published, too."""
        refused = {name for one in refusals for name in (one.id, one.path) if name}
        return cls(posts, refused, any(one.unread for one in refusals), digest_of)


@dataclass(frozen=True, slots=True)
class _Match:
    """Entries that a new post may be, and whether there is no doubt."""

    entries: Sequence[Entry] = ()
    sure: bool = False


def find_renames(ledger: Ledger, files: Files) -> Renames:
    """Match posts with entries that stand under other ids."""
    ids = {post.id for post in files.posts}
    new = [post for post in files.posts if post.id not in ledger.posts]
    refused = set(files.refused)
    missing = [
        entry
        for entry in ledger.posts.values()
        if entry.id not in ids and not {entry.id, entry.path} & refused
    ]
    shared = _shared_titles(ledger, files.posts)
    matches = {post.id: _matches(post, missing, shared, files) for post in new}
    if files.unread:
        clouded = [one for one in ledger.posts.values() if {one.id, one.path} & refused]
        for each in new:
            matches[each.id] = _clouded(each, matches[each.id], clouded)
    wanted = Counter(entry.id for match in matches.values() for entry in match.entries)
    moved: dict[str, Entry] = {}
    held = _exchanged(ledger, files.posts, shared)
    for post, match in matches.items():
        if match.sure and wanted[match.entries[0].id] == 1:
            moved[post] = match.entries[0]
        elif match.entries:
            held[post] = _ambiguous(match.entries)
    return Renames(moved, held)


def _matches(post: Post, missing: Sequence[Entry], shared: Collection[str], files: Files) -> _Match:
    """Which entries a new post may be, by what tells most."""
    same_source = [entry for entry in missing if entry.source and entry.source == post.source]
    if same_source:
        return _Match(same_source, sure=len(same_source) == 1)
    # Rebuilt from a marker, an entry knows neither file nor source: its digest tells most.
    rebuilt = [entry for entry in missing if not entry.source]
    if rebuilt:
        digest = files.digest_of(post)
        same = [entry for entry in rebuilt if entry.digest == digest]
        if same:
            return _Match(same, sure=len(same) == 1)
    key = title_key(post.title)
    at_place = [entry for entry in missing if entry.path == post.path]
    if at_place:  # the same file under another id; with another title it may be another post
        return _Match(at_place, sure=title_key(at_place[0].title) == key)
    # Who names a post anew has decided that it is a new one, but cannot know what a dead run did.
    candidates = rebuilt if post.named else missing
    same_title = [entry for entry in candidates if title_key(entry.title) == key]
    sure = len(same_title) == 1 and key not in shared and not files.unread
    return _Match(same_title, sure=sure)


def _clouded(post: Post, match: _Match, clouded: Sequence[Entry]) -> _Match:
    """A post may have moved away from a file that cannot be read any more."""
    key = title_key(post.title)
    same = [one for one in clouded if one.source == post.source or title_key(one.title) == key]
    return match if post.named or not same else _Match([*match.entries, *same])


def _shared_titles(ledger: Ledger, posts: Sequence[Post]) -> frozenset[str]:
    """Titles that several bear tell nothing: a blog may call every report the same."""
    entries = Counter(title_key(entry.title) for entry in ledger.posts.values())
    files = Counter(title_key(post.title) for post in posts)
    return frozenset(title for count in (entries, files) for title in count if count[title] > 1)


def _exchanged(ledger: Ledger, posts: Sequence[Post], shared: Collection[str]) -> dict[str, str]:
    """Files that changed places: an issue would get another post's text.

    A post that changed and now bears the very source, or the title, that another changed post
    was published with is held back, and that other one, too.
    """
    changed = [post for post in posts if _changed(ledger, post)]
    left = [ledger.posts[post.id] for post in changed if post.id in ledger.posts]
    by_source = {entry.source: entry for entry in left if entry.source}
    by_title = {
        title_key(entry.title): entry for entry in left if title_key(entry.title) not in shared
    }
    paths = {post.id: post.path for post in posts}
    held: dict[str, str] = {}
    for post in changed:
        other = by_source.get(post.source) or _gave_title(post, by_title, ledger, posts)
        if other and other.id != post.id:
            held[post.id] = held[other.id] = _looks_moved(post, other, paths[other.id])
    return held


def _gave_title(
    post: Post, by_title: Mapping[str, Entry], ledger: Ledger, posts: Sequence[Post]
) -> Entry | None:
    """The entry whose title a post took over, where its own file bears another one by now."""
    entry = by_title.get(title_key(post.title))
    own = ledger.posts.get(post.id)
    if entry is None or (own and title_key(own.title) == title_key(post.title)):
        return None
    if own is None and post.named:
        return None
    now = next(each for each in posts if each.id == entry.id)
    return None if title_key(now.title) == title_key(entry.title) else entry


def _changed(ledger: Ledger, post: Post) -> bool:
    entry = ledger.posts.get(post.id)
    return entry is None or entry.source not in ("", post.source)


def _looks_moved(post: Post, entry: Entry, path: str) -> str:
    return (
        f"“{post.path}” holds what #{entry.number} “{entry.title}” was published from, and "
        f"“{path}” something else: files seem to have changed places, so neither is published; "
        f"write `id: {entry.id}` into the front matter of the file that is #{entry.number}, and "
        "another id into the other, or publish one of the changes first"
    )


def _ambiguous(found: Sequence[Entry]) -> str:
    names = ", ".join(f"#{entry.number} “{entry.title}”" for entry in found[:3])
    return (
        f"it may be the moved file of {names}, and nobody can tell, so nothing is created; write "
        f"`id: {found[0].id}` into its front matter if it is, or an id of its own if it is new"
    )

"""Links between posts: where the posts are, and in which order new ones go out. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ghblog.model import Change, Entry, Post, canonical, short_hash
from ghblog.sync.addresses import POST, post_place


def places(
    entries: Collection[Entry],
    posts: Sequence[Post],
    entry_of: Mapping[str, Entry],
    refused: Iterable[str] = (),
) -> dict[str, str]:
    """`post:<path>` → where that post is, such as `issues/12`.

    A path that a post has left leads to where it went, unless another post has it by now.

    Args:
        entry_of: post id → its entry, of the posts that are published.
        refused: paths of files that cannot be published now, which have them all the same.
    """
    taken = {_nfc(path) for path in refused}
    known: dict[str, str] = {}
    for entry in entries:
        known |= {POST + path: post_place(entry) for path in entry.former if path not in taken}
    known |= {
        POST + path: post_place(entry) for entry in entries for path in _forms(entry.path) if path
    }
    for post in posts:
        its = entry_of.get(post.id)
        for path in _forms(post.path):
            if its:
                known[POST + path] = post_place(its)
            else:
                known.pop(POST + path, None)
    return known


def owners(entries: Collection[Entry]) -> dict[str, str]:
    """Paths that posts have or had, NFC → the post's id."""
    had = {path: entry.id for entry in entries for path in entry.former}
    return had | {_nfc(entry.path): entry.id for entry in entries if entry.path}


def former_after(entry: Entry, path: str) -> tuple[str, ...]:
    """The paths that a post had before, now that its file is at `path`."""
    had = dict.fromkeys(entry.former)
    if entry.path:
        had.pop(_nfc(entry.path), None)
        had[_nfc(entry.path)] = None
    had.pop(_nfc(path), None)
    return tuple(had)


def without_taken(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries, by id, each without the former paths that some post has by now: should that
    one move, too, such a path is its."""
    taken = {_nfc(entry.path) for entry in entries.values()}
    return {
        id_: entry
        if taken.isdisjoint(entry.former)
        else replace(entry, former=tuple(path for path in entry.former if path not in taken))
        for id_, entry in entries.items()
    }


def inputs_of(post: Post, known: Mapping[str, str]) -> str:
    """The post's inputs hash, with the numbers of the posts that it leads to."""
    if not post.links:
        return post.inputs
    return short_hash(canonical([post.inputs, [known.get(one, "") for one in post.links]]))


def in_dependency_order(creates: Sequence[Change]) -> list[Change]:
    """New posts so that each comes behind those that it leads to, and else in the order given.

    In a circle somebody must be first: that one is updated once the others are there.
    """
    by_target = {POST + change.path: change for change in creates}
    ordered: list[Change] = []
    begun: set[str] = set()
    for change in creates:
        stack = [(change, iter(_needs(change)))]
        if change.post in begun:
            continue
        begun.add(change.post)
        while stack:  # not by recursion: a chain of posts may be long
            current, needs = stack[-1]
            following = next((by_target[one] for one in needs if one in by_target), None)
            if following is None:
                ordered.append(current)
                stack.pop()
            elif following.post not in begun:
                begun.add(following.post)
                stack.append((following, iter(_needs(following))))
    return ordered


def _forms(path: str) -> set[str]:
    """A path as the disk spells it, which links to files that are there have, and in NFC."""
    return {path, _nfc(path)}


def _nfc(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _needs(change: Change) -> tuple[str, ...]:
    return change.source.links if change.source else ()

"""Links between posts: where the posts are, and in which order new ones go out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ghblog.model import Change, Entry, Post, canonical, short_hash
from ghblog.sync.addresses import POST, post_place


def places(
    entries: Iterable[Entry], posts: Sequence[Post], entry_of: Mapping[str, Entry]
) -> dict[str, str]:
    """`post:<path>` → where that post is, such as `issues/12`.

    A path that a post has left leads to where it went, unless another post has it by now.

    Args:
        entry_of: post id → its entry, of the posts that are published.
    """
    known = {POST + entry.path: post_place(entry) for entry in entries if entry.path}
    for post in posts:
        entry = entry_of.get(post.id)
        if entry:
            known[POST + post.path] = post_place(entry)
        else:
            known.pop(POST + post.path, None)
    return known


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


def _needs(change: Change) -> tuple[str, ...]:
    return change.source.links if change.source else ()

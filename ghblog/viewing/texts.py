"""A post's text: as it will be sent, as it was published, and what is to be said of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from ghblog.marker import split_marker
from ghblog.model import Change, Document, Post, Refusal
from ghblog.posts.encoding import Legible
from ghblog.prepare import Sources

Made = dict[str, tuple[Post, Document | Refusal]]
"""Post id → the post, and what was made of it."""

_ILLEGIBLE = "Nobody can tell how the file's letters are encoded, so its text is not shown"
_GUESSED = "The file is shown as {} text; if its letters make no sense, it is something else"


def remembering(sources: Sources, made: Made) -> Sources:
    """The same, making again only the documents of posts that changed; `made` learns them. Links by
    old names are looked up once."""
    build, follow = sources.build, sources.follow

    def remembered(post: Post) -> Document | Refusal:
        known = made.get(post.id)
        if known is None or known[0] != post:
            made[post.id] = known = (post, build(post))
        return known[1]

    @cache
    def followed(owners: tuple[tuple[str, str], ...]) -> Sequence[Post]:
        return follow(dict(owners))

    return replace(sources, build=remembered, follow=lambda owners: followed(tuple(owners.items())))


def built(post: Post | None, sources: Sources, places: Mapping[str, str]) -> Document | None:
    """The document of a post, which leads to where other posts are; None if there is none."""
    made = sources.build(post) if post else None
    return made.linked(places) if isinstance(made, Document) else None


def parts_of(document: Document | None, text: Callable[[Document, int], str]) -> tuple[str, ...]:
    """The texts of a document's parts, without markers.

    Args:
        text: makes the text of part n, from 1.
    """
    if document is None:
        return ()
    parts = range(1, len(document.parts) + 1)
    return tuple(split_marker(text(document, part))[0] for part in parts)


def before_of(change: Change) -> str | None:
    """The text on GitHub; None if it is not known, empty if there is none."""
    if change.entry is None:
        return ""
    if change.present is None:
        return None
    bodies = [change.present.body, *(one.body for one in change.further if one)]
    return "\n".join(split_marker(body)[0] for body in bodies)


def told_of(seen: Legible) -> str:
    """What is to be said of a file's encoding; empty if it is as it should be."""
    if seen.encoding == "UTF-8":
        return ""
    return _GUESSED.format(seen.encoding) if seen.encoding else _ILLEGIBLE

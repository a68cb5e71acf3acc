"""Posts whose links spell names that files had before, read again once the ledger tells these."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ghblog.model import Files, Post, Refusal, Settings
from ghblog.posts.draft import Draft, read_draft
from ghblog.posts.former import name_key
from ghblog.posts.lookup import Lookup
from ghblog.posts.reading import discover, zone_of

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def follow(
    files: Files,
    settings: Settings,
    posts: Sequence[Post],
    refusals: Sequence[Refusal],
    owners: Mapping[str, str],
) -> tuple[Post, ...]:
    """The posts, their links to files that moved leading to where these were published.

    Only posts that look for some such name are read again: none, as a rule.

    Args:
        owners: paths that posts have or had by the ledger → the post's id.
    """
    paths = [*(post.path for post in posts), *(refusal.path for refusal in refusals)]
    there = {unicodedata.normalize("NFC", path) for path in paths}
    left = {name_key(path) for path in owners if path not in there}
    wanted = [post for post in posts if not left.isdisjoint(post.sought)]
    if not wanted:
        return tuple(posts)
    lookup = Lookup(files, settings, discover(files, settings), owners)
    again = {post.path: _again(files, settings, post, owners, lookup) for post in wanted}
    return tuple(again.get(post.path, post) for post in posts)


def _again(
    files: Files, settings: Settings, post: Post, owners: Mapping[str, str], lookup: Lookup
) -> Post:
    """The post as it is with these names; as it was where the file changed just now."""
    zone = zone_of(settings)
    draft = read_draft(files, settings, post.path, lookup=lookup, zone=zone, now=_NEVER)
    if not isinstance(draft, Draft) or draft.hash != post.source:
        return post  # whoever builds its document tells
    quieted = draft.wording.quieted
    return replace(
        post,
        inputs=draft.inputs,
        pictures=tuple(draft.gallery.pictures.values()),
        links=tuple(draft.gallery.links),
        former=tuple((path, id_) for path, id_ in owners.items() if name_key(path) in post.sought),
        findings=draft.findings,
        mentions=quieted.mentions,
        backlinks=quieted.backlinks,
        silenced=quieted.silenced,
    )

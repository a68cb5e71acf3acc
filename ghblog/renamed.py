"""Names that posts had, by what is known of GitHub: where these posts are now. Part of `blog`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ghblog.errors import GhblogError
from ghblog.linting.old_names import OldNames
from ghblog.model import Document, Ledger, Post, Refusal
from ghblog.posts import build_document, discover, read_posts
from ghblog.posts.lookup import Lookup
from ghblog.prepare import Sources
from ghblog.sync.addresses import POST
from ghblog.sync.apply import Read
from ghblog.sync.ledger import branch_name, parse
from ghblog.sync.links import owners, places
from ghblog.sync.renames import Files, find_renames

if TYPE_CHECKING:
    from ghblog.workshop import Workshop


def remembered_ledger(workshop: Workshop) -> Ledger | None:
    """The ledger as it was when GitHub was read last, here and by whichever command; None if it
    never was, or nobody can tell which blog's it is."""
    settings = workshop.named_settings()
    try:
        memory = workshop.remembered(settings)
        if memory is None:
            return None
        return parse(
            memory.snapshot.ledger,
            repository=memory.snapshot.repository.id,
            blog=settings.blog,
            branch=branch_name(settings.blog),
        )
    except GhblogError:  # whoever publishes is told
        return None


def remembered_names(workshop: Workshop) -> tuple[OldNames, Lookup | None]:
    """Names that posts had, and a lookup that knows them; none where no ledger is remembered."""
    files, settings = workshop.files, workshop.named_settings()
    ledger = remembered_ledger(workshop)
    paths = discover(files, settings)
    if ledger is None or not _left(ledger, paths):
        return OldNames(), None
    posts, refusals = read_posts(files, settings, now=workshop.clock.now(), first_commits=dict)
    names = old_names(ledger, posts, refusals, lambda post: build_document(files, settings, post))
    return names, Lookup(files, settings, paths, names.owners)


def followed(sources: Sources, read: Read) -> tuple[Sources, OldNames]:
    """The same, its posts' links following names that posts had by what was read of GitHub."""
    ledger = replace(read.ledger, posts={**read.ledger.posts, **read.recovered})
    posts = sources.follow(owners(ledger.posts.values()))
    names = old_names(ledger, posts, sources.refusals, sources.build)
    return replace(sources, posts=posts), names


def old_names(
    ledger: Ledger,
    posts: Sequence[Post],
    refusals: Sequence[Refusal],
    build: Callable[[Post], Document | Refusal],
) -> OldNames:
    """Where the posts are whose names are old by now.

    Args:
        posts: all of them, as `posts.follow` gives them.
        build: a post's document.
    """
    told = owners(ledger.posts.values())
    left = _left(ledger, [*(one.path for one in posts), *(one.path for one in refusals)])
    now = _files(ledger, posts, refusals, build) if left else {}
    return OldNames(told, {POST + path: now.get(told[path], "") for path in left})


def _left(ledger: Ledger, paths: Sequence[str]) -> list[str]:
    """Paths at which posts were, and no file is any more."""
    there = {unicodedata.normalize("NFC", path) for path in paths}
    return [path for path in owners(ledger.posts.values()) if path not in there]


def _files(
    ledger: Ledger,
    posts: Sequence[Post],
    refusals: Sequence[Refusal],
    build: Callable[[Post], Document | Refusal],
) -> Mapping[str, str]:
    """Id in the ledger → path of the file; a file that moved has another id by now, as a rule."""
    entries = ledger.posts
    known = places(entries.values(), posts, entries, [one.path for one in refusals])

    def digest_of(post: Post) -> str:
        document = build(post)
        return document.linked(known).digest if isinstance(document, Document) else ""

    here = {one.id: one.path for one in refusals if one.id}
    here |= {one.id: one.path for one in posts}
    moved = find_renames(ledger, Files.of(posts, refusals, digest_of)).moved
    return here | {entry.id: here[id_] for id_, entry in moved.items()}

"""Which posts are which issues and discussions: everything read, matched and put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ghblog.adopting.entering import to_enter
from ghblog.adopting.pictures import recognised
from ghblog.adopting.reading import read_existing, read_sources, unknown_posts, unlooked
from ghblog.adopting.values import AdoptWish, Found, Room
from ghblog.model import Entry, Existing, IndexChange, Post
from ghblog.model.adoption import Adoption
from ghblog.prepare import Known, Sources
from ghblog.sync.keeping import index_after
from ghblog.sync.links import owners
from ghblog.sync.matching import Question, find_matches


def find(wish: AdoptWish, room: Room) -> Found:
    """Read the files and GitHub, and match them. Writes nothing. Raises GhblogError."""
    sources = read_sources(room)
    known, existing = read_existing(wish, sources, room)
    # As publishing reads them, or it would find them changed.
    names = owners(known.recovered.ledger.posts.values())
    sources = replace(sources, posts=sources.follow(names))
    posts, held = unknown_posts(sources, known.recovered)
    question = _question(wish, sources, known, existing, posts)
    matched, left = find_matches(question)
    matches = tuple(
        match for match in (*matched, *held) if wish.only is None or match.post.path in wish.only
    )
    entries, texts = to_enter(matches, sources, known.recovered, room.zone)
    listen = room.ports.listen
    pictures, lost = recognised(wish, sources, known.ledger, matches, existing, listen)
    adoption = Adoption(
        repository=known.snapshot.repository,
        viewer=known.snapshot.viewer,
        blog=known.ledger.blog,
        head=known.ledger.head,
        matches=matches,
        left=left,
        kinds={one.number: one.kind for one in existing},
        known=len({post.id for post in sources.posts} & known.ledger.posts.keys()),
        recovered=len(known.recovered.records.keys() - {match.post.id for match in matches}),
        others=_others(question, entries),
        index=_index(wish, sources, known, entries),
        pictures=pictures,
        lost=lost,
        notices=(*known.notices, *known.recovered.notices, *unlooked(sources)),
    )
    return Found(adoption, known, entries, texts, sources.commit)


def _question(
    wish: AdoptWish,
    sources: Sources,
    known: Known,
    existing: Sequence[Existing],
    posts: Sequence[Post],
) -> Question:
    return Question(
        posts=posts,
        existing=existing,
        recovered=known.recovered,
        build=sources.build,
        viewer=known.snapshot.viewer,
        publishers=sources.settings.publishers,
        authors=wish.authors,
    )


def _others(question: Question, entries: Mapping[str, Entry]) -> int:
    """How many issues and discussions are by people whose issues are no posts."""
    before = question.recovered.ledger.posts
    kept = {entry.number for entry in (*before.values(), *entries.values())}
    return sum(not question.ours(one) and one.number not in kept for one in question.existing)


def _index(
    wish: AdoptWish, sources: Sources, known: Known, entries: Mapping[str, Entry]
) -> IndexChange | None:
    if not wish.index:
        return None
    posts = {**known.recovered.ledger.posts, **entries}
    return index_after(
        sources.settings,
        known.snapshot,
        known.ledger,
        posts.values(),
        sources.templates,
        sources.index_here,
    )

"""Which posts are which issues and discussions: everything read, matched and put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ghblog.adopting.entering import to_enter
from ghblog.adopting.pictures import recognised
from ghblog.adopting.values import AdoptWish, Found, Room
from ghblog.model import Document, Entry, Existing, IndexChange, Post, Refusal
from ghblog.model.adoption import Adoption, Match, Verdict
from ghblog.prepare import (
    Known,
    Sources,
    Wish,
    check_commit,
    check_repository,
    read_github,
)
from ghblog.sync.inputs import Build
from ghblog.sync.matching import Question, find_matches
from ghblog.sync.readme import planned_index
from ghblog.sync.recover import Recovered, recover
from ghblog.sync.renames import Files, find_renames


def find(wish: AdoptWish, room: Room) -> Found:
    """Read the files and GitHub, and match them. Writes nothing. Raises GhblogError."""
    sources = room.read()
    sources = replace(sources, build=_once(sources.build))
    known, existing = _read(wish, sources, room)
    posts, held = _unknown(sources, known.recovered)
    question = _question(wish, sources, known, existing, posts)
    matched, left = find_matches(question)
    matches = tuple(
        match for match in (*matched, *held) if wish.only is None or match.post.path in wish.only
    )
    entries, texts = to_enter(matches, sources, known.recovered, room.zone)
    listen = room.ports.listen
    pictures, lost = recognised(wish, sources, known.ledger, matches, existing, listen)
    recovered = known.recovered
    kept = {entry.number for entry in (*recovered.ledger.posts.values(), *entries.values())}
    adoption = Adoption(
        repository=known.snapshot.repository,
        viewer=known.snapshot.viewer,
        blog=known.ledger.blog,
        head=known.ledger.head,
        matches=matches,
        left=left,
        kinds={one.number: one.kind for one in existing},
        known=len({post.id for post in sources.posts} & known.ledger.posts.keys()),
        recovered=len(recovered.records.keys() - {match.post.id for match in matches}),
        others=sum(not question.ours(one) and one.number not in kept for one in existing),
        index=_index(wish, sources, known, entries),
        pictures=pictures,
        lost=lost,
        notices=(*known.notices, *recovered.notices, *_unlooked(sources)),
    )
    return Found(adoption, known, entries, texts, sources.commit)


def _once(build: Build) -> Build:
    """Documents of posts, each made once."""
    made: dict[str, Document | Refusal] = {}

    def built(post: Post) -> Document | Refusal:
        if post.id not in made:
            made[post.id] = build(post)
        return made[post.id]

    return built


def _read(wish: AdoptWish, sources: Sources, room: Room) -> tuple[Known, list[Existing]]:
    """What GitHub holds, and every issue and discussion, by number."""
    settings, github = sources.settings, room.ports.github
    publish = Wish(only=wish.only, force=wish.force, writes=wish.writes)
    (snapshot, ledger), made, notices = read_github(
        settings, sources, publish, github, room.patience
    )
    notices += check_repository(snapshot.repository, sources, publish)
    notices += check_commit(ledger.commit, sources, publish)
    # Lists lag behind: what a dead run made is found by number only.
    numbered = {one.number: one for one in (*github.list_all(), *made)}
    existing = [numbered[number] for number in sorted(numbered)]
    recovered = recover(ledger, existing, viewer=snapshot.viewer, publishers=settings.publishers)
    return Known(snapshot, ledger, recovered, notices), existing


def _unknown(sources: Sources, recovered: Recovered) -> tuple[list[Post], list[Match]]:
    """Posts that are neither in the ledger nor moved files of posts that are, and those that may
    be such files."""

    def digest_of(post: Post) -> str:
        document = sources.build(post)
        return document.digest if isinstance(document, Document) else ""

    files = Files.of(sources.posts, sources.refusals, digest_of)
    renames = find_renames(recovered.ledger, files)
    known = {*(recovered.ledger.posts.keys() - recovered.records.keys()), *renames.moved}
    new = [
        post for post in sources.posts if post.id not in known and (post.number or not post.held)
    ]
    held = [
        Match(post, Verdict.AMBIGUOUS, renames.held[post.id])
        for post in new
        if post.id in renames.held
    ]
    return [post for post in new if post.id not in renames.held], held


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


def _unlooked(sources: Sources) -> list[str]:
    """Files that nobody looked at, and why."""
    held = sum(bool(post.held) and not post.number for post in sources.posts)
    notices = [f"{refusal}; it was not looked at" for refusal in sources.refusals]
    if held:
        many = f"{held} posts are" if held > 1 else "1 post is"
        notices.append(f"{many} held back (draft, or a date in the future): not looked at")
    return notices


def _index(
    wish: AdoptWish, sources: Sources, known: Known, entries: Mapping[str, Entry]
) -> IndexChange | None:
    if not wish.index:
        return None
    posts = {**known.recovered.ledger.posts, **entries}
    path, own = sources.settings.index_path, sources.templates
    return planned_index(path, known.snapshot, posts.values(), own)

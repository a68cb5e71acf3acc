"""What posts may be taken for: the files, and all that exists on GitHub."""

from __future__ import annotations

from dataclasses import replace

from ghblog.adopting.values import AdoptWish, Room
from ghblog.model import Document, Existing, Post, Refusal
from ghblog.model.adoption import Match, Verdict
from ghblog.prepare import Known, Sources, Wish, read_checked
from ghblog.sync.inputs import Build
from ghblog.sync.recover import Recovered, recover
from ghblog.sync.renames import Files, find_renames


def read_sources(room: Room) -> Sources:
    """The files; each post's document is made once, since several steps want it."""
    sources = room.read()
    return replace(sources, build=_once(sources.build))


def read_existing(wish: AdoptWish, sources: Sources, room: Room) -> tuple[Known, list[Existing]]:
    """What GitHub holds, and every issue and discussion, by number. Raises GhblogError."""
    settings, github = sources.settings, room.ports.github
    publish = Wish(only=wish.only, force=wish.force, writes=wish.writes)
    (snapshot, ledger), made, notices = read_checked(sources, publish, github, room.patience)
    # Lists lag behind: what a dead run made is found by number only.
    numbered = {one.number: one for one in (*github.list_all(), *made)}
    existing = [numbered[number] for number in sorted(numbered)]
    recovered = recover(ledger, existing, viewer=snapshot.viewer, publishers=settings.publishers)
    return Known(snapshot, ledger, recovered, notices), existing


def unknown_posts(sources: Sources, recovered: Recovered) -> tuple[list[Post], list[Match]]:
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


def unlooked(sources: Sources) -> list[str]:
    """Files that nobody looked at, and why."""
    held = sum(bool(post.held) and not post.number for post in sources.posts)
    notices = [f"{refusal}; it was not looked at" for refusal in sources.refusals]
    if held:
        many = f"{held} posts are" if held > 1 else "1 post is"
        notices.append(f"{many} held back (draft, or a date in the future): not looked at")
    return notices


def _once(build: Build) -> Build:
    made: dict[str, Document | Refusal] = {}

    def built(post: Post) -> Document | Refusal:
        if post.id not in made:
            made[post.id] = build(post)
        return made[post.id]

    return built

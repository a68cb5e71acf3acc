"""`ghblog adopt`: read, match, ask, record. Nothing on GitHub is edited. Part of `blog`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from ghblog.errors import GhblogError
from ghblog.index import IndexProblemError
from ghblog.marker import read_marker, unedited
from ghblog.model import (
    Document,
    Entry,
    Existing,
    IndexChange,
    Ledger,
    Plan,
    Post,
    Refusal,
    Snapshot,
    Status,
    Web,
)
from ghblog.model.adoption import Adopted, Adoption, Match, Verdict
from ghblog.pictures import Wishes
from ghblog.prepare import Sources, Wish, check_commit, check_repository, read_github
from ghblog.recognising import recognise
from ghblog.sync.addresses import POST, place_of
from ghblog.sync.adopt import AdoptDesk, entry_for, record
from ghblog.sync.entries import folded
from ghblog.sync.links import places
from ghblog.sync.matching import Question, find_matches
from ghblog.sync.ports import PlanOutdatedError, Ports
from ghblog.sync.readme import index_change, readme_after, wants_index
from ghblog.sync.recover import Recovered, recover, titles_of
from ghblog.sync.renames import Files, find_renames
from ghblog.sync.settle import Settled
from ghblog.sync.takeover import Patience

# How often to read and match again because somebody else published in between.
TRIES = 5
# A date guessed later than this after the issue was opened is none: a report comes before it.
LATE = timedelta(days=7)

Agree = Callable[[Adoption], bool]


@dataclass(frozen=True, slots=True)
class AdoptWish:
    """What the caller wants taken over.

    Attributes:
        only: paths it is limited to; None for all.
        authors: whose issues and discussions may be posts; empty: all who may publish here.
        web: fetches pictures, to recognise those that GitHub shows already; None: do not.
        home: host, with port, of the blog's own server, where pictures may be.
        index: whether to write the index README.
        force: go on although the checkout is older than what was published last.
        writes: whether something may be recorded; else it is a dry run.
    """

    only: Collection[str] | None = None
    authors: tuple[str, ...] = ()
    web: Web | None = None
    home: str = ""
    index: bool = True
    force: bool = False
    writes: bool = True


@dataclass(frozen=True)
class Room:
    """What adopting works with.

    Attributes:
        read: the files, read anew; they may have changed while somebody was asked.
        zone: the blog's time zone; None is the machine's own.
        writing: told when writing begins and ends.
    """

    read: Callable[[], Sources]
    ports: Ports
    patience: Patience
    zone: tzinfo | None
    writing: Callable[[bool], None]


@dataclass(frozen=True, slots=True)
class _Prepared:
    adoption: Adoption
    snapshot: Snapshot
    ledger: Ledger
    entries: Mapping[str, Entry]
    texts: Mapping[str, str]
    unmarked: Mapping[int, str]
    commit: str


def plan_adoption(wish: AdoptWish, room: Room) -> Adoption:
    """What would be recorded. Writes nothing. Raises GhblogError."""
    return _prepare(replace(wish, writes=False), room).adoption


def adopt(wish: AdoptWish, agree: Agree, room: Room) -> Adopted | None:
    """Record which posts are which issues and discussions; None if there was nothing to record or
    it was not agreed to. Raises GhblogError."""
    agreed: Adoption | None = None
    for _ in range(TRIES):
        prepared = _prepare(wish, room)
        adoption = prepared.adoption
        if not adoption.pending:
            agree(adoption)
            return None
        if not (agreed and _gist(agreed) == _gist(adoption)) and not agree(adoption):
            return None
        agreed = adoption
        try:
            return _record(wish, prepared, room)
        except PlanOutdatedError:
            continue
    raise GhblogError(
        "somebody else keeps publishing to this blog", hint="try again in a few minutes"
    )


def _gist(adoption: Adoption) -> list[tuple[str, int]]:
    return [(match.post.id, match.existing.number) for match in adoption.found if match.existing]


def _prepare(wish: AdoptWish, room: Room) -> _Prepared:
    sources, github = room.read(), room.ports.github
    publish = Wish(only=wish.only, force=wish.force, writes=wish.writes)
    (snapshot, ledger), made, notices = read_github(
        sources.settings, sources, publish, github, room.patience
    )
    notices += check_repository(snapshot.repository, sources, publish)
    notices += check_commit(ledger.commit, sources, publish)
    # Lists lag behind: what a dead run made is found by number only.
    numbered = {one.number: one for one in (*github.list_all(), *made)}
    existing = [numbered[number] for number in sorted(numbered)]
    publishers = sources.settings.publishers
    recovered = recover(ledger, existing, viewer=snapshot.viewer, publishers=publishers)
    build = _Builder(sources.build)
    posts, held = _unknown(sources, recovered, build)
    question = Question(
        posts=posts,
        existing=existing,
        recovered=recovered,
        build=build,
        viewer=snapshot.viewer,
        publishers=publishers,
        authors=wish.authors,
    )
    matches, left = find_matches(question)
    matches = tuple(
        match for match in (*matches, *held) if wish.only is None or match.post.path in wish.only
    )
    known = _places(matches, sources.posts, recovered.ledger)
    entries, texts = _entries(matches, recovered, build, room, known)
    shown = _shown(matches, sources.posts, ledger, existing)
    pictures, lost = _pictures(wish, shown, build, ledger, room, Wishes.of(sources.settings))
    ids = {post.id for post in sources.posts}
    kept = {entry.number for entry in (*recovered.ledger.posts.values(), *entries.values())}
    adoption = Adoption(
        repository=snapshot.repository,
        viewer=snapshot.viewer,
        blog=ledger.blog,
        head=ledger.head,
        matches=matches,
        left=left,
        kinds={one.number: one.kind for one in existing},
        known=len(ids & ledger.posts.keys()),
        recovered=len(recovered.records.keys() - {match.post.id for match in matches}),
        others=sum(not question.ours(one) and one.number not in kept for one in existing),
        index=_index(wish, sources, snapshot, {**recovered.ledger.posts, **entries}),
        pictures=pictures,
        lost=lost,
        notices=(*notices, *recovered.notices, *_unread(sources)),
    )
    unmarked = {} if ledger.head else titles_of(recovered.unmarked)
    return _Prepared(adoption, snapshot, ledger, entries, texts, unmarked, sources.commit)


class _Builder:
    """Documents of posts, each made once."""

    def __init__(self, build: Callable[[Post], Document | Refusal]) -> None:
        self._build = build
        self._made: dict[str, Document | Refusal] = {}

    def __call__(self, post: Post) -> Document | Refusal:
        """A post's document."""
        if post.id not in self._made:
            self._made[post.id] = self._build(post)
        return self._made[post.id]


def _unknown(
    sources: Sources, recovered: Recovered, build: _Builder
) -> tuple[list[Post], list[Match]]:
    """Posts that are neither in the ledger nor moved files of posts that are, and those that may
    be such files."""
    refused = {name for one in sources.refusals for name in (one.id, one.path) if name}
    unread = any(refusal.unread for refusal in sources.refusals)

    def digest_of(post: Post) -> str:
        document = build(post)
        return document.digest if isinstance(document, Document) else ""

    files = Files(sources.posts, refused, unread, digest_of)
    renames = find_renames(recovered.ledger, files)
    known = recovered.ledger.posts.keys() - recovered.records.keys()
    new = [
        post
        for post in sources.posts
        if post.id not in known and post.id not in renames.moved and (post.number or not post.held)
    ]
    held = [
        Match(post, Verdict.AMBIGUOUS, renames.held[post.id])
        for post in new
        if post.id in renames.held
    ]
    return [post for post in new if post.id not in renames.held], held


def _places(matches: Sequence[Match], posts: Sequence[Post], ledger: Ledger) -> Mapping[str, str]:
    """Where posts are, with those that are taken over now."""
    found = {
        POST + match.post.path: place_of(match.existing.kind, match.existing.number)
        for match in matches
        if match.existing and match.found
    }
    return {**places(ledger.posts.values(), posts, ledger.posts), **found}


def _entries(
    matches: Sequence[Match],
    recovered: Recovered,
    build: _Builder,
    room: Room,
    known: Mapping[str, str],
) -> tuple[dict[str, Entry], dict[str, str]]:
    """What the ledger learns, and the texts that it keeps as merge bases. What bears a marker is
    entered whatever the posts are limited to, as publishing does."""
    entries = {id_: recovered.ledger.posts[id_] for id_ in recovered.records}
    texts = {id_: one.body for id_, one in recovered.records.items() if unedited(one.body)}
    for match in matches:
        if match.existing is None or not match.found:
            continue
        document = build(match.post)
        if not isinstance(document, Document):
            continue
        document = document.linked(known)
        day = _day(match, room.zone)
        entry = entry_for(match, document, day)
        if read_marker(match.existing.body) and not _in_step(match, document):
            entry = replace(
                entries[match.post.id], path=match.post.path, date=day, labels=entry.labels
            )
        else:
            texts[match.post.id] = match.existing.body
        entries[match.post.id] = entry
    return entries, texts


def _in_step(match: Match, document: Document) -> bool:
    """Whether a text with our marker is what the file says, so that nothing is left to do."""
    now = match.existing
    marker = read_marker(now.body) if now else None
    if now is None or marker is None or not unedited(now.body):
        return False
    return marker.digest == document.digest and folded(document.labels) <= folded(now.labels)


def _day(match: Match, zone: tzinfo | None) -> date:
    created = match.existing.created if match.existing else None
    if created is None or not match.post.date_guessed:
        return match.post.date
    opened = created.astimezone(zone).date()
    return opened if match.post.date - opened > LATE else match.post.date


def _shown(
    matches: Sequence[Match], posts: Sequence[Post], ledger: Ledger, existing: Sequence[Existing]
) -> list[tuple[Post, Existing]]:
    """Posts whose pictures on GitHub are not ours: taken over now, or earlier and not edited
    since."""
    present = {one.node: one for one in existing}
    shown = [(match.post, match.existing) for match in matches if match.found and match.existing]
    for post in posts:
        entry = ledger.posts.get(post.id)
        if entry and entry.text and entry.node in present:
            shown.append((post, present[entry.node]))
    return shown


def _pictures(
    wish: AdoptWish,
    shown: Sequence[tuple[Post, Existing]],
    build: _Builder,
    ledger: Ledger,
    room: Room,
    wishes: Wishes,
) -> tuple[dict[str, str], tuple[str, ...]]:
    if wish.web is None:
        return {}, ()
    pairs = []
    for post, one in shown:
        document = build(post) if post.pictures else None
        if isinstance(document, Document):
            keys = [slot.target for part in document.parts for slot in part.slots]
            pairs.append((keys, one.body))
    listen = room.ports.listen
    return recognise(pairs, ledger.pictures, wish.web, home=wish.home, listen=listen, wishes=wishes)


def _unread(sources: Sources) -> list[str]:
    """Files that nobody looked at, and why."""
    held = sum(bool(post.held) and not post.number for post in sources.posts)
    notices = [f"{refusal}; it was not looked at" for refusal in sources.refusals]
    if held:
        many = f"{held} posts are" if held > 1 else "1 post is"
        notices.append(f"{many} held back (draft, or a date in the future): not looked at")
    return notices


def _index(
    wish: AdoptWish, sources: Sources, snapshot: Snapshot, entries: Mapping[str, Entry]
) -> IndexChange | None:
    if not wish.index:
        return None
    path, head = sources.settings.index_path, snapshot.default
    if not wants_index(path, head, entries.values()):
        return IndexChange(path)
    try:
        after = readme_after(path, head, snapshot.repository, entries.values(), sources.templates)
    except IndexProblemError as problem:
        return IndexChange(path, error=str(problem), hint=problem.hint)
    return index_change(path, head, after)


def _record(wish: AdoptWish, prepared: _Prepared, room: Room) -> Adopted:
    adoption = prepared.adoption
    desk = AdoptDesk(
        ports=room.ports,
        plan=Plan(adoption.repository, adoption.viewer, adoption.blog, adoption.head, ()),
        snapshot=prepared.snapshot,
        remote=prepared.ledger,
        run=secrets.token_hex(8),
        commit=prepared.commit,
        pictures=dict(adoption.pictures),
        unmarked=prepared.unmarked,
    )
    room.ports.machine.begin(desk.run)
    room.writing(True)  # noqa: FBT003  # a switch, like a listener's event
    try:
        settled = record(desk, prepared.entries, prepared.texts, index=wish.index)
    except GhblogError as error:
        settled = Settled(message=error.message, hint=error.hint)
    finally:
        room.writing(False)  # noqa: FBT003
        room.ports.machine.end(desk.run)
    problem = "" if settled.ledger else settled.message or "the ledger could not be written"
    return Adopted(
        adoption=adoption,
        settled=settled.ledger,
        index=settled.index,
        index_message=settled.message if settled.index is Status.FAILED else "",
        problem=problem,
        hint=settled.hint or ("run it again" if problem else ""),
    )

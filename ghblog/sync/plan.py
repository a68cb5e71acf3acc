"""Posts and what GitHub holds → a Plan. Pure: everything read is handed in.

Made in two steps, since the present texts of posts to be updated are read only for these:
`draft` says what would change, `weigh` (its own module) looks at the present texts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ghblog.model import (
    Action,
    Change,
    Document,
    Entry,
    Existing,
    Kind,
    Ledger,
    Picture,
    Post,
    Refusal,
    Settings,
)
from ghblog.sync.addresses import POST, place_of
from ghblog.sync.finishing import unmet
from ghblog.sync.links import in_dependency_order, inputs_of, places
from ghblog.sync.renames import Files, find_renames
from ghblog.sync.titles import title_key

Build = Callable[[Post], Document | Refusal]

# Where a post will be that has no number yet.
COMING = {kind: place_of(kind, 0) for kind in Kind}


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a plan is made from.

    Attributes:
        ledger: as read, with what was recovered.
        records: post id → what bears its marker, for entries that only the markers told.
        build: a post's document, or why it cannot be made; called for what changed only.
        lacks: what the repository lacks for a document (a category, a milestone): why it cannot be
            written, and what to do; None if nothing.
        doubtful: post id → why its entry cannot be told (several bear its marker).
        titles: number → title of what bears no marker and may be the same post made by hand.
        only: paths the plan is limited to; None for all.
        refresh: compare all texts, whatever the hashes say.
    """

    settings: Settings
    ledger: Ledger
    posts: Sequence[Post]
    refusals: Sequence[Refusal]
    build: Build
    titles: Mapping[int, str] = field(default_factory=dict)
    records: Mapping[str, Existing] = field(default_factory=dict)
    doubtful: Mapping[str, str] = field(default_factory=dict)
    lacks: Callable[[Document], tuple[str, str] | None] = lambda _: None
    only: Collection[str] | None = None
    refresh: bool = False


def draft(inputs: Inputs) -> tuple[Change, ...]:
    """What would become of each post, before anybody looked at the texts on GitHub."""
    refused = {name for one in inputs.refusals for name in (one.id, one.path) if name}
    unread = any(refusal.unread for refusal in inputs.refusals)
    here = places(inputs.ledger.posts.values(), inputs.posts, inputs.ledger.posts)
    files = Files(inputs.posts, refused, unread, lambda post: _digest(inputs.build, post, here))
    renames = find_renames(inputs.ledger, files)
    by_title = {
        title_key(title): number for number, title in sorted(inputs.titles.items(), reverse=True)
    }
    entries = {**inputs.ledger.posts, **renames.moved}
    why = {**inputs.doubtful, **renames.held}
    new = {
        post.id: _new(inputs, post, by_title)
        for post in inputs.posts
        if post.id not in entries and post.id not in why and not post.held
    }
    known = _places(inputs, entries, new)
    changes = [_refused(refusal, inputs.ledger) for refusal in inputs.refusals]
    for post in inputs.posts:
        entry = entries.get(post.id)
        if post.id in why:
            changes.append(_change(Action.HOLD, post, why[post.id], entry=entry))
        elif post.held:
            changes.append(_held(post, entry))
        elif entry is None:
            changes.append(_linked(new[post.id], known))
        else:
            changes.append(_known(inputs, post, entry, known))
    if inputs.only is not None:
        changes = [change for change in changes if change.path in inputs.only]
    else:
        changes += _gone(inputs, {entry.id for entry in renames.moved.values()})
    return tuple(changes)


def known_places(inputs: Inputs, changes: Sequence[Change]) -> dict[str, str]:
    """`post:<path>` → where that post is, of those that have a number before the run."""
    moved = {change.post: change.entry for change in changes if change.old and change.entry}
    return places(inputs.ledger.posts.values(), inputs.posts, {**inputs.ledger.posts, **moved})


def _places(
    inputs: Inputs, entries: Mapping[str, Entry], new: Mapping[str, Change]
) -> dict[str, str]:
    """Where posts are and will be, so that a link to a post that comes is a reason to update."""
    known = places(inputs.ledger.posts.values(), inputs.posts, entries)
    for change in new.values():
        coming = inputs.only is None or change.path in inputs.only
        if change.action is Action.CREATE and coming and change.document:
            known[POST + change.path] = COMING[change.document.kind]
    return known


def _linked(change: Change, known: Mapping[str, str]) -> Change:
    if change.document is None:
        return change
    return replace(change, document=change.document.linked(known))


def arrange(changes: Sequence[Change], pictures: Collection[str]) -> tuple[Change, ...]:
    """Put changes in the order they are made, and give each the pictures it is first to need.

    New posts go oldest first, so that their numbers follow their dates, but behind those that
    they lead to.

    Args:
        pictures: keys of the pictures that GitHub has already.
    """
    order = list(Action)
    ordered = sorted(changes, key=lambda one: (order.index(one.action), _date_key(one), one.path))
    creates = [one for one in ordered if one.action is Action.CREATE]
    rest = [one for one in ordered if one.action is not Action.CREATE]
    have = set(pictures)
    lost = {picture.key for change in changes for picture in pictures_kept(change)}
    arranged = []
    for change in [*in_dependency_order(creates), *rest]:
        shown = [one for one in pictures_shown(change) if one.key not in lost]
        shown += pictures_kept(change)
        needed = tuple(one for one in shown if one.key not in have)
        have |= {picture.key for picture in needed}
        arranged.append(replace(change, pictures=needed))
    return tuple(arranged)


def unsafe(changes: Sequence[Change], published: int, max_new: int) -> tuple[str, ...]:
    """Why a plan needs a yes: mass changes are mistakes more often than wishes."""
    new = sum(change.action is Action.CREATE for change in changes)
    updated = sum(change.action is Action.UPDATE for change in changes)
    reasons = []
    if new > max_new:
        reasons.append(f"{new} new posts, more than publish.max_new = {max_new}")
    if updated > 3 and updated > 0.3 * published:
        reasons.append(f"{updated} of {published} published posts updated, more than 30 %")
    if strange := _another_folder(changes, published):
        reasons.append(strange)
    moved = sum(change.action is Action.UPDATE and bool(change.old) for change in changes)
    if moved:
        files = f"{moved} changed posts are" if moved > 1 else "a changed post is"
        reasons.append(f"{files} taken for a moved file by the title")
    return tuple(reasons)


def _another_folder(changes: Sequence[Change], published: int) -> str:
    """Why the files may be those of another blog: most posts are gone, and one that has the name of
    a published one has another title."""
    gone = sum(change.action is Action.GONE for change in changes)
    titles = [
        change.entry.title
        for change in changes
        if change.action is Action.UPDATE and change.entry and change.title != change.entry.title
    ]
    if not titles or gone * 2 < published:
        return ""
    return (
        f"{gone} of {published} published posts have no file here, and “{titles[0]}” would become "
        "another post: is this the folder of this blog? (another blog needs a blog.name of its own)"
    )


def _digest(build: Build, post: Post, known: Mapping[str, str]) -> str:
    document = build(post)
    return document.linked(known).digest if isinstance(document, Document) else ""


def _change(action: Action, post: Post, reason: str, hint: str = "", **rest: object) -> Change:
    change = Change(action, post.id, post.path, post.title, reason, hint, source=post)
    return replace(change, **rest)  # type: ignore[arg-type]  # names of Change's own fields


def _refused(refusal: Refusal, ledger: Ledger) -> Change:
    entry = ledger.posts.get(refusal.id)
    where = f"{refusal.path}:{refusal.line}"
    reason = f"{where}: {refusal.message}"
    title = entry.title if entry else ""
    return Change(Action.REFUSE, refusal.id, refusal.path, title, reason, refusal.hint, entry)


def _held(post: Post, entry: Entry | None) -> Change:
    tail = f"; #{entry.number} stays as it is" if entry else ""
    return _change(Action.HOLD, post, post.held + tail, entry=entry)


def _new(inputs: Inputs, post: Post, by_title: Mapping[str, int]) -> Change:
    if post.number:
        why = f"its front matter says that it is #{post.number}, which is not recorded yet"
        hint = f"`ghblog adopt` takes it over; if it is a new post, delete `{post.kind}:`"
        return _change(Action.HOLD, post, why, hint)
    if number := by_title.get(title_key(post.title)):
        return _change(
            Action.HOLD,
            post,
            f"#{number} has the same title and no marker of ghblog's: it may be this post, "
            "made by hand",
            "`ghblog adopt` takes it over; if they are two, give one of them another title",
        )
    document = inputs.build(post)
    if isinstance(document, Refusal):
        return _unbuilt(document, post, None)
    if lack := inputs.lacks(document):
        return _change(Action.REFUSE, post, f"{post.path}:1: {lack[0]}", lack[1])
    return _change(Action.CREATE, post, "new", document=document)


def _known(inputs: Inputs, post: Post, entry: Entry, known: Mapping[str, str]) -> Change:
    moved = entry.id != post.id
    recorded = inputs.records.get(entry.id)
    if entry.kind is not post.kind:
        why = f"#{entry.number} is of the other kind: GitHub cannot turn it into the {post.kind}"
        why += " that the file wants"
        return _change(Action.HOLD, post, why, entry=entry)
    if not inputs.refresh and recorded is None and entry.inputs == inputs_of(post, known):
        return _unchanged(post, entry, moved=moved, recorded=None)
    document = inputs.build(post)
    if isinstance(document, Refusal):
        return _unbuilt(document, post, entry)
    document = document.linked(known)
    half_way = recorded is not None and unmet(document, recorded)
    if document.digest == entry.digest and not inputs.refresh and not half_way:
        return _unchanged(post, entry, moved=moved, recorded=recorded, document=document)
    if lack := inputs.lacks(document):
        return _change(Action.REFUSE, post, f"{post.path}:1: {lack[0]}", lack[1], entry=entry)
    reason = _why(document, post, entry, refresh=inputs.refresh)
    reason = "labels or state are not set yet" if half_way else reason
    old = entry.id if moved else ""
    return _change(Action.UPDATE, post, reason, entry=entry, document=document, old=old)


def _unchanged(
    post: Post,
    entry: Entry,
    *,
    moved: bool,
    recorded: Existing | None,
    document: Document | None = None,
) -> Change:
    if moved:
        reason = f"the file was {entry.path or entry.id}; it keeps #{entry.number}"
        return _change(Action.RENAME, post, reason, entry=entry, document=document, old=entry.id)
    if recorded:
        reason = f"#{entry.number} bears its marker: the ledger learns it"
        return _change(
            Action.RECORD, post, reason, entry=entry, document=document, present=recorded
        )
    action = Action.REFRESH if document else Action.KEEP
    return _change(action, post, "in step", entry=entry, document=document)


def _unbuilt(refusal: Refusal, post: Post, entry: Entry | None) -> Change:
    reason = f"{refusal.path}:{refusal.line}: {refusal.message}"
    return _change(Action.REFUSE, post, reason, refusal.hint, entry=entry)


def _why(document: Document, post: Post, entry: Entry, *, refresh: bool) -> str:
    reasons = []
    if document.title != entry.title:
        reasons.append(f"title was “{entry.title}”")
    if entry.source != post.source:
        reasons.append("text changed" if entry.source else "text may have changed")
    if set(document.labels) != set(entry.labels):
        reasons.append("labels changed")
    if not entry.digest:
        reasons.append("an earlier run did not finish it")
    if entry.id != post.id:
        reasons.append(f"file was {entry.path or entry.id}")
    if not reasons and not refresh and set(document.links.values()) & set(COMING.values()):
        reasons.append("it leads to a new post")
    if not reasons:
        unknown = "settings, pictures or links changed"
        reasons.append("asked for (--refresh)" if refresh else unknown)
    return ", ".join(reasons)


def _gone(inputs: Inputs, moved: Collection[str]) -> list[Change]:
    if any(refusal.unread for refusal in inputs.refusals):
        return []  # a file that cannot be read may be any of them
    here = {post.id for post in inputs.posts} | {refusal.id for refusal in inputs.refusals}
    paths = {post.path for post in inputs.posts} | {refusal.path for refusal in inputs.refusals}
    return [
        Change(
            Action.GONE,
            entry.id,
            entry.path,
            entry.title,
            f"its file is missing; #{entry.number} and its place in the index stay",
            entry=entry,
        )
        for entry in inputs.ledger.posts.values()
        if entry.id not in here and entry.id not in moved and entry.path not in paths
    ]


def pictures_shown(change: Change) -> tuple[Picture, ...]:
    """The pictures that a change needs to be stored, once each."""
    if change.action not in (Action.CREATE, Action.UPDATE) or not change.document:
        return ()
    pictures = {picture.key: picture for picture in change.source.pictures} if change.source else {}
    slots = [slot.target for part in change.document.parts for slot in part.slots]
    return tuple(pictures[key] for key in dict.fromkeys(slots) if key in pictures)


def pictures_kept(change: Change) -> tuple[Picture, ...]:
    """The pictures that a text on GitHub, which stays as it is, shows from the ledger's branch:
    they are lost if somebody deleted the branch."""
    if change.action is not Action.RECORD or not change.source or not change.present:
        return ()
    bodies = [change.present.body, *(one.body for one in change.further if one)]
    pictures = change.source.pictures
    return tuple(one for one in pictures if any(one.stored_path in body for body in bodies))


def _date_key(change: Change) -> str:
    return change.source.date.isoformat() if change.source else ""

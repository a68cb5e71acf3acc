"""Posts and what GitHub holds → a Plan. Pure: everything read is handed in.

Made in steps, since the present texts of posts to be updated are read only for these: `draft`
says what would change, `weigh` looks at the present texts, `arrange` puts it in order. `deciding`
has the rules for a post alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from ghblog.model import Action, Change, Document, Entry, Post, Refusal
from ghblog.sync.addresses import POST
from ghblog.sync.deciding import COMING, change_of, decide_known, decide_new, held, linked, refused
from ghblog.sync.inputs import Inputs
from ghblog.sync.links import places
from ghblog.sync.renames import Files, Renames, find_renames
from ghblog.sync.titles import title_key


def draft(inputs: Inputs) -> tuple[Change, ...]:
    """What would become of each post, before anybody looked at the texts on GitHub."""
    renames = _renames(inputs)
    entries = {**inputs.ledger.posts, **renames.moved}
    untold = {**inputs.doubtful, **renames.held}
    new = _new(inputs, {*entries, *untold})
    known = _places(inputs, entries, new.values())

    def decide(post: Post) -> Change:
        entry = entries.get(post.id)
        if post.id in untold:
            return change_of(Action.HOLD, post, untold[post.id], entry=entry)
        if post.held:
            return held(post, entry)
        if entry is None:
            return linked(new[post.id], known)
        return decide_known(inputs, post, entry, known)

    changes = [refused(one, inputs.ledger) for one in inputs.refusals]
    changes += [decide(post) for post in inputs.posts]
    if inputs.only is not None:
        return tuple(change for change in changes if change.path in inputs.only)
    return (*changes, *_gone(inputs, {entry.id for entry in renames.moved.values()}))


def known_places(inputs: Inputs, changes: Sequence[Change]) -> dict[str, str]:
    """`post:<path>` → where that post is, of those that have a number before the run."""
    moved = {change.post: change.entry for change in changes if change.old and change.entry}
    return _there(inputs, {**inputs.ledger.posts, **moved})


def _renames(inputs: Inputs) -> Renames:
    here = known_places(inputs, ())

    def digest_of(post: Post) -> str:
        document = inputs.build(post)
        return document.linked(here).digest if isinstance(document, Document) else ""

    return find_renames(inputs.ledger, Files.of(inputs.posts, inputs.refusals, digest_of))


def _new(inputs: Inputs, known: Collection[str]) -> dict[str, Change]:
    """What becomes of the posts that GitHub does not have, by id."""
    newest_first = sorted(inputs.titles.items(), reverse=True)
    by_title = {title_key(title): number for number, title in newest_first}  # the oldest counts
    return {
        post.id: decide_new(inputs, post, by_title)
        for post in inputs.posts
        if post.id not in known and not post.held
    }


def _places(inputs: Inputs, entries: Mapping[str, Entry], new: Iterable[Change]) -> dict[str, str]:
    """Where posts are and will be, so that a link to a post that comes is a reason to update."""
    known = _there(inputs, entries)
    for change in new:
        coming = inputs.only is None or change.path in inputs.only
        if change.action is Action.CREATE and coming and change.document:
            known[POST + change.path] = COMING[change.document.kind]
    return known


def _there(inputs: Inputs, entries: Mapping[str, Entry]) -> dict[str, str]:
    """Where published posts are."""
    refused = [refusal.path for refusal in inputs.refusals]
    return places(inputs.ledger.posts.values(), inputs.posts, entries, refused)


def _gone(inputs: Inputs, moved: Collection[str]) -> list[Change]:
    """Entries whose files are missing."""
    if any(refusal.unread for refusal in inputs.refusals):
        return []  # a file that cannot be read may be any of them
    files: list[Post | Refusal] = [*inputs.posts, *inputs.refusals]
    ids, paths = {one.id for one in files}, {one.path for one in files}
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
        if entry.id not in ids and entry.id not in moved and entry.path not in paths
    ]

"""What becomes of one post, and why: the rules. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ghblog.model import Action, Change, Document, Entry, Existing, Kind, Ledger, Post, Refusal
from ghblog.sync.addresses import place_of
from ghblog.sync.finishing import unmet
from ghblog.sync.inputs import Inputs
from ghblog.sync.links import inputs_of
from ghblog.sync.titles import title_key

# Where a post will be that has no number yet.
COMING = {kind: place_of(kind, 0) for kind in Kind}


def change_of(action: Action, post: Post, reason: str, hint: str = "", **rest: object) -> Change:
    """A line of the plan about a post; `rest` are fields of Change."""
    change = Change(action, post.id, post.path, post.title, reason, hint, source=post)
    return replace(change, **rest)  # type: ignore[arg-type]  # names of Change's own fields


def linked(change: Change, known: Mapping[str, str]) -> Change:
    """The change with its links leading to where posts are and will be."""
    if change.document is None:
        return change
    return replace(change, document=change.document.linked(known))


def refused(refusal: Refusal, ledger: Ledger) -> Change:
    """A file that gives no post."""
    entry = ledger.posts.get(refusal.id)
    title = entry.title if entry else ""
    reason = _where(refusal)
    return Change(Action.REFUSE, refusal.id, refusal.path, title, reason, refusal.hint, entry)


def held(post: Post, entry: Entry | None) -> Change:
    """A draft, or one whose date has not come."""
    tail = f"; #{entry.number} stays as it is" if entry else ""
    return change_of(Action.HOLD, post, post.held + tail, entry=entry)


def decide_new(inputs: Inputs, post: Post, by_title: Mapping[str, int]) -> Change:
    """A post that GitHub does not have, as far as markers tell.

    Args:
        by_title: `title_key` → number of what may be the same post, made by hand.
    """
    if by_hand := _by_hand(post, by_title):
        return change_of(Action.HOLD, post, *by_hand)
    document = inputs.build(post)
    if isinstance(document, Refusal):
        return _unbuilt(document, post, None)
    if lack := inputs.lacks(document):
        return _lacking(lack, post, None)
    return change_of(Action.CREATE, post, "new", document=document)


def decide_known(inputs: Inputs, post: Post, entry: Entry, known: Mapping[str, str]) -> Change:
    """A post that the ledger has, under this id or another.

    Args:
        known: `post:<path>` → where that post is or will be.
    """
    recorded = inputs.records.get(entry.id)
    if entry.kind is not post.kind:
        why = f"#{entry.number} is of the other kind: GitHub cannot turn it into the {post.kind}"
        why += " that the file wants"
        return change_of(Action.HOLD, post, why, entry=entry)
    if not inputs.refresh and recorded is None and entry.inputs == inputs_of(post, known):
        return _unchanged(post, entry)
    document = inputs.build(post)
    if isinstance(document, Refusal):
        return _unbuilt(document, post, entry)
    document = document.linked(known)
    half_way = recorded is not None and unmet(document, recorded)
    if document.digest == entry.digest and not inputs.refresh and not half_way:
        return _unchanged(post, entry, recorded, document)
    if lack := inputs.lacks(document):
        return _lacking(lack, post, entry)
    reason = _why(document, post, entry, refresh=inputs.refresh)
    reason = "labels or state are not set yet" if half_way else reason
    old = entry.id if entry.id != post.id else ""
    return change_of(Action.UPDATE, post, reason, entry=entry, document=document, old=old)


def _by_hand(post: Post, by_title: Mapping[str, int]) -> tuple[str, str] | None:
    """Why a post may be there already, made by hand, and what to do; None if it is new."""
    if post.number:
        why = f"its front matter says that it is #{post.number}, which is not recorded yet"
        return why, f"`ghblog adopt` takes it over; if it is a new post, delete `{post.kind}:`"
    if number := by_title.get(title_key(post.title)):
        why = (
            f"#{number} has the same title and no marker of ghblog's: it may be this post, "
            "made by hand"
        )
        hint = "`ghblog adopt` takes it over; if they are two, give one of them another title"
        return why, hint
    return None


def _unchanged(
    post: Post, entry: Entry, recorded: Existing | None = None, document: Document | None = None
) -> Change:
    """A post whose text needs no write."""
    if entry.id != post.id:
        reason = f"the file was {entry.path or entry.id}; it keeps #{entry.number}"
        return change_of(Action.RENAME, post, reason, entry=entry, document=document, old=entry.id)
    if recorded:
        reason = f"#{entry.number} bears its marker: the ledger learns it"
        return change_of(
            Action.RECORD, post, reason, entry=entry, document=document, present=recorded
        )
    action = Action.REFRESH if document else Action.KEEP
    return change_of(action, post, "in step", entry=entry, document=document)


def _unbuilt(refusal: Refusal, post: Post, entry: Entry | None) -> Change:
    return change_of(Action.REFUSE, post, _where(refusal), refusal.hint, entry=entry)


def _lacking(lack: tuple[str, str], post: Post, entry: Entry | None) -> Change:
    return change_of(Action.REFUSE, post, f"{post.path}:1: {lack[0]}", lack[1], entry=entry)


def _where(refusal: Refusal) -> str:
    return f"{refusal.path}:{refusal.line}: {refusal.message}"


def _why(document: Document, post: Post, entry: Entry, *, refresh: bool) -> str:
    """Why a post is updated, for a person to read."""
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

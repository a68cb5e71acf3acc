"""What a plan would change against the texts that GitHub holds now. Pure.

What was edited on the web becomes a conflict; what is there already is not written again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ghblog.marker import read_marker, same_text, text_hash, unedited
from ghblog.model import Action, Change, Document, Entry, Existing, Remark
from ghblog.sync.finishing import unmet
from ghblog.sync.parts import has_parts, match_parts, parts_edited, parts_in_step
from ghblog.sync.titles import same_title

Compose = Callable[[Document, int], str]
"""The final text of a document's part (from 1), as far as URLs are known."""


@dataclass(frozen=True, slots=True)
class Present:
    """What GitHub holds now, as it was read.

    Attributes:
        texts: node id → issue or discussion; one that is not there is missing on GitHub.
        remarks: node id → the comments below it, of those with further parts.
        viewer, publishers: whose markers count.
    """

    texts: Mapping[str, Existing] = field(default_factory=dict)
    remarks: Mapping[str, Sequence[Remark]] = field(default_factory=dict)
    viewer: str = ""
    publishers: Sequence[str] = ()


def to_read(changes: Sequence[Change]) -> tuple[str, ...]:
    """Node ids whose present texts `weigh` needs."""
    wanted = (Action.UPDATE, Action.RENAME)
    return tuple(one.entry.node for one in changes if one.action in wanted and one.entry)


def comments_to_read(changes: Sequence[Change]) -> tuple[Entry, ...]:
    """Those whose comments `weigh` needs, since they are parts of the post."""
    wanted = (Action.UPDATE, Action.RENAME)
    return tuple(
        one.entry for one in changes if one.action in wanted and one.entry and has_parts(one)
    )


def weigh(
    changes: Sequence[Change],
    present: Present,
    compose: Compose,
    *,
    blog: str = "main",
    refresh: bool = False,
) -> tuple[Change, ...]:
    """Look at the present texts: what was edited on the web becomes a conflict, and what is
    there already (a run died between writing and settling) need not be written again.

    Args:
        refresh: whether equal texts mean that there is nothing to write.
    """
    return tuple(_weigh(change, present, compose, blog=blog, refresh=refresh) for change in changes)


def verify(changes: Sequence[Change], present: Present, blog: str = "main") -> tuple[Change, ...]:
    """Posts in step by the ledger, looked at on GitHub: which were edited there, or are gone."""
    return tuple(_verify(change, present, blog) for change in changes)


def _weigh(
    change: Change,
    present: Present,
    compose: Compose,
    *,
    blog: str,
    refresh: bool,
) -> Change:
    if change.action not in (Action.UPDATE, Action.RENAME) or change.entry is None:
        return change
    now = present.texts.get(change.entry.node)
    number = change.entry.number
    if now is None:
        reason = f"#{number} is no longer there: deleted or moved to another repository"
        return replace(change, action=Action.CONFLICT, reason=reason, hint="restore it on GitHub")
    change = replace(change, present=now)
    if change.action is Action.RENAME or change.document is None:
        return _with_parts(change, present, blog)
    document = change.document
    change = _with_parts(change, present, blog)
    texts = [compose(document, n + 1) for n in range(len(document.parts))]
    already = _already(now, document, texts[0], refresh=refresh)
    if already and parts_in_step(change, texts[1:]):
        if change.old:
            return replace(change, action=Action.RENAME, reason=f"{change.reason}; text in step")
        action = Action.REFRESH if refresh else Action.RECORD
        return replace(change, action=action, reason=f"#{number} holds it already")
    return _conflict(change, now, texts, blog) or change


def _with_parts(change: Change, present: Present, blog: str) -> Change:
    assert change.entry
    if not has_parts(change):
        return change
    return match_parts(
        change,
        present.remarks.get(change.entry.node, ()),
        blog=blog,
        viewer=present.viewer,
        publishers=present.publishers,
    )


def _verify(change: Change, present: Present, blog: str) -> Change:
    if change.action not in (Action.KEEP, Action.REFRESH) or change.entry is None:
        return change
    entry, now = change.entry, present.texts.get(change.entry.node)
    if now is None:
        reason = f"#{entry.number} is no longer there: deleted or moved to another repository"
    elif not untouched(now.body, entry, blog):
        reason = f"the text of #{entry.number} was edited on the web"
    elif not same_title(now.title, entry.title):
        reason = f"the title of #{entry.number} was changed on the web to “{now.title}”"
    elif why := _parts_gone(_with_parts(replace(change, document=None), present, blog)):
        reason = f"{why} of #{entry.number} on the web"
    else:
        return replace(change, present=now)
    return replace(change, action=Action.CONFLICT, reason=reason, present=now)


def _parts_gone(change: Change) -> str:
    """What became of a further part on the web; empty if nothing did."""
    for number, remark in enumerate(change.further, 2):
        if remark is None:
            return f"somebody deleted part {number}"
        if not unedited(remark.body):
            return f"somebody edited part {number}"
    return ""


def _already(now: Existing, document: Document, text: str, *, refresh: bool) -> bool:
    """Whether GitHub holds just this document, so that a write would change nothing."""
    marker = read_marker(now.body)
    if marker is None or marker.digest != document.digest or not unedited(now.body):
        return False
    if not same_title(now.title, document.title) or unmet(document, now):
        return False
    return not refresh or same_text(now.body, text)


def untouched(body: str, entry: Entry, blog: str) -> bool:
    """Whether nobody edited a text since we wrote it, or, if it bears no marker yet, since it
    was taken over.

    A whole text with its marker may have been pasted from another post, or written by another
    blog: it must be this post's, or the very one that the ledger knows.
    """
    marker = read_marker(body)
    if marker is None:
        return bool(entry.text) and text_hash(body) == entry.text
    if not unedited(body) or marker.blog != blog:
        return False
    return marker.post == entry.id or marker.digest == entry.digest


def _conflict(change: Change, now: Existing, texts: Sequence[str], blog: str) -> Change | None:
    assert change.entry and change.document
    hint = "bring the edit into the file; once both agree, publish again"
    if not untouched(now.body, change.entry, blog) and not same_text(now.body, texts[0]):
        reason = f"the text of #{now.number} was edited on the web since it was published"
        return replace(change, action=Action.CONFLICT, reason=reason, hint=hint)
    if number := parts_edited(change, texts[1:]):
        reason = f"part {number} of #{now.number} was edited on the web since it was published"
        return replace(change, action=Action.CONFLICT, reason=reason, hint=hint)
    titles = (change.entry.title, change.document.title)
    if not any(same_title(now.title, title) for title in titles):
        reason = f"the title of #{now.number} was changed on the web to “{now.title}”"
        return replace(change, action=Action.CONFLICT, reason=reason, hint=hint)
    return None

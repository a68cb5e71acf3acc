"""Creates and updates, one after another: effects through the ports only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ghblog.model import Action, Change, Remark, Result, Status
from ghblog.sync.claims import checkpoint, guarded
from ghblog.sync.posting import create, lacks_picture, update
from ghblog.sync.rereading import Rereading
from ghblog.sync.work import Work, document_of

CHECKPOINT = 50
AHEAD = 50  # texts that are read again at once: as many as one query takes


def create_all(work: Work, changes: Sequence[Change]) -> None:
    """Create posts, with a checkpoint each 50. Raises StoppedError."""
    total = len(changes)
    for done, change in enumerate(changes):
        work.desk.ports.check_stop()
        if done and done % CHECKPOINT == 0:
            guarded(checkpoint, work.desk)
        work.tell("posts", done, total, change.title)
        create(work, work.linked(change))
    work.tell("posts", total, total)


def update_all(work: Work, changes: Sequence[Change], read_at: float) -> None:
    """Update posts. Raises StoppedError.

    Args:
        read_at: when their present texts were read, by the clock's monotonic time.
    """
    total, again = len(changes), Rereading(work)
    for done, change in enumerate(changes):
        work.desk.ports.check_stop()
        work.tell("updates", done, total, change.title)
        linked = work.linked(change)
        if _leads_nowhere(work, change, linked):
            continue
        if again.is_due(read_at):
            linked = again.weighed(linked, changes[done : done + AHEAD])
        if linked.post not in work.results and not lacks_picture(work, linked):
            update(work, linked)
    work.tell("updates", total, total)


def relink(work: Work, creates: Sequence[Change], begun: float) -> None:
    """Posts in a circle: those that went out before one they lead to are updated, now that it
    has a number. If that fails, the next run does it. Raises StoppedError.

    Args:
        begun: when the first post was to be created, by the clock's monotonic time.
    """
    pairs = [(change, later) for change in creates if (later := _relinked(work, change))]
    changes = [later for _, later in pairs]
    again = Rereading(work)
    due = again.is_due(begun)  # somebody may have edited them since
    for done, (change, later) in enumerate(pairs):
        work.desk.ports.check_stop()
        weighed = again.weighed(later, changes[done : done + AHEAD]) if due else later
        if weighed.action is Action.UPDATE:
            update(work, weighed)
        work.results[change.post] = replace(work.results[change.post], change=change)


def _relinked(work: Work, change: Change) -> Change | None:
    """The update of a post that went out, if it leads elsewhere by now."""
    entry, result = work.desk.entries.get(change.post), work.results.get(change.post)
    if entry is None or not entry.digest or not result or result.status is not Status.DONE:
        return None
    later = work.linked(change)
    if document_of(later).digest == entry.digest:
        return None
    further = tuple(_unread(node) for node in entry.parts)
    return replace(later, action=Action.UPDATE, entry=entry, further=further)


def _unread(node: str) -> Remark:
    """A comment of which only the node id is known, so that it is written whatever it says."""
    return Remark(node, "", "", "", datetime.min.replace(tzinfo=UTC))


def _leads_nowhere(work: Work, change: Change, linked: Change) -> bool:
    """Whether an update was only for a link to a new post, which was not published."""
    digest = change.entry.digest if change.entry else ""
    if document_of(linked).digest != digest or document_of(change).digest == digest:
        return False
    message = "the post that it leads to was not published"
    work.results[change.post] = Result(change, Status.SKIPPED, message=message)
    return True

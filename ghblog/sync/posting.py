"""One post, created or updated, with all that belongs to it. Effects through the ports only."""

from __future__ import annotations

from ghblog.errors import AnswerLostError, GhblogError, RateLimitedError
from ghblog.model import Change, Created, Document, Kind, Result, Status
from ghblog.sync.claims import guarded, keep
from ghblog.sync.comments import write_parts
from ghblog.sync.desk import Desk
from ghblog.sync.entries import labels_after
from ghblog.sync.finishing import finish_of
from ghblog.sync.work import LABELS_LEFT, Work, document_of


def create(work: Work, change: Change) -> None:
    """Create an issue or discussion; the request is sent once. Raises StoppedError."""
    if lacks_picture(work, change):
        return
    text, document = work.text(change), document_of(change)
    while True:
        work.wait_turn()
        guarded(keep, work.desk)
        work.beat()
        try:
            created = _send_new(work.desk, document, text)
        except RateLimitedError as error:
            work.desk.ports.wait_until(error)
            continue
        except AnswerLostError as error:
            work.doubt(change, error)
        except GhblogError as error:
            work.failed(change, error)
        else:
            finish_create(work, change, created)
        return


def finish_create(work: Work, change: Change, created: Created) -> None:
    """What follows the create itself. Raises StoppedError."""
    work.done(change, created)
    _finish(work, change, created)
    write_parts(work, change, created)


def update(work: Work, change: Change) -> None:
    """Write a post's text over what is there, and what belongs to it. Raises StoppedError."""
    entry, document = change.entry, document_of(change)
    assert entry
    text = work.text(change)
    work.wait_turn()
    work.beat()
    created = Created(entry.number, entry.node)
    try:
        _send(work.desk, change, text)
    except GhblogError as error:
        work.failed(change, error)
        return
    work.done(change, created)
    if document.kind is Kind.ISSUE:  # a discussion's went with its text
        _finish(work, change, created)
    write_parts(work, change, created)


def lacks_picture(work: Work, change: Change) -> bool:
    """Whether a picture of the post could not be stored: then it is not written, and its result
    says why."""
    unstored = work.desk.unstored
    slots = [slot.target for part in document_of(change).parts for slot in part.slots]
    lost = next((unstored[key] for key in slots if key in unstored), None)
    if lost is None:
        return False
    message = f"a picture could not be stored: {lost.message}"
    work.results[change.post] = Result(change, Status.FAILED, message=message, hint=lost.hint)
    return True


def _finish(work: Work, change: Change, created: Created) -> None:
    """Set what a create does not take. If that fails, the next run does it."""
    desk = work.desk
    finish = finish_of(change, desk.labels, desk.pinned)
    if not finish:
        return
    work.beat()
    try:
        desk.ports.github.finish(created.node, document_of(change).kind, finish)
    except GhblogError as error:
        work.half_done(change, created, error, LABELS_LEFT)
    else:
        if finish.pinned:
            desk.pinned.append(created.number)


def _send_new(desk: Desk, document: Document, text: str) -> Created:
    github = desk.ports.github
    if document.kind is Kind.DISCUSSION:
        return github.create_discussion(document.title, text, _category(desk, document))
    return github.create_issue(
        document.title,
        text,
        document.labels,
        milestone=_milestone(desk, document) or 0,
        assignees=document.meta.assignees or (),
    )


def _send(desk: Desk, change: Change, text: str) -> None:
    entry, document, github = change.entry, document_of(change), desk.ports.github
    assert entry
    if document.kind is Kind.DISCUSSION:
        there = change.present.category.casefold() if change.present else ""
        moves = there != document.category.casefold()
        category = _category(desk, document) if moves else ""
        finish = finish_of(change, desk.labels, ())
        github.update_discussion(entry.node, document.title, text, category, finish)
        return
    github.update_issue(
        entry.number,
        document.title,
        text,
        _labels(change),
        milestone=_milestone(desk, document),
        assignees=document.meta.assignees,
    )


def _category(desk: Desk, document: Document) -> str:
    wanted = document.category.casefold()
    categories = desk.snapshot.categories
    return next(node for name, node in categories.items() if name.casefold() == wanted)


def _milestone(desk: Desk, document: Document) -> int | None:
    wanted = document.meta.milestone
    if not wanted:
        return None if wanted is None else 0
    return desk.snapshot.milestones[wanted]


def _labels(change: Change) -> tuple[str, ...] | None:
    """All labels of an update; None when they are right, so that one that somebody adds at this
    moment is not removed again."""
    wanted = labels_after(change)
    same = change.present is not None and wanted == change.present.labels
    return None if same else wanted

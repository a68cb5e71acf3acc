"""A plan → an outcome: claim, write, settle. Effects go only through the ports.

Whatever fails and whenever, the next run finds what was created by its marker, so a post
never gets two issues. The story is told in docs/lifecycle.md.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ghblog.errors import GhblogError
from ghblog.marker import unedited
from ghblog.model import (
    Action,
    Change,
    Entry,
    Ledger,
    Outcome,
    Picture,
    Plan,
    Result,
    Settings,
    Snapshot,
    Status,
)
from ghblog.sync.addresses import post_url
from ghblog.sync.attaching import attach, upload_place
from ghblog.sync.claims import keep_in_branch, pictures_of, take, to_claim
from ghblog.sync.desk import Desk
from ghblog.sync.doubts import settle_doubts
from ghblog.sync.entries import entry_after
from ghblog.sync.finishing import labels_to_make
from ghblog.sync.indexing import Settled
from ghblog.sync.ports import PlanOutdatedError, Ports, StoppedError
from ghblog.sync.settle import settle
from ghblog.sync.stores import Store
from ghblog.sync.work import Work, joined
from ghblog.sync.writing import create_all, relink, update_all

_STORE = Store()


@dataclass(frozen=True)
class Read:
    """What the plan was made from, as far as apply needs it.

    Attributes:
        ledger: as it stands on the branch, without what was recovered.
        unmarked: number → title of what first contact found without a marker.
        at: when the present texts were read, by the clock's monotonic time.
        recovered: entries that only markers told. They are entered whatever the plan is limited
            to: with the claim of the dead run goes the memory of what it created.
        texts: post id → the text on GitHub, of those of them that are whole.
        commit: the source folder's git commit; empty if there is none.
        store: where new pictures go.
        pictures: key → where, of pictures that are stored and that the ledger does not know.
        places: `post:<path>` → where that post is.
    """

    snapshot: Snapshot
    ledger: Ledger
    unmarked: Mapping[int, str]
    at: float
    recovered: Mapping[str, Entry] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    commit: str = ""
    store: Store = _STORE
    pictures: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


def apply(plan: Plan, read: Read, settings: Settings, ports: Ports) -> tuple[Outcome, Settled]:
    """Carry out a plan.

    Raises PlanOutdatedError when somebody else published since it was made: nothing was
    written, so read and plan again.
    """
    run = secrets.token_hex(8)
    desk = Desk(
        ports=ports,
        plan=plan,
        snapshot=read.snapshot,
        remote=read.ledger,
        run=run,
        commit=read.commit,
        unmarked=read.unmarked,
        entries=dict(read.recovered),
        texts=dict(read.texts),
        pictures=dict(read.pictures),
        places=dict(read.places),
    )
    work = Work(desk, settings.publishers)
    ports.machine.begin(run)
    try:
        return _carried_out(plan, read, work, settings)
    finally:  # an interrupt, say, in a program that goes on: nobody must wait for this run
        ports.machine.leave(run)


def _carried_out(plan: Plan, read: Read, work: Work, settings: Settings) -> tuple[Outcome, Settled]:
    desk = work.desk
    ports = desk.ports
    problem = _write(plan, read, work, settings)
    if not work.in_doubt:
        desk.claim = None  # settling releases it
    settled = _settle(desk, settings)
    settled.after = desk.remote
    if settled.ledger:
        ports.machine.forget(upload_place(plan.repository), desk.pictures)
    if settled.ledger and not work.in_doubt:
        ports.machine.end(desk.run)
    return _outcome(plan, work, settled, problem), settled


def _write(plan: Plan, read: Read, work: Work, settings: Settings) -> StoppedError | None:
    desk = work.desk
    _record(plan, desk)
    creates = plan.of(Action.CREATE)
    updates = plan.of(Action.UPDATE)
    try:
        desk.ports.check_stop()
        _make_labels(desk, [*creates, *updates], settings)
        lost = [one for change in plan.of(Action.RECORD) for one in change.pictures]
        _take(desk, creates, updates, read.store, lost)
        begun = desk.ports.clock.monotonic()
        create_all(work, creates)
        update_all(work, updates, read.at)
        settle_doubts(work)
        relink(work, creates, begun)
    except StoppedError as problem:
        return problem
    except PlanOutdatedError:
        desk.ports.machine.end(desk.run)
        raise
    except GhblogError as error:
        return StoppedError(error.message, error.hint)
    return None


def _make_labels(desk: Desk, changes: Sequence[Change], settings: Settings) -> None:
    """Labels that GitHub does not make by itself, or not in the colour that is wanted."""
    documents = [change.document for change in changes if change.document]
    missing = desk.snapshot.missing_labels
    if labels := labels_to_make(documents, missing, settings.label_styles):
        desk.labels |= desk.ports.github.make_labels(labels)


def _take(
    desk: Desk,
    creates: Sequence[Change],
    updates: Sequence[Change],
    store: Store,
    lost: Sequence[Picture],
) -> None:
    """Claim what is to be created, and store the pictures.

    Args:
        lost: pictures that the branch held and texts show from there: they go back to it.
    """
    posts, pictures = to_claim(creates, updates), pictures_of([*creates, *updates])
    if not posts and not pictures and not lost:
        return
    take(desk, posts, lost if store.attach else [*lost, *pictures])
    left = attach(desk, pictures, fall_back=store.fall_back) if store.attach else ()
    if left:
        keep_in_branch(desk, left)


def _record(plan: Plan, desk: Desk) -> None:
    """What only the ledger needs to learn."""
    for change in plan.of(Action.RECORD, Action.RENAME, Action.REFRESH, Action.KEEP):
        entry = entry_after(change)
        if entry is None or desk.entry(entry.id) == entry:
            continue
        desk.entries[entry.id] = entry
        if change.old:
            desk.drop(change.old)
        if change.present and all(change.further):
            bodies = [change.present.body, *(one.body for one in change.further if one)]
            if all(unedited(body) for body in bodies):
                desk.texts[entry.id] = joined(bodies)


def _settle(desk: Desk, settings: Settings) -> Settled:
    try:
        return settle(desk, index=settings.index)
    except GhblogError as error:
        return Settled(message=error.message, hint=error.hint)


def _outcome(plan: Plan, work: Work, settled: Settled, problem: StoppedError | None) -> Outcome:
    results = tuple(_result(change, plan, work) for change in plan.writes)
    message, hint = (problem.message, problem.hint) if problem else ("", "")
    if not settled.ledger and not message:
        message = settled.message or "the ledger could not be brought up to date"
        hint = settled.hint or "run it again: the next run repairs it"
    return Outcome(
        plan=plan,
        results=results,
        index=settled.index,
        index_message=settled.message if settled.index is Status.FAILED else "",
        settled=settled.ledger,
        problem=message,
        hint=hint or (settled.hint if settled.index is Status.FAILED else ""),
        notices=tuple(work.desk.notices),
        index_at=settled.at,
    )


def _result(change: Change, plan: Plan, work: Work) -> Result:
    if result := work.results.get(change.post):
        return result
    if change.action in (Action.RECORD, Action.RENAME) and change.entry:
        url = post_url(plan.repository, change.entry)
        return Result(change, Status.DONE, change.entry.number, url)
    return Result(change, Status.SKIPPED)

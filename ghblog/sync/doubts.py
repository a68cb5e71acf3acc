"""Creates whose answer was lost, settled a minute later by looking; never just repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ghblog.errors import GhblogError
from ghblog.model import Change, Created, Remark
from ghblog.sync.comments import write_parts
from ghblog.sync.lease import GRACE
from ghblog.sync.lookup import comments_below, look_up_from
from ghblog.sync.parts import match_parts, parts_edited
from ghblog.sync.posting import create, finish_create
from ghblog.sync.recover import recover
from ghblog.sync.work import PARTS_LEFT, Work


def settle_doubts(work: Work) -> None:
    """A minute later, find out which creates with a lost answer succeeded; those that did
    not are safe to do again. Raises StoppedError."""
    if work.doubted_at is None or not work.in_doubt:
        return
    _wait(work, work.doubted_at)
    # Before creates are repeated: of those, answers may be lost that nobody waited for.
    _settle_parts(work)
    found = _find(work, work.doubts) if work.doubts else {}
    for change in tuple(work.doubts):
        work.known(change)  # only now: until here the claim had to stay
        if created := found.get(change.post):
            finish_create(work, change, created)
        else:
            create(work, work.linked(change))


def _wait(work: Work, since: datetime) -> None:
    """Until a late request would have landed."""
    ports = work.desk.ports
    left = max(0.0, (since + GRACE - ports.github.now()).total_seconds())
    work.tell("waiting", 0, int(left), "an answer of GitHub's was lost; looking it up")
    ports.clock.sleep(left)
    ports.check_stop()


def _find(work: Work, changes: Sequence[Change]) -> dict[str, Created]:
    """Those of the posts that were created, found by number and told by their markers."""
    desk = work.desk
    assert desk.claim
    seen = look_up_from(desk.ports.github, desk.claim.highest + 1)
    viewer, publishers = desk.plan.viewer, work.publishers
    found = recover(desk.remote, seen, viewer=viewer, publishers=publishers).records
    posts = {change.post for change in changes}
    return {id_: Created(one.number, one.node) for id_, one in found.items() if id_ in posts}


def _settle_parts(work: Work) -> None:
    entries = [work.desk.entries[change.post] for change in work.part_doubts]
    remarks = comments_below(work.desk.ports.github, entries)
    for change in tuple(work.part_doubts):
        work.part_doubts.remove(change)
        _go_on(work, change, remarks)


def _go_on(work: Work, change: Change, remarks: Mapping[str, Sequence[Remark]]) -> None:
    """Write the parts of a post that are not there, unless somebody edited one meanwhile."""
    entry, plan = work.desk.entries[change.post], work.desk.plan
    found = match_parts(
        replace(change, entry=entry),
        remarks.get(entry.node, ()),
        blog=plan.blog,
        viewer=plan.viewer,
        publishers=work.publishers,
    )
    further = replace(change, further=found.further, surplus=found.surplus)
    created = Created(entry.number, entry.node)
    if number := parts_edited(further, work.further_texts(change)):
        why = GhblogError(f"part {number} was edited on the web meanwhile")
        work.half_done(change, created, why, PARTS_LEFT)
    else:
        write_parts(work, further, created)

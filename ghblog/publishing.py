"""A plan made, agreed to, carried out and followed up: `ghblog publish`. Part of `blog`."""

from __future__ import annotations

import contextlib
import math
import shlex
from collections.abc import Callable, Iterator
from dataclasses import replace

from ghblog.checkout import Checkout
from ghblog.model import Change, Outcome, Plan
from ghblog.offline import Memory, memory_of, with_ledger
from ghblog.prepare import Prepared, Wish, prepare
from ghblog.rounds import ask_once, in_rounds, telling
from ghblog.sync.apply import Read, apply
from ghblog.sync.indexing import Settled
from ghblog.sync.ledger import branch_name
from ghblog.sync.ports import PlanOutdatedError
from ghblog.workshop import Workshop

# Longer than this, in seconds, and a person thought about the plan.
PROMPT = 1.0

Agree = Callable[[Plan], bool]


def plan_online(workshop: Workshop, wish: Wish) -> Prepared:
    """Read files and GitHub, plan, and remember what was read. Raises GhblogError."""
    sources = workshop.sources(index_only=wish.index_only)
    door = workshop.door()
    made = prepare(sources, wish, door, workshop.composer(), workshop.patience())
    workshop.remember(memory_of(made, door.now()), sources.settings)
    return made


def plan_offline(workshop: Workshop, wish: Wish) -> Prepared:
    """Plan by what was read of GitHub last; the plan says when that was."""
    sources = workshop.sources()
    memory = workshop.remembered(sources.settings)
    door = workshop.offline(sources.settings, memory)
    made = prepare(sources, wish, door, workshop.composer(), workshop.patience())
    notices = (_as_of(memory), *made.plan.notices)
    return replace(made, plan=replace(made.plan, notices=notices))


def publish(workshop: Workshop, planned: Callable[[], Prepared], agree: Agree) -> Outcome | None:
    """Carry out what is planned; None if nothing was to be done or not agreed to.

    Args:
        planned: reads and plans; done again where somebody else published in between.
        agree: asked once with the plan, again only if it is another by then.

    Raises GhblogError.
    """
    agreed = ask_once(agree, _gist)

    def attempt() -> Outcome | None:
        prepared = planned()
        plan, read = prepared.plan, prepared.read
        if not plan.pending:
            agree(plan)
            _tidy(workshop, prepared)
            return None
        asked = workshop.clock.monotonic()
        if not agreed(plan):
            return None
        if workshop.clock.monotonic() - asked > PROMPT:  # texts may have been edited meanwhile
            read = replace(read, at=-math.inf)
        outcome, settled = _apply(workshop, plan, read)
        _remember(workshop, settled, prepared)
        return _follow(workshop, outcome, settled, prepared)

    return in_rounds(attempt)


def _gist(plan: Plan) -> list[tuple[str, str, str]]:
    """What a plan would do."""
    return [_gist_of(change) for change in plan.writes]


def _gist_of(change: Change) -> tuple[str, str, str]:
    return change.action, change.post, change.document.digest if change.document else ""


def _tidy(workshop: Workshop, prepared: Prepared) -> None:
    """Clear away the claim of a dead run that left nothing to do."""
    if prepared.read.ledger.claim is None:
        return
    with contextlib.suppress(PlanOutdatedError):
        _apply(workshop, prepared.plan, prepared.read)


def _apply(workshop: Workshop, plan: Plan, read: Read) -> tuple[Outcome, Settled]:
    with telling(workshop.writing):
        return apply(plan, read, workshop.settings, workshop.ports())


def _remember(workshop: Workshop, settled: Settled, prepared: Prepared) -> None:
    if settled.after is not None:
        memory = memory_of(prepared, workshop.door().now())
        branch = branch_name(workshop.settings.blog)
        workshop.remember(with_ledger(memory, settled.after, branch), prepared.settings)


def _follow(workshop: Workshop, outcome: Outcome, settled: Settled, prepared: Prepared) -> Outcome:
    """Bring a clean clone up to our commit on the default branch, or say how."""
    default, checkout = prepared.read.snapshot.default, workshop.checkout()
    if not settled.readme_head or default is None or checkout is None:
        return outcome
    if checkout.repository().casefold() != outcome.plan.repository.name.casefold():
        return outcome
    path = outcome.plan.index.path if outcome.plan.index else ""
    notices = tuple(_bring_here(checkout, path, default.branch, default.oid))
    return replace(outcome, notices=(*outcome.notices, *notices))


def _bring_here(checkout: Checkout, path: str, branch: str, before: str) -> Iterator[str]:
    """Fetch the commit of the index, or tell how: until then git refuses the next push.

    Args:
        path: of the index, which may be changed here, too.
        before: the commit that the one of the index came upon.
    """
    mine = bool(path) and checkout.branch() == branch and checkout.altered(path)
    command = checkout.rebase(branch) if mine else checkout.fast_forward(branch, before)
    if not command:
        return
    first = f"commit your {path}, then " if mine else ""
    yield (
        f"the index was committed to {branch} on GitHub; before you push, "
        f"{first}bring it here: {command}"
    )
    if "--rebase" in command:
        name = shlex.quote(path)
        keep = f"git checkout --ours {name}, git add {name}, git rebase --continue"
        yield f"if git finds a conflict in {path}, GitHub's has the index: {keep}"


def _as_of(memory: Memory | None) -> str:
    if memory is None:
        return "offline, and GitHub was never read from here: every post counts as new"
    return f"offline: as GitHub was on {memory.as_of:%Y-%m-%d at %H:%M} UTC"

"""What a run has to tell of single files. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ghblog.model import Action, Finding, Outcome, Plan, Severity, Status

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be told.

    Attributes:
        level: `error`, `warning` or `notice`.
        path: below the blog's root; empty if it is about no file.
        line: from 1; 0 if it is about no line.
    """

    level: str
    message: str
    title: str = "ghblog"
    path: str = ""
    line: int = 0


def notes_of(
    plan: Plan | None, outcome: Outcome | None, findings: Iterable[Finding], *, unsafe: str = ""
) -> list[Note]:
    """All of them, the gravest first.

    Args:
        unsafe: what to say of a plan that needs a yes and has none; empty if it has, or needs none.
    """
    first = {change.path for change in plan.writes} if plan else set()
    found = notes_of_findings(findings, first)
    told = {note.path for note in found if note.level == "error"}
    notes = notes_of_outcome(outcome) if outcome else []
    notes += notes_of_plan(plan, told) if plan else []
    if unsafe:
        notes.insert(0, Note("error", unsafe, "ghblog: this needs a yes"))
    return [*notes, *found]


def notes_of_findings(findings: Iterable[Finding], first: Collection[str]) -> list[Note]:
    """The findings but for what is only worth knowing, the gravest first; among equals those of
    the files that matter most.

    Args:
        first: paths of those files.
    """
    wanted = [each for each in findings if each.severity is not Severity.INFO]
    wanted.sort(key=lambda each: (list(Severity).index(each.severity), each.path not in first))
    return [
        Note(
            LEVELS[each.severity],
            f"{each.message}\n{each.hint}".rstrip(),
            f"ghblog: {each.code}",
            each.path,
            each.line,
        )
        for each in wanted
    ]


def notes_of_plan(plan: Plan, told: Collection[str]) -> list[Note]:
    """What in a plan keeps posts from being published.

    Args:
        told: paths of files whose errors are told already.
    """
    notes = [
        Note("error", f"{one.reason}\n{one.hint}".rstrip(), _named(one.title), one.path)
        for one in plan.of(Action.REFUSE, Action.CONFLICT)
        if one.path not in told or one.action is Action.CONFLICT
    ]
    if plan.index and plan.index.error:
        message = f"{plan.index.path}: {plan.index.error}\n{plan.index.hint}".rstrip()
        notes.append(Note("error", message, "ghblog: the index cannot be written"))
    return notes


def notes_of_outcome(outcome: Outcome) -> list[Note]:
    """What a publish could not do."""
    notes = [
        Note(
            "error",
            f"{one.message or one.status}\n{one.hint}".rstrip(),
            _named(one.change.title),
            one.change.path,
        )
        for one in outcome.results
        if one.status in (Status.FAILED, Status.DOUBT)
    ]
    if outcome.index is Status.FAILED:
        hint = "" if outcome.problem else outcome.hint  # a problem's hint is told with it
        message = f"{outcome.index_message}\n{hint}".rstrip()
        notes.append(Note("error", message, "ghblog: the index was not written"))
    if outcome.problem:
        message = f"{outcome.problem}\n{outcome.hint}".rstrip()
        notes.insert(0, Note("error", message, "ghblog: stopped"))
    return notes


def _named(title: str) -> str:
    return f"ghblog: {' '.join(title.split())[:120]}" if title else "ghblog"

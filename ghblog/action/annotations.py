"""What went wrong, as annotations that GitHub shows beside the lines of a commit. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ghblog.action.commands import command
from ghblog.model import Action, Finding, Outcome, Plan, Severity, Status
from ghblog.report.plain import plain

MOST = 10
"""Of each level, a step: GitHub shows no more."""

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be told.

    Attributes:
        level: `error`, `warning` or `notice`.
        path: below the blog's root; empty if it is about no file.
        line: from 1; 0 if it is about no line.
        code: one of those in `docs/checks.md`; empty for none.
    """

    level: str
    message: str
    title: str = ""
    path: str = ""
    line: int = 0
    code: str = ""


def notes_of_findings(
    findings: Iterable[Finding], first: Collection[str], *, infos: bool = False
) -> list[Note]:
    """The findings, the gravest first; among equals those of the files that matter most.

    Args:
        first: paths of those files.
        infos: what is only worth knowing, too.
    """
    wanted = [each for each in findings if infos or each.severity is not Severity.INFO]
    wanted.sort(key=lambda each: (list(Severity).index(each.severity), each.path not in first))
    return [
        Note(
            LEVELS[each.severity],
            f"{each.message}\n{each.hint}".rstrip(),
            f"ghblog: {each.code}",
            each.path,
            each.line,
            each.code,
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
        notes.append(Note("error", outcome.index_message, "ghblog: the index was not written"))
    if outcome.problem:
        message = f"{outcome.problem}\n{outcome.hint}".rstrip()
        notes.insert(0, Note("error", message, "ghblog: stopped"))
    return notes


def commands_of(notes: Sequence[Note], prefix: str | None) -> list[str]:
    """Commands for the notes: at most ten of each level, the last of which counts the rest.

    Args:
        prefix: the blog's folder below the workspace, ending in `/`; empty if they are one; None
            if it lies elsewhere, where GitHub finds no file.
    """
    kinds = Counter(note.level for note in notes)
    shown: list[str] = []
    for level in LEVELS.values():
        several = [note for note in notes if note.level == level]
        kept = several if kinds[level] <= MOST else several[: MOST - 1]
        shown += [_command(note, prefix) for note in kept]
        if left := kinds[level] - len(kept):
            what = f"and {left:,} more of this kind: the step's summary and its log have them"
            shown.append(command(level, what, {"title": "ghblog"}))
    return shown


def _command(note: Note, prefix: str | None) -> str:
    place: dict[str, object] = {}
    if note.path and prefix is not None:
        place = {"file": plain(prefix + note.path)}
        if note.line:
            place |= {"line": note.line, "endLine": note.line}
    return command(note.level, plain(note.message), {**place, "title": plain(note.title)})


def _named(title: str) -> str:
    return f"ghblog: {' '.join(title.split())[:120]}" if title else "ghblog"

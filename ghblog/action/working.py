"""Checking, planning, publishing and telling, with a blog that is open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from ghblog.action.annotations import commands_of
from ghblog.action.commands import Log, command
from ghblog.action.comment import MOST, Thread, mark_of
from ghblog.action.event import Event
from ghblog.action.files import Summary
from ghblog.action.inputs import Inputs
from ghblog.action.notes import notes_of
from ghblog.action.outputs import outputs_of
from ghblog.action.places import Places
from ghblog.action.standing import standing
from ghblog.action.summary import HOW_TO_AGREE, Shown, comment_text, summary_text
from ghblog.blog import Blog
from ghblog.errors import GhblogError, NotAllowedError, NotFoundError
from ghblog.model import Action, Finding, Outcome, Plan, Severity
from ghblog.report import outcome_text, plain, plan_text

_WIDTH = 140  # cells: nobody's window
_OWN = "ghs_"  # how tokens of workflows and Apps begin
_PUSH = "before you push"
_OFFLINE = (
    "there is no token, so GitHub was not asked and every post counts as new; nobody can tell "
    "whether the plan needs a yes"
)


@dataclass
class Work:
    """A run with an open blog.

    Attributes:
        dry: nothing may be written.
    """

    blog: Blog
    event: Event
    inputs: Inputs
    places: Places
    log: Log
    summary: Summary
    dry: bool
    _plan: Plan | None = None
    _outcome: Outcome | None = None
    _findings: tuple[Finding, ...] = ()
    _notices: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Do it; the exit code. Raises GhblogError."""
        self._findings = self.blog.check().findings
        plan = self._look() if self.dry else self._publish()
        for notice in standing(self.blog, plan, self.event):
            self._tell(notice)
        if self._too_many_warnings:
            self._tell("the step fails because of what was found: fail-on is “warning”")
        self.log.send(*commands_of(self.shown().notes, self.places.prefix))
        if self.event.number and self.inputs.comment and plan.viewer:
            self._comment(plan)
        self._summarise()
        return self._code(plan)

    def outputs(self) -> dict[str, str]:
        """The step's outputs, as far as the run has come."""
        return outputs_of(self._plan, self._outcome, dry=self.dry)

    def shown(self) -> Shown:
        """What the summary tells, as far as the run has come."""
        unsafe = self._unsafe(self._plan) if self._plan else ""
        return Shown(
            plan=_without(self._plan, {str(one) for one in self._findings}),
            outcome=self._outcome,
            notes=notes_of(self._plan, self._outcome, self._findings, unsafe=unsafe),
            notices=tuple(self._notices),
            files=self.places.files,
            dry=self.dry,
            agreed=self.inputs.yes,
            bot=self.inputs.token.startswith(_OWN),
        )

    # --- looking and publishing ------------------------------------------------------------

    def _look(self) -> Plan:
        if self.inputs.token:
            plan = self.blog.plan(watchers=True)
        else:
            self._tell(_OFFLINE)
            plan = self.blog.plan(offline=True)
        self._show(plan)
        return plan

    def _publish(self) -> Plan:
        self._outcome = _for_nobody(self.blog.publish(agree=self._agree))
        if self._outcome:
            self._plan = self._outcome.plan
            with self.log.group("Outcome"):
                self.log.text(outcome_text(self._outcome, width=_WIDTH).rstrip("\n"))
        assert self._plan  # `publish` shows each plan to `_agree`
        return self._plan

    def _agree(self, plan: Plan) -> bool:
        self._show(plan)
        return plan.pending and (self.inputs.yes or not plan.unsafe)

    def _show(self, plan: Plan) -> None:
        """Show a plan before it is carried out: a run that is killed has shown it."""
        self._plan = plan
        with self.log.group("Plan (dry run: nothing is written)" if self.dry else "Plan"):
            self.log.text(plan_text(plan, width=_WIDTH, agreed=self.inputs.yes).rstrip("\n"))
        self._summarise()

    # --- telling ---------------------------------------------------------------------------

    def _summarise(self) -> None:
        self.summary.write(summary_text(self.shown(), self.summary.room))

    def _tell(self, notice: str) -> None:
        self._notices.append(notice)
        self.log.send(command("notice", plain(notice), {"title": "ghblog"}))

    def _comment(self, plan: Plan) -> None:
        """Keep the pull request's comment; where that is not allowed, say so and go on."""
        event, there = self.event, plan.repository.name
        here = event.repository.casefold() == there.casefold()
        mark = mark_of(plan.blog, "" if here else there)
        base = "" if event.on_default else event.base
        text = comment_text(plan, mark, MOST, held=bool(self._unsafe(plan)), base=base)
        try:
            thread = Thread(self.blog.door(), event.repository, event.number, plan.viewer)
            thread.put(text, mark, new=plan.pending or _barred(plan))
        except GhblogError as error:
            why = self._why_not(error)
            self._tell(f"the plan is in this summary only, not in a comment: {why}")

    def _why_not(self, error: GhblogError) -> str:
        """Why there is no comment."""
        if not isinstance(error, NotAllowedError | NotFoundError):
            return str(error)
        why = "the job needs `pull-requests: write` in its permissions"
        if "is locked" in str(error):
            why = "the pull request is locked, and the token may not write there"
        elif self.event.fork:
            why = "a pull request from a fork gets a token that only reads"
        return f"{why} ({error})"

    # --- how it ended ----------------------------------------------------------------------

    def _unsafe(self, plan: Plan) -> str:
        """What to say of a plan that is held back; empty if it is not. Offline nobody knows what
        is new."""
        if not plan.unsafe or self.inputs.yes or not self.inputs.token:
            return ""
        done = "this would not be published" if self.dry else "not published"
        return f"{done}: {'; '.join(plan.unsafe)}\n{HOW_TO_AGREE}"

    def _code(self, plan: Plan) -> int:
        failed = bool(self._outcome and not self._outcome.ok)
        if failed or _barred(plan) or self._unsafe(plan):
            return 1
        return int(self._too_many_warnings)

    @property
    def _too_many_warnings(self) -> bool:
        grave = (Severity.ERROR, Severity.WARNING)
        return self.inputs.strict and any(one.severity in grave for one in self._findings)


def _for_nobody(outcome: Outcome | None) -> Outcome | None:
    """An outcome without advice for who pushes from this checkout: nobody does."""
    if outcome is None:
        return None
    return replace(outcome, notices=tuple(one for one in outcome.notices if _PUSH not in one))


def _without(plan: Plan | None, told: Collection[str]) -> Plan | None:
    """A plan without the notices that are told elsewhere."""
    if plan is None:
        return None
    return replace(plan, notices=tuple(one for one in plan.notices if one not in told))


def _barred(plan: Plan) -> bool:
    """Whether something to be mended keeps posts, or the index, from being published."""
    return bool(plan.of(Action.REFUSE, Action.CONFLICT)) or bool(plan.index and plan.index.error)

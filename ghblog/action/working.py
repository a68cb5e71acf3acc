"""Checking, planning, publishing and telling, with a blog that is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from ghblog.action.annotations import (
    Note,
    commands_of,
    notes_of_findings,
    notes_of_outcome,
    notes_of_plan,
)
from ghblog.action.commands import Log, command
from ghblog.action.comment import MOST, Thread, mark_of
from ghblog.action.event import Event
from ghblog.action.files import Summary
from ghblog.action.inputs import Inputs
from ghblog.action.outputs import outputs_of
from ghblog.action.standing import behind, shallow_told
from ghblog.action.summary import Shown, comment_text, summary_text
from ghblog.blog import Blog
from ghblog.errors import GhblogError
from ghblog.model import Action, Finding, Outcome, Plan, Severity
from ghblog.report import outcome_text, plain, plan_text

_WIDTH = 140  # cells: nobody's window
_OWN = "ghs_"  # how tokens of workflows and Apps begin
_OFFLINE = (
    "there is no token, so GitHub was not asked: every post counts as new; pull requests from "
    "forks may get none"
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
    log: Log
    environ: Mapping[str, str]
    summary: Summary
    dry: bool = field(kw_only=True)
    _plan: Plan | None = None
    _outcome: Outcome | None = None
    _findings: tuple[Finding, ...] = ()
    _notices: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Do it; the exit code. Raises GhblogError."""
        self._findings = self.blog.check().findings
        if self.dry:
            self._look()
        else:
            self._publish()
        assert self._plan
        self._tell_notices()
        self.log.send(*commands_of(self._notes(), self._prefix))
        if self.event.number and self.inputs.comment:
            self._comment(self._plan)
        self._summarise()
        return self._code(self._plan)

    def outputs(self) -> dict[str, str]:
        """The step's outputs, as far as the run has come."""
        return outputs_of(self._plan, self._outcome, dry=self.dry)

    def shown(self) -> Shown:
        """What the summary tells."""
        return Shown(
            plan=self._plan,
            outcome=self._outcome,
            notes=self._notes(),
            notices=self._notices,
            files=self._files,
            dry=self.dry,
            agreed=self.inputs.yes,
            bot=self.inputs.token.startswith(_OWN),
        )

    # --- looking and publishing ------------------------------------------------------------

    def _look(self) -> None:
        offline = not self.inputs.token
        if offline:
            self._notices.append(_OFFLINE)
        self._show(self.blog.plan(offline=offline))

    def _publish(self) -> None:
        self._outcome = self.blog.publish(agree=self._agree)
        if self._outcome:
            text = outcome_text(self._outcome, width=_WIDTH)
            with self.log.group("Outcome"):
                self.log.text(text.rstrip("\n"))

    def _agree(self, plan: Plan) -> bool:
        self._show(plan)
        return plan.pending and (self.inputs.yes or not plan.unsafe)

    def _show(self, plan: Plan) -> None:
        """Show a plan before it is carried out: a run that is killed has shown it."""
        self._plan = plan
        text = plan_text(plan, width=_WIDTH, agreed=self.inputs.yes)
        with self.log.group("Plan" + (" (dry run: nothing is written)" if self.dry else "")):
            self.log.text(text.rstrip("\n"))
        self._summarise()

    def _summarise(self) -> None:
        self.summary.write(summary_text(self.shown(), self.summary.room))

    # --- telling ---------------------------------------------------------------------------

    def _notes(self) -> list[Note]:
        plan, outcome = self._plan, self._outcome
        first = {change.path for change in plan.writes} if plan else set()
        found = notes_of_findings(self._findings, first)
        told = {note.path for note in found if note.level == "error"}
        grave = notes_of_outcome(outcome) if outcome else []
        grave += notes_of_plan(plan, told) if plan else []
        if plan and plan.unsafe and self._held:
            grave.insert(0, Note("error", self._unsafe(plan), "ghblog: this needs a yes"))
        return [*grave, *found]

    @property
    def _held(self) -> bool:
        """Whether an unsafe plan is held back; offline nobody knows what is new."""
        return not self.inputs.yes and bool(self.inputs.token)

    def _unsafe(self, plan: Plan) -> str:
        done = "it would not be published" if self.dry else "not published"
        return (
            f"{done}: {'; '.join(plan.unsafe)}\nrun the workflow by hand with `yes` "
            "(workflow_dispatch), publish once from your own computer, or raise publish.max_new"
        )

    def _tell_notices(self) -> None:
        assert self._plan
        self._notices += [*behind(self.blog, self._plan), *shallow_told(self.blog, self._plan)]
        for notice in self._notices:
            self.log.send(command("notice", plain(notice), {"title": "ghblog"}))

    def _comment(self, plan: Plan) -> None:
        """Keep the pull request's comment; where that is not allowed, say so and go on."""
        if not plan.viewer:
            return
        mark = mark_of(plan.blog)
        text = comment_text(plan, mark, (), MOST)
        thread = Thread(self.blog.door(), self.event.repository, self.event.number, plan.viewer)
        wanted = plan.pending or _barred(plan)
        try:
            thread.put(text, mark, new=wanted)
        except GhblogError as error:
            why = (
                "a pull request from a fork gets a token that only reads"
                if self.event.fork
                else ("the job needs `pull-requests: write` in its permissions")
            )
            notice = f"the plan is not in a comment, only in the summary: {error}; {why}"
            self._notices.append(notice)
            self.log.send(command("notice", plain(notice), {"title": "ghblog"}))

    # --- where things are ------------------------------------------------------------------

    @property
    def _prefix(self) -> str | None:
        """The blog's folder below the workspace, ending in `/`, or empty; None if it is not."""
        workspace = Path(self.environ.get("GITHUB_WORKSPACE") or ".").resolve()
        root = self.blog.settings.root
        if not root.is_relative_to(workspace):
            return None
        below = root.relative_to(workspace).as_posix()
        return "" if below == "." else f"{below}/"

    @property
    def _files(self) -> str:
        prefix = self._prefix
        known = self.event.source and prefix is not None
        return f"{self.event.source}{quote(prefix or '')}" if known else ""

    # --- how it ended ----------------------------------------------------------------------

    def _code(self, plan: Plan) -> int:
        if plan.unsafe and self._held:
            return 1
        if _barred(plan) or (self._outcome and not self._outcome.ok):
            return 1
        grave = (Severity.ERROR, Severity.WARNING)
        return int(self.inputs.strict and any(one.severity in grave for one in self._findings))


def _barred(plan: Plan) -> bool:
    """Whether something to be mended keeps posts, or the index, from being published."""
    return bool(plan.of(Action.REFUSE, Action.CONFLICT)) or bool(plan.index and plan.index.error)

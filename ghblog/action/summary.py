"""The step's summary and the pull request's comment as Markdown. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ghblog.action.notes import Note
from ghblog.model import Action, Outcome, Plan
from ghblog.report.inert import code, prose, row
from ghblog.report.markdown import link_to, outcome_markdown, plan_markdown, table
from ghblog.report.style import count_text

_FINDINGS = 0.25  # the most of a summary that findings may take
_BOT = (
    "With the workflow's own token posts are by github-actions[bot], and new pictures go to the "
    "branch `ghblog`; with a personal access token they would be yours, and attachments."
)
HOW_TO_AGREE = (
    "nothing is published until somebody agrees: run the workflow by hand with `yes`, where it has "
    "that box, as the one of `ghblog init` has; where it has none, publish once from your own "
    "computer with `ghblog publish`, or raise `publish.max_new` in `ghblog.toml`"
)
"""What to do about a plan that needs a yes."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a summary tells.

    Attributes:
        problem: what stopped the run before there was an outcome; empty if nothing did.
        notices: what is to be told of this run besides the plan.
        files: where the source files can be read, up to their paths below the blog's root.
        dry: nothing was to be written.
        agreed: an unsafe plan is carried out, too.
        bot: the token is the workflow's own.
    """

    plan: Plan | None = None
    outcome: Outcome | None = None
    notes: Sequence[Note] = ()
    notices: Sequence[str] = ()
    problem: str = ""
    hint: str = ""
    files: str = ""
    dry: bool = False
    agreed: bool = False
    bot: bool = False


def summary_text(shown: Shown, most: int) -> str:
    """The summary, in at most `most` bytes: what went wrong, the outcome's plan, the outcome, and
    the findings."""
    head = _head(shown)
    findings = _findings(shown, int(most * _FINDINGS))
    room = most - _size(head) - _size(findings) - 200
    parts = [head]
    share = room // 2 if shown.outcome else room
    if shown.plan:
        plan = plan_markdown(shown.plan, most=share, files=shown.files, agreed=shown.agreed)
        parts.append(f"### Plan{' (dry run)' if shown.dry else ''}\n\n{plan}\n")
    if shown.outcome:
        parts.append(f"### Outcome\n\n{outcome_markdown(shown.outcome, most=share)}\n")
    return "".join([*parts, findings])


def comment_text(plan: Plan, mark: str, most: int, *, held: bool, base: str = "") -> str:
    """The comment below a pull request, which says what merging would publish. The same plan gives
    the same text, whatever was pushed meanwhile.

    Args:
        held: the plan needs a yes and has none.
        base: branch that it is to be merged into, if that one is not published.
    """
    name = "" if plan.blog == "main" else f" of {code(plan.blog)}"
    what = f"would publish{'' if plan.pending else ' nothing'}"
    when = "Merging this"
    if base:
        when = f"Merging this into {code(base)} publishes nothing; on the default branch it"
    told = f"{mark}\n### ghblog: the plan{name}\n\n{when} {what}:\n\n"
    end = f"\n**Needs a yes**: {HOW_TO_AGREE}.\n" if held else ""
    room = most - _size(told) - _size(end)
    return told + plan_markdown(plan, most=room) + end


def _head(shown: Shown) -> str:
    lines = []
    if shown.problem:
        hint = f" {prose(shown.hint)}" if shown.hint else ""
        lines.append(f"**Stopped:** {prose(shown.problem)}.{hint}\n\n")
    bot = shown.bot and shown.plan and shown.plan.of(Action.CREATE)
    notices = [prose(one) for one in shown.notices] + ([_BOT] if bot else [])
    lines += [f"- {one}\n" for one in notices]
    return "".join([*lines, "\n" if notices else ""])


def _findings(shown: Shown, most: int) -> str:
    """What is to be mended, but for what the plan's table says already."""
    refused = {change.path for change in shown.plan.of(Action.REFUSE)} if shown.plan else set()
    notes = [one for one in shown.notes if one.path and one.path not in refused]
    if not notes:
        return ""
    kinds = Counter(note.level for note in notes)
    told = ", ".join(count_text(count, level) for level, count in kinds.items())
    rows = [_row(note, shown.files) for note in notes]
    head = f"### Findings\n\n{told}\n\n"
    return head + table(("", "where", "what"), rows, most - _size(head))


def _row(note: Note, files: str) -> str:
    what = " · ".join(note.message.split("\n"))
    return row(note.level, link_to(files, note.path, note.line), prose(what))


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))

"""An outcome as terminal text: what was done, what was not, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ghblog.model import Action, Outcome, Result, Status
from ghblog.report.plan import MOST
from ghblog.report.style import SIGNS, count_text, draw, text

if TYPE_CHECKING:
    from rich.console import RenderableType

_STYLES = {
    Status.DONE: "green",
    Status.FAILED: "red",
    Status.DOUBT: "yellow",
    Status.SKIPPED: "yellow",
}
_DONE_WORDS = {
    Action.CREATE: "published",
    Action.UPDATE: "updated",
    Action.RECORD: "recorded",
    Action.RENAME: "renamed",
}


def outcome_text(outcome: Outcome, *, width: int = 100, color: bool = False) -> str:
    """What became of a plan."""
    return draw(*_lines(outcome), width=width, color=color)


def _lines(outcome: Outcome) -> Iterator[RenderableType]:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for wide in (False, True, True):
        table.add_column(overflow="fold", no_wrap=not wide)
    done = [one for one in outcome.results if one.status is Status.DONE]
    rest = [one for one in outcome.results if one.status is not Status.DONE]
    for result in [*done[:MOST], *rest]:
        word = _word(result)
        table.add_row(
            text(word, style=_STYLES[result.status]), text(result.change.title), _end(result)
        )
    if outcome.results:
        yield table
    if len(done) > MOST:
        yield text(f"… and {count_text(len(done) - MOST, 'post')} more")
    yield from _closing(outcome)


def _word(result: Result) -> str:
    if result.status is Status.DONE:
        return _DONE_WORDS.get(result.change.action, SIGNS[result.change.action][2])
    return str(result.status)


def _end(result: Result) -> RenderableType:
    if result.status is Status.DONE:
        return text(result.url, overflow="ignore", no_wrap=True)
    return text(" · ".join(part for part in (result.message, result.hint) if part))


def _closing(outcome: Outcome) -> Iterator[RenderableType]:
    if outcome.index is Status.DONE and outcome.plan.index:
        branch = outcome.plan.repository.default_branch or "main"
        url = f"{outcome.plan.repository.url}/blob/{branch}/{outcome.plan.index.path}"
        yield text(f"index      {outcome.plan.index.path}  {url}")
    elif outcome.index is Status.FAILED:
        yield text(f"index      not written: {outcome.index_message}", style="red")
    for notice in outcome.notices:
        yield text(f"Note: {notice}")
    if outcome.problem:
        yield text(f"Stopped: {outcome.problem}", style="bold red")
    if outcome.hint:
        yield text(f"  {outcome.hint}")
    if not outcome.ok:
        yield text("Go on from here with: ghblog publish", style="bold")

"""An outcome as terminal text: what was done, what was not, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ghblog.model import Action, Outcome, Result, Status
from ghblog.report.plan import MOST
from ghblog.report.style import SIGNS, count_text, cut, draw, text, whole

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_TITLE = 20  # cells that a title needs to be told from others
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
    return draw(*_lines(outcome, width), width=width, color=color)


def _lines(outcome: Outcome, width: int) -> Iterator[RenderableType]:
    done = [one for one in outcome.results if one.status is Status.DONE]
    rest = [one for one in outcome.results if one.status is not Status.DONE]
    yield from _table([*done[:MOST], *rest], width)
    if len(done) > MOST:
        yield text(f"… and {count_text(len(done) - MOST, 'post')} more")
    yield from _closing(outcome)


def _table(results: Sequence[Result], width: int) -> Iterator[RenderableType]:
    """A line a result; its address below it where there is no room beside."""
    words = max((len(word_of(one)) for one in results), default=0)
    longest = max((len(one.url) for one in results if one.status is Status.DONE), default=0)
    if words + longest + 4 + _TITLE > width:
        for one in results:
            yield from _narrow(one, words, width)
        return
    table = _grid(words)
    table.add_column(overflow="fold", width=max(longest, (width - words - 4) // 2))
    for one in results:
        table.add_row(*_named(one), _end(one))
    if results:
        yield table


def _narrow(result: Result, words: int, width: int) -> Iterator[RenderableType]:
    """A result in two lines; an address begins at the margin where it would not fit otherwise."""
    table, end = _grid(words), _end(result)
    table.add_row(*_named(result))
    if result.status is Status.DONE:
        yield table
        indent = words + 2 if words + 2 + len(end.plain) <= width else 0
        yield whole(" " * indent + end.plain)
        return
    if end.plain:
        table.add_row("", end)
    yield table


def _grid(words: int) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, width=words)
    table.add_column(overflow="fold")
    return table


def _named(result: Result) -> tuple[Text, Text]:
    return text(word_of(result), style=_STYLES[result.status]), cut(result.change.title)


def word_of(result: Result) -> str:
    """What became of a post, in a word or two."""
    if result.status is Status.DONE:
        return _DONE_WORDS.get(result.change.action, SIGNS[result.change.action][2])
    return str(result.status)


def _end(result: Result) -> Text:
    if result.status is Status.DONE:
        return whole(result.url)
    return text(" · ".join(part for part in (result.message, result.hint) if part))


def _closing(outcome: Outcome) -> Iterator[RenderableType]:
    if outcome.index is Status.DONE and outcome.plan.index:
        branch = outcome.plan.repository.default_branch or "main"
        url = f"{outcome.plan.repository.url}/blob/{branch}/{outcome.plan.index.path}"
        yield whole(f"index      {outcome.plan.index.path}  {outcome.index_at or url}")
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

"""Progress while a run works: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ghblog.cli.console import drawable, manners, tell
from ghblog.model import Listener, Progress
from ghblog.report.plain import plain

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import Task, TaskID

_NAMES = {
    "pictures": "pictures",
    "posts": "publishing",
    "updates": "updating",
    "files": "importing",
}
# Off a terminal a line for each would flood a log.
_EACH = 10


@contextmanager
def progress() -> Iterator[Listener]:
    """A listener that shows what it hears, on stderr."""
    if manners.quiet or not drawable(sys.stderr):
        yield _lines
        return
    shown = _Shown()
    try:
        yield shown
    finally:
        shown.rest()


def _lines(event: Progress) -> None:
    if event.stage not in _NAMES:
        tell(plain(_waiting(event)))
    elif event.total and (event.done == event.total or event.done % _EACH == 0):
        tell(plain(f"{_NAMES[event.stage]}: {event.done}/{event.total} {event.text}".rstrip()))


def _waiting(event: Progress) -> str:
    seconds = event.total - event.done
    return f"waiting {seconds} s: {event.text}" if seconds else event.text


def rate_text(speed: float | None, name: str) -> str:
    """How fast it goes, for people: `2.5/s`, `40/min`; empty if nobody knows yet.

    Args:
        speed: steps a second.
        name: what a step is, such as `picture`.
    """
    if not speed:
        return ""
    return f"{speed:.1f} {name}s/s" if speed >= 1 else f"{speed * 60:.0f} {name}s/min"


class _Shown:
    """Keeps a bar for each stage. The display is there only while something is counted: nothing
    else that is printed, or asked, may get in its way."""

    def __init__(self) -> None:
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, event: Progress) -> None:
        if event.stage not in _NAMES:
            tell(plain(_waiting(event)))
            return
        if not event.total:
            return
        if self._bars is None:
            self._bars = _bars()
            self._bars.start()
            manners.above, manners.rest = self._above, self.rest
        if event.stage not in self._tasks:
            name = _NAMES[event.stage]
            self._tasks[event.stage] = self._bars.add_task(name, total=event.total, text="")
        task = self._tasks[event.stage]
        self._bars.update(task, completed=event.done, total=event.total, text=plain(event.text))
        if self._bars.finished:
            self.rest()

    def rest(self) -> None:
        """Take the bars away until the next event."""
        if self._bars is not None:
            self._bars.stop()
        self._bars = None
        self._tasks = {}
        manners.above = manners.rest = None

    def _above(self, text: str) -> None:
        if self._bars is not None:
            from rich.text import Text

            self._bars.console.print(Text.from_ansi(text), soft_wrap=True)


def _bars() -> Bars:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars
    from rich.table import Column
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second or minute."""

        def render(self, task: Task) -> Text:
            name = "picture" if task.description == "pictures" else "post"
            return Text(rate_text(task.speed, name), style="progress.data.speed")

    return Bars(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(compact=True),
        TextColumn(
            "{task.fields[text]}",
            markup=False,
            table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
        ),
        console=Console(stderr=True),
        transient=True,
        expand=True,
        redirect_stdout=False,  # or data would go to stderr
        redirect_stderr=False,
        speed_estimate_period=120.0,
    )

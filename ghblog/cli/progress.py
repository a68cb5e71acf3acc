"""Progress while a run works: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ghblog.cli.console import tell
from ghblog.model import Listener, Progress
from ghblog.report.plain import plain

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

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
    if sys.stderr is None or not sys.stderr.isatty():
        yield _lines
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[text]}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Shown(bars)


def _lines(event: Progress) -> None:
    if event.stage not in _NAMES:
        tell(plain(_waiting(event)))
    elif event.total and (event.done == event.total or event.done % _EACH == 0):
        tell(plain(f"{_NAMES[event.stage]}: {event.done}/{event.total} {event.text}".rstrip()))


def _waiting(event: Progress) -> str:
    seconds = event.total - event.done
    return f"waiting {seconds} s: {event.text}" if seconds else event.text


class _Shown:
    """Keeps a bar for each stage."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, event: Progress) -> None:
        if event.stage not in _NAMES:
            self._bars.console.print(plain(_waiting(event)), markup=False, highlight=False)
            return
        if not event.total:
            return
        if event.stage not in self._tasks:
            name = _NAMES[event.stage]
            self._tasks[event.stage] = self._bars.add_task(name, total=event.total, text="")
        task = self._tasks[event.stage]
        self._bars.update(task, completed=event.done, total=event.total, text=plain(event.text))

"""Progress while a run works: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ghblog.cli.console import drawable, manners, tell
from ghblog.model import Listener, Progress

if TYPE_CHECKING:
    from rich.live import Live
    from rich.text import Text

    from ghblog.cli.pace import Pace

_AGAIN = 60.0  # seconds after which the same wait is told once more
_A_SECOND = 4  # how often a bar is drawn, for the time left


@contextmanager
def progress(now: Callable[[], float] = time.monotonic) -> Iterator[Listener]:
    """A listener that shows what it hears, on stderr.

    Args:
        now: seconds from some start.
    """
    waits = _Waits(now)
    if manners.quiet or not drawable(sys.stderr):
        yield _Lines(waits)
        return
    shown = _Shown(waits, now)
    try:
        yield shown
    finally:
        shown.rest()


class _Waits:
    """Tells what is waited for, the same once a minute."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._told: dict[str, float] = {}

    def __call__(self, event: Progress) -> bool:
        """Whether the event was one of waiting."""
        from ghblog.cli.pace import NAMES, waiting_told
        from ghblog.report.plain import plain

        if event.stage in NAMES:
            return False
        before, moment = self._told.get(event.text), self._now()
        if manners.verbose or before is None or moment - before >= _AGAIN:
            self._told[event.text] = moment
            tell(plain(waiting_told(event)))
        return True


class _Lines:
    """Tells of some steps, in lines; with --verbose of each."""

    def __init__(self, waits: _Waits) -> None:
        self._waits = waits

    def __call__(self, event: Progress) -> None:
        from ghblog.cli.pace import each, plain_line

        if self._waits(event) or not event.total:
            return
        due = event.done and event.done % each(event.total) == 0
        if due or event.done == event.total or manners.verbose:
            tell(plain_line(event))


class _Shown:
    """Keeps a line with a bar. It is there only while something is counted: nothing else that is
    printed, or asked, may get in its way."""

    def __init__(self, waits: _Waits, now: Callable[[], float]) -> None:
        self._waits, self._now = waits, now
        self._live: Live | None = None
        self._event: Progress | None = None
        self._pace: Pace | None = None

    def __call__(self, event: Progress) -> None:
        from ghblog.cli.pace import Pace, steps

        if self._waits(event) or not event.total:
            return
        if self._pace is None or self._event is None or self._event.stage != event.stage:
            self._pace = Pace(self._now)
        self._event = event
        self._pace.note(steps(event)[0])
        if self._live is None:
            self._live = self._begun()
            manners.above, manners.rest = self._above, self.rest
        self._live.refresh()
        if event.done == event.total:
            self.rest()

    def rest(self) -> None:
        """Take the bar away until the next event."""
        if self._live is not None:
            self._live.stop()
        self._live = self._event = self._pace = None
        manners.above = manners.rest = None

    def _begun(self) -> Live:
        from rich.console import Console
        from rich.live import Live

        live = Live(
            console=Console(stderr=True),
            get_renderable=self._line,
            transient=True,
            refresh_per_second=_A_SECOND,
            redirect_stdout=False,  # or data would go to stderr
            redirect_stderr=False,
        )
        live.start()
        return live

    def _line(self) -> Text:
        from rich.text import Text

        from ghblog.cli.pace import drawn_line

        event, pace, live = self._event, self._pace, self._live
        if event is None or pace is None or live is None:
            return Text("")
        ascii_only = not live.console.encoding.startswith("utf")
        # A full last line would make some consoles go on to the next one.
        line = drawn_line(event, pace, live.console.width - 1, signs="#-." if ascii_only else "━─…")
        return Text(line, no_wrap=True, overflow="crop")

    def _above(self, text: str) -> None:
        if self._live is not None:
            from rich.text import Text

            self._live.console.print(Text.from_ansi(text), soft_wrap=True)

"""Opening the blog for a command: flags, signals, progress."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from ghblog.cli.console import detail, manners, tell

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.clock import SystemClock


class Stop:
    """Becomes true at the first SIGINT or SIGTERM while a run writes: the run ends between two
    writes, saves what was done and gives its claim back. A second one ends it where it stands;
    the next run repairs that, too. Before anything is written the first one ends it."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self._asked = False
        self._writing = False

    def writing(self, on: bool) -> None:  # noqa: FBT001  # a switch
        """Whether a run writes just now."""
        self._writing = on

    def __call__(self) -> bool:
        """Whether to stop."""
        return self._asked

    def ask(self, _signal: int, _frame: FrameType | None) -> None:
        """The signals' handler."""
        if self._asked or not self._writing:
            raise KeyboardInterrupt
        self._asked = True
        self._clock.wake()
        tell("stopping after this write; once more to stop at once")


@contextmanager
def opened(
    folder: str = ".",
    *,
    overrides: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    max_wait: float = 600.0,
) -> Iterator[Blog]:
    """The blog of a folder, with progress on stderr and signals heeded.

    Args:
        environ: the environment; by default the process's own.
        max_wait: seconds at most to wait for somebody else who publishes.

    Raises ConfigError.
    """
    from ghblog.blog import Blog
    from ghblog.cli.progress import progress
    from ghblog.clock import SystemClock

    clock = SystemClock()
    stop = Stop(clock)
    with progress() as listen, _heeding(stop), overheard():
        blog = Blog.open(
            Path(folder),
            environ=environ,
            overrides=overrides,
            clock=clock,
            listen=listen,
            stop=stop,
            max_wait=max_wait,
        )
        blog.writing = stop.writing
        detail(f"blog: {blog.settings.root}, its posts below {blog.settings.posts_folder}")
        detail(f"GitHub: {blog.pages_url()}")
        yield blog


class _Aloud(logging.Handler):
    """Tells what the rooms below log; they never log a token or a text."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell it."""
        from ghblog.report.plain import plain

        detail(plain(record.getMessage()))


@contextmanager
def overheard() -> Iterator[None]:
    """With --verbose, each request and where the token is from are told."""
    if not manners.verbose:
        yield
        return
    log, aloud = logging.getLogger("ghblog"), _Aloud()
    level = log.level
    log.addHandler(aloud)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.removeHandler(aloud)
        log.setLevel(level)


@contextmanager
def _heeding(stop: Stop) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, stop.ask) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)

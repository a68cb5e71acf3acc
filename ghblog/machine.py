"""What this machine remembers of its own runs, to tell a dead one from a living one.

A run holds `<run>.lock` locked as long as its process lives: the system frees it at once when the
process is killed. `<run>.json` says when it last wrote. Notes are a help only: where the folder
cannot be written a dead run is waited for like one of another machine.
"""

from __future__ import annotations

import contextlib
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock

    from ghblog.model import Clock

_KEPT = timedelta(days=7)
# A run's name comes from a file on GitHub: it must not name a path.
_RUN = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def state_folder() -> Path:
    """Where this system keeps a program's state, for ghblog."""
    import platformdirs

    return Path(platformdirs.user_state_dir("ghblog", appauthor=False))


class ThisMachine:
    """`model.Machine` over files in the user's state folder.

    Args:
        clock: the machine's time.
        folder: where the notes are kept; by default `state_folder()`.
    """

    def __init__(self, clock: Clock, folder: Path | None = None) -> None:
        self._clock = clock
        self._runs = (folder or state_folder()) / "runs"
        self._held: dict[str, FileLock] = {}

    def begin(self, run: str) -> None:
        """Note that this run lives; the note is locked until the process ends."""
        if not _RUN.fullmatch(run):
            return
        with contextlib.suppress(OSError):
            self._runs.mkdir(parents=True, exist_ok=True)
            self._sweep()
            lock = self._try_lock(run)
            if lock is not None:
                self._held[run] = lock
                self._write(run)

    def beat(self, run: str) -> None:
        """Note that a write is about to be sent."""
        if run in self._held:
            with contextlib.suppress(OSError):
                self._write(run)

    def end(self, run: str) -> None:
        """Forget it: it left nothing behind."""
        lock = self._held.pop(run, None)
        if lock is None:
            return
        with contextlib.suppress(OSError):
            self._note(run).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            lock.release()
        with contextlib.suppress(OSError):
            self._lock_path(run).unlink(missing_ok=True)

    def died(self, run: str) -> float | None:
        """Seconds since the last sign of a run of this machine that is dead; None if it lives
        or is not of this machine."""
        if run in self._held or not _RUN.fullmatch(run):
            return None
        last = self._last_beat(run)
        if last is None or not self._is_free(run):
            return None
        return max(0.0, (self._clock.now() - last).total_seconds())

    def _note(self, run: str) -> Path:
        return self._runs / f"{run}.json"

    def _lock_path(self, run: str) -> Path:
        return self._runs / f"{run}.lock"

    def _write(self, run: str) -> None:
        note = self._note(run)
        fresh = note.with_suffix(".new")
        fresh.write_text(json.dumps({"beat": self._clock.now().isoformat()}), encoding="utf-8")
        fresh.replace(note)

    def _last_beat(self, run: str) -> datetime | None:
        try:
            value = json.loads(self._note(run).read_text(encoding="utf-8"))
            last = datetime.fromisoformat(value["beat"])
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return last if last.tzinfo else None

    def _try_lock(self, run: str) -> FileLock | None:
        from filelock import FileLock, Timeout

        lock = FileLock(self._lock_path(run), timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return None
        return lock

    def _is_free(self, run: str) -> bool:
        try:
            lock = self._try_lock(run)
            if lock is not None:
                lock.release()
        except OSError:
            return False
        return lock is not None

    def _sweep(self) -> None:
        """Throw away what dead runs left behind long ago."""
        for note in list(self._runs.glob("*.json")):
            run = note.stem
            last = self._last_beat(run)
            old = last is not None and self._clock.now() - last > _KEPT
            if old and run not in self._held and self._is_free(run):
                note.unlink(missing_ok=True)
                self._lock_path(run).unlink(missing_ok=True)

"""What this machine remembers of its own runs: which of them live, and what they uploaded.

A run holds `<run>.lock` locked as long as its process lives: the system frees it at once when the
process is killed. `<run>.json` says when it last wrote. `uploads/<place>.jsonl` has a line an
upload that no ledger has yet. Notes are a help only: where the folder cannot be written a dead run
is waited for like one of another machine, and what it uploaded is uploaded again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock

    from ghblog.model import Clock

_KEPT = timedelta(days=7)
_UPLOADS_KEPT = timedelta(days=90)
_OURS = 0o700  # an upload that no post shows yet is nobody else's business
_PATIENCE = 10.0  # seconds for another process to be done with the notes of uploads
# A run's name comes from a file on GitHub: it must not name a path.
_RUN = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def state_folder() -> Path:
    """Where this system keeps a program's state, for ghblog."""
    import platformdirs

    return _of_user(platformdirs.user_state_dir)


def cache_folder() -> Path:
    """Where this system keeps what a program can make again, for ghblog."""
    import platformdirs

    return _of_user(platformdirs.user_cache_dir)


def _of_user(folder: Callable[..., str]) -> Path:
    try:
        return Path(folder("ghblog", appauthor=False))
    except RuntimeError:  # no home, as in a container whose user has no name: nothing is kept
        return Path(os.devnull) / "ghblog"


class ThisMachine:
    """`model.Machine` over files in the user's state folder.

    Args:
        clock: the machine's time.
        folder: where the notes are kept; by default `state_folder()`.
    """

    def __init__(self, clock: Clock, folder: Path | None = None) -> None:
        self._clock = clock
        folder = folder or state_folder()
        self._runs = folder / "runs"
        self._uploads = folder / "uploads"
        self._held: dict[str, FileLock] = {}

    def begin(self, run: str) -> None:
        """Note that this run lives; the note is locked until the process ends."""
        if not _RUN.fullmatch(run):
            return
        with contextlib.suppress(OSError):
            self._runs.mkdir(parents=True, exist_ok=True, mode=_OURS)
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

    def leave(self, run: str) -> None:
        """Let it count as dead, though this process lives on; its note stays."""
        if lock := self._held.pop(run, None):
            with contextlib.suppress(OSError):
                lock.release()

    def died(self, run: str) -> float | None:
        """Seconds since the last sign of a run of this machine that is dead; None if it lives
        or is not of this machine."""
        if run in self._held or not _RUN.fullmatch(run):
            return None
        last = self._last_beat(run)
        if last is None or not self._is_free(run):
            return None
        return max(0.0, (self._clock.now() - last).total_seconds())

    def remember(self, place: str, key: str, url: str) -> None:
        """Note an upload at once; see `model.Machine.remember`."""
        note = self._note_of(place)
        line = json.dumps({"at": self._clock.now().isoformat(), "key": key, "url": url})
        with contextlib.suppress(OSError):
            note.parent.mkdir(parents=True, exist_ok=True, mode=_OURS)
            with _locked(note), note.open("a+b") as file:
                # After a line that a killed process left unfinished, a new one begins.
                file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
                start = b"" if file.read() in (b"", b"\n") else b"\n"
                file.write(start + line.encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())

    def uploads(self, place: str) -> Mapping[str, str]:
        """Picture key → URL of the uploads that no ledger had when they were noted."""
        note = self._note_of(place)
        with contextlib.suppress(OSError):
            if note.exists():
                with _locked(note):
                    return {key: url for key, url, _ in self._noted(note)}
        return {}

    def forget(self, place: str, keys: Iterable[str]) -> None:
        """Forget uploads: the ledger has them. Those of long ago are forgotten, too."""
        note, gone = self._note_of(place), frozenset(keys)
        with contextlib.suppress(OSError):
            if not gone or not note.exists():
                return
            with _locked(note):
                left = [line for key, _, line in self._noted(note) if key not in gone]
                _replace(note, "".join(f"{line}\n" for line in left))

    def _note_of(self, place: str) -> Path:
        """The file for a place: a name that every system takes, and no other place gets."""
        words = re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-")[:60]
        own = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self._uploads / f"{words}-{own}.jsonl"

    def _noted(self, note: Path) -> Iterator[tuple[str, str, str]]:
        """The uploads noted, as (key, URL, line): whole lines that are not too old."""
        oldest = self._clock.now() - _UPLOADS_KEPT
        for line in note.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                value = json.loads(line)
                at, key, url = datetime.fromisoformat(value["at"]), value["key"], value["url"]
            except (ValueError, TypeError, KeyError, RecursionError):
                continue
            if at.tzinfo and at >= oldest and isinstance(key, str) and isinstance(url, str):
                yield key, url, line

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


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a file for ourselves among all processes. Raises OSError when it is held too long."""
    from filelock import FileLock

    with FileLock(path.with_suffix(".lock"), timeout=_PATIENCE, thread_local=False):
        yield


def _replace(path: Path, text: str) -> None:
    """Put a text in a file's place; after a crash there is the one or the other."""
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)

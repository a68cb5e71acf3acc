"""The blog's folder, watched: saves in place, saves by renaming, new and deleted files."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

SETTINGS = frozenset({"ghblog.toml", "pyproject.toml"})
_QUIET = 30  # milliseconds without a further change, then those so far are told together
_LONGEST = 400  # milliseconds; after that they are told though more keep coming
_SCRATCH = ("~", ".swp", ".swx", ".tmp", ".part", ".crdownload")
_GLANCE = 1000  # milliseconds after which to see whether the folder is still the same one
_SKIPPED = frozenset({"node_modules", "__pycache__"})


class Interesting:
    """Tells files of the blog from what editors and other programs leave beside them."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change at this path may be seen in the blog."""
        if Path(path) == self._root:
            return change is Change.deleted
        try:
            parts = Path(path).relative_to(self._root).parts
        except ValueError:
            return False
        if any(one.startswith(".") or one in _SKIPPED for one in parts):
            return False
        return bool(parts) and not parts[-1].endswith(_SCRATCH)


async def changes(
    root: Path, stop: asyncio.Event, *, polling: bool | None = None
) -> AsyncIterator[set[Path]]:
    """The paths that changed, those of a moment together, until `stop` is set.

    Args:
        polling: look at all files again and again: where the system tells nothing, or its limit
            of watched folders is used up. None: as WATCHFILES_FORCE_POLLING says.

    When the folder itself goes and comes again, as another one perhaps, that counts as changed
    settings: everything may be different. Raises what watchfiles does, in groups, too.
    """
    while await _there(root, stop):
        watched = _identity(root)
        watch = awatch(
            root,
            watch_filter=Interesting(root),
            debounce=_LONGEST,
            step=_QUIET,
            stop_event=stop,
            rust_timeout=_GLANCE,
            yield_on_timeout=True,
            force_polling=polling,
            ignore_permission_denied=True,
        )
        async with contextlib.aclosing(watch):
            async for found in watch:
                paths = {Path(path) for _, path in found}
                if paths:
                    yield paths
                if root in paths or _identity(root) != watched:
                    break
        if await _there(root, stop):
            yield {root / name for name in SETTINGS}


async def _there(root: Path, stop: asyncio.Event) -> bool:
    """Wait for the folder; whether it is there, and not all is over."""
    while not stop.is_set():
        if _identity(root):
            return True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _GLANCE / 1000)
    return False


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        found = root.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def stamps(root: Path) -> list[int]:
    """When the settings were saved, in nanoseconds; 0 where there are none."""
    found = []
    for name in sorted(SETTINGS):
        try:
            found.append((root / name).stat().st_mtime_ns)
        except OSError:
            found.append(0)
    return found

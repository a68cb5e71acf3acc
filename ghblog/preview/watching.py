"""The blog's folder, watched: saves in place, saves by renaming, new and deleted files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

_QUIET = 30  # milliseconds without a further change, then those so far are told together
_LONGEST = 400  # milliseconds; after that they are told though more keep coming
_SCRATCH = ("~", ".swp", ".swx", ".tmp", ".part", ".crdownload")
_SKIPPED = frozenset({"node_modules", "__pycache__"})


class Interesting:
    """Tells files of the blog from what editors and other programs leave beside them."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self, _: Change, path: str) -> bool:
        """Whether a change at this path may be seen in the blog."""
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

    Raises OSError, RuntimeError when the folder cannot be watched.
    """
    watch = awatch(
        root,
        watch_filter=Interesting(root),
        debounce=_LONGEST,
        step=_QUIET,
        stop_event=stop,
        rust_timeout=1000,
        force_polling=polling,
        ignore_permission_denied=True,
    )
    async for found in watch:
        yield {Path(path) for _, path in found}

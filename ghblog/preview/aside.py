"""Threads that nobody waits for at the program's end.

GitHub may be slow to answer, a text may be endless, and Ctrl-C must not wait for either.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar, cast

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """Do something in a thread of its own."""
    done, run = _job(work)
    threading.Thread(target=run, name="ghblog-preview-github", daemon=True).start()
    return await done


class Hand:
    """One thread that does one thing after another.

    Threads of `concurrent.futures` would be waited for at the end.
    """

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        threading.Thread(target=self._run, name="ghblog-preview", daemon=True).start()

    async def do(self, work: Callable[[], T]) -> T:
        """Do something when all that was asked for before is done. What nobody waits for any
        more by then is left out."""
        done, run = _job(work)
        self._jobs.put(run)
        return await done

    def close(self) -> None:
        """Begin nothing more."""
        self._jobs.put(None)

    def _run(self) -> None:
        while job := self._jobs.get():
            job()


def _job(work: Callable[[], T]) -> tuple[asyncio.Future[T], Callable[[], None]]:
    """What to wait for in this loop, and what to run in another thread."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(value: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error:
            done.set_exception(error)
        else:
            done.set_result(cast("T", value))

    def run() -> None:
        if done.cancelled():
            return
        value, error = None, None
        try:
            value = work()
        except Exception as raised:  # noqa: BLE001  # it is handed on
            error = raised
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, value, error)

    return done, run

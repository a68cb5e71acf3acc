"""The real clock; only short sleeps, ended early."""

from __future__ import annotations

import signal
import threading
import time
from datetime import timedelta

from ghblog.clock import SystemClock


def test_it_tells_the_time_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_sleeping_for_no_time_returns_at_once() -> None:
    clock = SystemClock()
    clock.sleep(0)
    clock.sleep(-3)


def test_being_woken_ends_this_sleep_and_every_later_one() -> None:
    clock = SystemClock()
    start = time.monotonic()
    threading.Timer(0.05, clock.wake).start()
    clock.sleep(60)
    clock.sleep(60)
    clock.wake()
    clock.sleep(60)
    assert time.monotonic() - start < 60


def test_a_signal_handler_can_wake_the_sleeper_that_it_interrupts() -> None:
    clock = SystemClock()
    before = signal.signal(signal.SIGINT, lambda *_: clock.wake())
    start = time.monotonic()
    try:
        threading.Timer(0.05, signal.raise_signal, (signal.SIGINT,)).start()
        clock.sleep(60)
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - start < 60

"""Somebody else's claim on the ledger: wait for it, then find what its run created."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ghblog.errors import BusyError
from ghblog.model import Clock, Existing, Ledger, Listener, Machine, Progress, Reader, Snapshot
from ghblog.sync.lease import seconds_until_free
from ghblog.sync.lookup import look_up_from

# How often to see whether the other run has finished meanwhile.
POLL = 20.0

Reading = tuple[Snapshot, Ledger]


@dataclass(frozen=True)
class Patience:
    """How to wait.

    Attributes:
        max_wait: seconds; 0 to never wait.
        stop: whether the user asked to stop.
    """

    clock: Clock
    machine: Machine
    listen: Listener
    max_wait: float
    stop: Callable[[], bool]


def wait_for_claim(
    read: Callable[[], Reading], github: Reader, patience: Patience
) -> tuple[Reading, list[Existing]]:
    """Read until nobody holds the ledger; what a dead run may have created comes along.

    Raises BusyError when that would take longer than `patience.max_wait`.
    """
    waited = 0.0
    while True:
        snapshot, ledger = read()
        seconds = busy_for(ledger, github, patience.machine)
        if seconds == 0:
            return (snapshot, ledger), found_by(ledger, github)
        if waited + seconds > patience.max_wait or patience.stop():
            raise _busy(seconds)
        patience.listen(Progress("claim", int(waited), int(waited + seconds), _who(ledger)))
        pause = min(seconds, POLL)
        patience.clock.sleep(pause)
        waited += pause


def busy_for(ledger: Ledger, github: Reader, machine: Machine) -> float:
    """Seconds until the ledger's claim may be taken over; 0 when nobody holds it."""
    if ledger.claim is None or ledger.date is None:
        return 0.0
    # The head's date is the claim's or a later one: never too early.
    return seconds_until_free(ledger.date, github.now(), machine.died(ledger.claim.run))


def found_by(ledger: Ledger, github: Reader) -> list[Existing]:
    """What a dead run may have created since it claimed."""
    if ledger.claim is None or not any(part == 1 for _, part in ledger.claim.posts):
        return []
    return look_up_from(github, ledger.claim.highest + 1)


def _who(ledger: Ledger) -> str:
    assert ledger.claim
    count = len(ledger.claim.posts)
    return f"another run is publishing {count} post{'' if count == 1 else 's'}"


def _busy(seconds: float) -> BusyError:
    return BusyError(
        "somebody else is publishing to this blog, or a run died while it did",
        hint=f"try again in {int(seconds) + 1} s, or wait longer with --max-wait SECONDS",
    )

"""How long a claim holds: arithmetic only.

A claim is a lease of five minutes by GitHub's clock, against the date of the commit that made
or renewed it. A minute more passes before anybody else takes over, so that a request that was
on its way when the run died has landed or will never.
"""

from __future__ import annotations

from datetime import datetime, timedelta

LEASE = timedelta(minutes=5)
GRACE = timedelta(minutes=1)

# The longest a create may take, its time-out included: with less of the lease left it is not sent.
LONGEST_REQUEST = timedelta(seconds=90)


def seconds_until_free(made: datetime, now: datetime, died: float | None) -> float:
    """How long until somebody else's claim may be taken over; 0 when it may be now.

    Args:
        made: the date of the claim's commit, by GitHub's clock.
        now: by GitHub's clock.
        died: seconds since the last sign of its run, if that is a dead run of this machine.
    """
    lease_over = (made + LEASE + GRACE - now).total_seconds()
    if died is not None:
        return max(0.0, min(lease_over, GRACE.total_seconds() - died))
    return max(0.0, lease_over)


def must_renew(made: datetime, now: datetime) -> bool:
    """Whether too little of our own lease is left for one more create."""
    return made + LEASE - now < LONGEST_REQUEST

"""Is an answer a rate limit, and how long does it ask to wait? Pure.

Rules from GitHub's documentation: `retry-after` first, then `x-ratelimit-reset` when nothing
remains, else at least a minute, and longer each time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ghblog.github.calls import Answer, Limited

_MINUTE = 60.0
_MONTH = 30 * 86400.0  # nonsense beyond it must not break the arithmetic of dates
# "was submitted too quickly" needs minutes of patience (reported for gh in cli/cli#4801).
_TOO_QUICKLY_PATIENCE = 120.0

_LIMIT = re.compile(
    r"rate limit|abuse detection|please wait a few minutes|please retry your request again later",
    re.IGNORECASE,
)
_TOO_QUICKLY = re.compile(r"submitted too quickly", re.IGNORECASE)


def limit_of(answer: Answer, message: str, types: frozenset[str], now: datetime) -> Limited | None:
    """What limit an answer speaks of; None if it speaks of none.

    Args:
        answer: as it came.
        message: what its body says, all messages together.
        types: the types of the GraphQL errors in it.
        now: the time by GitHub's clock.
    """
    if _TOO_QUICKLY.search(message):
        return Limited(
            retry_after(answer.headers, now), _TOO_QUICKLY_PATIENCE, "too many texts too quickly"
        )
    if not _is_limit(answer, message, types):
        return None
    spent = answer.headers.get("x-ratelimit-remaining") == "0"
    return Limited(
        _seconds(answer.headers, now, spent=spent),
        _MINUTE,
        "this hour's requests are used up" if spent else "too many requests in a short time",
    )


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that `retry-after` asks for, given as a number or as a date; None without it."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return min(float(value), _MONTH)
    date = http_date(value)
    return max(0.0, (date - now).total_seconds()) if date else None


def http_date(value: str) -> datetime | None:
    """The time in a header such as `Date`; None if it is none."""
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _is_limit(answer: Answer, message: str, types: frozenset[str]) -> bool:
    if answer.status == 429 or types & {"RATE_LIMITED", "RATE_LIMIT"}:
        return True
    if _LIMIT.search(message) and answer.status in (200, 403):
        return True
    asks = "retry-after" in answer.headers or answer.headers.get("x-ratelimit-remaining") == "0"
    return answer.status == 403 and asks


def _seconds(headers: Mapping[str, str], now: datetime, *, spent: bool) -> float | None:
    asked = retry_after(headers, now)
    if asked is not None or not spent:
        return asked
    try:
        reset = float(headers.get("x-ratelimit-reset", ""))
    except ValueError:
        return None
    # One second more: both clocks show whole seconds.
    return min(max(0.0, reset - now.timestamp()) + 1, _MONTH)

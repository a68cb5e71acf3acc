"""GitHub's rate limits by the sandbox's clock: the hourly budget, and the pace of writing."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from ghblog.sandbox.clock import SandboxClock
from ghblog.sandbox.users import Viewer

HOUR = 3600.0
MINUTE = 60.0
CREATING_FIELDS = frozenset(
    {"createIssue", "addComment", "createDiscussion", "addDiscussionComment", "createLabel"}
)
_CREATING_PATH = re.compile(r"/(issues|issues/\d+/comments|pulls|labels)$")
PRIMARY = "API rate limit exceeded for {who}."
SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
)


def creations(method: str, path: str, fields: Iterable[str]) -> int:
    """How many pieces of content a request would create."""
    if path.endswith("/graphql"):
        return sum(name in CREATING_FIELDS for name in fields)
    return int(method == "POST" and _CREATING_PATH.search(path) is not None)


@dataclass
class Budget:
    """An hour's requests of one user or one repository, REST and GraphQL apart."""

    limit: int
    reset: float = 0.0
    used: int = 0

    @property
    def remaining(self) -> int:
        """Requests left in this hour."""
        return max(0, self.limit - self.used)


@dataclass
class Pace:
    """What a user sent lately: times with points, and times of creations."""

    points: deque[tuple[float, int]] = field(default_factory=deque)
    created: deque[float] = field(default_factory=deque)


@dataclass(frozen=True)
class Refusal:
    """A limit was hit; `retry_after` seconds, or 0 when only the reset time is told."""

    primary: bool
    message: str
    retry_after: int = 0


@dataclass
class Limits:
    """All counters. A test may set the numbers, or switch `secondary` off.

    Attributes:
        status: what REST answers at a limit: 403 or 429; GitHub does either.
        graphql_status: what GraphQL answers at a secondary limit: 200 or 403.
    """

    clock: SandboxClock
    per_user: int = 5000
    per_repository: int = 1000
    anonymous: int = 60
    secondary: bool = True
    status: int = 403
    graphql_status: int = 403
    creations_a_minute: int = 80
    creations_an_hour: int = 500
    points_a_minute: dict[str, int] = field(default_factory=lambda: {"core": 900, "graphql": 2000})
    budgets: dict[tuple[str, str], Budget] = field(default_factory=dict)
    paces: dict[tuple[str, str], Pace] = field(default_factory=dict)

    def budget(self, viewer: Viewer, resource: str) -> Budget:
        """The viewer's budget for `core` or `graphql` in the present hour."""
        key, limit = self._key(viewer)
        now = self.clock.now().timestamp()
        budget = self.budgets.get((key, resource))
        if budget is None or now >= budget.reset:
            budget = self.budgets[key, resource] = Budget(limit, reset=now + HOUR)
        budget.limit = limit
        return budget

    def _key(self, viewer: Viewer) -> tuple[str, int]:
        token = viewer.token
        if token is None:
            return "", self.anonymous
        if token.kind == "installation":
            return f"installation {token.value}", self.per_repository
        return viewer.login, self.per_user

    def take(self, viewer: Viewer, resource: str, *, writes: bool, creates: int) -> Refusal | None:
        """Count a request, or say which limit refuses it; a refused one does not count."""
        budget = self.budget(viewer, resource)
        if not budget.remaining:
            return Refusal(primary=True, message=PRIMARY.format(who=self._who(viewer)))
        pace = self.paces.setdefault((self._key(viewer)[0], resource), Pace())
        shared = self.paces.setdefault((self._key(viewer)[0], "content"), Pace())
        points = 5 if writes else 1
        refusal = self._pace(pace, shared, points, creates, resource) if self.secondary else None
        if refusal:
            return refusal
        budget.used += 1
        now = self.clock.monotonic()
        pace.points.append((now, points))
        shared.created.extend([now] * creates)
        return None

    @staticmethod
    def _who(viewer: Viewer) -> str:
        return f"user ID {viewer.user.id}" if viewer.user else "127.0.0.1"

    def _pace(
        self, pace: Pace, shared: Pace, points: int, creates: int, resource: str
    ) -> Refusal | None:
        now = self.clock.monotonic()
        while pace.points and pace.points[0][0] <= now - MINUTE:
            pace.points.popleft()
        while shared.created and shared.created[0] <= now - HOUR:
            shared.created.popleft()
        lately = [at for at in shared.created if at > now - MINUTE]
        if creates and len(lately) + creates > self.creations_a_minute:
            return self._wait((lately or [now])[0] + MINUTE - now)
        if creates and len(shared.created) + creates > self.creations_an_hour:
            return self._wait((shared.created or [now])[0] + HOUR - now)
        if sum(cost for _, cost in pace.points) + points > self.points_a_minute[resource]:
            return self._wait(pace.points[0][0] + MINUTE - now)
        return None

    @staticmethod
    def _wait(seconds: float) -> Refusal:
        return Refusal(primary=False, message=SECONDARY, retry_after=max(1, ceil(seconds)))

"""The one place where requests are sent: paced, judged, repeated where that is harmless."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from ghblog.errors import AnswerLostError, GhblogError, GitHubError, RateLimitedError
from ghblog.github.calls import Answer, Call, Good, Limited, Lost, Refused, Repeat, Verdict
from ghblog.github.judging import judge
from ghblog.github.limits import http_date
from ghblog.github.pacing import Pace
from ghblog.github.refusals import Place
from ghblog.github.retry import limit_seconds, lost_seconds, may_repeat
from ghblog.model import Clock

_LOG = logging.getLogger(__name__)


class NoAnswer(Exception):  # noqa: N818 - it is a signal between two modules, not an error
    """A wire's way to say that no answer came, and why."""

    def __init__(self, lost: Lost) -> None:
        super().__init__(lost.reason)
        self.lost = lost


class Wire(Protocol):
    """Sends one request and gives its answer, whatever its status is."""

    def send(self, call: Call) -> Answer:
        """Send it once. Raises `NoAnswer` when nothing came back."""
        ...

    def close(self) -> None:
        """Let go of the connections."""
        ...


class Transport:
    """Sends calls over a wire.

    Args:
        wire: what carries them.
        clock: time, so that no test has to wait for it.
        place: where we are, for messages.
        notify: is told, in words for people, what is waited for.
        max_wait: seconds that one call may wait in all before it gives up.
    """

    def __init__(
        self,
        wire: Wire,
        clock: Clock,
        place: Place,
        notify: Callable[[str], None],
        max_wait: float,
    ) -> None:
        self._wire = wire
        self._clock = clock
        self._notify = notify
        self._max_wait = max_wait
        self._limits_in_a_row = 0
        self._heard: tuple[datetime, float] | None = None
        self.place = place
        self.pace = Pace(clock, notify)

    def now(self) -> datetime:
        """The time by GitHub's clock: its last `Date` and what passed since."""
        if self._heard is None:
            return self._clock.now()
        date, at = self._heard
        return date + timedelta(seconds=self._clock.monotonic() - at)

    def close(self) -> None:
        """Let go of the connections."""
        self._wire.close()

    def send(self, call: Call) -> Good:
        """Send a call until it is answered for good.

        Raises:
            AnswerLostError: it may have been carried out, and must not be repeated blindly.
            RateLimitedError: GitHub asks to wait longer than may be waited here.
            GhblogError: GitHub refuses, or cannot be reached.
        """
        waited, tries, doubtful = 0.0, 0, False
        while True:
            verdict = self._try(call)
            if isinstance(verdict, Good):
                return verdict
            if isinstance(verdict, Refused):
                raise verdict.error
            if isinstance(verdict, Lost):
                tries += 1
                doubtful = doubtful or verdict.sent
                seconds = lost_seconds(verdict, tries)
            else:
                seconds = limit_seconds(verdict, self._limits_in_a_row)
                self._limits_in_a_row += 1
            error = self._error(call, verdict, seconds, doubtful=doubtful)
            waited += seconds
            if waited > self._max_wait or not may_repeat(call.repeat, verdict, tries):
                raise error
            self._wait(verdict, seconds, error)

    def _try(self, call: Call) -> Verdict:
        if call.writes:
            self.pace.wait_gap()
        start = self._clock.monotonic()
        try:
            answer = self._wire.send(call)
        except NoAnswer as problem:
            _LOG.debug("%s: %s", call.doing, problem.lost.reason)
            return problem.lost
        finally:
            if call.writes:
                self.pace.wrote(content=call.content)
        seconds = self._clock.monotonic() - start
        _LOG.debug("%s: status %d, %.2f s", call.doing, answer.status, seconds)
        self._hear(answer)
        verdict = judge(self.place, call, answer, self.now())
        if not isinstance(verdict, Limited):
            self._limits_in_a_row = 0
        return verdict

    def _hear(self, answer: Answer) -> None:
        date = http_date(answer.headers.get("date", ""))
        if date is not None:
            self._heard = date, self._clock.monotonic()

    def _wait(self, trouble: Limited | Lost, seconds: float, error: GhblogError) -> None:
        """Wait, and say so. Raises `error` when a signal to stop ended the wait early."""
        if isinstance(trouble, Limited):
            until = clock_time(self.now() + timedelta(seconds=seconds))
            self._notify(f"GitHub asks to wait until {until}: {trouble.reason}")
        else:
            self._notify(f"no answer from GitHub ({trouble.reason}); again in {seconds:.0f} s")
        start = self._clock.monotonic()
        self._clock.sleep(seconds)
        if self._clock.monotonic() - start < seconds * 0.9:
            raise error

    def _error(
        self, call: Call, trouble: Limited | Lost, seconds: float, *, doubtful: bool
    ) -> GhblogError:
        if isinstance(trouble, Limited):
            until = self.now() + timedelta(seconds=seconds)
            return RateLimitedError(
                f"cannot {call.doing} now: {trouble.reason}; GitHub asks to wait until "
                f"{clock_time(until)}",
                until=until,
                hint="run the command again then: it goes on where it stopped",
            )
        return self._lost_error(call, trouble, doubtful=doubtful)

    def _lost_error(self, call: Call, trouble: Lost, *, doubtful: bool) -> GhblogError:
        if call.writes and doubtful:
            return AnswerLostError(
                f"cannot tell whether GitHub did {call.doing}: {trouble.reason}",
                hint=trouble.hint or "run the command again: it finds out first",
            )
        once = "" if call.repeat is Repeat.NEVER else ", and trying again did not help"
        return GitHubError(
            f"cannot {call.doing}: {trouble.reason}{once}",
            hint=trouble.hint
            or f"see whether {self.place.host} works in a browser, then run the command again",
        )


def clock_time(moment: datetime) -> str:
    """A time for people, by the machine's own clock and zone."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S} (local time)"

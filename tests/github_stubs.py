"""A clock that nobody waits for, and a wire with prepared answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ghblog.github import GitHubAdapter, connect
from ghblog.github.calls import Answer, Call, Lost
from ghblog.github.transport import NoAnswer

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TOKEN = "ghp_verysecretindeed"


class StubClock:
    """Sleeping moves it; `stop_sleeping` ends every sleep at once, as a signal would."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self.stop_sleeping = False

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return 500.0 + self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if not self.stop_sleeping:
            self.seconds += seconds


class StubWire:
    """Answers with what was prepared, in order; keeps what was sent."""

    def __init__(self, *answers: Answer | Lost | Callable[[Call], Answer]) -> None:
        self.answers = list(answers)
        self.sent: list[Call] = []

    def send(self, call: Call) -> Answer:
        self.sent.append(call)
        answer = self.answers.pop(0)
        if isinstance(answer, Lost):
            raise NoAnswer(answer)
        return answer if isinstance(answer, Answer) else answer(call)

    def close(self) -> None:
        pass


def answer(status: int, body: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
    text = body if isinstance(body, str) else json.dumps({} if body is None else body)
    return Answer(status, dict(headers or {}), text)


def issue(number: int = 7) -> Answer:
    return answer(201, {"number": number, "node_id": f"I_{number}"})


def adapter(
    *answers: Answer | Lost | Callable[[Call], Answer],
    clock: StubClock | None = None,
    token: str = TOKEN,
    max_wait: float = 3600.0,
) -> tuple[GitHubAdapter, StubWire, StubClock, list[str]]:
    """An adapter over prepared answers, with all that a test may look at."""
    clock = clock or StubClock()
    wire = StubWire(*answers)
    told: list[str] = []
    hub = connect(
        token,
        "https://api.github.com",
        "writer/weekly",
        clock,
        told.append,
        max_wait=max_wait,
        wire=wire,
    )
    return hub, wire, clock, told

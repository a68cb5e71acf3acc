"""Writes keep GitHub's pace."""

from __future__ import annotations

from itertools import pairwise

from github_stubs import StubClock, adapter, issue
from hypothesis import given
from hypothesis import strategies as st

from ghblog.github.pacing import Pace, seconds_to_wait


def _paced(creations: int) -> list[float]:
    """When each of so many creations is made, by a caller in a hurry."""
    clock = StubClock()
    pace = Pace(clock, lambda _: None)
    times = []
    for _ in range(creations):
        pace.wait_turn()
        times.append(clock.monotonic())
        pace.wrote(content=True)
    return times


def test_at_most_80_creations_fall_into_a_minute_and_500_into_an_hour() -> None:
    times = _paced(1200)
    for length, room in ((60.0, 80), (3600.0, 500)):
        for first, beyond in zip(times, times[room:], strict=False):
            assert beyond - first >= length - 1e-6


def test_writes_are_a_second_apart() -> None:
    times = _paced(50)
    assert all(later - one >= 1 for one, later in pairwise(times))


def test_the_first_write_does_not_wait() -> None:
    hub, _, clock, _ = adapter(issue())
    hub.wait_turn()
    hub.create_issue("Week 1", "text", ())
    assert clock.slept == []


def test_a_create_right_after_its_turn_does_not_wait_again() -> None:
    hub, _, clock, _ = adapter(issue(1), issue(2))
    hub.create_issue("Week 1", "text", ())
    hub.wait_turn()
    slept = list(clock.slept)
    hub.create_issue("Week 2", "text", ())
    assert clock.slept == slept == [1.0]


def test_a_long_wait_is_announced() -> None:
    clock, told = StubClock(), list[str]()
    pace = Pace(clock, told.append)
    for _ in range(80):
        pace.wrote(content=True)
    assert pace.due() == 60
    pace.wait_turn()
    assert "80 new texts a minute" in told[0]


@given(
    st.lists(st.floats(0, 4000), max_size=600).map(sorted),
    st.floats(4000, 8000),
)
def test_after_the_wait_there_is_always_room(creations: list[float], now: float) -> None:
    then = now + seconds_to_wait(now, creations, None) + 1e-6
    for length, room in ((60.0, 80), (3600.0, 500)):
        assert sum(at > then - length for at in creations) < room

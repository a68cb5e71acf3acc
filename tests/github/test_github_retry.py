"""Which requests are sent again, when, and which never."""

from __future__ import annotations

from datetime import timedelta

import pytest
from github_stubs import START, adapter, answer, issue

from ghblog.errors import AnswerLostError, GitHubError, RateLimitedError, StaleHeadError
from ghblog.github.calls import Answer, Lost
from ghblog.model import Commit

BROKEN = Lost("the connection broke off")
UNREACHED = Lost("api.github.com cannot be reached", sent=False)
BUSY = answer(502, "<html>Bad Gateway</html>")
SECONDARY = answer(
    403,
    {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."},
)
COMMIT = Commit("ghblog", "a" * 40, "Claim", "t0", {"claim.json": b"{}"})
COMMITTED = answer(200, {"data": {"commit0": {"commit": {"oid": "b" * 40}}}})


@pytest.mark.parametrize("trouble", [BROKEN, BUSY, answer(200, "{nonsense"), answer(200, [])])
def test_a_create_without_a_usable_answer_is_never_sent_again(trouble: Answer | Lost) -> None:
    hub, wire, _, _ = adapter(trouble)
    with pytest.raises(AnswerLostError, match="create the issue “Week 1”"):
        hub.create_issue("Week 1", "text", ())
    assert len(wire.sent) == 1


def test_a_created_issue_without_a_number_is_in_doubt() -> None:
    hub, wire, _, _ = adapter(answer(201, {"url": "somewhere else"}))
    with pytest.raises(AnswerLostError):
        hub.create_issue("Week 1", "text", ())
    assert len(wire.sent) == 1


def test_a_create_that_never_reached_github_says_so_and_is_not_in_doubt() -> None:
    hub, wire, _, _ = adapter(UNREACHED)
    with pytest.raises(GitHubError, match="cannot be reached") as caught:
        hub.create_issue("Week 1", "text", ())
    assert not isinstance(caught.value, AnswerLostError)
    assert len(wire.sent) == 1


def test_a_create_answered_by_a_redirect_was_not_carried_out() -> None:
    hub, wire, _, _ = adapter(answer(307, {"message": "Moved", "url": "https://x/repositories/1"}))
    with pytest.raises(GitHubError, match="renamed") as caught:
        hub.create_issue("Week 1", "text", ())
    assert not isinstance(caught.value, AnswerLostError)
    assert "present name" in caught.value.hint
    assert len(wire.sent) == 1


def test_a_limited_create_is_left_to_the_caller_with_the_time_it_ends() -> None:
    hub, wire, clock, _ = adapter(
        answer(429, {"message": "slow down"}, {"retry-after": "90"}), issue()
    )
    with pytest.raises(RateLimitedError) as caught:
        hub.create_issue("Week 1", "text", ())
    assert caught.value.until == START + timedelta(seconds=90)
    assert len(wire.sent) == 1
    assert clock.slept == []


def test_creates_limited_in_a_row_are_asked_to_wait_longer_each_time() -> None:
    hub, _, clock, _ = adapter(SECONDARY, SECONDARY, issue())
    waits = []
    for _ in range(3):
        before = clock.now()
        try:
            hub.create_issue("Week 1", "text", ())
        except RateLimitedError as error:
            waits.append(round((error.until - before).total_seconds()))
            clock.sleep((error.until - before).total_seconds())
    assert waits == [60, 120]


def test_too_quick_submissions_need_minutes_of_patience() -> None:
    hub, _, clock, _ = adapter(answer(403, {"message": "was submitted too quickly"}))
    with pytest.raises(RateLimitedError) as caught:
        hub.create_issue("Week 1", "text", ())
    assert caught.value.until - clock.now() >= timedelta(minutes=2)


@pytest.mark.parametrize("trouble", [BROKEN, UNREACHED, BUSY, answer(200, "[nonsense")])
def test_an_update_is_repeated_until_it_is_answered(trouble: Answer | Lost) -> None:
    hub, wire, clock, told = adapter(trouble, trouble, issue())
    hub.update_issue(7, "Week 1", "text", ("weekly",))
    assert [call.verb for call in wire.sent] == ["PATCH"] * 3
    assert sum(clock.slept) >= 3
    assert len(told) == 2


def test_an_update_is_given_up_in_doubt_after_six_tries() -> None:
    hub, wire, _, _ = adapter(*[BROKEN] * 10)
    with pytest.raises(AnswerLostError):
        hub.update_issue(7, "Week 1", "text", ())
    assert len(wire.sent) == 6


def test_a_read_is_given_up_as_an_ordinary_error() -> None:
    hub, wire, _, _ = adapter(*[BROKEN] * 10)
    with pytest.raises(GitHubError, match="trying again did not help") as caught:
        hub.newest_number()
    assert not isinstance(caught.value, AnswerLostError)
    assert len(wire.sent) == 6


@pytest.mark.parametrize("trouble", [BROKEN, BUSY, answer(200, "{"), answer(200, {"data": None})])
def test_a_commit_without_a_usable_answer_is_not_repeated(trouble: Answer | Lost) -> None:
    hub, wire, _, _ = adapter(trouble)
    with pytest.raises(AnswerLostError, match="commit to `ghblog`"):
        hub.commit([COMMIT])
    assert len(wire.sent) == 1


def test_a_commit_that_never_reached_github_is_repeated() -> None:
    hub, wire, _, _ = adapter(UNREACHED, COMMITTED)
    assert hub.commit([COMMIT]) == ("b" * 40,)
    assert len(wire.sent) == 2


@pytest.mark.parametrize(
    "limit",
    [
        SECONDARY,
        answer(429, "", {"retry-after": "60"}),
        answer(200, {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}),
        answer(
            200, {"data": None, "errors": [{"message": "You have exceeded a secondary rate limit"}]}
        ),
    ],
)
def test_a_limited_commit_waits_inside_and_says_until_when(limit: Answer) -> None:
    hub, wire, clock, told = adapter(limit, COMMITTED)
    assert hub.commit([COMMIT]) == ("b" * 40,)
    assert len(wire.sent) == 2
    assert sum(clock.slept) >= 60
    assert "GitHub asks to wait until" in told[0]
    assert "local time" in told[0]


def test_a_spent_hour_is_waited_for_until_it_resets() -> None:
    reset = int((START + timedelta(minutes=20)).timestamp())
    spent = answer(
        403,
        {"message": "API rate limit exceeded for user ID 1."},
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(reset)},
    )
    hub, _, clock, _ = adapter(spent, answer(200, [{"number": 41}]))
    assert hub.newest_number() == 41
    assert 1200 <= sum(clock.slept) <= 1202


def test_a_wait_longer_than_allowed_is_not_begun() -> None:
    hub, _, clock, _ = adapter(answer(429, {}, {"retry-after": "601"}), max_wait=600)
    with pytest.raises(RateLimitedError, match="asks to wait until"):
        hub.newest_number()
    assert clock.slept == []


def test_a_signal_during_a_wait_ends_it_and_nothing_more_is_sent() -> None:
    hub, wire, clock, _ = adapter(SECONDARY, answer(200, []))
    clock.stop_sleeping = True
    with pytest.raises(RateLimitedError):
        hub.newest_number()
    assert len(wire.sent) == 1


@pytest.mark.parametrize("seconds", ["9" * 400, "nonsense", "", "-5", "1e999"])
def test_a_nonsensical_retry_after_breaks_nothing(seconds: str) -> None:
    hub, _, _, _ = adapter(answer(429, {}, {"retry-after": seconds}), answer(200, []))
    if seconds == "9" * 400:
        with pytest.raises(RateLimitedError, match="asks to wait until"):
            hub.newest_number()
    else:
        assert hub.newest_number() == 0


def test_each_commit_of_a_request_has_its_own_result() -> None:
    other = Commit("main", "c" * 40, "Index", "t1", {"README.md": b"x"})
    stale = {
        "type": "STALE_DATA",
        "path": ["commit1"],
        "message": 'Expected branch to point to "c" but it did not. Pull and try again.',
    }
    body = {"data": {"commit0": {"commit": {"oid": "b" * 40}}, "commit1": None}, "errors": [stale]}
    hub, wire, _, _ = adapter(answer(200, body))
    first, second = hub.commit([COMMIT, other])
    assert first == "b" * 40
    assert isinstance(second, StaleHeadError)
    assert len(wire.sent) == 1


def test_a_commit_with_half_an_answer_is_in_doubt_for_the_other_half_only() -> None:
    other = Commit("main", "c" * 40, "Index", "t1", {"README.md": b"x"})
    body = {
        "data": {"commit0": {"commit": {"oid": "b" * 40}}, "commit1": None},
        "errors": [{"message": "Something went wrong while executing your query."}],
    }
    hub, _, _, _ = adapter(answer(200, body))
    first, second = hub.commit([COMMIT, other])
    assert first == "b" * 40
    assert isinstance(second, AnswerLostError)


def test_a_branch_whose_last_answer_was_lost_is_recognised_as_ours() -> None:
    hub, wire, _, _ = adapter(
        answer(201, {"sha": "1" * 40}),
        answer(201, {"sha": "2" * 40}),
        BROKEN,
        answer(422, {"message": "Reference already exists"}),
        answer(200, {"object": {"sha": "2" * 40}}),
    )
    assert hub.make_branch("ghblog", {"claim.json": "{}"}, "Claim") == "2" * 40
    assert len(wire.sent) == 5


def test_a_branch_of_somebody_else_is_not_taken_over() -> None:
    hub, _, _, _ = adapter(
        answer(201, {"sha": "1" * 40}),
        answer(201, {"sha": "2" * 40}),
        answer(422, {"message": "Reference already exists"}),
        answer(200, {"object": {"sha": "3" * 40}}),
    )
    with pytest.raises(StaleHeadError, match="there already"):
        hub.make_branch("ghblog", {"claim.json": "{}"}, "Claim")


def test_githubs_time_is_its_last_date_and_what_passed_since() -> None:
    hub, _, clock, _ = adapter(answer(200, [], {"date": "Sun, 01 Mar 2026 15:00:00 GMT"}))
    assert hub.now() == START
    hub.newest_number()
    clock.sleep(90)
    assert hub.now() == START + timedelta(hours=3, seconds=90)

"""Limits by the sandbox's clock, and faults on purpose."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import requests
from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox, SandboxClock

ROOT = "/repos/writer/weekly"
CREATE = "mutation ($i: CreateIssueInput!) {createIssue(input: $i) {issue {number}}}"


def test_the_hourly_budget_ends_and_comes_back(
    api: Api, sandbox: Sandbox, repo: Repository, clock: SandboxClock
) -> None:
    sandbox.limits.per_user = 3
    for left in ("2", "1", "0"):
        assert api("GET", ROOT).headers["x-ratelimit-remaining"] == left
    refused = api("GET", ROOT)
    assert refused.status_code == 403
    assert "retry-after" not in refused.headers
    wait = int(refused.headers["x-ratelimit-reset"]) - clock.now().timestamp()
    assert wait == 3600
    assert api("GET", "/rate_limit").json()["rate"]["remaining"] == 0
    clock.sleep(wait)
    assert api("GET", ROOT).status_code == 200


def test_graphql_has_a_budget_of_its_own_and_answers_200_without(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    sandbox.limits.per_user = 1
    assert api("GET", ROOT).status_code == 200
    assert api.graphql("{viewer {login}}")["data"]
    answer = api("POST", f"{sandbox.url}/api/graphql", {"query": "{viewer {login}}"})
    assert answer.status_code == 200
    assert answer.json()["errors"][0]["type"] == "RATE_LIMITED"
    assert answer.headers["x-ratelimit-remaining"] == "0"


def test_80_creations_a_minute_and_then_a_wait(
    api: Api, repo: Repository, clock: SandboxClock
) -> None:
    for number in range(80):
        assert api("POST", f"{ROOT}/issues", {"title": str(number)}).status_code == 201
        clock.advance(0.5)
    refused = api("POST", f"{ROOT}/issues", {"title": "one more"})
    assert (refused.status_code, refused.headers["retry-after"]) == (403, "20")
    assert "secondary rate limit" in refused.json()["message"]
    assert int(refused.headers["x-ratelimit-remaining"]) > 0
    clock.sleep(20)
    assert api("POST", f"{ROOT}/issues", {"title": "one more"}).status_code == 201


def test_500_creations_an_hour_rest_and_graphql_together(
    api: Api, sandbox: Sandbox, repo: Repository, clock: SandboxClock
) -> None:
    sandbox.limits.creations_an_hour = 3
    node = api("GET", ROOT).json()["node_id"]
    for number in range(3):
        clock.advance(60)
        sent = {"repositoryId": node, "title": str(number)}
        assert api.graphql(CREATE, i=sent)["data"]["createIssue"]["issue"]["number"] == number + 1
    clock.advance(60)
    refused = api("POST", f"{ROOT}/issues", {"title": "x"})
    assert refused.status_code == 403
    assert int(refused.headers["retry-after"]) == 3600 - 3 * 60
    assert api("PATCH", f"{ROOT}/issues/1", {"title": "edits go on"}).status_code == 200


def test_limits_speak_with_either_of_the_statuses_github_uses(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    node = api("GET", ROOT).json()["node_id"]
    sandbox.limits.creations_a_minute = 0
    sandbox.limits.creations_an_hour = 0
    sandbox.limits.status, sandbox.limits.graphql_status = 429, 200
    refused = api("POST", f"{ROOT}/issues", {"title": "x"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    sent = {"query": CREATE, "variables": {"i": {"repositoryId": node, "title": "x"}}}
    answer = api("POST", f"{sandbox.url}/api/graphql", sent)
    assert (answer.status_code, answer.headers["retry-after"]) == (200, "60")
    assert "secondary rate limit" in answer.json()["errors"][0]["message"]
    assert repo.issues == []


def test_the_date_header_is_the_sandbox_s_clock(
    api: Api, repo: Repository, clock: SandboxClock
) -> None:
    clock.advance(86_400)
    assert parsedate_to_datetime(api("GET", ROOT).headers["Date"]) == clock.now()


def test_a_refusal_hits_the_nth_request_that_matches(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    fault = sandbox.faults.add(
        "POST /issues", nth=2, status=502, body=b"<html>", headers={"Retry-After": "3"}
    )
    statuses = [api("POST", f"{ROOT}/issues", {"title": "x"}) for _ in range(3)]
    assert [answer.status_code for answer in statuses] == [201, 502, 201]
    assert statuses[1].headers["Retry-After"] == "3"
    assert (len(repo.issues), fault.hits) == (2, 1)
    assert sandbox.requests[1].fault == "refused with 502"


@pytest.mark.parametrize(("when", "issues"), [("before", 0), ("after", 1)])
def test_a_dropped_connection_is_a_lost_answer_with_or_without_the_work(
    api: Api, sandbox: Sandbox, repo: Repository, when: str, issues: int
) -> None:
    sandbox.faults.add("POST /issues", drop=when)
    with pytest.raises(requests.ConnectionError):
        api("POST", f"{ROOT}/issues", {"title": "x"})
    assert len(repo.issues) == issues
    assert sandbox.requests[-1].status == 0
    assert api("GET", ROOT).status_code == 200


def test_nonsense_comes_after_the_work(api: Api, sandbox: Sandbox, repo: Repository) -> None:
    sandbox.faults.add("createIssue", nonsense=b'{"data": {"crea')
    node = api("GET", ROOT).json()["node_id"]
    with pytest.raises(requests.exceptions.JSONDecodeError):
        api.graphql(CREATE, i={"repositoryId": node, "title": "x"})
    assert len(repo.issues) == 1


def test_a_delay_takes_no_time_but_the_sandbox_s(
    api: Api, sandbox: Sandbox, repo: Repository, clock: SandboxClock
) -> None:
    before = clock.now()
    sandbox.faults.add("*", delay=400)
    began = time.perf_counter()
    api("GET", ROOT)
    assert (clock.now() - before).total_seconds() == 400
    assert time.perf_counter() - began < 400


def test_functions_are_called_around_the_work_and_may_use_the_sandbox(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    seen: list[object] = []

    def before() -> None:
        seen.append(len(repo.issues))
        seen.append(Api(sandbox)("POST", f"{ROOT}/issues", {"title": "in between"}).status_code)

    sandbox.faults.add(
        lambda r: r.method == "POST" and b"mine" in r.body,
        before=before,
        after=lambda: seen.append(len(repo.issues)),
    )
    assert api("POST", f"{ROOT}/issues", {"title": "mine"}).json()["number"] == 2
    assert seen == [0, 201, 2]


def test_the_log_names_operations_fields_and_viewers(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    api.graphql("query Read {viewer {login} rateLimit {cost}}")
    api("GET", f"{ROOT}/issues/9")
    read, get = sandbox.requests
    assert (read.operation, read.fields, read.mutation) == ("Read", ("viewer", "rateLimit"), False)
    assert (read.status, read.viewer, read.graphql) == (200, "writer", True)
    assert (get.method, get.path, get.status) == ("GET", f"/api/v3{ROOT}/issues/9", 404)


def test_a_sandbox_stops_at_once_though_a_connection_stays_open() -> None:
    box = Sandbox()
    box.start()
    box.add_user("writer", token="ghp_x")
    api = Api(box, "ghp_x")
    assert api("GET", "/user").status_code == 200
    began = time.perf_counter()
    box.stop()
    assert time.perf_counter() - began < 60  # it would be kept alive for 300 seconds
    api.session.close()


def test_a_clock_left_alone_tells_the_real_time() -> None:
    clock = SandboxClock()
    assert not clock.frozen
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    clock.sleep(3600)
    before, hour = datetime.now(UTC), timedelta(hours=1)
    assert before + hour <= clock.now() <= datetime.now(UTC) + hour

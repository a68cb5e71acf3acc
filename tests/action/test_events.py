"""What an event may do, and what a workflow may ask for."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from ghblog.action.event import Event, only_looks, read_event
from ghblog.action.inputs import Inputs, read_inputs
from ghblog.errors import UsageError

REPOSITORY = {"repository": {"default_branch": "main"}}
RUNNER = {
    "GITHUB_REPOSITORY": "writer/weekly",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_SHA": "abc",
}


def event(
    name: str, ref: str = "refs/heads/main", payload: Mapping[str, object] = REPOSITORY
) -> Event:
    environ = {**RUNNER, "GITHUB_EVENT_NAME": name, "GITHUB_REF": ref}
    return read_event(environ, json.dumps(payload))


@pytest.mark.parametrize("name", ["push", "workflow_dispatch", "schedule", "repository_dispatch"])
def test_the_default_branch_is_published(name: str) -> None:
    assert not only_looks(event(name), asked=False)
    assert only_looks(event(name), asked=True)


@pytest.mark.parametrize("name", ["pull_request", "merge_group"])
def test_what_is_not_merged_yet_is_only_looked_at_whatever_is_asked(name: str) -> None:
    assert only_looks(event(name, "refs/pull/1/merge"), asked=False)


@pytest.mark.parametrize(
    "ref",
    ["refs/heads/topic", "refs/tags/main", "refs/heads/main2", "main", "", "refs/pull/1/merge"],
)
def test_no_other_ref_is_published_but_its_plan_is_shown(ref: str) -> None:
    with pytest.raises(UsageError, match="is not the default branch") as refused:
        only_looks(event("push", ref), asked=False)
    assert "dry-run: true" in refused.value.hint
    assert only_looks(event("push", ref), asked=True)


@pytest.mark.parametrize(
    "name", ["pull_request_target", "workflow_run", "issue_comment", "issues", "release", "watch"]
)
@pytest.mark.parametrize("asked", [True, False])
def test_other_events_are_refused_even_for_looking(name: str, asked: bool) -> None:
    with pytest.raises(UsageError, match=f"does not run on {name}") as refused:
        only_looks(event(name), asked=asked)
    assert "pull_request" in refused.value.hint


def test_where_a_stranger_decides_the_reason_is_told() -> None:
    with pytest.raises(UsageError, match="a stranger decides what happens"):
        only_looks(event("pull_request_target"), asked=True)


def test_a_schedule_runs_on_the_default_branch_though_its_payload_does_not_name_it() -> None:
    assert not only_looks(event("schedule", payload={"schedule": "0 1 * * *"}), asked=False)


def test_without_a_default_branch_nothing_is_published() -> None:
    with pytest.raises(UsageError, match="does not tell which branch is the default one"):
        only_looks(event("push", payload={}), asked=False)


def test_outside_of_a_workflow_the_command_says_what_to_use_instead() -> None:
    with pytest.raises(UsageError, match="no run of GitHub Actions") as refused:
        read_event({}, "")
    assert refused.value.hint == "elsewhere use `ghblog publish`"


@pytest.mark.parametrize("payload", ["", "[]", "null", '{"repository": 3}', '{"repository": null}'])
def test_a_payload_that_says_nothing_is_no_crash(payload: str) -> None:
    environ = {**RUNNER, "GITHUB_EVENT_NAME": "pull_request"}
    assert read_event(environ, payload).number == 0


@pytest.mark.parametrize("payload", ["{", "\x00", "[" * 100_000])
def test_a_payload_that_is_no_json_is_told(payload: str) -> None:
    with pytest.raises(UsageError, match="payload is not JSON"):
        read_event({"GITHUB_EVENT_NAME": "push"}, payload)


def test_a_pull_request_is_read_from_where_it_comes() -> None:
    head = {"sha": "def", "repo": {"full_name": "stranger/weekly"}}
    payload = {**REPOSITORY, "number": 7, "pull_request": {"number": 7, "head": head}}
    found = event("pull_request", "refs/pull/7/merge", payload)
    assert (found.number, found.fork) == (7, True)
    assert found.source == "https://github.com/stranger/weekly/blob/def/"


def test_a_fork_that_was_deleted_is_a_fork() -> None:
    payload = {**REPOSITORY, "pull_request": {"number": 7, "head": {"sha": "def", "repo": None}}}
    assert event("pull_request", payload=payload).fork


def test_a_number_without_a_pull_request_is_none_of_ours() -> None:
    assert event("push", payload={**REPOSITORY, "number": 7}).number == 0


def test_inputs_that_are_not_given_have_their_defaults() -> None:
    names = ("TOKEN", "FOLDER", "CONFIG", "DRY_RUN", "YES", "PICTURE_STORE", "FAIL_ON", "COMMENT")
    assert read_inputs({}) == read_inputs({f"INPUT_{name}": " " for name in names}) == Inputs()


def test_inputs_are_read_as_workflows_spell_them() -> None:
    environ = {
        "INPUT_TOKEN": " ghp_x\n",
        "INPUT_FOLDER": "博 客",
        "INPUT_DRY_RUN": "True",
        "INPUT_YES": "TRUE",
        "INPUT_PICTURE_STORE": "branch",
        "INPUT_FAIL_ON": "warning",
        "INPUT_COMMENT": "false",
    }
    found = Inputs("ghp_x", "博 客", "", True, True, "branch", True, False)
    assert read_inputs(environ) == found
    assert "ghp_x" not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DRY_RUN", "yes"),
        ("YES", "1"),
        ("COMMENT", "tRue"),
        ("PICTURE_STORE", "s3"),
        ("FAIL_ON", "info"),
    ],
)
def test_an_input_that_makes_no_sense_is_named_with_what_it_can_be(name: str, value: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_inputs({f"INPUT_{name}": value})
    assert refused.value.where == f"input {name.lower().replace('_', '-')}"
    assert repr(value) in refused.value.message
    assert refused.value.hint.startswith("write ")

"""The payloads of these tests have the shape of GitHub's."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from payloads.events import Event, pull_request, push, schedule, workflow_dispatch
from payloads.shapes import EVENTS

from ghblog.sandbox import Sandbox
from ghblog.sandbox.repository import Repository


@pytest.fixture
def repo(sandbox: Sandbox) -> Repository:
    return sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})


def pulled(repo: Repository, **rest: Any) -> Event:
    head = repo.commit("draft", {"a.md": b"# A\n"}, "A")
    pull = repo.add_pull_request(title="A", author="writer")
    return pull_request(repo, pull, head="draft", sha=head, merge=head, **rest)


def fits(event: Event) -> None:
    Draft202012Validator(EVENTS[event.name]).validate(event.payload)


def test_events_have_githubs_shape(sandbox: Sandbox, repo: Repository) -> None:
    first = repo.head()
    assert first
    repo.git.set_ref("refs/tags/v1", first)
    fork = sandbox.add_repository("reader/weekly", files={"README.md": b"# weekly\n"})
    fits(push(repo))
    fits(push(repo, "refs/tags/v1"))
    fits(pulled(repo))
    fits(pulled(repo, before=first))
    fits(pulled(repo, source=fork))
    fits(workflow_dispatch(repo))
    fits(workflow_dispatch(repo, {"dry-run": "true"}))
    fits(schedule(repo))
    fits(schedule(repo, bare=True))


@pytest.mark.parametrize(
    "path",
    [["ref"], ["repository", "default_branch"], ["repository", "owner", "login"], ["after"]],
    ids=".".join,
)
def test_a_payload_with_a_field_too_few_is_noticed(repo: Repository, path: list[str]) -> None:
    event = push(repo)
    inside = event.payload
    for key in path[:-1]:
        inside = inside[key]
    del inside[path[-1]]
    with pytest.raises(ValidationError):
        fits(event)


def test_a_pull_request_knows_a_fork(sandbox: Sandbox, repo: Repository) -> None:
    fork = sandbox.add_repository("reader/weekly", files={"README.md": b"# weekly\n"})
    event = pulled(repo, source=fork)
    assert event.payload["pull_request"]["head"]["repo"]["full_name"] == "reader/weekly"
    assert event.payload["pull_request"]["head"]["repo"]["fork"] is True
    assert (event.ref_name, event.head_ref, event.base_ref) == ("1/merge", "draft", "main")

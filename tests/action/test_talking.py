"""Comments below pull requests, over HTTP and against GitHub's own description."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from github_door import Door

from ghblog.errors import AnswerLostError, GitHubError, NotAllowedError, NotFoundError
from ghblog.sandbox import Sandbox, SandboxClock
from ghblog.sandbox.repository import Repository

HOME = "writer/weekly"


@pytest.fixture
def repo(sandbox: Sandbox) -> Repository:
    return sandbox.add_repository(HOME, files={"README.md": b"# weekly\n"})


@pytest.fixture
def door(sandbox: Sandbox, clock: SandboxClock, repo: Repository) -> Iterator[Door]:
    assert repo.add_pull_request().number == 1
    made = Door(sandbox, clock)
    yield made
    made.close()


def test_a_comment_is_made_read_changed_and_deleted(door: Door) -> None:
    hub = door()
    made = hub.add_pull_comment(HOME, 1, "周报 one")
    hub.edit_pull_comment(HOME, made, "two")
    (found,) = hub.pull_comments(HOME, 1)
    assert (found.id, found.author, found.body) == (made, "writer", "two")
    hub.drop_pull_comment(HOME, made)
    hub.drop_pull_comment(HOME, made)  # gone already is no error
    assert hub.pull_comments(HOME, 1) == []


def test_all_pages_are_read_a_hundred_a_request(door: Door, repo: Repository) -> None:
    for number in range(201):
        repo.add_comment(1, str(number))
    found = door().pull_comments(HOME, 1)
    assert [one.body for one in found] == [str(number) for number in range(201)]
    assert len(door.asked()) == 3


def test_a_comment_that_is_gone_cannot_be_changed(door: Door) -> None:
    with pytest.raises(NotFoundError):
        door().edit_pull_comment(HOME, 12345, "x")


def test_a_lost_answer_makes_no_second_comment(door: Door, repo: Repository) -> None:
    door.box.faults.add("POST /issues/1/comments", drop="after")
    with pytest.raises(AnswerLostError):
        door().add_pull_comment(HOME, 1, "x")
    assert len(repo.issue(1).comments) == 1


def test_a_lost_answer_to_an_edit_is_asked_for_again(door: Door, repo: Repository) -> None:
    hub = door()
    made = hub.add_pull_comment(HOME, 1, "x")
    door.box.faults.add("PATCH /issues/comments/*", drop="after")
    hub.edit_pull_comment(HOME, made, "y")
    assert repo.issue(1).comments[0].body == "y"


def test_a_token_that_only_reads_is_told_which_right_it_lacks(door: Door) -> None:
    rights = {"contents": "write", "issues": "read", "pull_requests": "read"}
    door.box.add_token("writer", "ghs_reads", permissions=rights)
    with pytest.raises(NotAllowedError) as refused:
        door(token="ghs_reads").add_pull_comment(HOME, 1, "x")
    assert "Pull requests: write" in f"{refused.value.message} {refused.value.hint}"


@pytest.mark.parametrize("answer", [b"{}", b'[{"id": "x"}]', b'[{"id": 1, "user": 3}]', b"null"])
def test_an_answer_of_another_shape_is_an_error_for_people(door: Door, answer: bytes) -> None:
    door.box.faults.add("GET /issues/1/comments", nonsense=answer, times=None)
    with pytest.raises(GitHubError, match="makes no sense"):
        door().pull_comments(HOME, 1)

"""Answers that are there in part: what is missing must not be taken for absent."""

from __future__ import annotations

from typing import Any

import pytest
from github_stubs import adapter, answer

from ghblog.errors import GitHubError, NotAllowedError
from ghblog.github.calls import Answer

FACTS = {
    "id": "R_5",
    "databaseId": 5,
    "nameWithOwner": "writer/weekly",
    "url": "https://github.com/writer/weekly",
    "viewerPermission": "WRITE",
    "isPrivate": True,
    "isArchived": False,
    "isEmpty": True,
    "hasIssuesEnabled": True,
    "hasDiscussionsEnabled": True,
    "defaultBranchRef": None,
    "ledger": None,
    "issues": {"nodes": []},
}


def partly(repository: Any, *faults: dict[str, Any]) -> Answer:
    data = {"viewer": {"login": "github-actions[bot]"}, "repository": repository}
    return answer(200, {"data": data, "errors": list(faults)} if faults else {"data": data})


def fault(kind: str, *path: str | int) -> dict[str, Any]:
    return {"type": kind, "path": list(path), "message": f"{kind} it is"}


def test_a_token_that_may_not_read_discussions_can_still_publish_issues() -> None:
    hub, wire, _, _ = adapter(
        partly(None, fault("FORBIDDEN", "repository", "discussions")),
        partly(FACTS),
        partly({"databaseId": 5, "issue0": None}),
    )
    found = hub.read(branch="ghblog", files=(), index=(), labels=())
    assert found.repository.permission == "WRITE"
    hub.look_up([1])
    asked = [call.body["variables"]["discussions"] for call in wire.sent if call.body]
    assert asked == [True, False, False]


def test_an_app_has_one_name_as_viewer_and_as_author() -> None:
    node = {
        "id": "I_1",
        "number": 1,
        "title": "Week 1",
        "authorAssociation": "NONE",
        "closed": False,
        "createdAt": "2026-03-01T12:00:00Z",
        "author": {"login": "github-actions"},
    }
    ghost = {**node, "id": "I_2", "number": 2, "author": None}
    hub, _, _, _ = adapter(partly({**FACTS, "issues": {"nodes": [ghost, None, node]}}))
    found = hub.read(branch="ghblog", files=(), index=(), labels=())
    assert found.viewer == "github-actions"
    assert [item.author for item in found.recent] == ["", "github-actions"]


@pytest.mark.parametrize(
    ("kind", "error"), [("FORBIDDEN", NotAllowedError), ("RESOURCE_LIMITS_EXCEEDED", GitHubError)]
)
def test_a_branch_that_was_not_answered_is_not_taken_for_missing(
    kind: str, error: type[Exception]
) -> None:
    hub, _, _, _ = adapter(partly(FACTS, fault(kind, "repository", "ledger")))
    with pytest.raises(error):
        hub.read(branch="ghblog", files=(), index=(), labels=())


@pytest.mark.parametrize("kind", ["FORBIDDEN", "RESOURCE_LIMITS_EXCEEDED", ""])
def test_a_number_that_was_not_answered_is_not_taken_for_free(kind: str) -> None:
    hub, _, _, _ = adapter(
        partly({"databaseId": 5, "issue0": None}, fault(kind, "repository", "issue0"))
    )
    with pytest.raises(GitHubError if kind != "FORBIDDEN" else NotAllowedError):
        hub.look_up([7])


def test_a_number_that_is_not_there_is_free() -> None:
    hub, _, _, _ = adapter(
        partly(
            {"databaseId": 5, "issue0": None, "discussion0": None},
            fault("NOT_FOUND", "repository", "issue0"),
            fault("FORBIDDEN", "repository", "discussion0"),
        )
    )
    assert list(hub.look_up([7])) == []


def test_githubs_own_trouble_in_a_part_of_an_answer_is_asked_again() -> None:
    trouble = {
        "message": "Something went wrong while executing your query.",
        "path": ["repository"],
    }
    hub, wire, _, _ = adapter(partly(None, trouble), partly(FACTS))
    assert hub.read(branch="ghblog", files=(), index=(), labels=()).ledger is None
    assert len(wire.sent) == 2

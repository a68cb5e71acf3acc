"""Comments, and looking at other repositories: the adapter against the sandbox."""

from __future__ import annotations

from typing import Any

import pytest
from github_door import Door
from github_stubs import adapter, answer

from ghblog.errors import (
    AnswerLostError,
    GitHubError,
    NotAllowedError,
    NotFoundError,
    RateLimitedError,
)
from ghblog.github import GitHubAdapter
from ghblog.github.calls import Answer, Lost
from ghblog.model import Kind
from ghblog.sandbox import Repository, Sandbox
from ghblog.sandbox.items import Item

KINDS = [Kind.ISSUE, Kind.DISCUSSION]
FIELDS = {Kind.ISSUE: "addComment", Kind.DISCUSSION: "addDiscussionComment"}


def below(repo: Repository, hub: GitHubAdapter, kind: Kind) -> tuple[Item, str]:
    """An issue or discussion and its node id."""
    make = repo.add_issue if kind is Kind.ISSUE else repo.add_discussion
    item = make(title="Week 1")
    [found] = hub.look_up([item.number])
    return item, found.node


@pytest.mark.parametrize("kind", KINDS)
def test_a_comment_is_made_found_changed_and_deleted_in_a_request_each(
    sandbox: Sandbox, repo: Repository, hub: GitHubAdapter, kind: Kind
) -> None:
    item, node = below(repo, hub, kind)
    sandbox.requests.clear()
    made = hub.create_comment(node, kind, "第二部分")
    assert len(sandbox.requests) == 1
    [remark] = hub.remarks([node])[node]
    assert (remark.node, remark.body, remark.author) == (made, "第二部分", "writer")
    assert remark.replies == 0
    sandbox.requests.clear()
    hub.update_comment(made, kind, "changed")
    hub.update_comment(made, kind, "changed")
    assert [one.body for one in item.comments] == ["changed"]
    hub.delete_comment(made, kind)
    hub.delete_comment(made, kind)
    assert item.comments == []
    assert len(sandbox.requests) == 4


def test_replies_to_a_comment_are_counted(repo: Repository, hub: GitHubAdapter) -> None:
    item, node = below(repo, hub, Kind.DISCUSSION)
    made = hub.create_comment(node, Kind.DISCUSSION, "more")
    for _ in range(2):
        repo.add_comment(item.number, "thanks", author="reader").reply_to = item.comments[0].id
    [remark] = hub.remarks([node])[node]
    assert (remark.node, remark.replies) == (made, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_comment_that_is_gone_cannot_be_changed(
    repo: Repository, hub: GitHubAdapter, kind: Kind
) -> None:
    item, node = below(repo, hub, kind)
    made = hub.create_comment(node, kind, "x")
    item.comments.clear()
    with pytest.raises(NotFoundError, match="update a comment"):
        hub.update_comment(made, kind, "y")


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_not_be_done_says_which_right_is_missing(
    sandbox: Sandbox, repo: Repository, hub: GitHubAdapter, door: Door, kind: Kind
) -> None:
    item, node = below(repo, hub, kind)
    made = hub.create_comment(node, kind, "x")
    reader = door(token="ghp_reader")
    with pytest.raises(NotAllowedError, match=f"{kind}s: write".title().replace("W", "w")):
        reader.update_comment(made, kind, "y")
    with pytest.raises(NotAllowedError, match="delete a comment"):
        reader.delete_comment(made, kind)
    item.locked = True
    with pytest.raises(NotAllowedError, match="comment on the"):
        reader.create_comment(node, kind, "y")
    assert [one.body for one in item.comments] == ["x"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_that_is_too_long_is_refused_with_the_reason(
    repo: Repository, hub: GitHubAdapter, kind: Kind
) -> None:
    _, node = below(repo, hub, kind)
    with pytest.raises(GitHubError, match="longer than GitHub takes"):
        hub.create_comment(node, kind, "x" * 65_537)


@pytest.mark.parametrize("how", [{"drop": "after"}, {"nonsense": b"<html>"}])
@pytest.mark.parametrize("kind", KINDS)
def test_a_comment_whose_answer_is_lost_is_in_doubt_and_not_repeated(
    sandbox: Sandbox, repo: Repository, hub: GitHubAdapter, kind: Kind, how: dict[str, Any]
) -> None:
    item, node = below(repo, hub, kind)
    sandbox.faults.add(FIELDS[kind], **how)
    with pytest.raises(AnswerLostError, match="comment on the"):
        hub.create_comment(node, kind, "once")
    assert [one.body for one in item.comments] == ["once"]


@pytest.mark.parametrize("kind", KINDS)
def test_changes_and_deletions_are_repeated_until_they_are_answered(
    sandbox: Sandbox, repo: Repository, hub: GitHubAdapter, kind: Kind
) -> None:
    item, node = below(repo, hub, kind)
    made = hub.create_comment(node, kind, "x")
    sandbox.faults.add(lambda incoming: incoming.mutation, drop="after", times=2)
    hub.update_comment(made, kind, "y")
    assert [one.body for one in item.comments] == ["y"]
    sandbox.faults.add(lambda incoming: incoming.mutation, drop="after")
    hub.delete_comment(made, kind)
    assert item.comments == []


SAID = [
    {"addComment": {"commentEdge": {"node": {"id": None}}}},
    {"addComment": {"commentEdge": None}},
    {"addComment": {}},
]


@pytest.mark.parametrize(
    "given",
    [
        *[answer(200, {"data": data}) for data in SAID],
        answer(200, {"data": {"addComment": None}}),
        answer(200, {"data": None, "errors": [{"message": "Something went wrong"}]}),
        answer(502, "<html>"),
        Lost("the connection broke off"),
    ],
)
def test_an_answer_without_a_comment_is_a_lost_one(given: Answer | Lost) -> None:
    hub, wire, _, _ = adapter(given)
    with pytest.raises(AnswerLostError):
        hub.create_comment("I_1", Kind.ISSUE, "x")
    assert len(wire.sent) == 1


def test_a_limited_comment_is_left_to_the_caller() -> None:
    hub, wire, _, _ = adapter(answer(403, {"message": "x"}, {"retry-after": "60"}))
    with pytest.raises(RateLimitedError):
        hub.create_comment("I_1", Kind.ISSUE, "x")
    assert len(wire.sent) == 1


def test_a_deletion_that_is_refused_is_not_taken_for_done() -> None:
    for kind, message in (("FORBIDDEN", "no"), ("", "Something else")):
        fault = {"type": kind, "message": message, "path": ["deleteIssueComment"]}
        hub, _, _, _ = adapter(
            answer(200, {"data": {"deleteIssueComment": None}, "errors": [fault]})
        )
        with pytest.raises((NotAllowedError, GitHubError)):
            hub.delete_comment("IC_1", Kind.ISSUE)


def test_a_deletion_of_what_is_gone_is_no_error_in_either_form() -> None:
    fault = {"type": "NOT_FOUND", "message": "no", "path": ["deleteIssueComment"]}
    for data in ({"deleteIssueComment": None}, None):
        hub, _, _, _ = adapter(answer(200, {"data": data, "errors": [fault]}))
        hub.delete_comment("IC_1", Kind.ISSUE)


# -- other repositories ----------------------------------------------------------------------


def test_other_repositories_are_public_private_or_not_to_be_seen(
    sandbox: Sandbox, hub: GitHubAdapter
) -> None:
    sandbox.add_repository("writer/open", files={})
    sandbox.add_repository("writer/closed", files={}, private=True)
    sandbox.add_repository("reader/closed", files={}, private=True)
    sandbox.requests.clear()
    assert hub.is_private("writer/open") is False
    assert hub.is_private("writer/closed") is True
    assert hub.is_private("reader/closed") is None
    assert hub.is_private("nobody/nothing") is None
    assert len(sandbox.requests) == 4


def test_a_repository_behind_a_sign_on_is_not_to_be_seen() -> None:
    fault = {"type": "FORBIDDEN", "message": "SAML enforcement", "path": ["repository"]}
    hub, _, _, _ = adapter(answer(200, {"data": {"repository": None}, "errors": [fault]}))
    assert hub.is_private("acme/secret") is None


def test_trouble_is_not_taken_for_an_answer_about_a_repository() -> None:
    fault = {"type": "SOMETHING", "message": "no", "path": ["repository"]}
    hub, _, _, _ = adapter(answer(200, {"data": {"repository": None}, "errors": [fault]}))
    with pytest.raises(GitHubError):
        hub.is_private("acme/secret")

"""Comments by GraphQL: rights, locks, answers, and what is left of a deleted one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox
from ghblog.sandbox.items import Item

Client = Callable[[str | None], Api]
ADD = {
    "issue": "mutation ($i: AddCommentInput!) {addComment(input: $i) {commentEdge {node {id}}}}",
    "discussion": "mutation ($i: AddDiscussionCommentInput!) "
    "{addDiscussionComment(input: $i) {comment {id}}}",
}
SUBJECT = {"issue": "subjectId", "discussion": "discussionId"}
UPDATE = {
    "issue": "mutation ($i: UpdateIssueCommentInput!) "
    "{updateIssueComment(input: $i) {issueComment {body}}}",
    "discussion": "mutation ($i: UpdateDiscussionCommentInput!) "
    "{updateDiscussionComment(input: $i) {comment {body}}}",
}
COMMENT = {"issue": "id", "discussion": "commentId"}
DELETE = {
    "issue": "mutation ($i: DeleteIssueCommentInput!) "
    "{deleteIssueComment(input: $i) {clientMutationId}}",
    "discussion": "mutation ($i: DeleteDiscussionCommentInput!) "
    "{deleteDiscussionComment(input: $i) {clientMutationId}}",
}
KINDS = ["issue", "discussion"]


@pytest.fixture
def repo(sandbox: Sandbox) -> Repository:
    return sandbox.add_repository("writer/weekly", files={"a": b"a"}, has_discussions=True)


def opened(repo: Repository, kind: str) -> Item:
    return repo.add_issue(title="x") if kind == "issue" else repo.add_discussion(title="x")


def node(api: Api, item: Item) -> str:
    """An item's node id."""
    kind = "issue" if item.kind == "issue" else "discussion"
    text = (
        'query ($n: Int!) {repository(owner: "writer", name: "weekly") {'
        f"{kind}(number: $n) {{id}}}}}}"
    )
    found: str = api.graphql(text, n=item.number)["data"]["repository"][kind]["id"]
    return found


def add(api: Api, item: Item, body: str, **more: Any) -> Any:
    sent = {SUBJECT[item.kind]: node(api, item), "body": body, **more}
    return api.graphql(ADD[item.kind], i=sent)


def added(api: Api, item: Item, body: str = "one", **more: Any) -> str:
    data = add(api, item, body, **more)["data"]
    if item.kind == "issue":
        return str(data["addComment"]["commentEdge"]["node"]["id"])
    return str(data["addDiscussionComment"]["comment"]["id"])


def update(api: Api, kind: str, comment: str, body: str) -> Any:
    return api.graphql(UPDATE[kind], i={COMMENT[kind]: comment, "body": body})


def delete(api: Api, kind: str, comment: str) -> Any:
    return api.graphql(DELETE[kind], i={"id": comment})


def refused(answer: Any) -> str:
    """The type of the error that an answer holds."""
    assert not any((answer.get("data") or {}).values())
    return str(answer["errors"][0]["type"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_comment_is_made_changed_and_deleted(api: Api, repo: Repository, kind: str) -> None:
    item = opened(repo, kind)
    made = added(api, item, "第一")
    assert [one.body for one in item.comments] == ["第一"]
    assert "errors" not in update(api, kind, made, "第二")
    assert [one.body for one in item.comments] == ["第二"]
    assert "errors" not in delete(api, kind, made)
    assert item.comments == []
    assert refused(update(api, kind, made, "x")) == "NOT_FOUND"
    assert refused(delete(api, kind, made)) == "NOT_FOUND"


@pytest.mark.parametrize("kind", KINDS)
def test_a_comment_holds_65536_characters_and_is_not_blank(
    api: Api, repo: Repository, kind: str
) -> None:
    item = opened(repo, kind)
    made = added(api, item, "周" * 65_536)
    assert refused(add(api, item, "x" * 65_537)) == "UNPROCESSABLE"
    assert refused(add(api, item, " \n")) == "UNPROCESSABLE"
    assert refused(update(api, kind, made, "x" * 65_537)) == "UNPROCESSABLE"
    assert [len(one.body) for one in item.comments] == [65_536]


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_author_and_who_may_write_change_or_delete_a_comment(
    api: Api, client: Client, repo: Repository, kind: str
) -> None:
    item, reader = opened(repo, kind), client("ghp_reader")
    ours, theirs = added(api, item, "ours"), added(reader, item, "theirs")
    assert refused(update(reader, kind, ours, "x")) == "FORBIDDEN"
    assert refused(delete(reader, kind, ours)) == "FORBIDDEN"
    assert "errors" not in update(reader, kind, theirs, "mine")
    assert "errors" not in update(api, kind, theirs, "tidied up")
    assert "errors" not in delete(api, kind, theirs)
    assert [one.body for one in item.comments] == ["ours"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_locked_conversation_is_open_only_to_who_may_write(
    api: Api, client: Client, repo: Repository, kind: str
) -> None:
    item, reader = opened(repo, kind), client("ghp_reader")
    theirs = added(reader, item)
    item.locked = True
    assert refused(add(reader, item, "late")) == "FORBIDDEN"
    assert refused(update(reader, kind, theirs, "late")) == "FORBIDDEN"
    assert refused(delete(reader, kind, theirs)) == "FORBIDDEN"
    assert added(api, item)


@pytest.mark.parametrize("kind", KINDS)
def test_archived_and_switched_off_things_take_no_comments(
    api: Api, repo: Repository, kind: str
) -> None:
    item = opened(repo, kind)
    made = added(api, item)
    repo.has_issues = repo.has_discussions = False
    assert refused(update(api, kind, made, "x")) == "UNPROCESSABLE"
    assert refused(delete(api, kind, made)) == "UNPROCESSABLE"
    repo.has_issues = repo.has_discussions = repo.archived = True
    assert refused(add(api, item, "x")) == "UNPROCESSABLE"
    assert len(item.comments) == 1


def test_a_comment_is_known_only_by_the_mutations_of_its_own_kind(
    api: Api, repo: Repository
) -> None:
    issue, talk = opened(repo, "issue"), opened(repo, "discussion")
    below_issue, below_talk = added(api, issue), added(api, talk)
    assert refused(update(api, "issue", below_talk, "x")) == "NOT_FOUND"
    assert refused(update(api, "discussion", below_issue, "x")) == "NOT_FOUND"
    assert refused(delete(api, "issue", below_talk)) == "NOT_FOUND"
    assert refused(delete(api, "discussion", below_issue)) == "NOT_FOUND"
    sent = {"subjectId": node(api, talk), "body": "x"}
    assert refused(api.graphql(ADD["issue"], i=sent)) == "NOT_FOUND"
    number = talk.comments[0].id
    answer = api("GET", f"/repos/writer/weekly/issues/comments/{number}")
    assert answer.status_code == 404


def test_answers_go_one_level_deep_and_stay_in_their_discussion(api: Api, repo: Repository) -> None:
    talk, other = opened(repo, "discussion"), opened(repo, "discussion")
    above = added(api, talk, "above")
    answer = added(api, talk, "answer", replyToId=above)
    assert refused(add(api, talk, "x", replyToId=answer)) == "UNPROCESSABLE"
    assert refused(add(api, other, "x", replyToId=above)) == "NOT_FOUND"
    assert [one.body for one in talk.comments] == ["above", "answer"]


def test_a_deleted_comment_with_answers_leaves_its_place_and_they_stay(
    api: Api, sandbox: Sandbox, repo: Repository
) -> None:
    talk = opened(repo, "discussion")
    above = added(api, talk, "secret")
    added(api, talk, "answer", replyToId=above)
    assert "errors" not in delete(api, "discussion", above)
    text = """query ($id: ID!) {node(id: $id) {... on Discussion {comments(first: 9) {nodes {
        id body deletedAt author {login} replies(first: 9) {totalCount nodes {body}}}}}}}"""
    [left] = api.graphql(text, id=node(api, talk))["data"]["node"]["comments"]["nodes"]
    assert (left["id"], left["body"], left["author"]) == (above, "", None)
    assert left["deletedAt"]
    assert left["replies"] == {"totalCount": 1, "nodes": [{"body": "answer"}]}
    assert refused(update(api, "discussion", above, "x")) == "NOT_FOUND"
    assert refused(delete(api, "discussion", above)) == "NOT_FOUND"
    assert refused(add(api, talk, "x", replyToId=above)) == "NOT_FOUND"
    session = requests.Session()
    session.trust_env = False
    page = session.get(f"{sandbox.url}/writer/weekly/discussions/{talk.number}", timeout=10).text
    assert "This comment was deleted." in page
    assert "answer" in page
    assert "secret" not in page

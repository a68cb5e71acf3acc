"""GitHub's GraphQL API, as the sandbox has it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox, SandboxClock

COMMIT = """
mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) {
    clientMutationId
    commit { oid committedDate parents(first: 2) { nodes { oid } } }
    ref { name prefix target { oid } }
  }
}
"""


def commit_input(head: str | None, branch: str = "main", **changes: Any) -> dict[str, Any]:
    return {
        "branch": {"repositoryNameWithOwner": "writer/weekly", "branchName": branch},
        "expectedHeadOid": head,
        "message": {"headline": "Claim", "body": "run: 1"},
        "clientMutationId": "abc",
        "fileChanges": changes,
    }


def addition(path: str, data: bytes) -> dict[str, str]:
    return {"path": path, "contents": base64.b64encode(data).decode()}


def types(answer: Any) -> list[str]:
    return [error.get("type", "") for error in answer.get("errors", ())]


def test_the_schema_is_github_s_own() -> None:
    ours = files("ghblog.sandbox").joinpath("schema.graphql").read_text(encoding="utf-8")
    theirs = Path(__file__).parents[1] / "contract" / "schema.graphql"
    assert ours == theirs.read_text(encoding="utf-8")


def test_a_commit_takes_files_in_and_out_and_is_dated_by_the_sandbox(
    api: Api, repo: Repository, clock: SandboxClock
) -> None:
    first = repo.commit("main", {"old.txt": b"x", "keep/me": b"k"}, "Push")
    clock.advance(7)
    changes: dict[str, Any] = {
        "additions": [addition("pictures/ab/a.png", b"\x89PNG\x00"), addition("README.md", b"new")],
        "deletions": [{"path": "old.txt"}],
    }
    made = api.graphql(COMMIT, input=commit_input(first, **changes))["data"]["createCommitOnBranch"]
    assert repo.files() == ["README.md", "keep/me", "pictures/ab/a.png"]
    assert repo.read("pictures/ab/a.png") == b"\x89PNG\x00"
    assert made["clientMutationId"] == "abc"
    assert made["commit"]["parents"]["nodes"] == [{"oid": first}]
    assert made["commit"]["committedDate"] == "2026-11-22T09:00:07Z"
    assert made["ref"] == {
        "name": "main",
        "prefix": "refs/heads/",
        "target": {"oid": made["commit"]["oid"]},
    }
    newest = repo.log()[0]
    assert (newest.message, newest.committed) == ("Claim\n\nrun: 1", clock.now())


def test_a_commit_on_a_head_that_moved_answers_stale_data(api: Api, repo: Repository) -> None:
    stale = repo.head()
    repo.commit("main", {"a": b"1"}, "Somebody was faster")
    answer = api.graphql(COMMIT, input=commit_input(stale, additions=[addition("b", b"2")]))
    assert types(answer) == ["STALE_DATA"]
    assert answer["errors"][0]["path"] == ["createCommitOnBranch"]
    assert "Expected branch to point to" in answer["errors"][0]["message"]
    assert answer["data"] == {"createCommitOnBranch": None}
    assert repo.files() == ["README.md", "a"]


@pytest.mark.parametrize(
    ("branch", "changes", "kind"),
    [
        ("ghblog", {}, "NOT_FOUND"),
        ("main", {"deletions": [{"path": "nowhere"}]}, "UNPROCESSABLE"),
        ("main", {"additions": [{"path": "a", "contents": "%%%"}]}, "UNPROCESSABLE"),
        ("main", {"additions": [{"path": "../a", "contents": ""}]}, "UNPROCESSABLE"),
        ("main", {"additions": [{"path": "a//b", "contents": ""}]}, "UNPROCESSABLE"),
        ("main", {"additions": [{"path": "a", "contents": "A" * 42_000_000}]}, "UNPROCESSABLE"),
    ],
    ids=["branch not there", "deletes nothing", "no base64", "outside", "empty name", "40 MB"],
)
def test_a_commit_that_cannot_be_is_refused(
    api: Api, repo: Repository, branch: str, changes: dict[str, Any], kind: str
) -> None:
    answer = api.graphql(COMMIT, input=commit_input(repo.head(), branch, **changes))
    assert types(answer) == [kind]
    assert len(repo.log()) == 1


def test_a_mutation_that_fails_leaves_the_one_beside_it_alone(api: Api, repo: Repository) -> None:
    repo.commit("ghblog", {"claim.json": b"{}"}, "Claim")
    document = """
    mutation ($a: CreateCommitOnBranchInput!, $b: CreateCommitOnBranchInput!) {
      a: createCommitOnBranch(input: $a) { commit { oid } }
      b: createCommitOnBranch(input: $b) { commit { oid } }
    }"""
    right = commit_input(repo.head("ghblog"), "ghblog", additions=[addition("x", b"1")])
    answer = api.graphql(document, a=commit_input("0" * 40), b=right)
    assert answer["data"]["a"] is None
    assert answer["data"]["b"]["commit"]["oid"] == repo.head("ghblog")
    assert [error["path"] for error in answer["errors"]] == [["a"]]


def test_numbers_that_are_not_issues_are_null_and_an_error(api: Api, repo: Repository) -> None:
    repo.add_issue(title="one")
    repo.add_pull_request()
    answer = api.graphql(
        '{repository(owner: "writer", name: "weekly") {'
        " a: issue(number: 1) {title} b: issue(number: 2) {title} c: issue(number: 3) {title}}}"
    )
    assert answer["data"]["repository"] == {"a": {"title": "one"}, "b": None, "c": None}
    assert types(answer) == ["NOT_FOUND", "NOT_FOUND"]
    assert "number of 3" in answer["errors"][1]["message"]


def test_connections_want_first_or_last_and_at_most_100(api: Api, repo: Repository) -> None:
    for number in range(3):
        repo.add_issue(title=str(number))
    ask: Callable[[str], Any] = lambda text: api.graphql(  # noqa: E731
        f'{{repository(owner: "writer", name: "weekly") {{{text}}}}}'
    )
    assert ask("issues {totalCount}")["data"]["repository"]["issues"] == {"totalCount": 3}
    assert types(ask("issues {nodes {title}}")) == ["MISSING_PAGINATION_BOUNDARIES"]
    assert types(ask("issues(first: 101) {totalCount}")) == ["EXCESSIVE_PAGINATION"]
    page = "issues(first: 2) {pageInfo {endCursor hasNextPage} nodes {title}}"
    first = ask(page)["data"]["repository"]["issues"]
    assert [node["title"] for node in first["nodes"]] == ["0", "1"]
    assert first["pageInfo"]["hasNextPage"] is True
    after = page.replace("first: 2", f'first: 2, after: "{first["pageInfo"]["endCursor"]}"')
    second = ask(after)["data"]["repository"]["issues"]
    assert ([n["title"] for n in second["nodes"]], second["pageInfo"]["hasNextPage"]) == (
        ["2"],
        False,
    )
    newest = "issues(last: 1, orderBy: {field: CREATED_AT, direction: ASC}) {edges {node {number}}}"
    assert ask(newest)["data"]["repository"]["issues"]["edges"] == [{"node": {"number": 3}}]


def test_a_long_text_is_cut_and_bytes_are_no_text(api: Api, repo: Repository) -> None:
    repo.commit("main", {"long": ("a" + "周" * 200_000).encode(), "raw": b"\x00\x01"}, "Add")
    ask = 'object(expression: "main:%s") {... on Blob {isTruncated isBinary byteSize text}}'
    document = 'query {repository(owner: "writer", name: "weekly") {%s}}'
    both = f"long: {ask % 'long'} raw: {ask % 'raw'} none: {ask % 'none'}"
    got = api.graphql(document % both)["data"]["repository"]
    assert got["raw"] == {"isTruncated": False, "isBinary": True, "byteSize": 2, "text": None}
    assert got["long"]["isTruncated"] is True
    assert got["long"]["byteSize"] == 600_001
    assert 511_990 < len(got["long"]["text"].encode()) <= 512_000
    assert got["none"] is None


def test_wrong_documents_are_refused_without_data(api: Api, repo: Repository) -> None:
    for document in ("{", "{nothing}", "query ($x: Int) {viewer {login}}"):
        answer = api.graphql(document, wrong=True)
        assert "data" not in answer
        assert answer["errors"]


def test_the_same_field_of_two_types_is_accepted_as_github_does(api: Api, repo: Repository) -> None:
    repo.add_issue(title="one")
    document = """query ($id: ID!) {node(id: $id) {
        ... on Issue {state} ... on Milestone {state}
    }}"""
    node = api("GET", "/repos/writer/weekly/issues/1").json()["node_id"]
    assert api.graphql(document, id=node)["data"]["node"] == {"state": "OPEN"}


def test_nodes_are_found_by_the_ids_that_rest_gives(api: Api, repo: Repository) -> None:
    made = api("POST", "/repos/writer/weekly/issues", {"title": "one", "labels": ["a"]}).json()
    ids = [made["node_id"], "I_nonsense", made["labels"][0]["node_id"], made["user"]["node_id"]]
    document = """query ($ids: [ID!]!) {nodes(ids: $ids) {
        __typename ... on Issue {number} ... on Label {name} ... on User {login}}}"""
    answer = api.graphql(document, ids=ids)
    assert answer["data"]["nodes"] == [
        {"__typename": "Issue", "number": 1},
        None,
        {"__typename": "Label", "name": "a"},
        {"__typename": "User", "login": "writer"},
    ]
    assert types(answer) == ["NOT_FOUND"]
    assert answer["errors"][0]["path"] == ["nodes", 1]


def test_a_discussion_is_made_labelled_changed_commented_and_closed(
    api: Api, sandbox: Sandbox, repo: Repository, clock: SandboxClock
) -> None:
    repo = sandbox.add_repository("writer/talk", files={"a": b""}, has_discussions=True)
    repo.add_issue(title="takes number 1")
    repo.add_label("weekly")
    asked = api.graphql(
        '{repository(owner: "writer", name: "talk") {id label(name: "weekly") {id}'
        " discussionCategories(first: 9) {nodes {id name}}}}"
    )["data"]["repository"]
    general = next(c for c in asked["discussionCategories"]["nodes"] if c["name"] == "General")
    create = """mutation ($input: CreateDiscussionInput!) {
        createDiscussion(input: $input) {discussion {id number url category {name}}}}"""
    sent = {"repositoryId": asked["id"], "categoryId": general["id"], "title": "t", "body": "b"}
    made = api.graphql(create, input=sent)["data"]["createDiscussion"]["discussion"]
    assert (made["number"], made["category"]["name"]) == (2, "General")
    label = """mutation ($input: AddLabelsToLabelableInput!) {
        addLabelsToLabelable(input: $input) {labelable {labels(first: 5) {nodes {name}}}}}"""
    api.graphql(label, input={"labelableId": made["id"], "labelIds": [asked["label"]["id"]]})
    clock.advance(60)
    update = """mutation ($input: UpdateDiscussionInput!) {
        updateDiscussion(input: $input) {discussion {title body updatedAt lastEditedAt}}}"""
    api.graphql(update, input={"discussionId": made["id"], "title": "T", "body": "B"})
    comment = """mutation ($input: AddDiscussionCommentInput!) {
        addDiscussionComment(input: $input) {comment {id url}}}"""
    api.graphql(comment, input={"discussionId": made["id"], "body": "part 2"})
    close = """mutation ($input: CloseDiscussionInput!) {
        closeDiscussion(input: $input) {discussion {closed stateReason}}}"""
    closed = api.graphql(close, input={"discussionId": made["id"]})["data"]
    assert closed["closeDiscussion"]["discussion"] == {"closed": True, "stateReason": "RESOLVED"}
    (item,) = repo.discussions
    assert (item.title, item.body, item.labels) == ("T", "B", ["weekly"])
    assert [each.body for each in item.comments] == ["part 2"]
    assert item.edited == item.created + timedelta(seconds=60)
    listed = api.graphql(
        '{repository(owner: "writer", name: "talk") {discussions(first: 5) {nodes {title}}'
        " discussion(number: 2) {authorAssociation comments(first: 1) {totalCount}}}}"
    )["data"]["repository"]
    assert listed["discussions"]["nodes"] == [{"title": "T"}]
    assert listed["discussion"]["comments"]["totalCount"] == 1

"""Who may do what, and how GitHub says no."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox

Client = Callable[[str | None], Api]
ROOT = "/repos/writer/weekly"
PUT = {"message": "m", "content": base64.b64encode(b"x").decode()}


def test_a_token_nobody_knows_is_401(client: Client, repo: Repository) -> None:
    answer = client("ghp_nobody")("GET", ROOT)
    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")
    graphql = client(None).graphql("{viewer {login}}")
    assert graphql["message"] == "This endpoint requires you to be authenticated."


def test_anybody_reads_what_is_public(client: Client, repo: Repository) -> None:
    answer = client(None)("GET", ROOT)
    assert answer.status_code == 200
    assert answer.headers["x-ratelimit-limit"] == "60"


def test_what_is_private_is_not_there_for_a_stranger(client: Client, repo: Repository) -> None:
    repo.private = True
    stranger = client("ghp_reader")
    assert stranger("GET", ROOT).status_code == 404
    assert stranger("POST", f"{ROOT}/issues", {"title": "x"}).status_code == 404
    answer = stranger.graphql('{repository(owner: "writer", name: "weekly") {id}}')
    assert answer["data"] == {"repository": None}
    assert answer["errors"][0]["type"] == "NOT_FOUND"
    assert client("ghp_writer")("GET", ROOT).status_code == 200


def test_a_stranger_opens_issues_but_neither_labels_nor_writes(
    client: Client, repo: Repository
) -> None:
    stranger = client("ghp_reader")
    repo.add_issue(title="the owner's")
    made = stranger("POST", f"{ROOT}/issues", {"title": "x", "labels": ["a"]})
    assert made.status_code == 201
    assert made.json()["labels"] == []
    assert made.json()["author_association"] == "NONE"
    assert stranger("PATCH", f"{ROOT}/issues/1", {"title": "y"}).status_code == 403
    assert stranger("PATCH", f"{ROOT}/issues/2", {"title": "y"}).status_code == 200
    path = f"{ROOT}/git/refs/heads/main"
    assert stranger("POST", f"{ROOT}/git/blobs", {"content": "x"}).status_code == 403
    assert repo.git.ref(path) is None


def test_a_collaborator_writes_as_far_as_their_rank_goes(client: Client, repo: Repository) -> None:
    repo.collaborators["reader"] = "TRIAGE"
    helper = client("ghp_reader")
    repo.add_issue(title="one")
    repo.add_label("a")
    assert helper("POST", f"{ROOT}/issues/1/labels", {"labels": ["a"]}).status_code == 200
    assert helper("POST", f"{ROOT}/git/blobs", {"content": "x"}).status_code == 403
    repo.collaborators["reader"] = "WRITE"
    assert helper("POST", f"{ROOT}/git/blobs", {"content": "x"}).status_code == 201
    made = helper("POST", f"{ROOT}/issues", {"title": "x"}).json()
    assert made["author_association"] == "COLLABORATOR"


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("ghs_x", "Resource not accessible by integration"),
        ("github_pat_x", "Resource not accessible by personal access token"),
    ],
)
def test_a_token_that_may_only_read_says_which_kind_it_is(
    sandbox: Sandbox, client: Client, repo: Repository, token: str, message: str
) -> None:
    sandbox.add_token("writer", token, permissions={"issues": "write", "contents": "read"})
    api = client(token)
    assert api("POST", f"{ROOT}/issues", {"title": "x"}).status_code == 201
    refused = api("POST", f"{ROOT}/git/blobs", {"content": "x"})
    assert (refused.status_code, refused.json()["message"]) == (403, message)
    commit: dict[str, Any] = {
        "branch": {"repositoryNameWithOwner": "writer/weekly", "branchName": "main"},
        "expectedHeadOid": repo.head(),
        "message": {"headline": "x"},
    }
    document = """mutation ($input: CreateCommitOnBranchInput!) {
        createCommitOnBranch(input: $input) {commit {oid}}}"""
    answer = api.graphql(document, input=commit)
    assert (answer["errors"][0]["type"], answer["errors"][0]["message"]) == ("FORBIDDEN", message)


def test_the_actions_token_is_a_bot_and_knows_no_permission(
    sandbox: Sandbox, client: Client, repo: Repository
) -> None:
    sandbox.add_token("writer", "ghs_x")
    api = client("ghs_x")
    made = api("POST", f"{ROOT}/issues", {"title": "x"})
    assert made.json()["user"]["login"] == "github-actions[bot]"
    assert "x-oauth-scopes" not in made.headers
    assert made.headers["x-ratelimit-limit"] == "1000"
    asked = api.graphql(
        '{viewer {login} repository(owner: "writer", name: "weekly") {viewerPermission'
        " issue(number: 1) {author {__typename login}}}}"
    )["data"]
    assert asked["viewer"]["login"] == "github-actions[bot]"
    assert asked["repository"] == {
        "viewerPermission": None,
        "issue": {"author": {"__typename": "Bot", "login": "github-actions"}},
    }
    assert api("GET", "/user").status_code == 403


def test_scopes_of_a_classic_token_are_told_and_count(
    sandbox: Sandbox, client: Client, repo: Repository
) -> None:
    sandbox.add_token("writer", "ghp_public", scopes=("public_repo",))
    api = client("ghp_public")
    answer = api("PUT", f"{ROOT}/contents/a", PUT)
    assert (answer.status_code, answer.headers["x-oauth-scopes"]) == (201, "public_repo")
    repo.private = True
    assert api("GET", ROOT).status_code == 404


def test_an_archived_repository_is_read_only(api: Api, repo: Repository) -> None:
    repo.archived = True
    answer = api("POST", f"{ROOT}/issues", {"title": "x"})
    assert answer.status_code == 403
    assert answer.json()["message"] == "Repository was archived so is read-only."
    document = "mutation ($input: CreateIssueInput!) {createIssue(input: $input) {issue {id}}}"
    node = api("GET", ROOT).json()["node_id"]
    refused = api.graphql(document, input={"repositoryId": node, "title": "x"})["errors"][0]
    assert (refused["type"], refused["message"]) == (
        "UNPROCESSABLE",
        "Repository was archived so is read-only.",
    )


def test_a_renamed_repository_redirects_rest_and_not_graphql(api: Api, repo: Repository) -> None:
    repo.add_issue(title="one")
    repo.rename("notes")
    read = api("GET", f"{ROOT}/issues?state=all")
    assert read.status_code == 301
    assert read.headers["Location"].endswith(f"/repositories/{repo.id}/issues?state=all")
    assert [each["title"] for each in api("GET", read.headers["Location"]).json()] == ["one"]
    write = api("POST", f"{ROOT}/issues", {"title": "two"})
    assert write.status_code == 307
    assert "number" not in write.json()
    assert len(repo.issues) == 1
    assert api("POST", write.headers["Location"], {"title": "two"}).json()["number"] == 2
    asked = api.graphql('{repository(owner: "writer", name: "weekly") {nameWithOwner}}')
    assert asked["data"]["repository"]["nameWithOwner"] == "writer/notes"
    strict = '{repository(owner: "writer", name: "weekly", followRenames: false) {id}}'
    assert api.graphql(strict)["data"]["repository"] is None


def test_a_request_without_a_user_agent_is_turned_away(api: Api, repo: Repository) -> None:
    api.session.headers["User-Agent"] = ""
    assert api("GET", ROOT).status_code == 403


def test_a_token_without_contents_cannot_read_private_files(
    sandbox: Sandbox, client: Client, repo: Repository
) -> None:
    repo.private = True
    sandbox.add_token("writer", "github_pat_x", permissions={"issues": "read"})
    api = client("github_pat_x")
    assert api("GET", f"{ROOT}/contents/README.md").status_code == 403
    assert api("GET", f"{ROOT}/issues").status_code == 200
    document = (
        '{repository(owner: "writer", name: "weekly") {name object(expression: "HEAD") {id}}}'
    )
    answer = api.graphql(document)
    assert answer["data"]["repository"] == {"name": "weekly", "object": None}
    assert answer["errors"][0]["type"] == "FORBIDDEN"


def test_an_installation_reaches_its_owner_s_repositories_alone(
    sandbox: Sandbox, client: Client
) -> None:
    sandbox.add_token("writer", "ghs_x")
    sandbox.add_repository("writer/later", files={"a": b""}, private=True)
    sandbox.add_repository("reader/own", files={"a": b""}, private=True)
    assert client("ghs_x")("GET", "/repos/writer/later").status_code == 200
    assert client("ghs_x")("GET", "/repos/reader/own").status_code == 404

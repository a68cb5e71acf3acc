"""Milestones, assignees, pins, watchers and announcements, as GitHub has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox

ISSUES = "/repos/writer/weekly/issues"
MILESTONES = "/repos/writer/weekly/milestones"


def mutate(api: Api, name: str, fields: str, /, **sent: object) -> Any:
    kind = f"{name[0].upper()}{name[1:]}Input"
    return api.graphql(f"mutation ($i: {kind}!) {{{name}(input: $i) {{{fields}}}}}", i=sent)


def node(api: Api, path: str) -> str:
    asked = f'{{repository(owner: "writer", name: "weekly") {{ found: {path} {{ id }} }}}}'
    return str(api.graphql(asked)["data"]["repository"]["found"]["id"])


def test_milestones_are_made_and_listed(api: Api, repo: Repository) -> None:
    made = api("POST", MILESTONES, {"title": "Season 1", "description": "the first"})
    assert (made.status_code, made.json()["number"]) == (201, 1)
    assert api("POST", MILESTONES, {"title": "Old", "state": "closed"}).status_code == 201
    again = api("POST", MILESTONES, {"title": "Season 1"})
    assert again.status_code == 422
    assert again.json()["errors"][0]["code"] == "already_exists"
    assert [each["title"] for each in api("GET", MILESTONES).json()] == ["Season 1"]
    both = api("GET", f"{MILESTONES}?state=all&direction=desc").json()
    assert [each["title"] for each in both] == ["Old", "Season 1"]
    asked = """{repository(owner: "writer", name: "weekly") {
        milestones(first: 5, orderBy: {field: UPDATED_AT, direction: DESC}) {nodes {number title}}
        open: milestones(first: 5, states: [OPEN], query: "season") {totalCount}}}"""
    found = api.graphql(asked)["data"]["repository"]
    assert [each["number"] for each in found["milestones"]["nodes"]] == [2, 1]
    assert found["open"]["totalCount"] == 1


def test_strangers_make_no_milestones(
    client: Callable[[str | None], Api], repo: Repository
) -> None:
    assert client("ghp_reader")("POST", MILESTONES, {"title": "mine"}).status_code == 403


def test_an_issue_has_a_milestone_and_assignees_until_they_are_taken_away(
    api: Api, repo: Repository
) -> None:
    repo.add_milestone("Season 1")
    repo.collaborators["reader"] = "WRITE"
    sent = {"title": "one", "milestone": 1, "assignees": ["reader", "WRITER"]}
    made = api("POST", ISSUES, sent).json()
    assert made["milestone"]["title"] == "Season 1"
    assert made["milestone"]["open_issues"] == 1
    assert [each["login"] for each in made["assignees"]] == ["reader", "writer"]
    same = api("PATCH", f"{ISSUES}/1", {"title": "two"}).json()
    assert (same["milestone"]["number"], len(same["assignees"])) == (1, 2)
    none = api("PATCH", f"{ISSUES}/1", {"milestone": None, "assignees": []}).json()
    assert (none["milestone"], none["assignees"]) == (None, [])
    repo.issue(1).milestone = 1
    asked = """{repository(owner: "writer", name: "weekly") {issue(number: 1) {
        milestone {title progressPercentage issues(first: 5) {totalCount}}}}}"""
    found = api.graphql(asked)["data"]["repository"]["issue"]["milestone"]
    assert found == {"title": "Season 1", "progressPercentage": 0.0, "issues": {"totalCount": 1}}


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"milestone": 7}, "milestone"), ({"assignees": ["nobody-here"]}, "assignees")],
)
def test_a_milestone_or_assignee_that_is_not_there_is_refused(
    api: Api, repo: Repository, sent: dict[str, object], field: str
) -> None:
    answer = api("POST", ISSUES, {"title": "one", **sent})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"resource": "Issue", "field": field, "code": "invalid"}]
    assert repo.issues == []
    repo.add_issue(title="one")
    assert api("PATCH", f"{ISSUES}/1", {"title": "two", **sent}).status_code == 422
    assert repo.issue(1).title == "one"


def test_who_may_only_read_sets_neither(
    client: Callable[[str | None], Api], repo: Repository
) -> None:
    repo.add_milestone("Season 1")
    sent = {"title": "one", "milestone": 1, "assignees": ["writer"]}
    made = client("ghp_reader")("POST", ISSUES, sent).json()
    assert (made["milestone"], made["assignees"]) == (None, [])


def test_graphql_sets_milestone_and_assignees_too(api: Api, repo: Repository) -> None:
    repo.add_issue(title="one")
    repo.add_milestone("Season 1")
    issue, made = node(api, "issue(number: 1)"), node(api, "milestone(number: 1)")
    me = api.graphql("{viewer {id}}")["data"]["viewer"]["id"]
    answer = mutate(api, "updateIssue", "issue {milestone {title}}", id=issue,
                    milestoneId=made, assigneeIds=[me])  # fmt: skip
    assert answer["data"]["updateIssue"]["issue"]["milestone"]["title"] == "Season 1"
    assert repo.issue(1).assignees == ["writer"]


def test_three_issues_are_pinned_and_no_more(api: Api, repo: Repository) -> None:
    for number in range(1, 5):
        repo.add_issue(title=f"Week {number}")
    nodes = [node(api, f"issue(number: {number})") for number in range(1, 5)]
    for each in nodes[:3]:
        assert "errors" not in mutate(api, "pinIssue", "issue {isPinned}", issueId=each)
    refused = mutate(api, "pinIssue", "issue {isPinned}", issueId=nodes[3])
    assert refused["data"] == {"pinIssue": None}
    assert "Maximum 3 pinned issues" in refused["errors"][0]["message"]
    mutate(api, "unpinIssue", "issue {isPinned}", issueId=nodes[0])
    assert "errors" not in mutate(api, "pinIssue", "issue {isPinned}", issueId=nodes[3])
    asked = """{repository(owner: "writer", name: "weekly") {
        pinnedIssues(first: 3) {nodes {issue {number} pinnedBy {login}}}}}"""
    found = api.graphql(asked)["data"]["repository"]["pinnedIssues"]["nodes"]
    assert [each["issue"]["number"] for each in found] == [2, 3, 4]
    assert found[0]["pinnedBy"] == {"login": "writer"}


def test_watchers_are_counted(api: Api, repo: Repository) -> None:
    repo.watchers = 17
    assert api("GET", "/repos/writer/weekly").json()["subscribers_count"] == 17


def test_only_maintainers_announce(
    sandbox: Sandbox, client: Callable[[str | None], Api], repo: Repository
) -> None:
    repo.has_discussions = True
    repo.make_categories()
    repo.collaborators["reader"] = "WRITE"
    api, reader = Api(sandbox), client("ghp_reader")
    news = node(api, 'discussionCategory(slug: "announcements")')
    general = node(api, 'discussionCategory(slug: "general")')
    asked = '{repository(owner: "writer", name: "weekly") {id}}'
    sent = {
        "repositoryId": api.graphql(asked)["data"]["repository"]["id"],
        "title": "t",
        "body": "b",
    }
    fields = "discussion {id}"
    assert "errors" in mutate(reader, "createDiscussion", fields, categoryId=news, **sent)
    made = mutate(reader, "createDiscussion", fields, categoryId=general, **sent)
    talk = made["data"]["createDiscussion"]["discussion"]["id"]
    moved = mutate(
        reader, "updateDiscussion", fields, discussionId=talk, categoryId=news, title="u"
    )
    assert "errors" in moved
    assert repo.discussions[0].title == "t"
    assert "errors" not in mutate(api, "createDiscussion", fields, categoryId=news, **sent)


def test_new_discussions_and_comments_show_up_late_in_lists(
    sandbox: Sandbox, api: Api, repo: Repository
) -> None:
    repo.has_discussions = True
    repo.make_categories()
    sandbox.lag = 30
    repo.add_discussion(title="Talk")
    repo.add_comment(1, "hello")
    asked = """{repository(owner: "writer", name: "weekly") {
        discussions(first: 5) {totalCount}
        discussion(number: 1) {comments(first: 5) {totalCount}}}}"""
    early = api.graphql(asked)["data"]["repository"]
    sandbox.clock.advance(31)
    late = api.graphql(asked)["data"]["repository"]
    assert [each["discussions"]["totalCount"] for each in (early, late)] == [0, 1]
    counts = [each["discussion"]["comments"]["totalCount"] for each in (early, late)]
    assert counts == [0, 1]


def test_all_of_it_is_kept_in_a_folder(tmp_path: Path) -> None:
    with Sandbox(folder=tmp_path) as box:
        repo = box.add_repository("writer/weekly", files={})
        repo.watchers = 5
        repo.add_milestone("Season 1", closed=True)
        item = repo.add_issue(title="one")
        item.milestone, item.assignees, item.pinned = 1, ["writer"], True
    with Sandbox(folder=tmp_path) as box:
        repo = box.repository("writer/weekly")
        assert (repo.watchers, repo.milestones[1].closed) == (5, True)
        item = repo.issue(1)
        assert (item.milestone, item.assignees, item.pinned) == (1, ["writer"], True)

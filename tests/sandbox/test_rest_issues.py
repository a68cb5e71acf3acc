"""What GitHub's REST API says of issues, said by the sandbox. The contract check reads along."""

from __future__ import annotations

from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox, SandboxClock

ISSUES = "/repos/writer/weekly/issues"


def test_an_issue_is_created_with_labels_that_did_not_exist(api: Api, repo: Repository) -> None:
    sent = {"title": "第一周", "body": "a\r\nb\n", "labels": ["weekly", "2026"]}
    answer = api("POST", ISSUES, sent)
    assert answer.status_code == 201
    assert answer.headers["Location"] == answer.json()["url"]
    assert answer.json()["author_association"] == "OWNER"
    (issue,) = repo.issues
    assert (issue.title, issue.body, issue.labels) == ("第一周", "a\r\nb\n", ["weekly", "2026"])


def test_a_patch_replaces_all_labels_and_counts_as_one_edit(api: Api, repo: Repository) -> None:
    issue = repo.add_issue(title="one", labels=["a", "b"])
    sent = {"labels": ["c"], "title": "two", "body": "x", "state": "closed"}
    answer = api("PATCH", f"{ISSUES}/1", sent).json()
    assert (issue.labels, issue.title, issue.body, issue.edits) == (["c"], "two", "x", 1)
    assert (answer["state"], answer["state_reason"]) == ("closed", "completed")
    assert answer["closed_by"]["login"] == "writer"


def test_a_patch_that_is_refused_changes_nothing(api: Api, repo: Repository) -> None:
    issue = repo.add_issue(title="one", labels=["a"])
    sent = {"labels": ["c"], "body": "x" * 65_537}
    assert api("PATCH", f"{ISSUES}/1", sent).status_code == 422
    assert (issue.labels, issue.body) == (["a"], "")


def test_a_body_of_65536_characters_fits_and_one_more_does_not(api: Api, repo: Repository) -> None:
    assert api("POST", ISSUES, {"title": "x", "body": "周" * 65_536}).status_code == 201
    answer = api("POST", ISSUES, {"title": "x", "body": "周" * 65_537})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["message"] == "body is too long (maximum is 65536 characters)"
    assert len(repo.issues) == 1


def test_title_and_labels_have_their_limits(api: Api, repo: Repository) -> None:
    assert api("POST", ISSUES, {"title": "x" * 257}).status_code == 422
    assert api("POST", ISSUES, {"title": " "}).status_code == 422
    assert api("POST", ISSUES, {"title": "x", "labels": ["y" * 51]}).status_code == 422
    many = [f"l{n}" for n in range(101)]
    assert api("POST", ISSUES, {"title": "x", "labels": many}).status_code == 422
    assert api("POST", ISSUES, {"body": "x"}, wrong=True).status_code == 422
    assert api("POST", ISSUES, data=b"{", wrong=True).status_code == 400
    assert repo.issues == []


def test_pull_requests_share_the_numbers_and_stand_in_the_list(api: Api, repo: Repository) -> None:
    repo.add_issue(title="one")
    repo.add_pull_request(title="two")
    api("POST", ISSUES, {"title": "three"})
    listed = api("GET", f"{ISSUES}?state=all").json()
    assert [item["number"] for item in listed] == [3, 2, 1]
    assert ["pull_request" in item for item in listed] == [False, True, False]
    assert [issue.number for issue in repo.issues] == [1, 3]


def test_the_list_comes_in_pages_that_link_to_each_other(api: Api, repo: Repository) -> None:
    for number in range(5):
        repo.add_issue(title=str(number))
    first = api("GET", f"{ISSUES}?per_page=2&direction=asc&state=open")
    assert [item["title"] for item in first.json()] == ["0", "1"]
    assert set(first.links) == {"next", "last"}
    last = api("GET", first.links["last"]["url"])
    assert [item["title"] for item in last.json()] == ["4"]
    assert set(last.links) == {"prev", "first"}


def test_the_list_can_be_narrowed(api: Api, repo: Repository, clock: SandboxClock) -> None:
    repo.add_issue(title="old", labels=["a"], author="reader")
    clock.advance(3600)
    repo.add_issue(title="new", labels=["a", "b"])
    for query, titles in {
        "labels=a,b": ["new"],
        "creator=reader": ["old"],
        "since=2026-11-22T09:30:00Z": ["new"],
        "state=closed": [],
        "sort=updated&direction=asc": ["old", "new"],
    }.items():
        assert [each["title"] for each in api("GET", f"{ISSUES}?{query}").json()] == titles, query


def test_lists_lag_and_single_issues_do_not(
    api: Api, repo: Repository, sandbox: Sandbox, clock: SandboxClock
) -> None:
    sandbox.lag = 30
    number = api("POST", ISSUES, {"title": "fresh"}).json()["number"]
    assert api("GET", ISSUES).json() == []
    assert api("GET", f"{ISSUES}/{number}").json()["title"] == "fresh"
    asked = api.graphql(
        '{repository(owner:"writer", name:"weekly") {issues {totalCount} issue(number: 1) {title}}'
        ' search(type: ISSUE, query: "fresh") {issueCount}}'
    )["data"]
    assert asked["repository"] == {"issues": {"totalCount": 0}, "issue": {"title": "fresh"}}
    assert asked["search"] == {"issueCount": 0}
    clock.advance(30)
    assert len(api("GET", ISSUES).json()) == 1


def test_comments_are_made_changed_and_removed(api: Api, repo: Repository) -> None:
    repo.add_issue(title="one")
    made = api("POST", f"{ISSUES}/1/comments", {"body": "a"}).json()
    path = f"{ISSUES}/comments/{made['id']}"
    assert api("PATCH", path, {"body": "b"}).json()["body"] == "b"
    assert api("GET", path).json()["body"] == "b"
    assert len(api("GET", f"{ISSUES}/1/comments").json()) == 1
    assert len(api("GET", f"{ISSUES}/comments").json()) == 1
    assert api("GET", f"{ISSUES}/1").json()["comments"] == 1
    assert api("DELETE", path).status_code == 204
    assert api("GET", path).status_code == 404


def test_labels_are_made_changed_and_removed(api: Api, repo: Repository) -> None:
    issue = repo.add_issue(title="one", labels=["a/b 周"])
    labels = "/repos/writer/weekly/labels"
    assert api("POST", labels, {"name": "x", "color": "ff0000"}).status_code == 201
    assert api("POST", labels, {"name": "X"}).status_code == 422
    assert api("GET", f"{labels}/a%2Fb%20%E5%91%A8").json()["name"] == "a/b 周"
    api("PATCH", f"{labels}/a%2Fb%20%E5%91%A8", {"new_name": "c"})
    assert issue.labels == ["c"]
    assert [each["name"] for each in api("GET", labels).json()] == ["c", "x"]
    assert api("DELETE", f"{labels}/c").status_code == 204
    assert issue.labels == []


def test_labels_of_an_issue_are_added_set_and_taken_away(api: Api, repo: Repository) -> None:
    issue = repo.add_issue(title="one", labels=["a"])
    path = f"{ISSUES}/1/labels"
    assert [each["name"] for each in api("POST", path, {"labels": ["b"]}).json()] == ["a", "b"]
    assert len(api("GET", path).json()) == 2
    api("DELETE", f"{path}/a")
    assert issue.labels == ["b"]
    api("PUT", path, {"labels": ["c", "d"]})
    assert issue.labels == ["c", "d"]
    assert api("DELETE", path).status_code == 204
    assert issue.labels == []
    assert api("DELETE", f"{path}/nothing").status_code == 404


def test_an_issue_can_be_locked(api: Api, repo: Repository) -> None:
    issue = repo.add_issue(title="one")
    assert api("PUT", f"{ISSUES}/1/lock", {"lock_reason": "resolved"}).status_code == 204
    assert api("GET", f"{ISSUES}/1").json()["active_lock_reason"] == "resolved"
    assert api("DELETE", f"{ISSUES}/1/lock").status_code == 204
    assert not issue.locked


def test_a_missing_issue_is_404_and_a_switched_off_tracker_410(api: Api, repo: Repository) -> None:
    assert api("GET", f"{ISSUES}/7").status_code == 404
    assert api("HEAD", f"{ISSUES}/7").status_code == 404
    repo.has_issues = False
    assert api("POST", ISSUES, {"title": "x"}).status_code == 410
    assert api("GET", ISSUES).status_code == 410

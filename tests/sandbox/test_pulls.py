"""Pull requests and protected branches, as GitHub has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox
from ghblog.sandbox.pulls import ConflictError, update_branch

PULLS = "/repos/writer/weekly/pulls"
RULE = "Changes must be made through a pull request."


@pytest.fixture
def topic(repo: Repository) -> Repository:
    """A repository with a branch that has one commit more."""
    head = repo.head()
    assert head
    repo.git.set_ref("refs/heads/topic", head)
    repo.commit("topic", {"new.md": b"new\n"}, "More")
    return repo


def opened(api: Api, **how: Any) -> Any:
    sent = {"title": "More", "body": "words", "head": "topic", "base": "main", **how}
    return api("POST", PULLS, sent)


def told(answer: Any) -> tuple[int, str]:
    body = answer.json()
    return answer.status_code, (body.get("errors") or [body])[0].get("message", body["message"])


def test_a_pull_request_is_opened_read_listed_and_changed(api: Api, topic: Repository) -> None:
    made = opened(api).json()
    assert (made["number"], made["state"], made["head"]["ref"]) == (1, "open", "topic")
    assert (made["head"]["sha"], made["base"]["sha"]) == (topic.head("topic"), topic.head())
    assert (made["commits"], made["changed_files"], made["merged"]) == (1, 1, False)
    changed = api("PATCH", f"{PULLS}/1", {"title": "Other", "body": ""}).json()
    assert (changed["title"], changed["body"]) == ("Other", None)
    assert api("GET", f"{PULLS}/1").json()["title"] == "Other"
    assert [one["number"] for one in api("GET", PULLS).json()] == [1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1]),
        ("?state=all", [1]),
        ("?state=closed", []),
        ("?head=writer:topic", [1]),
        ("?head=writer:other", []),
        ("?head=reader:topic", []),
        ("?head=topic", [1]),  # GitHub ignores a head without an owner
        ("?base=main", [1]),
        ("?base=other", []),
    ],
)
def test_lists_are_filtered_by_state_head_and_base(
    api: Api, topic: Repository, query: str, found: list[int]
) -> None:
    opened(api)
    assert [one["number"] for one in api("GET", f"{PULLS}{query}").json()] == found
    assert len(topic.pulls) == 1


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"head": "nowhere"}, "Validation Failed"),
        ({"base": "nowhere"}, "Validation Failed"),
        ({"head": "reader:topic"}, "Validation Failed"),
        ({"head": "main"}, "No commits between main and main"),
        ({"head": "same"}, "No commits between main and same"),
        ({"head": "writer:topic"}, "A pull request already exists for writer:topic."),
    ],
)
def test_what_cannot_be_proposed_is_refused_in_githubs_words(
    api: Api, topic: Repository, how: dict[str, str], words: str
) -> None:
    head = topic.head()
    assert head
    topic.git.set_ref("refs/heads/same", head)
    opened(api)
    assert told(opened(api, **how)) == (422, words)
    assert len(topic.pulls) == 1


def test_pull_requests_share_the_numbers_of_issues(api: Api, topic: Repository) -> None:
    topic.add_issue(title="First")
    assert opened(api).json()["number"] == 2
    topic.add_issue(title="Third")
    listed = api("GET", "/repos/writer/weekly/issues").json()
    assert [(one["number"], "pull_request" in one) for one in listed] == [
        (3, False),
        (2, True),
        (1, False),
    ]
    query = """query { repository(owner: "writer", name: "weekly") { issues(first: 9) { nodes {
    number } } } }"""
    found = api.graphql(query)["data"]["repository"]["issues"]["nodes"]
    assert [one["number"] for one in found] == [1, 3]


def test_its_page_says_what_goes_where_and_what_became_of_it(api: Api, topic: Repository) -> None:
    opened(api)
    page = api("GET", f"{topic.url}/pull/1").text
    assert ">Open<" in page
    assert f'href="/{topic.full_name}/tree/topic">topic</a>' in page
    topic.merge_pull_request(1)
    assert ">Merged<" in api("GET", f"{topic.url}/pull/1").text
    assert "More" in api("GET", f"{topic.url}/pulls?state=closed").text


def test_merging_makes_a_real_merge_commit(api: Api, topic: Repository) -> None:
    opened(api)
    topic.commit("main", {"other.md": b"other\n"}, "Beside it")
    sides = [topic.head(), topic.head("topic")]
    topic.merge_pull_request(1)
    assert [*topic.log()[0].parents] == sides
    assert topic.files() == ["README.md", "new.md", "other.md"]
    made = api("GET", f"{PULLS}/1").json()
    assert (made["merged"], made["state"]) == (True, "closed")
    assert made["merge_commit_sha"] == topic.head()
    assert told(api("PATCH", f"{PULLS}/1", {"state": "open"}))[0] == 422


@pytest.mark.parametrize("method", ["squash", "rebase"])
def test_the_other_ways_to_merge_make_a_commit_with_one_parent(
    api: Api, topic: Repository, method: Any
) -> None:
    opened(api)
    before = topic.head()
    topic.merge_pull_request(1, method=method, delete_branch=True)
    assert topic.log()[0].parents == (before,)
    assert topic.read("new.md") == b"new\n"
    assert topic.head("topic") is None


def test_what_conflicts_cannot_be_merged(api: Api, topic: Repository) -> None:
    opened(api)
    topic.commit("main", {"new.md": b"another\n"}, "The same file")
    with pytest.raises(ConflictError):
        topic.merge_pull_request(1)


def test_the_button_update_branch_merges_the_base(api: Api, topic: Repository) -> None:
    opened(api)
    topic.commit("main", {"other.md": b"other\n"}, "Beside it")
    update_branch(topic, 1)
    assert topic.read("other.md", "topic") == b"other\n"
    assert api("GET", f"{PULLS}/1").json()["head"]["sha"] == topic.head("topic")


def test_a_branch_that_is_set_back_to_its_base_closes_its_pull_request_for_good(
    api: Api, topic: Repository
) -> None:
    opened(api)
    sent = {"sha": topic.head(), "force": True}
    assert api("PATCH", "/repos/writer/weekly/git/refs/heads/topic", sent).status_code == 200
    topic.commit("topic", {"again.md": b"again\n"}, "Again")
    assert api("GET", f"{PULLS}/1").json()["state"] == "closed"
    code, words = told(api("PATCH", f"{PULLS}/1", {"state": "open"}))
    assert code == 422
    assert "force-pushed or recreated" in words


def test_deleting_the_branch_closes_the_pull_request(api: Api, topic: Repository) -> None:
    opened(api)
    assert api("DELETE", "/repos/writer/weekly/git/refs/heads/topic").status_code == 204
    made = api("GET", f"{PULLS}/1").json()
    assert (made["state"], made["merged"]) == ("closed", False)


def test_a_push_to_the_base_that_has_its_commits_merges_it(api: Api, topic: Repository) -> None:
    opened(api)
    sent = {"sha": topic.head("topic")}
    assert api("PATCH", "/repos/writer/weekly/git/refs/heads/main", sent).status_code == 200
    assert api("GET", f"{PULLS}/1").json()["merged"] is True


def test_a_closed_one_may_be_opened_again_while_its_branch_stands(
    api: Api, topic: Repository
) -> None:
    opened(api)
    topic.close_pull_request(1)
    assert api("PATCH", f"{PULLS}/1", {"state": "open"}).json()["state"] == "open"


def test_a_workflows_token_opens_none_where_that_is_not_allowed(
    sandbox: Sandbox, client: Callable[[str | None], Api], topic: Repository
) -> None:
    sandbox.add_token("writer", "ghs_job")
    topic.actions_open_pulls = False
    words = "GitHub Actions is not permitted to create or approve pull requests."
    assert told(opened(client("ghs_job"))) == (403, words)
    assert opened(client("ghp_writer")).status_code == 201


def test_a_token_needs_the_right_to_write_pull_requests(
    sandbox: Sandbox, client: Callable[[str | None], Api], topic: Repository
) -> None:
    rights = {"contents": "write", "issues": "write"}
    sandbox.add_token("writer", "github_pat_1", permissions=rights)
    assert opened(client("github_pat_1")).status_code == 403
    sandbox.add_token("writer", "github_pat_2", permissions={**rights, "pull_requests": "write"})
    assert opened(client("github_pat_2")).status_code == 201
    assert len(topic.pulls) == 1


COMMIT = """mutation($head: GitObjectID!) { createCommitOnBranch(input: {branch: {
repositoryNameWithOwner: "writer/weekly", branchName: "main"}, expectedHeadOid: $head,
message: {headline: "x"}, fileChanges: {additions: [{path: "a.md", contents: "YQ=="}]}})
{ commit { oid } } }"""


def writes(api: Api, repo: Repository) -> Iterator[str]:
    """What GitHub says of each way to write to the default branch; empty: it was done."""
    answer = api.graphql(COMMIT, head=repo.head())
    yield (answer.get("errors") or [{"message": ""}])[0]["message"]
    files = "/repos/writer/weekly/contents"
    sent = {"message": "x", "content": "YQ=="}
    put = api("PUT", f"{files}/b.md", sent)
    yield "" if put.ok else told(put)[1]
    ref = api("PATCH", "/repos/writer/weekly/git/refs/heads/main", {"sha": repo.head("topic")})
    yield "" if ref.ok else told(ref)[1]


@pytest.mark.parametrize(
    ("classic", "words"),
    [
        (False, [f"Repository rule violations found\n\n{RULE}\n\n"] * 3),
        (
            True,
            [
                f"Protected branch update failed for refs/heads/main.\n{RULE}",
                f"Could not create file: {RULE}",
                f"Protected branch update failed for refs/heads/main.\n{RULE}",
            ],
        ),
    ],
)
def test_a_protected_branch_takes_no_direct_write(
    api: Api, topic: Repository, classic: bool, words: list[str]
) -> None:
    topic.protect(classic=classic)
    before = topic.head()
    assert list(writes(api, topic)) == words
    assert topic.head() == before
    opened(api)
    topic.merge_pull_request(1)
    assert topic.read("new.md") == b"new\n"


def test_who_may_bypass_the_rule_writes_to_a_protected_branch(api: Api, topic: Repository) -> None:
    topic.protect(bypass=["writer"])
    assert list(writes(api, topic))[:2] == ["", ""]


def test_pull_requests_and_rules_are_kept_in_the_folder(tmp_path: Path) -> None:
    with Sandbox(folder=tmp_path) as box:
        box.add_user("writer", token="ghp_writer")
        repo = box.add_repository("writer/weekly", files={"README.md": b"# Weekly\n"})
        head = repo.head()
        assert head
        repo.git.set_ref("refs/heads/topic", head)
        repo.commit("topic", {"new.md": b"new\n"}, "More")
        repo.protect(words=RULE)
        repo.actions_open_pulls = False
        opened(Api(box))
        repo.merge_pull_request(1)
    with Sandbox(folder=tmp_path) as box:
        repo = box.repository("writer/weekly")
        made = repo.pulls[0].proposal
        assert made
        assert made.merged_at
        assert made.merge_oid == repo.head()
        assert repo.protected["main"].words == RULE
        assert repo.actions_open_pulls is False

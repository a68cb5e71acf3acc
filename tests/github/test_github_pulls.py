"""Pull requests, branches that begin with a commit, and merges, through the adapter."""

from __future__ import annotations

from typing import Any

import pytest
from github_door import LOST_ANSWERS, Door

from ghblog.errors import (
    AnswerLostError,
    NotAllowedError,
    NothingToProposeError,
    ProtectedBranchError,
    StaleHeadError,
)
from ghblog.github import GitHubAdapter
from ghblog.model import Commit, Head, Snapshot
from ghblog.sandbox import Repository

BRANCH = "ghblog-index"


def read(hub: GitHubAdapter) -> Snapshot:
    return hub.read(branch="ghblog", files=(), index=("README.md",), labels=(), proposal=BRANCH)


def both(hub: GitHubAdapter) -> tuple[Head, Head]:
    """The heads of the branch and of the default branch."""
    snapshot = read(hub)
    assert snapshot.proposal
    assert snapshot.default
    return snapshot.proposal, snapshot.default


def change(head: str, text: str, *, begins: bool = False, branch: str = BRANCH) -> Commit:
    files = {"README.md": text.encode()}
    return Commit(branch, head, "Index", text, files, trailer=f"of: {text}", begins=begins)


def begun(hub: GitHubAdapter, repo: Repository) -> str:
    head = read(hub).default
    assert head
    (made,) = hub.commit([change(head.oid, "one", begins=True)])
    assert made == repo.head(BRANCH)
    return str(made)


def test_the_branch_that_proposes_comes_with_the_first_query(
    door: Door, hub: GitHubAdapter, repo: Repository
) -> None:
    assert read(hub).proposal is None
    made = begun(hub, repo)
    repo.commit(BRANCH, {"other.md": b"x"}, "Beside it")
    door.asked()
    head, default = both(hub)
    assert door.asked() == ["POST Read"]
    assert head.branch == BRANCH
    assert head.files == {"README.md": "one"}
    assert head.message == "Beside it"
    assert head.before == "Index\n\nghblog-commit: one\nof: one"
    assert (default.before, default.oid) == ("", repo.head())
    assert repo.log(BRANCH)[1].oid == made


def test_a_branch_and_its_first_commit_are_one_request(
    door: Door, hub: GitHubAdapter, repo: Repository
) -> None:
    read(hub)
    door.asked()
    head = repo.head() or ""
    repo.commit("ghblog", {"a": b"1"}, "ledger")
    ledger = Commit("ghblog", repo.head("ghblog") or "", "Ledger", "t", {"a": b"2"})
    made = hub.commit([ledger, change(head, "one", begins=True)])
    assert door.asked() == ["POST Commit"]
    assert made == (repo.head("ghblog"), repo.head(BRANCH))
    assert [facts.oid for facts in repo.log(BRANCH)] == [made[1], head]


def test_a_branch_that_is_there_by_now_is_not_moved(hub: GitHubAdapter, repo: Repository) -> None:
    made = begun(hub, repo)
    (again,) = hub.commit([change(repo.head() or "", "two", begins=True)])
    assert isinstance(again, StaleHeadError)
    assert repo.head(BRANCH) == made


def test_a_token_that_may_make_no_branch_is_told_so(door: Door, repo: Repository) -> None:
    rights = {"contents": "read", "issues": "write"}
    door.box.add_token("writer", "github_pat_1", permissions=rights)
    hub = door(token="github_pat_1")
    read(hub)
    (made,) = hub.commit([change(repo.head() or "", "one", begins=True)])
    assert isinstance(made, NotAllowedError)
    assert "Contents: write" in made.message


def test_two_heads_are_merged_forward(door: Door, hub: GitHubAdapter, repo: Repository) -> None:
    begun(hub, repo)
    repo.commit("main", {"README.md": b"# by hand\n", "new.md": b"x"}, "By hand")
    head, default = both(hub)
    door.asked()
    made = hub.merge(head, default, change(head.oid, "both"))
    assert door.asked() == [
        "POST /git/trees",
        "POST /git/commits",
        f"PATCH /git/refs/heads/{BRANCH}",
    ]
    facts = repo.log(BRANCH)[0]
    assert (facts.oid, facts.parents) == (made, (head.oid, default.oid))
    assert facts.message == "Index\n\nghblog-commit: both\nof: both"
    assert repo.files(BRANCH) == ["README.md", "new.md"]
    assert repo.read("README.md", BRANCH) == b"both"


def test_a_branch_that_moved_is_not_merged_over(hub: GitHubAdapter, repo: Repository) -> None:
    begun(hub, repo)
    head, default = both(hub)
    repo.commit(BRANCH, {"own.md": b"x"}, "Mine")
    before = repo.head(BRANCH)
    with pytest.raises(StaleHeadError):
        hub.merge(head, default, change(head.oid, "both"))
    with pytest.raises(StaleHeadError, match="somebody else committed"):
        hub.advance(BRANCH, default.oid)
    assert repo.head(BRANCH) == before


def test_a_branch_that_is_merged_is_moved_forward(hub: GitHubAdapter, repo: Repository) -> None:
    begun(hub, repo)
    pull = hub.propose(BRANCH, "main", "Index", "words")
    repo.merge_pull_request(pull.number)
    hub.advance(BRANCH, repo.head() or "")
    assert repo.head(BRANCH) == repo.head()


def test_pull_requests_are_opened_listed_and_revised(
    door: Door, hub: GitHubAdapter, repo: Repository
) -> None:
    made = begun(hub, repo)
    door.asked()
    assert hub.pulls(BRANCH, "main") == []
    pull = hub.propose(BRANCH, "main", "Index", "words")
    assert pull.url == f"{repo.url}/pull/{pull.number}"
    assert (pull.head, pull.open, pull.merged) == (made, True, False)
    hub.revise(pull.number, "Other", "")
    (found,) = hub.pulls(BRANCH, "main")
    assert (found.title, found.body) == ("Other", "")
    assert door.asked() == ["GET /pulls", "POST /pulls", "PATCH /pulls/1", "GET /pulls"]
    repo.merge_pull_request(pull.number)
    (found,) = hub.pulls(BRANCH, "main")
    assert (found.open, found.merged) == (False, True)


def test_the_newest_comes_first_and_others_do_not_count(
    hub: GitHubAdapter, repo: Repository
) -> None:
    begun(hub, repo)
    repo.commit("topic", {"x.md": b"x"}, "Topic")
    hub.propose("topic", "main", "Topic", "")
    first = hub.propose(BRANCH, "main", "Index", "")
    repo.close_pull_request(first.number)
    second = hub.propose(BRANCH, "main", "Index", "")
    found = [(one.number, one.open) for one in hub.pulls(BRANCH, "main")]
    assert found == [(second.number, True), (first.number, False)]
    assert hub.pulls(BRANCH, "topic") == []


def test_there_is_never_a_second_one_nor_an_empty_one(hub: GitHubAdapter, repo: Repository) -> None:
    begun(hub, repo)
    hub.propose(BRANCH, "main", "Index", "")
    with pytest.raises(StaleHeadError, match="there is one already"):
        hub.propose(BRANCH, "main", "Index", "")
    repo.git.set_ref("refs/heads/same", repo.head() or "")
    with pytest.raises(NothingToProposeError):
        hub.propose("same", "main", "Index", "")


@pytest.mark.parametrize("fault", LOST_ANSWERS)
def test_opening_one_is_never_repeated(
    door: Door, hub: GitHubAdapter, repo: Repository, fault: dict[str, Any]
) -> None:
    begun(hub, repo)
    strike = door.box.faults.add("POST /pulls", **fault)
    with pytest.raises(AnswerLostError):
        hub.propose(BRANCH, "main", "Index", "")
    assert strike.seen == 1
    assert len(repo.pulls) <= 1


def test_a_rule_that_protects_a_branch_has_an_error_of_its_own(
    hub: GitHubAdapter, repo: Repository
) -> None:
    for classic in (False, True):
        repo.protect(classic=classic)
        head = read(hub).default
        assert head
        (made,) = hub.commit([change(head.oid, "x", branch="main")])
        assert isinstance(made, ProtectedBranchError)
        assert "must be made through a pull request" in made.message
        assert "bypass the rule" in made.hint


def test_what_actions_may_not_do_says_where_to_allow_it(door: Door, repo: Repository) -> None:
    door.box.add_token("writer", "ghs_job")
    repo.actions_open_pulls = False
    hub = door(token="ghs_job")
    begun(hub, repo)
    with pytest.raises(NotAllowedError, match="does not let GitHub Actions") as caught:
        hub.propose(BRANCH, "main", "Index", "")
    assert "/writer/weekly/settings/actions" in caught.value.hint


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("github_pat_1", "Contents: write and Pull requests: write"),
        ("ghs_job", "`contents: write`, `issues: write` and `pull-requests: write`"),
    ],
)
def test_a_missing_right_is_named_as_the_token_has_it(
    door: Door, repo: Repository, token: str, words: str
) -> None:
    rights = {"contents": "write", "issues": "write"}
    door.box.add_token("writer", token, permissions=rights)
    hub = door(token=token)
    begun(hub, repo)
    with pytest.raises(NotAllowedError, match="Pull requests: write") as caught:
        hub.propose(BRANCH, "main", "Index", "")
    assert words in caught.value.hint

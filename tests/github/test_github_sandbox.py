"""The adapter against the sandbox, over HTTP: what is read, what is written, what goes wrong."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import requests
from github_door import LOST_ANSWERS, Door

from ghblog.errors import (
    AnswerLostError,
    GitHubError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    RateLimitedError,
    StaleHeadError,
)
from ghblog.github import GitHubAdapter, TokenKind
from ghblog.model import Commit, Kind

FILES = {"README.md": b"# Weekly\n", "notes/a.txt": b"a\n"}


@pytest.fixture
def hub(door: Door) -> GitHubAdapter:
    door.box.add_repository("writer/weekly", files=FILES)
    return door()


def begun(hub: GitHubAdapter) -> str:
    """Make the ledger's branch; its head."""
    return hub.make_branch("ghblog", {"claim.json": "{}", "posts/w1.md": "第一周\n"}, "Begin")


# -- reading ---------------------------------------------------------------------------------


def test_one_query_reads_all_that_a_run_must_know(door: Door, hub: GitHubAdapter) -> None:
    head = begun(hub)
    hub.create_issue("Week 1", "text", ["weekly"])
    door.asked()
    found = hub.read(
        branch="ghblog",
        files=["claim.json", "posts/w1.md", "posts.json"],
        index=["README.md", "nowhere.md"],
        labels=["weekly", "news", 'odd " \\ label 🎉'],
    )
    assert door.asked() == ["POST Read"]
    assert found.viewer == "writer"
    assert found.repository.name == "writer/weekly"
    assert found.repository.permission == "ADMIN"
    assert found.repository.id > 0
    assert not found.repository.empty
    assert found.repository.has_issues
    assert found.ledger is not None
    assert found.ledger.oid == head
    assert found.ledger.branch == "ghblog"
    assert found.ledger.message == "Begin"
    assert found.ledger.files == {"claim.json": "{}", "posts/w1.md": "第一周\n"}
    assert abs(found.ledger.date - hub.now()) < timedelta(minutes=1)
    assert found.default is not None
    assert found.default.branch == found.repository.default_branch
    assert found.default.files == {"README.md": "# Weekly\n"}
    assert set(found.default.names) == {"README.md", "notes"}
    assert [(item.number, item.title, item.author) for item in found.recent] == [
        (1, "Week 1", "writer")
    ]
    assert found.highest == 1
    assert found.missing_labels == ("news", 'odd " \\ label 🎉')


def test_an_empty_repository_has_no_heads(door: Door) -> None:
    door.box.add_repository("writer/weekly", files=None)
    found = door().read(branch="ghblog", files=["posts.json"], index=["README.md"], labels=())
    assert found.repository.empty
    assert found.default is None
    assert found.ledger is None
    assert found.highest == 0


def test_large_and_foreign_files_are_read_whole_or_named_unreadable(door: Door) -> None:
    large = "行\n" * 300_000
    files = {
        "large.md": large.encode(),
        "binary.md": b"\x00\x01\x02",
        "gb.md": "第一周".encode("gb18030"),
        "bom.md": b"\xef\xbb\xbfx\r\ny\r",
        "empty.md": b"",
        "folder/a.md": b"a",
    }
    door.box.add_repository("writer/weekly", files=files)
    hub = door()
    index = [*files, "folder"]
    found = hub.read(branch="ghblog", files=(), index=index, labels=()).default
    assert found is not None
    assert found.files == {
        "large.md": large,
        "bom.md": "\ufeffx\r\ny\r",
        "empty.md": "",
        "folder/a.md": "a",
    }
    assert set(found.unreadable) == {"binary.md", "gb.md", "folder"}
    asked = door.asked()
    assert asked[0] == "POST Read"
    assert 1 <= len(asked) - 1 <= 3
    assert all("/git/blobs/" in line for line in asked[1:])


def test_posts_are_read_by_their_nodes_and_the_missing_are_left_out(hub: GitHubAdapter) -> None:
    made = [hub.create_issue(f"Week {n}", f"text {n}", ["weekly"]) for n in range(1, 4)]
    nodes = [one.node for one in made]
    found = hub.read_nodes([nodes[0], "I_kwDOnowhere", nodes[2]])
    assert set(found) == {nodes[0], nodes[2]}
    post = found[nodes[2]]
    assert (post.kind, post.number, post.title, post.body) == (Kind.ISSUE, 3, "Week 3", "text 3")
    assert (post.author, post.association, post.labels) == ("writer", "OWNER", ("weekly",))
    assert post.created is not None
    assert not post.closed
    assert hub.read_nodes([]) == {}


def test_numbers_are_looked_up_in_one_query_even_if_most_are_missing(
    door: Door, hub: GitHubAdapter
) -> None:
    for n in range(1, 4):
        hub.create_issue(f"Week {n}", "text", ())
    door.asked()
    assert [item.number for item in hub.look_up(range(2, 102))] == [2, 3]
    assert list(hub.look_up(range(500, 600))) == []
    assert door.asked() == ["POST LookUp", "POST LookUp"]


def test_everything_is_listed_oldest_first_50_a_query(door: Door, hub: GitHubAdapter) -> None:
    for n in range(1, 121):
        hub.wait_turn()
        hub.create_issue(f"Week {n}", f"text {n}", ())
    door.asked()
    found = hub.list_all()
    assert [item.number for item in found] == list(range(1, 121))
    assert found[99].body == "text 100"
    assert door.asked() == ["POST List"] * 3


def test_the_newest_number_is_read_from_the_list(door: Door, hub: GitHubAdapter) -> None:
    assert hub.newest_number() == 0
    hub.create_issue("Week 1", "text", ())
    hub.create_issue("Week 2", "text", ())
    assert hub.newest_number() == 2


def test_a_repository_that_is_not_there_is_told(door: Door) -> None:
    hub = door("writer/nowhere")
    with pytest.raises(NotFoundError, match="writer/nowhere") as caught:
        hub.read(branch="ghblog", files=(), index=(), labels=())
    assert "spelling" in caught.value.hint


def test_a_private_repository_of_others_is_not_visible(door: Door) -> None:
    door.box.add_repository("writer/weekly", files=FILES, private=True)
    with pytest.raises(NotFoundError):
        door(token="ghp_reader").read(branch="ghblog", files=(), index=(), labels=())


def test_a_wrong_token_is_told(door: Door) -> None:
    door.box.add_repository("writer/weekly", files=FILES)
    hub = door(token="ghp_wrong")
    with pytest.raises(NotAuthenticatedError, match="does not accept the token") as caught:
        hub.read(branch="ghblog", files=(), index=(), labels=())
    assert "ghp_wrong" not in f"{caught.value!r}{caught.value.hint}"


def test_discussions_are_read_beside_issues(door: Door) -> None:
    door.box.add_repository("writer/weekly", files=FILES, has_discussions=True)
    hub = door()
    hub.create_issue("Week 1", "text", ())
    discuss(door, "Talk", "words")
    found = hub.read(branch="ghblog", files=(), index=(), labels=())
    assert found.repository.has_discussions
    assert [(item.kind, item.number) for item in found.recent] == [
        (Kind.DISCUSSION, 2),
        (Kind.ISSUE, 1),
    ]
    assert found.highest == 2
    assert [item.body for item in hub.list_all()] == ["text", "words"]
    assert [item.kind for item in hub.look_up(range(1, 101))] == [Kind.ISSUE, Kind.DISCUSSION]
    node = found.recent[0].node
    assert hub.read_nodes([node])[node].body == "words"


def discuss(door: Door, title: str, body: str) -> None:
    """Open a discussion, as somebody on the web would."""
    mutation = """
        mutation($i: CreateDiscussionInput!) {
          createDiscussion(input: $i) { discussion { number } }
        }
    """
    query = """
        query {
          repository(owner: "writer", name: "weekly") {
            id
            discussionCategories(first: 1) { nodes { id } }
          }
        }
    """

    def ask(text: str, **variables: object) -> dict[str, Any]:
        answer = requests.post(
            door.box.api_url.replace("/v3", "/graphql"),
            json={"query": text, "variables": variables},
            headers={"Authorization": "token ghp_writer"},
            timeout=10,
        ).json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    found = ask(query)["repository"]
    category = found["discussionCategories"]["nodes"][0]["id"]
    given = {"repositoryId": found["id"], "categoryId": category, "title": title, "body": body}
    ask(mutation, i=given)


# -- writing ---------------------------------------------------------------------------------


def test_two_commits_in_one_request_succeed_or_fail_each_by_itself(
    door: Door, hub: GitHubAdapter
) -> None:
    ours = begun(hub)
    seen = hub.read(branch="ghblog", files=(), index=(), labels=())
    assert seen.default is not None
    door.asked()
    picture = bytes(range(256))
    good = Commit(
        "ghblog",
        ours,
        "Settle",
        "t0",
        {"posts.json": b"[]", "pictures/p.png": picture},
        ("claim.json",),
    )
    stale = Commit("main", "0" * 40, "Index", "t1", {"README.md": b"x"})
    first, second = hub.commit([good, stale])
    assert door.asked() == ["POST Commit"]
    assert isinstance(second, StaleHeadError)
    found = hub.read(
        branch="ghblog", files=["posts.json", "claim.json"], index=["README.md"], labels=()
    )
    assert found.ledger is not None
    assert found.ledger.oid == first
    assert found.ledger.files == {"posts.json": "[]"}
    assert "ghblog-commit: t0" in found.ledger.message
    assert found.default is not None
    assert found.default.oid == seen.default.oid


def test_a_branch_is_made_in_three_requests_and_never_twice(door: Door, hub: GitHubAdapter) -> None:
    head = begun(hub)
    assert door.asked() == ["POST /git/trees", "POST /git/commits", "POST /git/refs"]
    with pytest.raises(StaleHeadError, match="there already"):
        hub.make_branch("ghblog", {"claim.json": "other"}, "Begin")
    found = hub.read(branch="ghblog", files=["claim.json"], index=(), labels=()).ledger
    assert found is not None
    assert (found.oid, found.files) == (head, {"claim.json": "{}"})


def test_an_empty_repository_is_seeded_in_one_request(door: Door) -> None:
    door.box.add_repository("writer/weekly", files=None)
    hub = door()
    oid = hub.seed("docs/第 1.md", "# Weekly\n", "Begin")
    assert len(door.asked()) == 1
    found = hub.read(branch="ghblog", files=(), index=["docs/第 1.md"], labels=()).default
    assert found is not None
    assert (found.oid, found.files) == (oid, {"docs/第 1.md": "# Weekly\n"})
    with pytest.raises(StaleHeadError):
        hub.seed("docs/第 1.md", "again", "Begin")


def test_a_first_commit_whose_answer_was_lost_is_recognised(door: Door) -> None:
    door.box.add_repository("writer/weekly", files=None)
    door.box.faults.add("PUT /contents", drop="after")
    hub = door()
    oid = hub.seed("README.md", "# Weekly\n", "Begin")
    found = hub.read(branch="ghblog", files=(), index=(), labels=()).default
    assert found is not None
    assert found.oid == oid


def test_an_issue_is_made_and_edited_with_one_request_each(door: Door, hub: GitHubAdapter) -> None:
    made = hub.create_issue("第一周", "正文\n", ["weekly", "new"])
    hub.update_issue(made.number, "第一周 (2)", "正文 2\n", ["weekly"])
    assert door.asked() == ["POST /issues", "PATCH /issues/1"]
    post = hub.read_nodes([made.node])[made.node]
    assert (post.title, post.body, post.labels) == ("第一周 (2)", "正文 2\n", ("weekly",))


def test_a_renamed_repository_is_written_to_under_its_present_name(door: Door) -> None:
    repo = door.box.add_repository("writer/weekly", files=FILES)
    repo.rename("diary")
    hub = door()
    with pytest.raises(GitHubError, match="renamed"):
        hub.create_issue("Week 1", "text", ())
    assert len(door.asked()) == 1
    assert (
        hub.read(branch="ghblog", files=(), index=(), labels=()).repository.name == "writer/diary"
    )
    assert hub.create_issue("Week 1", "text", ()).number == 1


@pytest.mark.parametrize("token", ["ghp_reader", "github_pat_reader", "ghs_reader"])
def test_a_token_without_the_right_learns_which_one(door: Door, token: str) -> None:
    repo = door.box.add_repository("writer/weekly", files=FILES)
    rights = {"contents": "read", "issues": "read"}
    door.box.add_token("writer", "github_pat_reader", permissions=rights, repositories=[repo])
    door.box.add_token("writer", "ghs_reader", permissions=rights, repositories=[repo])
    hub = door(token=token)
    found = hub.read(branch="ghblog", files=(), index=(), labels=()).default
    assert found is not None
    commit = Commit(found.branch, found.oid, "Index", "t", {"README.md": b"x"})
    try:
        [result] = hub.commit([commit])
    except NotAllowedError as error:
        result = error
    assert isinstance(result, NotAllowedError), result
    if token != "ghp_reader":
        with pytest.raises(NotAllowedError, match="Issues: write"):
            hub.create_issue("Week 1", "text", ())


def test_issues_that_are_switched_off_are_told(door: Door) -> None:
    door.box.add_repository("writer/weekly", files=FILES, has_issues=False)
    with pytest.raises(GitHubError, match="switched off") as caught:
        door().create_issue("Week 1", "text", ())
    assert "Features" in caught.value.hint


def test_an_archived_repository_is_told(door: Door) -> None:
    repo = door.box.add_repository("writer/weekly", files=FILES)
    repo.archived = True
    hub = door()
    found = hub.read(branch="ghblog", files=(), index=(), labels=())
    assert found.repository.archived
    assert found.default is not None
    with pytest.raises(GitHubError, match="archived"):
        hub.create_issue("Week 1", "text", ())
    commit = Commit(found.default.branch, found.default.oid, "Index", "t", {"README.md": b"x"})
    [result] = hub.commit([commit])
    assert "archived" in str(result)


def test_a_text_that_is_too_long_is_told(hub: GitHubAdapter) -> None:
    with pytest.raises(GitHubError, match="longer than GitHub takes"):
        hub.create_issue("Week 1", "x" * 65_537, ())


def test_an_issue_that_is_not_there_cannot_be_edited(hub: GitHubAdapter) -> None:
    with pytest.raises(NotFoundError):
        hub.update_issue(99, "Week 1", "text", ())


# -- when it goes wrong ----------------------------------------------------------------------


@pytest.mark.parametrize("how", LOST_ANSWERS)
def test_a_create_is_sent_once_whatever_happens_to_its_answer(
    door: Door, hub: GitHubAdapter, how: dict[str, object]
) -> None:
    door.box.faults.add("POST /issues", **how)
    with pytest.raises(AnswerLostError):
        hub.create_issue("Week 1", "text", ())
    assert door.asked() == ["POST /issues"]


@pytest.mark.parametrize(
    "how", [{"drop": "after"}, {"drop": "before"}, {"nonsense": b"{"}, {"status": 500}]
)
def test_reads_and_edits_go_on_through_trouble(
    door: Door, hub: GitHubAdapter, how: dict[str, object]
) -> None:
    made = hub.create_issue("Week 1", "text", ())
    for request in ("Read", "Nodes", "LookUp", "List", "PATCH /issues", "GET /issues"):
        door.box.faults.add(request, times=2, **how)
    hub.update_issue(made.number, "Week 1", "better", ())
    assert hub.read(branch="ghblog", files=(), index=(), labels=()).highest == 1
    assert hub.read_nodes([made.node])[made.node].body == "better"
    assert [item.number for item in hub.look_up([1, 2])] == [1]
    assert len(hub.list_all()) == 1
    assert hub.newest_number() == 1


@pytest.mark.parametrize("request_", ["POST /git/trees", "POST /git/commits", "POST /git/refs"])
def test_a_branch_is_made_through_lost_answers(
    door: Door, hub: GitHubAdapter, request_: str
) -> None:
    door.box.faults.add(request_, drop="after")
    head = begun(hub)
    found = hub.read(branch="ghblog", files=(), index=(), labels=()).ledger
    assert found is not None
    assert found.oid == head


@pytest.mark.parametrize("how", [{"drop": "after"}, {"nonsense": b"[]"}, {"status": 504}])
def test_a_commit_is_sent_once_and_found_again_by_its_token(
    door: Door, hub: GitHubAdapter, how: dict[str, object]
) -> None:
    head = begun(hub)
    door.asked()
    door.box.faults.add("createCommitOnBranch", **how)
    with pytest.raises(AnswerLostError):
        hub.commit([Commit("ghblog", head, "Claim", "token7", {"claim.json": b"x"})])
    assert door.asked() == ["POST Commit"]
    found = hub.read(branch="ghblog", files=(), index=(), labels=()).ledger
    assert found is not None
    assert ("token7" in found.message) == ("status" not in how)


def test_a_rate_limit_is_waited_for_by_the_sandboxs_clock(door: Door, hub: GitHubAdapter) -> None:
    hub.read(branch="ghblog", files=(), index=(), labels=())
    before = door.clock.now()
    door.box.limits.budgets["writer", "graphql"].used = 5000
    found = hub.read(branch="ghblog", files=(), index=(), labels=())
    assert found.viewer == "writer"
    assert door.clock.now() - before > timedelta(minutes=50)
    assert any("GitHub asks to wait until" in line for line in door.told)


def test_a_create_is_not_waited_for(door: Door, hub: GitHubAdapter) -> None:
    limited = {"message": "You have exceeded a secondary rate limit."}
    door.box.faults.add(
        "POST /issues", status=403, body=json.dumps(limited), headers={"retry-after": "40"}
    )
    before = door.clock.now()
    with pytest.raises(RateLimitedError) as caught:
        hub.create_issue("Week 1", "text", ())
    assert timedelta(seconds=35) < caught.value.until - before < timedelta(seconds=45)
    assert hub.create_issue("Week 1", "text", ()).number == 1


def test_a_caller_that_takes_turns_is_never_limited(door: Door, hub: GitHubAdapter) -> None:
    for n in range(600):
        hub.wait_turn()
        hub.create_issue(f"Week {n}", "text", ())
    assert [entry.status for entry in door.box.requests] == [201] * 600
    assert door.told


# -- who we are ------------------------------------------------------------------------------


def test_a_classic_token_has_scopes_and_a_permission(door: Door, hub: GitHubAdapter) -> None:
    account = hub.whoami()
    assert len(door.asked()) == 1
    assert account.login == "writer"
    assert account.kind is TokenKind.CLASSIC
    assert account.scopes is not None
    assert "repo" in account.scopes
    assert (account.repository, account.permission) == ("writer/weekly", "ADMIN")


def test_a_workflows_token_has_no_scopes(door: Door) -> None:
    repo = door.box.add_repository("writer/weekly", files=FILES)
    door.box.add_token("writer", "ghs_run", repositories=[repo])
    account = door(token="ghs_run").whoami()
    assert account.login.startswith("github-actions")
    assert account.kind is TokenKind.INSTALLATION
    assert account.scopes is None


def test_who_we_are_can_be_asked_without_a_repository(door: Door) -> None:
    account = door("").whoami()
    assert (account.login, account.repository, account.permission) == ("writer", "", "")
    assert door("writer/nowhere").whoami().repository == ""

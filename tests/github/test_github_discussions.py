"""Discussions and what posts want besides their texts: the adapter against the sandbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from github_door import LOST_ANSWERS, Door

from ghblog.errors import (
    AnswerLostError,
    GitHubError,
    NotAllowedError,
    NotFoundError,
    RateLimitedError,
)
from ghblog.github import GitHubAdapter
from ghblog.model import Existing, Finish, Kind, Label, Snapshot
from ghblog.sandbox import Repository, Sandbox


def read(hub: GitHubAdapter, *labels: str, milestones: bool = False) -> Snapshot:
    return hub.read(branch="ghblog", files=(), index=(), labels=labels, milestones=milestones)


def present(hub: GitHubAdapter, number: int) -> Existing:
    [found] = hub.look_up([number])
    return found


# -- reading ---------------------------------------------------------------------------------


def test_one_query_brings_categories_labels_pins_and_milestones(
    door: Door, repo: Repository, hub: GitHubAdapter
) -> None:
    for number in range(1, 3):
        repo.add_issue(title=f"Week {number}", labels=["weekly"])
    repo.issue(2).pinned = True
    repo.add_milestone("Season 1")
    repo.add_milestone("第二季", closed=True)
    found = read(hub, "Weekly", "news", "Weekly", milestones=True)
    assert door.asked() == ["POST Read"]
    assert list(found.categories) == ["Announcements", "General", "Ideas", "Q&A"]
    assert list(found.labels) == ["Weekly"]
    assert found.missing_labels == ("news",)
    assert found.milestones == {"Season 1": 1, "第二季": 2}
    assert found.pinned == (2,)
    assert found.repository.node
    assert read(hub).milestones == {}


def test_a_repository_without_discussions_has_no_categories(door: Door, sandbox: Sandbox) -> None:
    sandbox.add_repository("writer/weekly", files={"README.md": b"x"})
    found = read(door())
    assert (found.categories, found.repository.has_discussions) == ({}, False)


def test_an_item_is_read_with_its_labels_category_lock_pin_and_milestone(
    repo: Repository, hub: GitHubAdapter
) -> None:
    repo.add_milestone("Season 1")
    issue = repo.add_issue(title="Week 1", labels=["weekly", "news"])
    issue.pinned = issue.locked = True
    issue.milestone = 1
    repo.add_discussion(title="Talk", body="words", category="Ideas")
    ids = read(hub, "weekly", "news").labels
    first, second = hub.list_all()
    assert first == present(hub, 1) == hub.read_nodes([first.node])[first.node]
    assert first.labels == ("weekly", "news")
    assert first.label_ids == (ids["weekly"], ids["news"])
    assert (first.locked, first.pinned, first.milestone, first.category) == (
        True,
        True,
        "Season 1",
        "",
    )
    assert (second.category, second.locked, second.pinned) == ("Ideas", False, False)


def test_comments_are_read_page_by_page_and_replies_are_left_out(
    door: Door, repo: Repository, hub: GitHubAdapter
) -> None:
    for number in range(1, 26):
        repo.add_issue(title=f"Week {number}")
    repo.add_discussion(title="Talk", body="words")
    for number in range(230):
        repo.add_comment(1, f"remark {number}", author="reader")
    above = repo.add_comment(26, "a question", author="reader")
    repo.add_comment(26, "an answer", author="writer").reply_to = above.id
    nodes = [item.node for item in hub.look_up(range(1, 27))]
    door.asked()
    found = hub.remarks([*nodes, "I_kwDOnowhere"])
    assert door.asked() == ["POST Remarks"] * 4
    assert [remark.body for remark in found[nodes[0]]] == [f"remark {n}" for n in range(230)]
    assert found[nodes[1]] == []
    [question] = found[nodes[25]]
    assert (question.body, question.author, question.association) == (
        "a question",
        "reader",
        "NONE",
    )
    assert set(found) == set(nodes)


def test_watchers_are_counted_in_one_request(
    door: Door, repo: Repository, hub: GitHubAdapter
) -> None:
    repo.watchers = 412
    assert hub.watchers() == 412
    assert door.asked() == ["GET "]


# -- discussions -----------------------------------------------------------------------------


def test_a_discussion_is_made_in_one_request_and_finished_in_another(
    door: Door, repo: Repository, hub: GitHubAdapter
) -> None:
    repo.add_label("weekly")
    repo.add_label("news")
    found = read(hub, "weekly", "news")
    door.asked()
    made = hub.create_discussion("第一周", "正文\n", found.categories["General"])
    hub.finish(
        made.node,
        Kind.DISCUSSION,
        Finish(
            add_labels=tuple(found.labels.values()), closed=True, reason="outdated", locked=True
        ),
    )
    assert door.asked() == ["POST CreateDiscussion", "POST Finish"]
    post = present(hub, made.number)
    assert (post.node, post.title, post.body) == (made.node, "第一周", "正文\n")
    assert (post.labels, post.category) == (("weekly", "news"), "General")
    assert (post.closed, post.locked) == (True, True)
    assert repo.discussions[0].state_reason == "outdated"


def test_text_category_labels_state_and_lock_change_in_one_request(
    door: Door, sandbox: Sandbox, repo: Repository, hub: GitHubAdapter
) -> None:
    item = repo.add_discussion(title="Talk", body="words")
    repo.add_label("weekly")
    repo.add_label("old")
    repo.add_label("theirs")
    item.labels = ["old", "theirs"]
    item.closed_at, item.locked = sandbox.clock.now(), True
    found = read(hub, "weekly", "old")
    node = present(hub, 1).node
    door.asked()
    finish = Finish(
        add_labels=(found.labels["weekly"],),
        remove_labels=(found.labels["old"],),
        closed=False,
        locked=False,
    )
    for _ in range(2):  # repeating it is harmless
        hub.update_discussion(node, "Talk 2", "more", found.categories["Ideas"], finish)
    assert door.asked() == ["POST Finish"] * 2
    post = present(hub, 1)
    assert (post.title, post.body, post.category) == ("Talk 2", "more", "Ideas")
    assert (set(post.labels), post.closed, post.locked) == ({"theirs", "weekly"}, False, False)
    hub.update_discussion(node, "Talk 3", "more", "", Finish())
    assert present(hub, 1).category == "Ideas"


@pytest.mark.parametrize("how", LOST_ANSWERS)
def test_a_discussion_is_created_once_whatever_happens_to_the_answer(
    door: Door, sandbox: Sandbox, hub: GitHubAdapter, how: dict[str, object]
) -> None:
    category = read(hub).categories["General"]
    door.asked()
    sandbox.faults.add("createDiscussion", **how)
    with pytest.raises(AnswerLostError):
        hub.create_discussion("Talk", "words", category)
    assert door.asked() == ["POST CreateDiscussion"]


def test_a_rate_limit_on_creating_a_discussion_is_the_callers_to_wait_for(
    sandbox: Sandbox, hub: GitHubAdapter, repo: Repository
) -> None:
    category = read(hub).categories["General"]
    body = '{"message": "You have exceeded a secondary rate limit."}'
    sandbox.faults.add("createDiscussion", status=403, body=body, headers={"retry-after": "40"})
    with pytest.raises(RateLimitedError):
        hub.create_discussion("Talk", "words", category)
    assert repo.discussions == []
    limited = b'{"data": {"createDiscussion": null}, "errors": [{"type": "RATE_LIMITED", "path": '
    limited += b'["createDiscussion"], "message": "was submitted too quickly"}]}'
    sandbox.faults.add("createDiscussion", nonsense=limited)
    with pytest.raises(RateLimitedError):
        hub.create_discussion("Talk", "words", category)


def test_trouble_of_githubs_own_may_have_made_the_discussion(
    sandbox: Sandbox, hub: GitHubAdapter
) -> None:
    category = read(hub).categories["General"]
    trouble = b'{"data": {"createDiscussion": null}, "errors": [{"message": '
    trouble += (
        b'"Something went wrong while executing your query.", "path": ["createDiscussion"]}]}'
    )
    sandbox.faults.add("createDiscussion", nonsense=trouble)
    with pytest.raises(AnswerLostError):
        hub.create_discussion("Talk", "words", category)


def test_discussions_that_are_switched_off_are_told(repo: Repository, hub: GitHubAdapter) -> None:
    category = read(hub).categories["General"]
    repo.has_discussions = False
    with pytest.raises(GitHubError, match="discussions are switched off") as caught:
        hub.create_discussion("Talk", "words", category)
    assert "Features" in caught.value.hint


def test_a_category_that_is_gone_is_told(hub: GitHubAdapter) -> None:
    with pytest.raises(GitHubError, match="its category") as caught:
        hub.create_discussion("Talk", "words", "DIC_kwDOnowhere")
    assert not isinstance(caught.value, NotFoundError)
    assert "reads the categories anew" in caught.value.hint


def test_only_maintainers_and_workflows_announce(
    door: Door, sandbox: Sandbox, repo: Repository, hub: GitHubAdapter
) -> None:
    repo.collaborators["reader"] = "WRITE"
    category = read(hub).categories["Announcements"]
    with pytest.raises(NotAllowedError, match="Discussions: write"):
        door(token="ghp_reader").create_discussion("Talk", "words", category)
    sandbox.add_token("writer", "ghs_run", repositories=[repo])
    assert door(token="ghs_run").create_discussion("a", "b", category).number == 1
    assert hub.create_discussion("Talk", "words", category).number == 2


def test_a_token_that_may_not_write_discussions_learns_which_right_it_needs(
    door: Door, sandbox: Sandbox, repo: Repository, hub: GitHubAdapter
) -> None:
    rights = {"contents": "write", "issues": "write", "discussions": "read"}
    sandbox.add_token("writer", "github_pat_x", permissions=rights, repositories=[repo])
    category = read(hub).categories["General"]
    node = hub.create_discussion("Talk", "words", category).node
    poor = door(token="github_pat_x")
    with pytest.raises(NotAllowedError, match="Discussions: write") as caught:
        poor.create_discussion("Talk", "words", category)
    assert "Discussions: write" in caught.value.hint
    with pytest.raises(NotAllowedError, match="Discussions: write"):
        poor.update_discussion(node, "Talk", "words", "", Finish(locked=True))


def test_a_discussion_that_is_too_long_is_told(hub: GitHubAdapter) -> None:
    with pytest.raises(GitHubError, match="longer than GitHub takes"):
        hub.create_discussion("Talk", "x" * 65_537, read(hub).categories["General"])


# -- what posts want besides their texts -----------------------------------------------------


def test_an_issue_is_closed_locked_pinned_and_all_of_it_undone(
    door: Door, repo: Repository, hub: GitHubAdapter
) -> None:
    repo.add_issue(title="Week 1")
    node = present(hub, 1).node
    door.asked()
    done = Finish(closed=True, reason="not_planned", locked=True, pinned=True)
    for _ in range(2):  # the second time it is pinned already
        hub.finish(node, Kind.ISSUE, done)
    post = present(hub, 1)
    assert (post.closed, post.locked, post.pinned) == (True, True, True)
    assert repo.issue(1).state_reason == "not_planned"
    hub.finish(node, Kind.ISSUE, Finish(closed=False, locked=False, pinned=False))
    assert door.asked() == ["POST Finish", "POST Finish", "POST LookUp", "POST Finish"]
    post = present(hub, 1)
    assert (post.closed, post.locked, post.pinned) == (False, False, False)
    hub.finish(node, Kind.ISSUE, Finish())
    assert door.asked() == ["POST LookUp"]


def test_a_fourth_pin_is_refused_and_the_rest_is_done(repo: Repository, hub: GitHubAdapter) -> None:
    for number in range(1, 5):
        repo.add_issue(title=f"Week {number}")
    for number in range(1, 4):
        hub.finish(present(hub, number).node, Kind.ISSUE, Finish(pinned=True))
    with pytest.raises(GitHubError, match="three pinned issues") as caught:
        hub.finish(present(hub, 4).node, Kind.ISSUE, Finish(closed=True, pinned=True))
    assert "pin: true" in caught.value.hint
    assert present(hub, 4).closed
    assert read(hub).pinned == (1, 2, 3)


@pytest.mark.parametrize(
    "how",
    [
        {"drop": "after"},
        {"drop": "before"},
        {"nonsense": b"{"},
        {"status": 500},
        {
            "nonsense": b'{"data": {"add0": {"clientMutationId": null}, "closeissue0": null},'
            b' "errors": [{"path": ["closeissue0"], "message": "Something went wrong"}]}'
        },
    ],
)
def test_finishing_goes_on_through_trouble(
    sandbox: Sandbox, repo: Repository, hub: GitHubAdapter, how: dict[str, object]
) -> None:
    repo.add_issue(title="Week 1")
    repo.add_label("weekly")
    label = read(hub, "weekly").labels["weekly"]
    sandbox.faults.add("Finish", times=2, **how)
    hub.finish(present(hub, 1).node, Kind.ISSUE, Finish(add_labels=(label,), closed=True))
    assert present(hub, 1).labels == ("weekly",)
    assert present(hub, 1).closed


def test_what_cannot_be_finished_for_want_of_a_right_is_told(
    door: Door, repo: Repository, hub: GitHubAdapter
) -> None:
    repo.add_issue(title="Week 1")
    node = present(hub, 1).node
    with pytest.raises(NotAllowedError, match="Issues: write"):
        door(token="ghp_reader").finish(node, Kind.ISSUE, Finish(locked=True))
    with pytest.raises(NotFoundError):
        hub.finish("I_kwDOnowhere", Kind.ISSUE, Finish(locked=True))


def test_missing_labels_are_made_five_a_request_and_those_that_exist_are_found(
    door: Door, repo: Repository, hub: GitHubAdapter
) -> None:
    old = repo.add_label("news", color="123456")
    read(hub)
    door.asked()
    names = ["a", "b", "news", "第四", "e", "f"]
    made = hub.make_labels([Label(name, "0969da", f"about {name}") for name in names])
    assert door.asked() == ["POST MakeLabels", "POST Labels", "POST MakeLabels"]
    assert made == read(hub, *names).labels
    assert old.color == "123456"
    label = repo.label("第四")
    assert label is not None
    assert (label.color, label.description) == ("0969da", "about 第四")
    assert hub.make_labels([]) == {}


def test_labels_are_made_through_lost_answers(
    sandbox: Sandbox, repo: Repository, hub: GitHubAdapter
) -> None:
    sandbox.faults.add("MakeLabels", drop="after")
    assert set(hub.make_labels([Label("a", "0969da")])) == {"a"}
    assert len(repo.labels) == 1


def test_labels_count_as_content_for_githubs_pace(
    sandbox: Sandbox, repo: Repository, hub: GitHubAdapter
) -> None:
    hub.make_labels([Label(f"l{n}", "0969da") for n in range(100)])
    assert len(repo.labels) == 100
    assert all(entry.status == 200 for entry in sandbox.requests)
    assert sandbox.clock.now() - repo.created > timedelta(seconds=50)


def test_a_label_that_may_not_be_made_is_told(door: Door, repo: Repository) -> None:
    with pytest.raises(NotAllowedError, match="make the label “a”"):
        door(token="ghp_reader").make_labels([Label("a", "0969da")])


def test_an_issue_gets_a_milestone_and_assignees_with_its_text(
    sandbox: Sandbox, repo: Repository, hub: GitHubAdapter
) -> None:
    repo.add_milestone("Season 1")
    repo.collaborators["reader"] = "TRIAGE"
    made = hub.create_issue("Week 1", "text", (), milestone=1, assignees=["Reader", "writer"])
    assert present(hub, 1).milestone == "Season 1"
    assert repo.issue(1).assignees == ["reader", "writer"]
    hub.update_issue(made.number, "Week 1", "more", None)
    assert (repo.issue(1).milestone, len(repo.issue(1).assignees)) == (1, 2)
    hub.update_issue(made.number, "Week 1", "more", None, milestone=0, assignees=())
    assert (repo.issue(1).milestone, repo.issue(1).assignees) == (0, [])


@pytest.mark.parametrize(
    ("wrong", "told"), [({"assignees": ["ghost"]}, "assignees"), ({"milestone": 9}, "milestone")]
)
def test_an_assignee_or_milestone_that_cannot_be_is_told(
    repo: Repository, hub: GitHubAdapter, wrong: dict[str, object], told: str
) -> None:
    with pytest.raises(GitHubError, match=told) as caught:
        hub.create_issue("Week 1", "text", (), **wrong)  # type: ignore[arg-type]
    assert caught.value.hint
    assert repo.issues == []

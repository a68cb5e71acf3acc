"""Whatever fails and whenever: one issue a post, and nothing lost."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from killing import kill_now, start
from writers import Writer, png

from ghblog.errors import BusyError, GhblogError, NotAuthenticatedError
from ghblog.model import Action, Status
from ghblog.sandbox import SandboxClock
from ghblog.sandbox.log import Incoming

THREE = ["Report 0", "Report 1", "Report 2"]


def creates(incoming: Incoming) -> bool:
    return incoming.method == "POST" and incoming.path.endswith("/issues")


def commits(incoming: Incoming) -> bool:
    return "createCommitOnBranch" in incoming.fields


@dataclass
class Restless:
    """A clock during whose sleep something happens."""

    clock: SandboxClock
    sleep: Callable[[float], None]

    def now(self) -> datetime:
        return self.clock.now()

    def monotonic(self) -> float:
        return self.clock.monotonic()


@pytest.mark.parametrize("first", [True, False], ids=["a new repository", "a blog that exists"])
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("arrived", [True, False], ids=["it arrived", "it never arrived"])
def test_killed_at_a_create_and_run_again_there_are_three_issues(
    real: Writer, first: bool, nth: int, arrived: bool
) -> None:
    if not first:
        real.write("posts/earlier.md", "# Earlier\n\ntext\n")
        real.publish()
        real.box.clock.advance(3600)
    real.write_posts(3)
    process: list[subprocess.Popen[bytes]] = []

    if arrived:  # the issue is made, and nobody is there to hear of it
        real.box.faults.add(creates, nth=nth, after=lambda: kill_now(process))
    else:
        real.box.faults.add(creates, nth=nth, before=lambda: kill_now(process), drop="before")
    process.append(start(real))
    assert process[0].wait(timeout=60) != 0
    assert len(real.repo.issues) == nth - (not arrived) + (not first)
    assert "claim.json" in real.repo.files("ghblog")
    outcome = real.publish()
    assert outcome
    assert outcome.ok
    assert sorted(real.titles()) == sorted([*THREE, *([] if first else ["Earlier"])])
    assert "claim.json" not in real.repo.files("ghblog")
    assert real.publish() is None


def test_killed_while_settling_the_next_run_repairs_it(real: Writer) -> None:
    real.write_posts(3)
    process: list[subprocess.Popen[bytes]] = []

    real.box.faults.add(commits, before=lambda: kill_now(process), drop="before")
    process.append(start(real))
    process[0].wait(timeout=60)
    assert len(real.repo.issues) == 3
    outcome = real.publish()
    assert outcome
    assert outcome.ok
    assert {result.change.action for result in outcome.results} == {Action.RECORD}
    assert real.titles() == THREE
    assert all(issue.edits == 0 for issue in real.repo.issues)
    assert "Report 2" in real.readme()


def test_a_dead_run_of_this_machine_is_awaited_for_a_minute_only(real: Writer) -> None:
    real.write_posts(2)
    process: list[subprocess.Popen[bytes]] = []
    real.box.faults.add(creates, nth=2, before=lambda: kill_now(process))
    process.append(start(real))
    process[0].wait(timeout=60)
    before = real.box.clock.monotonic()
    real.publish()
    assert real.box.clock.monotonic() - before < 90
    assert real.titles() == THREE[:2]


def test_the_lost_answer_of_a_create_is_looked_up_and_not_repeated(writer: Writer) -> None:
    writer.write_posts(3)
    writer.box.faults.add(creates, drop="after")
    before = writer.box.clock.monotonic()
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert sorted(writer.titles()) == THREE
    assert writer.box.clock.monotonic() - before >= 60
    assert writer.publish() is None


def test_a_create_that_never_arrived_is_made_a_minute_later(writer: Writer) -> None:
    writer.write_posts(3)
    writer.box.faults.add(creates, drop="before")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert sorted(writer.titles()) == THREE


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_on_a_create_may_have_created_it(writer: Writer, status: int) -> None:
    writer.write_posts(2)
    writer.box.faults.add(creates, status=status)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert sorted(writer.titles()) == THREE[:2]


def test_nonsense_in_answer_to_a_create_is_settled_by_looking(writer: Writer) -> None:
    writer.write_posts(2)
    writer.box.faults.add(creates, nonsense=b"<html>oops")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert sorted(writer.titles()) == THREE[:2]


def test_lists_that_lag_do_not_hide_what_a_lost_answer_created(writer: Writer) -> None:
    writer.box.lag = 3600
    for _n in range(3):
        writer.repo.add_pull_request()
    writer.write_posts(3)
    writer.box.faults.add(creates, drop="after", times=3)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert sorted(writer.titles()) == THREE


def test_a_hundred_pull_requests_in_a_row_do_not_hide_an_issue(writer: Writer) -> None:
    writer.write("posts/earlier.md", "# Earlier\n\ntext\n")
    writer.publish()
    writer.box.clock.advance(7200)
    writer.write_posts(1)

    def flood() -> None:
        for _ in range(150):
            writer.repo.add_pull_request()

    writer.box.faults.add(creates, before=flood, drop="after")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.titles() == ["Earlier", "Report 0"]


def test_every_answer_to_a_create_lost_for_ever_leaves_the_claim_and_no_second_issue(
    writer: Writer,
) -> None:
    writer.write_posts(2)
    writer.box.faults.add(creates, drop="before", times=None)
    outcome = writer.publish()
    assert outcome
    assert not outcome.ok
    assert {result.status for result in outcome.results} == {Status.DOUBT}
    assert "claim.json" in writer.repo.files("ghblog")
    writer.box.faults.clear()
    healed = writer.publish()
    assert healed
    assert healed.ok
    assert sorted(writer.titles()) == THREE[:2]


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("drop", ["before", "after"])
def test_a_commit_whose_answer_was_lost_is_not_made_twice(
    writer: Writer, nth: int, drop: str
) -> None:
    writer.write("posts/earlier.md", "# Earlier\n\ntext\n")
    writer.publish()
    commits_before = len(writer.repo.log("ghblog"))
    writer.write_posts(60)  # claim, checkpoint, settle
    writer.box.faults.add(commits, nth=nth, drop=drop)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert len(writer.repo.issues) == 61
    assert len(writer.repo.log("ghblog")) - commits_before == 3
    assert writer.publish() is None


@pytest.mark.parametrize("drop", ["before", "after"])
@pytest.mark.parametrize("what", ["/git/trees", "/git/commits", "/git/refs"])
def test_the_branch_is_made_once_whatever_answer_is_lost(
    writer: Writer, what: str, drop: str
) -> None:
    writer.write_posts(1)
    writer.box.faults.add(
        lambda incoming: incoming.method == "POST" and incoming.path.endswith(what), drop=drop
    )
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.titles() == THREE[:1]


def test_a_pushed_readme_is_read_again_and_kept(writer: Writer) -> None:
    writer.write_posts(1)
    writer.publish()

    def push() -> None:
        readme = writer.stored("README.md", "main") + b"\npushed meanwhile\n"
        writer.repo.commit("main", {"README.md": readme}, "somebody pushed")

    writer.write_posts(1, start=1)
    writer.box.faults.add(creates, before=push)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    readme = writer.readme()
    assert "pushed meanwhile" in readme
    assert "[Report 1]" in readme


def test_two_machines_publishing_at_once_make_one_issue_a_post(writer: Writer) -> None:
    writer.write("posts/earlier.md", "# Earlier\n\ntext\n")
    writer.publish()
    writer.write_posts(3)
    inside: list[object] = []

    def other_machine() -> None:
        inside.append(writer.publish(machine="desktop"))

    # The other one publishes between our read and our claim.
    writer.box.faults.add(commits, before=other_machine)
    assert writer.publish() is None
    assert inside[0]
    assert sorted(writer.titles()) == ["Earlier", *THREE]


def test_another_machines_claim_is_awaited_and_its_creates_are_adopted(writer: Writer) -> None:
    writer.write_posts(3)
    writer.box.faults.add(creates, nth=2, drop="before", times=None)
    writer.publish(machine="desktop")
    assert len(writer.repo.issues) == 1
    writer.box.faults.clear()
    before = writer.box.clock.monotonic()
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert 300 <= writer.box.clock.monotonic() - before <= 420
    assert sorted(writer.titles()) == THREE


def test_waiting_has_an_end_and_says_how_long_it_would_take(writer: Writer) -> None:
    writer.write_posts(3)
    writer.box.faults.add(creates, nth=2, drop="before", times=None)
    writer.publish(machine="desktop")
    with pytest.raises(BusyError) as caught:
        writer.blog(max_wait=10).publish(agree=lambda plan: True)
    assert caught.value.exit_code == 5


def test_a_wait_longer_than_the_lease_renews_it_before_the_next_create(writer: Writer) -> None:
    writer.write_posts(3)
    limited = {"retry-after": "900"}
    words = {"message": "You have exceeded a secondary rate limit."}
    writer.box.faults.add(creates, nth=2, status=403, body=words, headers=limited)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.titles() == THREE
    assert any("Checkpoint" in commit.message for commit in writer.repo.log("ghblog"))


def test_a_run_that_lost_its_claim_while_waiting_creates_nothing_more(writer: Writer) -> None:
    writer.write("posts/earlier.md", "# Earlier\n\ntext\n")
    writer.publish()
    writer.write_posts(3)
    words = {"message": "You have exceeded a secondary rate limit."}
    writer.box.faults.add(creates, nth=2, status=403, body=words, headers={"retry-after": "900"})
    blog = writer.blog()
    taken: list[bool] = []

    def sleeping(seconds: float) -> None:
        writer.box.clock.sleep(seconds)
        if seconds > 600 and not taken:
            taken.append(True)
            writer.publish(machine="desktop")

    blog.clock = Restless(writer.box.clock, sleeping)
    outcome = blog.publish(agree=lambda plan: True)
    assert taken
    assert outcome
    assert "another run" in outcome.problem
    assert sorted(writer.titles()) == ["Earlier", *THREE]
    assert writer.publish() is None


def test_stopping_saves_what_was_done_and_gives_the_claim_back(writer: Writer) -> None:
    writer.write_posts(3)
    writer.stop = lambda: len(writer.repo.issues) >= 1
    outcome = writer.publish()
    assert outcome
    assert not outcome.ok
    assert [result.status for result in outcome.results] == [
        Status.DONE,
        Status.SKIPPED,
        Status.SKIPPED,
    ]
    assert "claim.json" not in writer.repo.files("ghblog")
    writer.stop = lambda: False
    before = writer.box.clock.monotonic()
    again = writer.publish()
    assert again
    assert again.ok
    assert writer.box.clock.monotonic() - before < 30
    assert writer.titles() == THREE


def test_a_picture_that_changes_while_running_publishes_nothing_wrong(writer: Writer) -> None:
    writer.write("posts/p.png", png(1))
    writer.write("posts/a.md", "# A\n\n![](p.png)\n")

    def agree(plan: object) -> bool:
        writer.write("posts/p.png", png(2))
        return True

    outcome = writer.blog().publish(agree=agree)
    assert outcome
    assert not outcome.ok
    assert writer.repo.issues == []
    assert "claim.json" not in writer.repo.files("ghblog")


def test_a_refused_create_fails_that_post_only(writer: Writer) -> None:
    writer.write_posts(3)
    words = {"message": "Validation Failed", "errors": [{"resource": "Issue", "code": "custom"}]}
    writer.box.faults.add(creates, nth=2, status=422, body=words)
    outcome = writer.publish()
    assert outcome
    assert not outcome.ok
    assert [result.status for result in outcome.results] == [
        Status.DONE,
        Status.FAILED,
        Status.DONE,
    ]
    assert writer.titles() == ["Report 0", "Report 2"]


def test_a_bad_token_is_told_before_anything_is_done(writer: Writer) -> None:
    writer.write_posts(1)
    writer.token = "ghp_wrong"
    with pytest.raises(NotAuthenticatedError) as caught:
        writer.publish()
    assert caught.value.exit_code == 4
    assert "ghp_wrong" not in f"{caught.value}{caught.value.hint}"


def test_a_stranger_may_not_publish_and_leaves_no_trace(writer: Writer) -> None:
    writer.write_posts(1)
    writer.token = "ghp_reader"
    with pytest.raises(GhblogError) as caught:
        writer.publish()
    assert caught.value.exit_code == 4
    assert writer.repo.issues == []


def test_a_renamed_repository_is_followed_and_told(writer: Writer) -> None:
    writer.write_posts(1)
    writer.publish()
    writer.repo.rename("weekly-reports")
    writer.write_posts(1, start=1)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.titles() == THREE[:2]
    assert any("weekly-reports" in notice for notice in outcome.plan.notices)


def test_issues_switched_off_and_an_archived_repository_are_told(writer: Writer) -> None:
    writer.write_posts(1)
    writer.repo.has_issues = False
    with pytest.raises(GhblogError, match="switched off"):
        writer.publish()
    writer.repo.has_issues = True
    writer.repo.archived = True
    with pytest.raises(GhblogError, match="archived"):
        writer.publish()


def test_a_branch_of_that_name_that_is_not_ours_is_never_touched(writer: Writer) -> None:
    writer.repo.commit("ghblog", {"index.html": b"mine"}, "my own branch")
    head = writer.repo.head("ghblog")
    writer.write_posts(1)
    with pytest.raises(GhblogError, match="not made by ghblog"):
        writer.publish()
    assert writer.repo.head("ghblog") == head
    assert writer.repo.issues == []


def test_what_a_dead_run_created_is_kept_by_a_run_that_is_limited_to_another_post(
    writer: Writer,
) -> None:
    writer.write_posts(3)
    other = writer.write("posts/other.md", "# Other\n\ntext\n")
    writer.box.faults.add(creates, nth=3, drop="before", times=None)
    writer.publish(machine="desktop")
    writer.box.faults.clear()
    assert len(writer.repo.issues) == 2
    writer.publish(other)
    writer.publish()
    assert sorted(writer.titles()) == ["Other", *THREE]


def test_a_dead_claim_with_nothing_left_to_do_is_cleared_away(writer: Writer) -> None:
    writer.write("posts/earlier.md", "# Earlier\n\ntext\n")
    writer.publish()
    path = writer.write("posts/new.md", "# New\n\ntext\n")
    writer.box.faults.add(creates, drop="before", times=None)
    writer.publish(machine="desktop")
    writer.box.faults.clear()
    path.unlink()
    assert "claim.json" in writer.repo.files("ghblog")
    assert writer.publish() is None
    assert "claim.json" not in writer.repo.files("ghblog")
    assert writer.counted() == (None, 1)


def test_a_create_that_lands_much_too_late_is_told(writer: Writer) -> None:
    writer.write_posts(1)
    writer.publish()
    first = writer.repo.issues[0]
    writer.repo.add_issue(title=first.title, body=first.body, author="writer")
    notices = writer.plan().notices
    assert len(notices) == 1
    assert "#2 bears the title of #1" in notices[0]


@pytest.mark.parametrize("dies", [False, True], ids=["it lives on", "it dies after the checkpoint"])
def test_a_checkpoint_forgets_no_create_whose_answer_was_lost(writer: Writer, dies: bool) -> None:
    writer.write("posts/earlier.md", "# Earlier\n\ntext\n")
    writer.publish()
    writer.write_posts(60)
    writer.box.faults.add(creates, nth=3, drop="after")
    if dies:
        writer.box.faults.add(creates, nth=55, before=lambda: None, drop="before", times=None)
        writer.box.faults.add("LookUp", status=500, times=None)
        writer.box.faults.add("GET /issues", status=500, times=None)
    writer.publish(machine="desktop")
    writer.box.faults.clear()
    writer.publish()
    assert sorted(writer.titles()) == sorted(["Earlier", *(f"Report {n}" for n in range(60))])
    assert writer.publish() is None


def test_a_look_up_that_fails_keeps_the_claim_and_the_doubt(writer: Writer) -> None:
    writer.write("posts/earlier.md", "# Earlier\n\ntext\n")
    writer.publish()
    writer.write_posts(1)
    writer.box.faults.add(creates, drop="after")
    writer.box.faults.add("GET /issues", status=500, times=None)
    outcome = writer.publish()
    assert outcome
    assert [result.status for result in outcome.results] == [Status.DOUBT]
    assert "claim.json" in writer.repo.files("ghblog")
    writer.box.faults.clear()
    for n in range(40):
        writer.repo.add_issue(title=f"A reader's issue {n}", author="reader")
    healed = writer.publish()
    assert healed
    assert healed.ok
    assert writer.titles().count("Report 0") == 1


def test_an_id_given_after_a_run_died_finds_the_issue_it_made(writer: Writer) -> None:
    path = writer.write("posts/a.md", "---\ntitle: A\n---\ntext\n")
    writer.box.faults.add(creates, drop="after")
    writer.box.faults.add("GET /issues", status=500, times=None)
    writer.publish()
    writer.box.faults.clear()
    path.write_text("---\ntitle: A\nid: forever\n---\ntext\n")
    writer.publish()
    assert writer.titles() == ["A"]


def test_an_edit_on_the_web_while_the_writer_thinks_is_not_overwritten(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.publish()
    writer.write("posts/a.md", "# A\n\ntwo\n")
    issue = writer.repo.issues[0]

    def think(plan: object) -> bool:
        writer.box.clock.advance(20)
        issue.body = issue.body.replace("one", "one, edited on the web")
        return True

    outcome = writer.blog().publish(agree=think)
    assert outcome
    assert not outcome.ok
    assert "one, edited on the web" in issue.body


def test_every_text_of_a_large_update_is_read_again_after_the_writer_thought(
    writer: Writer,
) -> None:
    writer.write_posts(60)
    writer.publish()
    writer.box.clock.advance(3600)
    for path in (writer.folder / "posts").iterdir():
        path.write_text(path.read_text() + "more\n")
    edited, other = writer.repo.issues[57], writer.repo.issues[58]

    def think(plan: object) -> bool:
        writer.box.clock.advance(20)
        edited.body = edited.body.replace("Text", "Edited on the web: text")
        return True

    outcome = writer.blog().publish(agree=think)
    assert outcome
    assert [one.change.title for one in outcome.results if one.status is not Status.DONE] == [
        edited.title
    ]
    assert "Edited on the web" in edited.body
    assert "more" in other.body

"""The action, used by workflows of every kind of event, against the sandbox."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from composite.stage import FOLDER, GITHUB_TOKEN, READ_ONLY, Stage, numbers, report
from payloads import events

DAY = timedelta(days=1).total_seconds()
COMMENTED = ("POST", "PATCH", "DELETE")


def test_a_push_publishes_and_the_next_run_finds_nothing_to_do(stage: Stage) -> None:
    used = stage.run(stage.push({"第 1 期.md": report("第 1 期"), "第 2 期.md": report("第 2 期")}))
    assert (used.code, used.status) == (0, "success"), used.raw
    assert stage.titles() == ["第 1 期", "第 2 期"]
    assert numbers(used) == {"created": 2, "updated": 0, "skipped": 0, "failed": 0}
    assert json.loads(used.outputs["urls"]) == [f"{stage.repo.url}/issues/{n}" for n in (1, 2)]
    assert used.outputs["changed"] == "true"
    assert json.loads(used.outputs["plan"])["counts"]["create"] == 2
    assert f"({stage.repo.url}/issues/1)" in used.summary.replace("<", "").replace(">", "")
    assert "第 2 期" in used.summary
    assert used.annotations == []
    # With a personal token the index's commit starts another run, by a push of its own.
    again, requests = stage.counted(events.push(stage.repo))
    assert requests == 1
    assert (again.code, again.outputs["changed"], again.outputs["urls"]) == (0, "false", "[]")
    assert numbers(again) == {"created": 0, "updated": 0, "skipped": 2, "failed": 0}


def test_one_run_makes_up_for_those_that_were_missed_or_queued(stage: Stage) -> None:
    old = stage.push({"a.md": report("A")})
    stage.push({"b.md": report("B")})
    stage.push({"a.md": report("A", "edited")})
    used = stage.run(old)  # its checkout is of the branch's tip
    assert used.code == 0, used.raw
    assert stage.titles() == ["A", "B"]
    assert "edited" in stage.repo.issue(1).body
    assert stage.counted(events.push(stage.repo))[1] == 1


@pytest.mark.parametrize("ref", ["refs/heads/draft", "refs/tags/v1"])
def test_only_the_default_branch_is_published_but_any_may_be_looked_at(
    stage: Stage, ref: str
) -> None:
    event = stage.push({"a.md": report("A")}, branch="draft")
    if ref != event.ref:
        stage.repo.git.set_ref(ref, event.sha)
        event = events.push(stage.repo, ref)
    used, requests = stage.counted(event)
    assert (used.code, used.status, requests) == (2, "failure", 0)
    [error] = used.told("error")
    assert "default branch" in error and "dry-run: true" in error
    assert "default branch" in used.summary
    assert numbers(used)["created"] == 0
    looked = stage.run(event, dry_run="true")
    assert looked.code == 0, looked.raw
    assert numbers(looked)["created"] == 1
    assert stage.repo.issues == []


def test_a_button_with_boxes_looks_or_publishes(stage: Stage) -> None:
    stage.push({f"{n}.md": report(f"Report {n}") for n in range(5)})
    event = events.workflow_dispatch(stage.repo, {"dry-run": "true", "yes": "false"})
    looked = stage.run(event, dry_run="true", yes="false")
    assert numbers(looked)["created"] == 5
    assert looked.outputs["changed"] == "false"
    unsafe = stage.run(event, dry_run="false", yes="false")
    assert (unsafe.code, unsafe.outputs["changed"]) == (1, "false")
    assert "needs a yes" in unsafe.summary
    assert "run the workflow by hand with `yes`" in unsafe.told("error")[0]
    assert stage.repo.issues == []
    used = stage.run(event, dry_run="false", yes="true")
    assert used.code == 0, used.raw
    assert numbers(used)["created"] == 5


@pytest.mark.parametrize("bare", [False, True], ids=["new payload", "old payload"])
def test_a_schedule_publishes_posts_whose_date_has_come(stage: Stage, bare: bool) -> None:
    stage.push({"later.md": b"---\ndate: 2026-11-24\n---\n# Later\n\ntext\n"})
    early = stage.run(events.schedule(stage.repo, bare=bare))
    assert early.code == 0, early.raw
    assert numbers(early) == {"created": 0, "updated": 0, "skipped": 1, "failed": 0}
    stage.box.clock.advance(2 * DAY)
    late = stage.run(events.schedule(stage.repo, bare=bare))
    assert late.code == 0, late.raw
    assert stage.titles() == ["Later"]


def test_a_pull_request_gets_one_comment_which_follows_its_branch(stage: Stage) -> None:
    opened = stage.push({"a.md": report("A")}, branch="draft")
    item = stage.repo.add_pull_request(title="More reports", author="writer")
    first = stage.run(stage.pull(item, "draft"), GITHUB_TOKEN, yes="true", dry_run="false")
    assert first.code == 0, first.raw
    assert [comment.author for comment in item.comments] == ["github-actions[bot]"]
    assert "A" in item.comments[0].body
    [made] = item.comments
    stage.push({"b.md": report("B")}, branch="draft")
    event = stage.pull(item, "draft", before=opened.sha)
    second = stage.run(event, GITHUB_TOKEN)
    assert second.code == 0, second.raw
    assert [comment.id for comment in item.comments] == [made.id]
    assert "B" in item.comments[0].body
    edited = item.comments[0].updated
    stage.box.clock.advance(60)
    third, _ = stage.counted(event, GITHUB_TOKEN)  # nothing new to say
    assert item.comments[0].updated == edited
    assert numbers(third)["created"] == 2
    assert stage.repo.issues == []
    assert stage.repo.head("ghblog") is None
    assert stage.run(event, GITHUB_TOKEN, comment="false").code == 0
    assert len(item.comments) == 1


def test_a_pull_request_from_a_fork_shows_its_plan_in_the_summary(stage: Stage) -> None:
    fork = stage.box.add_repository("reader/weekly", files={"README.md": b"# weekly\n"})
    stage.push({"a.md": report("A")}, branch="stranger")
    item = stage.repo.add_pull_request(title="Mine", author="reader")
    event = stage.pull(item, "stranger", source=fork)
    used = stage.run(event, READ_ONLY, yes="true", dry_run="false")
    assert used.code == 0, used.raw
    assert "A" in used.summary and numbers(used)["created"] == 1
    assert used.told("notice") and not used.told("error")
    assert item.comments == []
    assert [one.method for one in stage.box.requests if one.method in COMMENTED[1:]] == []


def test_no_token_at_all_shows_a_plan_and_publishes_nothing(stage: Stage) -> None:
    event = stage.push({"a.md": report("A")})
    looked, requests = stage.counted(event, "", dry_run="true")
    assert (looked.code, requests) == (0, 0), looked.raw
    assert "A" in looked.summary
    used, requests = stage.counted(event, "")
    assert (used.code, requests) == (4, 0)
    assert "token" in used.told("error")[0]


def test_events_by_which_strangers_could_publish_are_refused(stage: Stage) -> None:
    push = stage.push({"a.md": report("A")})
    event = events.Event(
        "pull_request_target", push.payload, stage.repo, push.ref, push.sha, "reader"
    )
    used, requests = stage.counted(event)
    assert (used.code, requests) == (2, 0)
    assert "pull_request_target" in used.told("error")[0]


def test_what_is_wrong_is_said_beside_the_line(stage: Stage) -> None:
    event = stage.push(
        {"好.md": report("好"), "坏 报.md": b"---\ntitle: x\ndate: 2026-13-45\n---\n\ntext\n"}
    )
    used = stage.run(event)
    assert used.code == 1
    assert stage.titles() == ["好"]
    [error] = [one for one in used.annotations if one.level == "error"]
    assert (error.file, error.line) == (f"{FOLDER}/坏 报.md", 3)
    assert numbers(used) == {"created": 1, "updated": 0, "skipped": 0, "failed": 1}


def test_warnings_fail_the_step_if_asked_to_once_all_is_published(stage: Stage) -> None:
    event = stage.push({"a.md": report("A", "[x](no-such.md)")})
    strict = stage.run(event, fail_on="warning")
    assert strict.code == 1
    assert stage.titles() == ["A"]
    assert strict.told("warning")
    assert stage.run(event).code == 0

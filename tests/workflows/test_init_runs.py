"""The workflow that `ghblog init` writes, run: each job has the rights it needs, and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from composite.stage import FOLDER, Stage, numbers, report, settings
from payloads import events
from workflows.running import run
from workflows.writing import VERSION, made

from ghblog.model import Kind

DAY = timedelta(days=1).total_seconds()
BELOW = f"{FOLDER}/"
WAYS = {"an action": made(below=BELOW), "a version": made(below=BELOW, installed=VERSION)}

both_ways = pytest.mark.parametrize("text", WAYS.values(), ids=WAYS.keys())


@both_ways
def test_a_push_publishes_and_the_index_is_committed(stage: Stage, text: str) -> None:
    event = stage.push({"第 1 期.md": report("第 1 期"), "第 2 期.md": report("第 2 期")})
    jobs = run(stage, event, text)
    assert list(jobs) == ["publish"]
    assert jobs["publish"].code == 0, jobs["publish"].raw
    assert stage.titles() == ["第 1 期", "第 2 期"]
    readme = stage.repo.read("README.md")
    assert readme and "第 2 期".encode() in readme
    again = run(stage, events.push(stage.repo), text)["publish"]
    assert (again.code, again.outputs["changed"]) == (0, "false")


def test_a_pull_request_gets_a_comment_and_nothing_is_published(stage: Stage) -> None:
    stage.push({"a.md": report("A")}, branch="draft")
    item = stage.repo.add_pull_request(title="A report", author="writer")
    jobs = run(stage, stage.pull(item, "draft"), WAYS["an action"])
    assert list(jobs) == ["plan"]
    assert jobs["plan"].code == 0, jobs["plan"].raw
    (comment,) = item.comments
    assert "a.md" in comment.body
    assert (stage.repo.issues, stage.repo.head("ghblog")) == ([], None)


def test_the_boxes_look_and_agree(stage: Stage) -> None:
    stage.push({f"{n}.md": report(f"Report {n}") for n in range(5)})

    def press(**boxes: str) -> int:
        chosen = {"dry-run": "false", "yes": "false", **boxes}
        event = events.workflow_dispatch(stage.repo, chosen)
        return run(stage, event, WAYS["a version"])["publish"].code

    assert press(**{"dry-run": "true"}) == 1  # it would need a yes
    assert press() == 1
    assert stage.repo.issues == []
    assert press(yes="true") == 0
    assert len(stage.repo.issues) == 5


def test_a_report_comes_out_on_the_day_it_was_written_for(stage: Stage) -> None:
    text = b"---\ndate: 2026-11-23\n---\n# Tomorrow's\n\ntext\n"
    stage.push({"tomorrow.md": text})
    waits = run(stage, events.schedule(stage.repo), WAYS["an action"])["publish"]
    assert (waits.code, stage.titles()) == (0, [])
    stage.box.clock.sleep(DAY)
    assert run(stage, events.schedule(stage.repo), WAYS["an action"])["publish"].code == 0
    assert stage.titles() == ["Tomorrow's"]


def test_discussions_need_the_right_that_is_given_only_for_them(stage: Stage) -> None:
    stage.repo.has_discussions = True
    stage.repo.make_categories()
    event = stage.push(
        {
            "ghblog.toml": settings(posts__target="discussion", posts__category="General"),
            "a.md": report("A"),
        }
    )
    refused = run(stage, event, WAYS["an action"])["publish"]
    assert refused.code == 1
    assert "`discussions: write` into the workflow" in refused.raw.replace("\n", " ")
    used = run(stage, event, made(below=BELOW, kind=Kind.DISCUSSION))["publish"]
    assert used.code == 0, used.raw
    assert numbers(used)["created"] == 1


def test_the_index_may_come_by_a_pull_request_with_the_right_that_is_given_for_it(
    stage: Stage,
) -> None:
    more = settings(index__commit="pull-request")
    event = stage.push({"ghblog.toml": more, "a.md": report("A")})
    used = run(stage, event, made(below=BELOW, index_commit="pull-request"))["publish"]
    assert used.code == 0, used.raw
    (pull,) = stage.repo.pulls
    assert pull.author == "github-actions[bot]"
    assert stage.repo.read("README.md") == b"# weekly\n"

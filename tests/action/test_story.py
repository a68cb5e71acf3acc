"""What a workflow does, from the event to what people see."""

from __future__ import annotations

import json

from action.runner import TOKEN, Runner


def test_a_push_publishes_and_says_what_it_did(runner: Runner) -> None:
    ran = runner.run()
    assert ran.code == 0
    assert [issue.title for issue in runner.repo.issues] == ["First report"]
    assert ran.outputs["created"] == "1"
    assert json.loads(ran.outputs["urls"]) == [f"{runner.box.url}/writer/weekly/issues/1"]
    assert ran.outputs["changed"] == "true"
    assert "### Plan" in ran.summary
    assert "### Outcome" in ran.summary
    assert f"[`First report`](<{runner.box.url}/writer/weekly/issues/1>)" in ran.summary
    assert TOKEN not in ran.log
    assert ran.told("error") == []


def test_the_next_run_finds_nothing_to_do_with_one_request(runner: Runner) -> None:
    runner.run()
    runner.inputs["token"] = "ghp_writer"  # whose commit to the index starts another run
    before = len(runner.box.requests)
    ran = runner.run()
    assert ran.code == 0
    assert len(runner.box.requests) == before + 1
    assert (ran.outputs["created"], ran.outputs["changed"]) == ("0", "false")
    assert ran.outputs["skipped"] == "1"


def test_a_pull_request_shows_the_plan_in_a_comment_and_publishes_nothing(runner: Runner) -> None:
    pull = runner.repo.add_pull_request(title="More")
    ran = runner.run("pull_request", runner.pull(pull.number), f"refs/pull/{pull.number}/merge")
    assert ran.code == 0
    assert runner.repo.issues == []
    (comment,) = pull.comments
    assert "First report" in comment.body
    assert ran.outputs["changed"] == "false"
    assert ran.outputs["created"] == "1"
    again = runner.run("pull_request", runner.pull(pull.number), f"refs/pull/{pull.number}/merge")
    assert again.code == 0
    assert [one.body for one in pull.comments] == [comment.body]

"""Runners that lack what a runner should have: what is published all the same, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from action.runner import Runner, git


@pytest.fixture
def nowhere(tmp_path: Path) -> str:
    return str(tmp_path / "no such folder" / "file")


def test_without_a_summary_all_is_published_and_the_log_says_why_there_is_none(
    runner: Runner, nowhere: str
) -> None:
    runner.variables["GITHUB_STEP_SUMMARY"] = nowhere
    ran = runner.run()
    assert (ran.code, ran.outputs["created"]) == (0, "1")
    (warning,) = ran.told("warning")
    assert warning.startswith("the summary could not be written: No such file or directory")


def test_without_outputs_the_step_fails_and_says_that_all_else_is_done(
    runner: Runner, nowhere: str
) -> None:
    runner.variables["GITHUB_OUTPUT"] = nowhere
    ran = runner.run()
    assert ran.code == 1
    assert [issue.title for issue in runner.repo.issues] == ["First report"]
    (error,) = ran.told("error")
    assert error.startswith("the step's outputs cannot be written: No such file or directory")
    assert "is done" in error
    assert "1 new" in ran.summary


@pytest.mark.parametrize("event", ["merge_group", "workflow_dispatch"])
def test_of_a_shallow_clone_of_something_else_nobody_claims_that_it_is_behind(
    runner: Runner, event: str
) -> None:
    runner.push({"README.md": b"# weekly, anew\n"})
    head = runner.repo.head()
    assert head
    runner.repo.git.set_ref("refs/heads/queue", head)
    runner.push({"posts/2026-11-21-b.md": "# B\n\nText.\n"}, branch="queue")
    runner.checkout_again("queue", depth=1)
    assert git(runner.workspace, "rev-list", "--count", "HEAD") == "1"
    runner.inputs["dry-run"] = "true"
    ran = runner.run(event, ref="refs/heads/queue")
    assert ran.outputs["created"] == "2"
    assert not [one for one in ran.told("notice") if "without the newest commit" in one]


def test_where_no_home_is_known_all_is_published_and_nothing_kept(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)  # a user without a name
    ran = runner.run()
    assert (ran.code, ran.outputs["created"]) == (0, "1")
    assert runner.run().outputs["changed"] == "false"


def test_after_a_fault_of_ours_other_steps_learn_what_was_written(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no standing")

    monkeypatch.setattr("ghblog.action.working.standing", broken)
    code, _, err = runner.step()
    assert (code, "a fault in ghblog" in err) == (1, True)
    outputs = runner.read(code, "").outputs
    assert (outputs["created"], outputs["changed"]) == ("1", "true")

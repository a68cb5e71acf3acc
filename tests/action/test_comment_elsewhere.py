"""The comment below pull requests of other kinds, and where GitHub takes none."""

from __future__ import annotations

from typing import Any

import pytest
from action.runner import SETTINGS, TOKEN, Ran, Runner

from ghblog.action.comment import mark_of
from ghblog.sandbox.items import Item

COMMENTS = "POST /repos/writer/weekly/issues/*/comments"


@pytest.fixture
def pull(runner: Runner) -> Item:
    return runner.repo.add_pull_request(title="More reports")


def run(runner: Runner, pull: Item, base: str = "main") -> Ran:
    payload: dict[str, Any] = dict(runner.pull(pull.number))
    payload["pull_request"] |= {"base": {"ref": base}}
    return runner.run("pull_request", payload, f"refs/pull/{pull.number}/merge")


@pytest.mark.parametrize(
    ("status", "said", "told"),
    [
        (403, "Unable to create comment because issue is locked.", "the pull request is locked"),
        (503, "Service Unavailable", "comment on #"),
        (422, "Validation Failed", "Validation Failed"),
    ],
)
def test_a_comment_that_github_does_not_take_fails_nothing_and_the_true_reason_is_told(
    runner: Runner, pull: Item, status: int, said: str, told: str
) -> None:
    runner.box.faults.add(COMMENTS, status=status, body={"message": said})
    ran = run(runner, pull)
    assert (ran.code, ran.outputs["created"]) == (0, "1")
    (notice,) = [one for one in ran.told("notice") if "not in a comment" in one]
    assert told in notice
    assert "the job needs" not in notice
    assert "First report" in ran.summary


def test_what_goes_to_another_branch_is_not_said_to_be_published_by_merging(
    runner: Runner, pull: Item
) -> None:
    run(runner, pull, base="develop")
    (comment,) = pull.comments
    assert "Merging this into `develop` publishes nothing" in comment.body
    run(runner, pull)
    assert "Merging this would publish:" in comment.body


def test_blogs_of_one_name_that_go_to_two_repositories_have_a_comment_each(
    runner: Runner, pull: Item
) -> None:
    runner.box.add_repository("writer/other", files={"README.md": b"# other\n"})
    runner.write("other/ghblog.toml", SETTINGS.replace(b"writer/weekly", b"writer/other"))
    runner.write("other/posts/2026-11-21-b.md", "# Another\n\ntext\n")
    runner.inputs["token"] = "ghp_writer"
    for folder in (".", "other", "."):
        runner.inputs["folder"] = folder
        assert run(runner, pull).code == 0
    first, second = [comment.body for comment in pull.comments]
    assert first.startswith(f"{mark_of('main')}\n") and "`First report`" in first
    assert second.startswith(mark_of("main", "writer/other")) and "`Another`" in second
    assert TOKEN not in first + second

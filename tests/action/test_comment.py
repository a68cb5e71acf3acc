"""The one comment below a pull request."""

from __future__ import annotations

import json

import pytest
from action.runner import Ran, Runner

from ghblog.action.comment import mark_of
from ghblog.sandbox.items import Item

MARK = mark_of("main")


@pytest.fixture
def pull(runner: Runner) -> Item:
    return runner.repo.add_pull_request(title="More reports")


def run(runner: Runner, pull: Item, *, fork: bool = False) -> Ran:
    payload = runner.pull(pull.number, fork=fork)
    return runner.run("pull_request", payload, f"refs/pull/{pull.number}/merge")


def bodies(pull: Item) -> list[str]:
    return [one.body for one in pull.comments]


def writes(runner: Runner) -> list[str]:
    asked = [entry.method for entry in runner.box.requests if "/comments" in entry.path]
    runner.box.requests.clear()
    return [method for method in asked if method != "GET"]


def test_it_is_made_once_and_kept_up_to_date(runner: Runner, pull: Item) -> None:
    run(runner, pull)
    assert writes(runner) == ["POST"]
    run(runner, pull)
    assert writes(runner) == []
    runner.write("posts/2026-11-21-second.md", "# Second report\n\nText.\n")
    run(runner, pull)
    assert writes(runner) == ["PATCH"]
    (body,) = bodies(pull)
    assert body.startswith(MARK)
    assert "2 new" in body
    assert "`Second report`" in body


def test_it_is_by_the_bot_and_found_again_though_its_login_reads_otherwise(
    runner: Runner, pull: Item
) -> None:
    run(runner, pull)
    assert [one.author for one in pull.comments] == ["github-actions[bot]"]


def test_somebody_else_with_our_mark_is_left_alone(runner: Runner, pull: Item) -> None:
    runner.box.add_user("stranger")
    runner.repo.add_comment(pull.number, f"{MARK}\nmine", author="stranger")
    run(runner, pull)
    assert bodies(pull)[0] == f"{MARK}\nmine"
    assert len(pull.comments) == 2


def test_our_own_comment_without_the_mark_is_left_alone(runner: Runner, pull: Item) -> None:
    runner.repo.add_comment(pull.number, f"I quote {MARK}", author="github-actions[bot]")
    run(runner, pull)
    assert bodies(pull)[0] == f"I quote {MARK}"
    assert len(pull.comments) == 2


def test_of_two_that_were_made_at_once_the_newest_stays(runner: Runner, pull: Item) -> None:
    def another() -> None:
        runner.repo.add_comment(pull.number, f"{MARK}\nother", author="github-actions[bot]")

    runner.box.faults.add("POST /repos/writer/weekly/issues/*/comments", before=another)
    run(runner, pull)
    (body,) = bodies(pull)
    assert "First report" in body


def test_older_ones_go_and_the_newest_is_updated(runner: Runner, pull: Item) -> None:
    for text in ("old", "new"):
        runner.repo.add_comment(pull.number, f"{MARK}\n{text}", author="github-actions[bot]")
    newest = pull.comments[-1].id
    run(runner, pull)
    assert [one.id for one in pull.comments] == [newest]
    assert "First report" in bodies(pull)[0]


def test_two_blogs_have_a_comment_each(runner: Runner, pull: Item) -> None:
    run(runner, pull)
    runner.variables["GHBLOG_BLOG_NAME"] = "other"
    run(runner, pull)
    assert [body.splitlines()[0] for body in bodies(pull)] == [MARK, mark_of("other")]


def test_a_pull_request_that_publishes_nothing_gets_none(runner: Runner, pull: Item) -> None:
    runner.run()
    run(runner, pull)
    assert bodies(pull) == []


def test_a_comment_that_is_there_says_that_nothing_is_published_any_more(
    runner: Runner, pull: Item
) -> None:
    run(runner, pull)
    runner.run()
    run(runner, pull)
    (body,) = bodies(pull)
    assert "Merging this would publish nothing" in body


def test_it_is_found_below_a_hundred_others(runner: Runner, pull: Item) -> None:
    for number in range(100):
        runner.repo.add_comment(pull.number, f"comment {number}")
    run(runner, pull)
    run(runner, pull)
    assert len(pull.comments) == 101


def test_the_workflow_may_ask_for_none(runner: Runner, pull: Item) -> None:
    runner.inputs["comment"] = "false"
    assert run(runner, pull).code == 0
    assert bodies(pull) == []


def test_a_fork_gets_its_plan_in_the_summary_and_a_notice(runner: Runner, pull: Item) -> None:
    rights = {"contents": "read", "issues": "read", "pull_requests": "read"}
    runner.box.add_token("writer", "ghs_reads", permissions=rights)
    runner.inputs["token"] = "ghs_reads"
    ran = run(runner, pull, fork=True)
    assert ran.code == 0
    assert bodies(pull) == []
    assert "`First report`" in ran.summary
    (notice,) = ran.told("notice")
    assert notice.startswith("the plan is in this summary only, not in a comment: a pull request")
    assert "Resource not accessible by integration" in notice
    assert notice[:60] in ran.summary


def test_without_the_right_the_permission_is_named(runner: Runner, pull: Item) -> None:
    runner.box.add_token("writer", "ghs_reads", permissions={"contents": "read"})
    runner.inputs["token"] = "ghs_reads"
    ran = run(runner, pull)
    assert ran.code == 0
    assert "`pull-requests: write` in its permissions" in ran.told("notice")[0]


def test_without_a_token_the_plan_is_made_from_the_files_alone(runner: Runner, pull: Item) -> None:
    runner.inputs["token"] = ""
    before = len(runner.box.requests)
    ran = run(runner, pull, fork=True)
    assert len(runner.box.requests) == before
    assert ran.code == 0
    assert "`First report`" in ran.summary
    assert "there is no token" in ran.told("notice")[0]
    assert json.loads(ran.outputs["plan"])["counts"]["create"] == 1


def test_a_deleted_comment_is_made_anew(runner: Runner, pull: Item) -> None:
    run(runner, pull)
    runner.write("posts/2026-11-21-second.md", "# Second report\n\nText.\n")
    runner.box.faults.add("PATCH *", status=404, body={"message": "Not Found"})
    run(runner, pull)
    assert "Second report" in bodies(pull)[-1]


def test_a_long_plan_is_cut_so_that_github_takes_it(runner: Runner, pull: Item) -> None:
    for number in range(700):
        runner.write(
            f"posts/2026-{number % 12 + 1:02}-{number % 28 + 1:02}-报告-{number}.md",
            f"# {'周报' * 30}\n\ntext\n",
        )
    ran = run(runner, pull)
    (body,) = bodies(pull)
    assert len(body.encode()) <= 65_536
    assert "more, for which there is no room here" in body
    assert ran.code == 1  # it needs a yes
    assert "Needs a yes" in body

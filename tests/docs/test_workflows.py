"""The workflows of the documentation, run as GitHub runs them: with the rights they ask for."""

from __future__ import annotations

import json

import pytest
from composite.conftest import machine, stage
from composite.job import Used
from composite.stage import Stage, report
from docs.pages import READMES, ROOT, shown
from payloads import events
from payloads.events import Event
from workflows.looking import load
from workflows.running import run

__all__ = ["machine", "stage"]

(TWELVE_LINES,) = shown(READMES[0], "yaml")
RECIPES = [block for block in shown(ROOT / "docs" / "recipes.md", "yaml") if "jobs:" in block]
SETTINGS = b'timezone = "Asia/Shanghai"\n'


def spelled_out(block: str) -> str:
    """The workflow with what GitHub takes for granted."""
    workflow = load(block.replace("OWNER/ghblog@COMMIT", "octo/ghblog@COMMIT"))
    for job in workflow["jobs"].values():
        job.setdefault("if", "success()")
        job.setdefault("permissions", workflow.get("permissions"))
        for step in job["steps"]:
            step.setdefault("with", {})
        job["steps"][0]["with"].setdefault("ref", "${{ github.ref }}")
        job["steps"][0]["with"].setdefault("fetch-depth", 1)
    return json.dumps(workflow)


def publish(stage: Stage, event: Event, block: str) -> Used:
    return run(stage, event, spelled_out(block))["publish"]


def test_twelve_lines_publish_what_is_pushed_and_find_nothing_to_do_after_that(
    stage: Stage,
) -> None:
    event = stage.push({"/ghblog.toml": SETTINGS, "/reports/a.md": report("A")})
    used = publish(stage, event, TWELVE_LINES)
    assert used.code == 0, used.raw
    assert stage.titles() == ["A"]
    again = publish(stage, events.push(stage.repo), TWELVE_LINES)
    assert (again.code, again.outputs["changed"]) == (0, "false")


def test_twelve_lines_show_the_plan_on_a_pull_request_and_publish_nothing(stage: Stage) -> None:
    stage.push({"/reports/a.md": report("A")}, branch="draft")
    item = stage.repo.add_pull_request(title="A report", author="writer")
    used = publish(stage, stage.pull(item, "draft"), TWELVE_LINES)
    assert used.code == 0, used.raw
    (comment,) = item.comments
    assert "reports/a.md" in comment.body
    assert stage.repo.issues == []


def test_two_blogs_of_one_repository_are_published_one_after_the_other(stage: Stage) -> None:
    (block,) = [block for block in RECIPES if "folder: travel" in block]
    files: dict[str, bytes | None] = {}
    for name in ("weekly", "travel"):
        more = f'blog.name = "{name}"\nindex.path = "{name}/README.md"\n'
        files[f"/{name}/ghblog.toml"] = SETTINGS + more.encode()
        files[f"/{name}/a.md"] = report(f"A of {name}")
    used = publish(stage, stage.push(files), block)
    assert used.code == 0, used.raw
    assert stage.titles() == ["A of weekly", "A of travel"]
    assert stage.repo.head("ghblog-weekly") and stage.repo.head("ghblog-travel")


def test_a_schedule_publishes_what_was_written_for_that_day(stage: Stage) -> None:
    (block,) = [block for block in RECIPES if "schedule:" in block]
    stage.push({"/ghblog.toml": SETTINGS, "/a.md": b"---\ndate: 2026-11-23\n---\n# A\n\ntext\n"})
    assert publish(stage, events.schedule(stage.repo), block).code == 0
    assert stage.titles() == []
    stage.box.clock.sleep(24 * 3600)
    assert publish(stage, events.schedule(stage.repo), block).code == 0
    assert stage.titles() == ["A"]


@pytest.mark.parametrize("block", [TWELVE_LINES, *RECIPES])
def test_every_workflow_takes_the_action_by_commit_and_hands_no_token_on(block: str) -> None:
    for job in load(block)["jobs"].values():
        checkout, *rest = job["steps"]
        assert checkout["with"]["persist-credentials"] is False
        assert {step["uses"] for step in rest} == {"OWNER/ghblog@COMMIT"}

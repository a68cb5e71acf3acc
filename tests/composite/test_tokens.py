"""Whose token it is decides who writes and where pictures go; and no token is ever seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from composite.job import Used
from composite.stage import FOLDER, GITHUB_TOKEN, PAT, Stage, numbers, report
from payloads import events
from writers import png

PICTURED = {"第 1 期.md": report("第 1 期", "![图](<图 片/一.png>)"), "图 片/一.png": png()}


def test_the_workflows_own_token_publishes_as_a_bot_with_pictures_on_the_branch(
    stage: Stage,
) -> None:
    stage.repo.private = True
    used = stage.run(stage.push(PICTURED), GITHUB_TOKEN)
    assert used.code == 0, used.raw
    [issue] = stage.repo.issues
    assert issue.author == "github-actions[bot]"
    assert stage.box.uploads == []
    assert [path for path in stage.repo.files("ghblog") if path.startswith("pictures/")]
    assert "/blob/ghblog/pictures/" in issue.body
    assert "github-actions[bot]" in used.summary and "branch" in used.summary
    # In a private repository this token may not see discussions: one question more finds out.
    assert stage.counted(events.push(stage.repo), GITHUB_TOKEN)[1] == 2


def test_a_personal_token_publishes_as_its_owner_with_attachments(stage: Stage) -> None:
    used = stage.run(stage.push(PICTURED), PAT)
    assert used.code == 0, used.raw
    [issue] = stage.repo.issues
    assert issue.author == "writer"
    assert len(stage.box.uploads) == 1
    assert "/user-attachments/assets/" in issue.body
    assert "github-actions[bot]" not in used.summary


def test_a_token_as_an_input_is_the_one_that_is_used(stage: Stage) -> None:
    used = stage.run(stage.push(PICTURED), GITHUB_TOKEN, token=PAT, picture_store="branch")
    assert used.code == 0, used.raw
    assert stage.repo.issues[0].author == "writer"
    assert stage.box.uploads == []


def test_a_token_of_too_few_rights_is_told_what_it_lacks(stage: Stage) -> None:
    little = {"contents": "read", "issues": "read"}
    stage.box.add_token("writer", "ghs_little", permissions=little, repositories=[stage.repo])
    used = stage.run(stage.push({"a.md": report("A")}), "ghs_little")
    assert used.code in (1, 4)
    assert "contents: write" in used.told("error")[0]
    assert numbers(used)["created"] == 0


@pytest.mark.parametrize("token", [GITHUB_TOKEN, PAT])
def test_a_token_is_masked_before_anything_else_and_never_written(stage: Stage, token: str) -> None:
    stage.repo.name = "weekly-of-" + token  # it turns up where nobody thinks of it
    files = {
        "a.md": report(f"A {token}", f"{token}"),
        "b.md": b"---\ndate: x\n---\n" + token.encode(),
    }
    used = stage.run(stage.push(files), token)
    assert used.raw.startswith(f"::add-mask::{token}\n")
    assert token in stage.jobs[0].masks
    assert token not in used.log
    assert token not in str(used.annotations)
    assert token not in used.summary


def test_a_run_writes_its_token_nowhere(stage: Stage) -> None:
    event = stage.push({**PICTURED, "b.md": b"---\ndate: 2026-13-45\n---\n# B\n"})
    used = stage.run(event, GITHUB_TOKEN)
    assert used.raw.count(GITHUB_TOKEN) == 1  # the mask itself
    found = _holding(stage.folder, GITHUB_TOKEN)
    assert found == []
    assert stage.repo.issues[0].body.count(GITHUB_TOKEN) == 0


def test_pictures_of_a_folder_beside_the_blog_are_not_published(stage: Stage) -> None:
    event = stage.push({"a.md": report("A", "![](<../geheim.png>)"), "/geheim.png": png()})
    used: Used = stage.run(event)
    assert used.code == 1
    assert stage.repo.issues == []
    [error] = [one for one in used.annotations if one.level == "error"]
    assert error.file == f"{FOLDER}/a.md"


def _holding(folder: Path, text: str) -> list[Path]:
    files = (
        path for path in folder.rglob("*") if path.is_file() and "ghblog-venv" not in path.parts
    )
    return [path for path in files if text.encode() in path.read_bytes()]

"""Titles, paths, branches and texts that want to be obeyed."""

from __future__ import annotations

import os
import re

import pytest
from action.runner import Runner

from ghblog.markdown.github import page

TITLES = (
    "::error::owned",
    "::add-mask::weekly",
    "##[error]owned",
    "::set-output name=created::99",
    "a | b | c `x` <img src=x onerror=alert(1)> @everybody #12 other/repo#3",
    "<!-- ghblog-plan: main -->",
    "$(touch owned) `touch owned` ; touch owned",
    "::stop-commands::x",
)


# Windows takes neither colons nor line breaks in names.
NAME = "error" if os.name == "nt" else "::error::"


def report(title: str) -> str:
    # In YAML a title may hold whatever it likes.
    return "---\ntitle: '" + title.replace("'", "''") + "'\n---\nText.\n"


@pytest.fixture
def hostile(runner: Runner) -> Runner:
    """A repository of eight such titles, and names to match."""
    runner.inputs["yes"] = "true"
    for number, title in enumerate(TITLES):
        runner.push({f"posts/2026-11-{number + 1:02}-{NAME}.md": report(title)})
    runner.push({"posts/2026-11-20-first.md": None})
    runner.checkout_again()
    return runner


def test_none_of_it_is_obeyed_in_a_log(hostile: Runner) -> None:
    ran = hostile.run()
    assert ran.code == 0
    assert ran.outputs["created"] == str(len(TITLES))
    assert {issue.title for issue in hostile.repo.issues} == set(TITLES)
    assert ran.told("error") == []
    assert "weekly" in ran.log  # nobody masked it
    assert ran.console.outputs == {}
    assert not (hostile.workspace / "owned").exists()


def test_none_of_it_does_anything_in_the_summary_or_the_comment(hostile: Runner) -> None:
    pull = hostile.repo.add_pull_request()
    ran = hostile.run("pull_request", hostile.pull(pull.number), "refs/pull/1/merge")
    (comment,) = pull.comments
    for text in (ran.summary, comment.body):
        shown = page(text.split("### Findings")[0])
        assert shown.count("<tr>") == len(TITLES) + 1
        bare = re.sub(r"<(code|pre)\b.*?</\1>", "", shown, flags=re.DOTALL)
        assert not re.search(r"@|#\d|<img|onerror", bare)
        assert text.count("<!-- ghblog-plan: main -->") == text.count("`<!-- ghblog-plan") + (
            text is comment.body
        )


def test_a_branch_named_like_a_command_is_only_told(runner: Runner) -> None:
    ran = runner.run(ref="refs/heads/x\n::add-mask::weekly")
    assert ran.code == 2
    assert len(ran.annotations) == 1
    assert "is not the default branch" in ran.annotations[0].message


def test_a_folder_that_is_named_like_a_command_is_only_told(runner: Runner) -> None:
    runner.inputs["folder"] = "$(touch owned)\n::error::x"
    ran = runner.run()
    assert ran.code == 2
    assert len(ran.annotations) == 1
    assert not (runner.workspace / "owned").exists()

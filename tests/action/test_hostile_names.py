"""Files that are named like commands."""

from __future__ import annotations

from action.runner import Runner


def test_what_is_wrong_with_a_hostile_file_is_told_of_that_file(runner: Runner) -> None:
    name = "posts/2026-11-30-a,line=1::b\n::error::c.md"
    runner.write(name, "# a\n\ntext\n")
    ran = runner.run("push", ref="refs/heads/main")
    (error,) = [one for one in ran.annotations if one.level == "error"]
    assert error.file == name
    assert error.line == 1
    assert error.message.startswith("has an id that cannot be")

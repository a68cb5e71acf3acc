"""Settings that make no sense are told beside their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from action.runner import Runner

from ghblog.action.places import spot


def test_an_error_in_the_settings_is_told_beside_its_line(runner: Runner) -> None:
    runner.write(
        "博 客/ghblog.toml", '# ours\nrepository = "writer/weekly"\nposts.folder = "../.."\n'
    )
    runner.inputs["folder"] = "博 客"
    ran = runner.run()
    (error,) = ran.annotations
    assert (ran.code, error.level, error.file, error.line) == (2, "error", "博 客/ghblog.toml", 3)
    assert error.message.startswith("博 客/ghblog.toml:3: posts.folder")
    assert str(runner.workspace) not in error.message + ran.summary


@pytest.mark.parametrize("where", ["", "input folder", "posts/a.md:3", "/elsewhere/ghblog.toml:3"])
def test_what_lies_elsewhere_is_told_beside_no_file(tmp_path: Path, where: str) -> None:
    assert spot(where, tmp_path) == {}


def test_a_file_may_be_named_without_a_line(tmp_path: Path) -> None:
    assert spot(str(tmp_path / "a:b.toml"), tmp_path) == {"file": "a:b.toml"}

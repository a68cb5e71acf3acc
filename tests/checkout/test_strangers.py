"""What a stranger put into a checkout is never run by the git that we ask."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ghblog.checkout import Checkout

QUIET = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    place = tmp_path / "weekly"
    (place / "posts").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(place)], env=QUIET, check=True)
    return place


def trap(folder: Path, told: Path) -> None:
    """Let a folder look like a repository whose settings name a program."""
    subprocess.run(["git", "init", "-q", "--bare", "bare"], cwd=folder, env=QUIET, check=True)
    for each in (folder / "bare").iterdir():
        shutil.move(each, folder / each.name)
    (folder / "config").write_text(
        "[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\n"
        f"fsmonitor = \"touch '{told.as_posix()}'; false\"\n"
    )


def test_a_folder_that_looks_like_a_repository_runs_no_program(
    checkout: Path, tmp_path: Path
) -> None:
    posts, told = checkout / "posts", tmp_path / "told"
    trap(posts, told)
    subprocess.run(["git", "status"], cwd=posts, env=QUIET, capture_output=True, check=False)
    assert told.exists(), "the trap is none"
    told.unlink()
    for start in (checkout, posts):
        found = Checkout.find(start, environ=QUIET)
        if found:
            found.tracked(posts)
            found.first_commits(posts, None)
            found.altered("posts/config")
    assert not told.exists()


def test_the_settings_of_a_hostile_folder_above_do_not_count(
    checkout: Path, tmp_path: Path
) -> None:
    blog = checkout / "posts" / "blog"
    blog.mkdir()
    trap(checkout / "posts", tmp_path / "told")
    assert Checkout.find(blog, environ=QUIET) is None


def test_a_git_that_lies_in_the_folder_is_not_taken(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    program = checkout / ("git.exe" if os.name == "nt" else "git")
    program.write_text(f"#!/bin/sh\ntouch '{told.as_posix()}'\n")
    program.chmod(0o755)
    monkeypatch.chdir(checkout)
    found = Checkout.find(checkout, environ={**QUIET, "PATH": f".{os.pathsep}{QUIET['PATH']}"})
    assert found and found.top.samefile(checkout)
    assert not told.exists()

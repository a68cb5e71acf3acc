"""A writer with a folder, a shell and a frozen clock, and neither a token nor a network."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from shells import Shell

Git = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, where the shell stands."""
    made = tmp_path / "blog"
    made.mkdir()
    monkeypatch.chdir(made)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    return made


@pytest.fixture
def git(folder: Path) -> Git:
    """The folder as a clone of a repository on GitHub; runs git in it."""

    def run(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
        )
        return done.stdout

    run("init", "--quiet", "--initial-branch=main")
    run("remote", "add", "origin", "git@github.com:writer/weekly.git")
    return run


@pytest.fixture
def shell(shell: Shell, folder: Path, socket_disabled: None) -> Shell:
    """A shell in the folder, where nothing can be reached."""
    return shell

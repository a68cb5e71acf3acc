"""A writer with a folder, a shell and a frozen clock, and neither a token nor a network."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from shells import Done, Shell

from ghblog.cli import main
from ghblog.sandbox import SandboxClock

Write = Callable[[str, str | bytes], Path]
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
def write(folder: Path) -> Write:
    """Write a file below the folder."""

    def put(name: str, text: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return put


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
def shell(
    folder: Path,
    clock: SandboxClock,
    socket_disabled: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    """Run a command line where nothing can be reached: exit code, stdout, stderr. It is Sunday,
    22 November 2026."""
    clock.wake = lambda: None  # type: ignore[attr-defined]
    for module in ("clock", "blog"):
        monkeypatch.setattr(f"ghblog.{module}.SystemClock", lambda: clock)

    def run(*argv: str) -> Done:
        code = main(list(argv))
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run

"""A shell for the tests of commands: what is typed, and what is left behind.

A plug-in of all tests; a folder's `conftest.py` says where its shell stands and what it reaches.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from writers import put

from ghblog.cli import main
from ghblog.sandbox import Sandbox, SandboxClock


class Done(NamedTuple):
    """Exit code and what was written."""

    code: int
    out: str
    err: str


Shell = Callable[..., Done]
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def frozen(clock: SandboxClock, monkeypatch: pytest.MonkeyPatch) -> SandboxClock:
    """The clock of commands, too, stands still: it is Sunday, 22 November 2026."""
    clock.wake = lambda: None  # type: ignore[attr-defined]
    for module in ("clock", "blog"):
        monkeypatch.setattr(f"ghblog.{module}.SystemClock", lambda: clock)
    return clock


@pytest.fixture
def online(sandbox: Sandbox, frozen: SandboxClock, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """Commands take the sandbox for GitHub, and have the writer's token."""
    monkeypatch.setenv("GITHUB_API_URL", sandbox.api_url)
    monkeypatch.setenv("GH_TOKEN", "ghp_writer")
    return sandbox


@pytest.fixture
def shell(frozen: SandboxClock, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Run a command line: exit code, stdout, stderr."""

    def run(*argv: str) -> Done:
        code = main(list(argv))
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a file below the folder where the shell stands."""
    return lambda name, text: put(folder, name, text)

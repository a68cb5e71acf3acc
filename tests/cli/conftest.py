"""A shell in the writer's folder, with a clock that nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from shells import Done, Shell
from stores import MemoryStore
from writers import Writer, make_writer

from ghblog.cli import main
from ghblog.sandbox import Sandbox, SandboxClock


@pytest.fixture(autouse=True)
def keys() -> Iterator[MemoryStore]:
    """An empty key store instead of the system's own."""
    before, store = keyring.get_keyring(), MemoryStore()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


@pytest.fixture
def shell(
    sandbox: Sandbox,
    clock: SandboxClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    """Run a command line: exit code, stdout, stderr."""
    clock.wake = lambda: None  # type: ignore[attr-defined]
    for module in ("clock", "blog"):
        monkeypatch.setattr(f"ghblog.{module}.SystemClock", lambda: clock)
    monkeypatch.setenv("GITHUB_API_URL", sandbox.api_url)
    monkeypatch.setenv("GH_TOKEN", "ghp_writer")
    monkeypatch.chdir(tmp_path)

    def run(*argv: str) -> Done:
        code = main(list(argv))
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def blog(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: Shell) -> Writer:
    """A writer whose folder the shell stands in."""
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    made = make_writer(sandbox, repo, tmp_path)
    monkeypatch.chdir(made.folder)
    return made

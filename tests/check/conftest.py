"""A writer with a folder and a shell, and neither a token nor a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from shells import Done, Shell

from ghblog.cli import main

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The blog's folder, where the shell stands."""
    made = tmp_path / "blog"
    made.mkdir()
    (made / "ghblog.toml").write_text('timezone = "Asia/Shanghai"\n', encoding="utf-8")
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a file below the blog's folder."""

    def put(name: str, text: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return put


@pytest.fixture
def shell(folder: Path, socket_disabled: None, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Run a command line where nothing can be reached: exit code, stdout, stderr."""

    def run(*argv: str) -> Done:
        code = main(list(argv))
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run

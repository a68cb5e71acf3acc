"""A writer with a folder and a shell, and neither a token nor a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from shells import Shell


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The blog's folder, where the shell stands."""
    made = tmp_path / "blog"
    made.mkdir()
    (made / "ghblog.toml").write_text('timezone = "Asia/Shanghai"\n', encoding="utf-8")
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def shell(shell: Shell, folder: Path, socket_disabled: None) -> Shell:
    """A shell in the blog's folder, where nothing can be reached."""
    return shell

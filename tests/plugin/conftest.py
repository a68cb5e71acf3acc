"""A blog whose writer installed packages with dialects."""

from __future__ import annotations

from pathlib import Path

import pytest
from package.building import Built
from package.sharing import built_once
from shells import Shell


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The package, built and installed once."""
    return built_once(tmp_path_factory)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The blog's folder, where the shell stands; its settings name the dialect `x`."""
    made = tmp_path / "blog"
    made.mkdir()
    settings = 'timezone = "Asia/Shanghai"\n\n[posts]\ndialects = ["default", "x"]\n'
    (made / "ghblog.toml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def shell(shell: Shell, folder: Path, socket_disabled: None) -> Shell:
    """A shell in the blog's folder, where nothing can be reached."""
    return shell

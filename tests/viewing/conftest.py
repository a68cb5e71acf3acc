"""A writer whose blog is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from writers import Writer, make_writer

from ghblog.sandbox import Sandbox


@pytest.fixture
def writer(sandbox: Sandbox, tmp_path: Path) -> Writer:
    """Somebody with an empty folder and a repository."""
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    return make_writer(sandbox, repo, tmp_path)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, GitHub's answer is waited for where it comes."""
    monkeypatch.setattr("ghblog.viewing.exact.PATIENCE", 20.0)

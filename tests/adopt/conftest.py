"""A writer whose reports are on GitHub already, posted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from writers import Writer, make_writer

from ghblog.sandbox import Sandbox


@pytest.fixture
def writer(sandbox: Sandbox, tmp_path: Path) -> Writer:
    """A writer whose repository has a README, issues and discussions switched on."""
    repo = sandbox.add_repository(
        "writer/weekly", files={"README.md": b"# weekly\n"}, has_discussions=True
    )
    return make_writer(sandbox, repo, tmp_path)

"""The writer of these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from writers import Writer, make_writer

from ghblog.sandbox import Sandbox, SandboxClock


@pytest.fixture
def writer(sandbox: Sandbox, tmp_path: Path) -> Writer:
    """A writer whose repository has a README and nothing else."""
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    return make_writer(sandbox, repo, tmp_path)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Writer]:
    """A sandbox with the real clock, which another process has, too."""
    with Sandbox(clock=SandboxClock()) as box:
        box.add_user("writer", token="ghp_writer")
        repo = box.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
        yield make_writer(box, repo, tmp_path)

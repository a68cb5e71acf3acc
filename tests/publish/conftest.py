"""A writer whose clock runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from writers import Writer, make_writer

from ghblog.sandbox import Sandbox, SandboxClock


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Writer]:
    """A sandbox with the real clock, which another process has, too."""
    with Sandbox(clock=SandboxClock()) as box:
        box.add_user("writer", token="ghp_writer")
        repo = box.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
        yield make_writer(box, repo, tmp_path)

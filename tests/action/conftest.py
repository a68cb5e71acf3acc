"""A runner of GitHub Actions with a checkout of the writer's repository, and GitHub in reach."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from action.runner import SETTINGS, TOKEN, Runner
from shells import Shell

from ghblog.sandbox import Sandbox, SandboxClock

# Windows has no signals to send to another process (a cancelled job is killed there), and no names
# with colons and line breaks.
collect_ignore = ["test_cancelled.py", "test_hostile_names.py"] if os.name == "nt" else []


@pytest.fixture
def box(clock: SandboxClock, tmp_path: Path) -> Iterator[Sandbox]:
    """GitHub, with repositories on disk so that git can fetch them."""
    with Sandbox(clock=clock, folder=tmp_path / "github") as made:
        made.add_user("writer", token="ghp_writer")
        yield made
        assert not made.crashes, made.crashes


@pytest.fixture
def runner(box: Sandbox, tmp_path: Path, shell: Shell) -> Runner:
    """A runner whose workflow has its own token; one post is pushed, and checked out."""
    files = {"README.md": b"# weekly\n", "ghblog.toml": SETTINGS}
    repo = box.add_repository("writer/weekly", files=files)
    box.add_token("writer", TOKEN)
    made = Runner(tmp_path, box, repo, shell)
    made.push({"posts/2026-11-20-first.md": "# First report\n\nText.\n"})
    made.checkout()
    return made

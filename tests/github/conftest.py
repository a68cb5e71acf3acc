"""The adapter against the sandbox: a way in, the writer's repository, and the writer's adapter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from github_door import Door

from ghblog.github import GitHubAdapter
from ghblog.sandbox import Repository, Sandbox, SandboxClock


@pytest.fixture
def door(sandbox: Sandbox, clock: SandboxClock) -> Iterator[Door]:
    """Opens adapters for any repository and token."""
    door = Door(sandbox, clock)
    yield door
    door.close()


@pytest.fixture
def repo(sandbox: Sandbox) -> Repository:
    """The writer's repository, which has issues and discussions."""
    files = {"README.md": b"# Weekly\n"}
    return sandbox.add_repository("writer/weekly", files=files, has_discussions=True)


@pytest.fixture
def hub(door: Door, repo: Repository) -> GitHubAdapter:
    """An adapter for it, with the writer's token."""
    return door()

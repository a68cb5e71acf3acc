"""A machine that all runs share, and a stage for each test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from composite.installed import Machine, prepare
from composite.stage import FOLDER, GITHUB_TOKEN, READ_ONLY, Stage, settings
from filelock import FileLock

from ghblog.sandbox import Sandbox

_ALL = {"contents": "write", "issues": "write", "pull_requests": "write"}


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Made by whichever worker comes first."""
    home = tmp_path_factory.getbasetemp()
    home = home.parent if os.environ.get("PYTEST_XDIST_WORKER") else home
    folder, done = home / "a machine", home / "machine.done"
    with FileLock(home / "machine.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            prepare(folder)
            done.touch()
    return Machine(folder)


@pytest.fixture
def stage(sandbox: Sandbox, machine: Machine, tmp_path: Path) -> Stage:
    """A repository whose blog is in a folder with a Chinese name and a space."""
    files = {"README.md": b"# weekly\n", f"{FOLDER}/ghblog.toml": settings()}
    repo = sandbox.add_repository("writer/weekly", files=files)
    sandbox.add_token("writer", GITHUB_TOKEN, permissions=_ALL, repositories=[repo])
    reading = dict.fromkeys(_ALL, "read")
    sandbox.add_token("writer", READ_ONLY, permissions=reading, repositories=[repo])
    return Stage(sandbox, repo, machine, tmp_path)

"""One build for all tests of a run, be they spread over several processes and folders."""

from __future__ import annotations

import os

import pytest
from filelock import FileLock
from package.building import Built, build


def built_once(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The build of this run of the tests, made by whoever asks first."""
    home = tmp_path_factory.getbasetemp()
    home = home.parent if os.environ.get("PYTEST_XDIST_WORKER") else home
    folder = home / "package"
    done = folder / "done"
    with FileLock(home / "package.lock"):
        if not done.exists():
            build(folder)
            done.touch()
    return Built(folder)

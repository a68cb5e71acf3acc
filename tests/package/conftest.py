"""The package is built once for all tests here."""

from __future__ import annotations

import os

import pytest
from filelock import FileLock
from package.building import Built, build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built by whichever worker comes first."""
    home = tmp_path_factory.getbasetemp()
    home = home.parent if os.environ.get("PYTEST_XDIST_WORKER") else home
    folder = home / "package"
    done = folder / "done"
    with FileLock(home / "package.lock"):
        if not done.exists():
            build(folder)
            done.touch()
    return Built(folder)

"""The package is built, and installed into an empty environment, once for all tests."""

from __future__ import annotations

import pytest
from package.building import Built
from package.sharing import built_once


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built by whichever worker comes first."""
    return built_once(tmp_path_factory)

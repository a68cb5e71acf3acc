"""Fixtures for what posts become."""

from __future__ import annotations

from pathlib import Path

import pytest
from posts.blogging import Blog


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """An empty folder; what is beside it is outside of the blog."""
    (tmp_path / "blog").mkdir()
    return Blog(tmp_path / "blog")

"""Tests of real posts are collected only when a folder of them is given with `--corpus DIR`."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path.name == "test_corpus.py" and not config.getoption("corpus", default=None):
        return True
    return None

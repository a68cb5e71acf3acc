"""What looks at GitHub's own pages waits for them."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, GitHub's answer is waited for where it comes."""
    monkeypatch.setattr("ghblog.viewing.exact.PATIENCE", 60.0)

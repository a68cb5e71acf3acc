"""A shell in the writer's folder, with GitHub in reach and a key store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from shells import Shell
from stores import MemoryStore
from writers import Writer, make_writer

from ghblog.sandbox import Sandbox


@pytest.fixture(autouse=True)
def keys() -> Iterator[MemoryStore]:
    """An empty key store instead of the system's own."""
    before, store = keyring.get_keyring(), MemoryStore()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


@pytest.fixture
def shell(shell: Shell, online: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in an empty folder, with GitHub in reach."""
    monkeypatch.chdir(tmp_path)
    return shell


@pytest.fixture
def blog(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: Shell) -> Writer:
    """A writer whose folder the shell stands in."""
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    made = make_writer(sandbox, repo, tmp_path)
    monkeypatch.chdir(made.folder)
    return made

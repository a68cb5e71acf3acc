"""Fixtures for all tests: a sandbox, a clock that nobody waits for, and no way out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from contract.checker import Watch, watch
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts
from writers import Writer, make_writer

from ghblog.sandbox import Sandbox, SandboxClock
from ghblog.sandbox.server import middleware

pytest_plugins = ["shells", "plugging"]
middleware.append(watch)

# Whether a property holds is no question of how busy the machine is.
settings.register_profile("ghblog", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ghblog")

_VARIABLES = ("GH_", "GITHUB_", "GHBLOG_")
_PROXIES = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "FTP_PROXY"}
_HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": ".run",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Real posts are not part of the project: who has some can run them through everything."""
    parser.addoption("--corpus", metavar="DIR", help="also run the tests over real posts in DIR")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Tests of real posts are collected only when a folder of them is given."""
    if collection_path.name == "test_corpus.py" and not config.getoption("corpus", default=None):
        return True
    return None


@pytest.fixture
def corpus(request: pytest.FixtureRequest) -> Path:
    """The folder of real posts."""
    return Path(str(request.config.getoption("corpus"))).resolve()


def pytest_runtest_setup() -> None:
    """No test reaches further than this machine."""
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a home of its own, and none of the machine's tokens or proxies."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.upper().startswith(_VARIABLES) or name.upper() in _PROXIES:
            monkeypatch.delenv(name)
    for name, below in _HOMES.items():
        folder: Path = home / below
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(folder))
    # git would look for the machine's configuration elsewhere, too
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))


@pytest.fixture(autouse=True)
def contract() -> Iterator[Watch]:
    """Every API request and answer must be as GitHub describes them, or the test fails."""
    watch.violations.clear()
    yield watch
    found = list(watch.violations)
    watch.violations.clear()
    if found:
        pytest.fail("Not as GitHub describes it:\n" + "\n".join(found), pytrace=False)


@pytest.fixture
def clock() -> SandboxClock:
    """A clock that stands still until it is moved: a Sunday morning."""
    return SandboxClock(start=datetime(2026, 11, 22, 9, 0, 0, tzinfo=UTC))


@pytest.fixture
def sandbox(clock: SandboxClock) -> Iterator[Sandbox]:
    """A running sandbox with the frozen clock, its writer and a stranger who reads."""
    with Sandbox(clock=clock) as box:
        box.add_user("writer", token="ghp_writer")
        box.add_user("reader", token="ghp_reader")
        yield box
        assert not box.crashes, box.crashes


@pytest.fixture
def writer(sandbox: Sandbox, tmp_path: Path) -> Writer:
    """Somebody with an empty folder, and a repository that has a README and nothing else."""
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    return make_writer(sandbox, repo, tmp_path)

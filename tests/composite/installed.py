"""A machine on which the action has run once: its first run truly installs what ghblog needs.

The runs that follow find that environment in RUNNER_TEMP and do not install again, by the rule in
action.yml itself.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from composite.environment import Places
from composite.job import Job
from payloads.events import workflow_dispatch

from ghblog.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
_PARTS = ("action.yml", "requirements.lock", "ghblog", "templates")
_REACH = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")

# The first run has the real time; the others the time that their test says, and nobody waits.
_CLOCK = """
import os, pathlib, time
from datetime import datetime, timedelta

try:
    from ghblog import clock
    told = (pathlib.Path(os.environ["RUNNER_TEMP"]) / "clock").read_text()
except (ImportError, KeyError, OSError):
    pass
else:

    class StandingClock(clock.SystemClock):
        slept = 0.0

        def now(self):
            return datetime.fromisoformat(told) + timedelta(seconds=self.slept)

        def monotonic(self):
            return time.monotonic() + self.slept

        def sleep(self, seconds):
            self.slept += max(0.0, seconds)

    clock.SystemClock = StandingClock
"""


@dataclass(frozen=True)
class Machine:
    """Where the action lies as a runner downloads it, and what its first run made."""

    folder: Path

    @property
    def action(self) -> Path:
        """The action's own folder."""
        return self.folder / "_actions" / "somebody" / "ghblog" / ("f" * 40)

    @property
    def temp(self) -> Path:
        """RUNNER_TEMP of the first run."""
        return self.folder / "first" / "_temp"

    @property
    def venv(self) -> Path:
        """The environment it made."""
        return self.temp / "ghblog-venv"

    def first(self) -> dict[str, object]:
        """What the first run said; the fields of `Used`."""
        facts: dict[str, object] = json.loads((self.folder / "first.json").read_text("utf-8"))
        return facts


def prepare(folder: Path) -> None:
    """Make a machine in an empty folder."""
    machine = Machine(folder)
    for part in _PARTS:
        source, target = ROOT / part, machine.action / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    with Sandbox() as box:
        used = asdict(_first_run(box, machine).use({"dry-run": "true"}))
    (folder / "first.json").write_text(json.dumps(used), encoding="utf-8")
    packages = next(machine.venv.rglob("site-packages"), None)
    assert packages, used["raw"]
    (packages / "standing_clock.py").write_text(_CLOCK, encoding="utf-8")
    (packages / "standing_clock.pth").write_text("import standing_clock\n", encoding="utf-8")


def traps() -> dict[str, bytes]:
    """Files that a program started in their folder might import or read unasked."""
    names = ("venv", "pip", "ensurepip", "yaml", "click", "sitecustomize", "usercustomize", "json")
    trap = "import pathlib\npathlib.Path({!r}).touch()\nraise SystemExit(66)\n"
    modules = {f"{name}.py": trap.format(f"pwned-{name}").encode() for name in names}
    return {
        **modules,
        "ghblog/__init__.py": trap.format("pwned-ghblog").encode(),
        "ghblog/__main__.py": trap.format("pwned-main").encode(),
        "trap.pth": b"import yaml\n",
        ".env": b"GHBLOG_REPOSITORY=reader/other\nGH_TOKEN=ghp_reader\n",
        "pip.conf": b"[global]\nno-index = true\n",
        "setup.cfg": b"[global]\nno-index = true\n",
        "requirements.lock": b"evil==1\n",
        "pyproject.toml": b"[tool.ghblog]\nrepository = 'reader/other'\n",
    }


def _first_run(box: Sandbox, machine: Machine) -> Job:
    box.add_user("writer", token="ghp_writer")
    settings = b'repository = "writer/first"\n'
    files = {**traps(), "ghblog.toml": settings, "posts/one.md": b"# One\n\ntext\n"}
    repo = box.add_repository("writer/first", files=files)
    workspace = machine.folder / "first" / "workspace"
    for path, data in files.items():
        (workspace / path).parent.mkdir(parents=True, exist_ok=True)
        (workspace / path).write_bytes(data)
    machine.temp.mkdir()
    places = Places(workspace, machine.temp, machine.folder / "home", machine.action)
    return Job(workflow_dispatch(repo), "ghp_writer", places, variables=_way_to_the_registry())


def _way_to_the_registry() -> dict[str, str]:
    """What this machine needs to install packages at all, and where it keeps them."""
    cache = subprocess.run(
        [sys.executable, "-m", "pip", "cache", "dir"], capture_output=True, text=True, check=False
    )
    known = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("PIP_") or name.upper() in _REACH
    }
    return {"PIP_CACHE_DIR": cache.stdout.strip(), **known} if cache.stdout.strip() else known

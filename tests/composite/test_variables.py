"""Variables that a job has set for programs of its own change nothing here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from composite.environment import Places
from composite.job import Job
from payloads import events

from ghblog.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
_SAYS = """\
import os, sys, warnings
warnings.warn("old", DeprecationWarning)
print(sys.flags.optimize, sys.flags.inspect, sys.flags.safe_path)
with open(os.environ["GITHUB_OUTPUT"], "a") as file:
    file.write("urls=" + os.environ["PYTHONPATH"] + "\\n")
"""
_ODD = {
    "PYTHONHOME": "/nonexistent",
    "PYTHONWARNINGS": "error",
    "PYTHONOPTIMIZE": "2",
    "PYTHONINSPECT": "1",
    "PIP_USER": "1",
    "PIP_CONSTRAINT": "/nonexistent/constraints.txt",
    "PIP_TARGET": "/nonexistent/target",
}


@pytest.mark.parametrize("given", [_ODD, {}], ids=["odd ones", "none"])
def test_what_the_job_tells_other_pythons_and_pips_changes_nothing(
    sandbox: Sandbox, tmp_path: Path, given: dict[str, str]
) -> None:
    repo = sandbox.add_repository("writer/weekly", files={"a.md": b"# A\n"})
    places = Places(*(tmp_path / name for name in ("weekly", "temp", "home", "an action")))
    for folder in (places.workspace, places.temp, places.action / "ghblog"):
        folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "action.yml", places.action / "action.yml")
    (places.action / "requirements.lock").write_text("# nothing\n")
    (places.action / "ghblog" / "__init__.py").touch()
    (places.action / "ghblog" / "__main__.py").write_text(_SAYS)
    used = Job(events.push(repo), "ghp_writer", places, dict(given)).use({})
    assert (used.status, used.outputs["urls"]) == ("success", str(places.action)), used.raw
    assert "0 0 True" in used.log

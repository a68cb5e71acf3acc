"""What action.yml says, and how it installs: once for each lock."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from composite.environment import Places
from composite.installed import ROOT
from composite.job import Job
from payloads import events

from ghblog.action.outputs import outputs_of
from ghblog.sandbox import Sandbox

_SAYS = """
import os, sys
with open(os.environ["GITHUB_OUTPUT"], "a") as file:
    file.write("urls=" + sys.argv[1] + " safe" * sys.flags.safe_path + "\\n")
"""


def action() -> Mapping[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    return read


def test_no_words_of_others_stand_in_a_script() -> None:
    scripts = [step["run"] for step in action()["runs"]["steps"] if "run" in step]
    assert scripts
    assert not [one for one in scripts if "${{" in one]


def test_every_input_reaches_the_program_and_none_besides() -> None:
    publish = action()["runs"]["steps"][-1]
    handed = {
        f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}"
        for name in action()["inputs"]
    }
    assert publish["env"] == handed


def test_the_outputs_are_those_that_the_program_has() -> None:
    assert set(action()["outputs"]) == set(outputs_of(None, None, dry=True))
    for name, facts in action()["outputs"].items():
        assert facts["value"] == f"${{{{ steps.publish.outputs.{name} }}}}"


def test_inputs_and_outputs_are_described_on_the_page_about_the_action() -> None:
    page = (ROOT / "docs" / "action.md").read_text("utf-8")
    cells = re.findall(r"^\| (`[^|]*`) \|", page, re.MULTILINE)
    described = set(re.findall("`([^`]*)`", " ".join(cells)))
    assert set(action()["inputs"]) | set(action()["outputs"]) <= described


def test_an_environment_of_another_lock_is_made_anew(sandbox: Sandbox, tmp_path: Path) -> None:
    repo = sandbox.add_repository("writer/weekly", files={"a.md": b"# A\n"})
    places = Places(*(tmp_path / name for name in ("weekly", "temp", "home", "an action")))
    for folder in (places.workspace, places.action / "ghblog"):
        folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "action.yml", places.action / "action.yml")
    (places.action / "requirements.lock").write_text("# nothing\n")
    (places.action / "ghblog" / "__init__.py").touch()
    (places.action / "ghblog" / "__main__.py").write_text(_SAYS)
    venv = places.temp / "ghblog-venv"
    venv.mkdir(parents=True)
    (venv / "installed.lock").write_text("# another\n")
    (venv / "left").touch()
    used = Job(events.push(repo), "ghp_writer", places).use({})
    assert (used.status, used.outputs["urls"]) == ("success", "action safe"), used.raw
    assert not (venv / "left").exists()
    assert (venv / "installed.lock").read_text() == "# nothing\n"
    made = (venv / "pyvenv.cfg").stat().st_mtime_ns
    again = Job(events.push(repo), "ghp_writer", places).use({})
    assert again.outputs["urls"] == "action safe"
    assert (venv / "pyvenv.cfg").stat().st_mtime_ns == made

"""The project's own workflows: least rights, pinned actions, every Python that is claimed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from package.building import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CI = ROOT / ".github" / "workflows" / "ci.yml"
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")


def workflow(path: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_and_names_its_version(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert used
    assert [one for one in used if not PINNED.fullmatch(one)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read_and_keeps_no_token(path: Path) -> None:
    loaded = workflow(path)
    assert loaded["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in loaded[True]  # YAML reads the key `on` as true
    for job in loaded["jobs"].values():
        assert "permissions" not in job
        assert job["timeout-minutes"] <= 30
        checkouts = [one for one in job["steps"] if "checkout" in one.get("uses", "")]
        assert all(one["with"]["persist-credentials"] is False for one in checkouts)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_expression_is_pasted_into_a_shell(path: Path) -> None:
    for job in workflow(path)["jobs"].values():
        assert [one["run"] for one in job["steps"] if "${{" in one.get("run", "")] == []


def test_ci_runs_every_python_on_every_system() -> None:
    matrix = workflow(CI)["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert matrix["system"] == ["ubuntu-latest", "macos-latest", "windows-latest"]

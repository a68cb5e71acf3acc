"""The project's own workflows: least rights, pinned actions, every Python that is claimed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from workflows.looking import ROOT, findings, load, schema_errors, steps

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
CI, RELEASE = GITHUB / "workflows" / "ci.yml", GITHUB / "workflows" / "release.yml"
ACTION, TEMPLATE = ROOT / "action.yml", ROOT / "templates" / "workflow.yml.j2"
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")
HARMFUL = """\
on: pull_request_target
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}"
"""

by_name = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def read(path: Path) -> Any:
    return load(path.read_text(encoding="utf-8"))


def uses(path: Path) -> list[str]:
    return re.findall(r"uses: (\w.+)", path.read_text(encoding="utf-8"))


def test_the_most_suspicious_audit_finds_nothing_and_nothing_is_hidden_from_it() -> None:
    hooks = ROOT / ".pre-commit-hooks.yaml"
    assert findings(*WORKFLOWS, ACTION, GITHUB / "dependabot.yml", hooks) == []


def test_the_audit_would_find_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "harmful.yml"
    path.write_text(HARMFUL, encoding="utf-8")
    found = {line.split(": ")[1] for line in findings(path)}
    assert {"dangerous-triggers", "template-injection", "unpinned-uses", "artipacked"} <= found


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-actions", [ACTION]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
    ],
)
def test_the_published_schemas_hold(schema: str, paths: list[Path]) -> None:
    assert paths
    assert schema_errors(schema, *paths) == ""


def test_a_schema_would_find_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yml"
    path.write_text(HARMFUL.replace("runs-on", "runs-at"), encoding="utf-8")
    assert "wrong.yml" in schema_errors("github-workflows", path)


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION, TEMPLATE], ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_and_names_its_version(path: Path) -> None:
    used = uses(path)
    assert used
    assert [one for one in used if not PINNED.fullmatch(one)] == []


def test_an_action_has_the_same_pin_wherever_it_stands() -> None:
    """Dependabot renews neither the template nor all that it should in one go."""
    pins: dict[str, set[str]] = {}
    for path in [*WORKFLOWS, ACTION, TEMPLATE]:
        for one in uses(path):
            pins.setdefault(one.split("@")[0], set()).add(one)
    assert {name: each for name, each in pins.items() if len(each) > 1} == {}


@by_name
def test_no_token_is_kept_and_no_job_runs_for_ever(path: Path) -> None:
    loaded = read(path)
    assert not {"pull_request_target", "workflow_run"} & set(loaded["on"])
    for job in loaded["jobs"].values():
        assert job["timeout-minutes"] <= 30
    checkouts = [one for one in steps(loaded) if "checkout" in one.get("uses", "")]
    assert checkouts
    assert all(one["with"]["persist-credentials"] is False for one in checkouts)


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda path: path.name)
def test_no_expression_is_pasted_into_a_shell(path: Path) -> None:
    assert [one["run"] for one in steps(read(path)) if "${{" in one.get("run", "")] == []


def test_ci_may_only_read() -> None:
    loaded = read(CI)
    assert loaded["permissions"] == {"contents": "read"}
    assert [name for name, job in loaded["jobs"].items() if "permissions" in job] == []


def test_ci_runs_every_python_on_every_system() -> None:
    matrix = read(CI)["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert matrix["system"] == ["ubuntu-latest", "macos-latest", "windows-latest"]


def test_ci_tests_the_built_wheel_with_its_sources_away() -> None:
    build, test = (one["run"] for one in read(CI)["jobs"]["without-sources"]["steps"][-2:])
    assert "dist/*.whl" in build
    assert build.splitlines()[-1] == "rm -r ghblog templates"
    assert test == "make test-installed PYTHON=python"


def test_what_is_built_has_no_right_and_what_has_rights_runs_nothing_of_ours() -> None:
    jobs = read(RELEASE)["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["try"]["permissions"] == {}
    publish = jobs["publish"]
    assert publish["environment"] == "pypi"
    assert publish["permissions"] == {
        "contents": "read",
        "id-token": "write",
        "attestations": "write",
    }
    assert [one["uses"].split("@")[0] for one in publish["steps"]] == [
        "actions/download-artifact",
        "actions/attest-build-provenance",
        "pypa/gh-action-pypi-publish",
    ]
    rest = [name for name, job in jobs.items() if "id-token" in job["permissions"]]
    assert rest == ["publish"]


def test_nothing_is_published_before_it_was_built_and_tried() -> None:
    jobs = read(RELEASE)["jobs"]
    assert read(RELEASE)["on"] == {"push": {"tags": ["v[0-9]*"]}}
    assert {name: job.get("needs") for name, job in jobs.items()} == {
        "build": None,
        "try": "build",
        "publish": ["build", "try"],
        "page": "publish",
    }


def test_no_secret_is_needed_anywhere() -> None:
    for path in WORKFLOWS:
        assert "secrets." not in path.read_text(encoding="utf-8")

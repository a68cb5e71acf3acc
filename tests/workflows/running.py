"""Runs a whole workflow: which jobs, with which rights, one step after another."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from composite import environment
from composite.expressions import condition, fill
from composite.job import Job, Used
from composite.stage import Stage
from composite.values import STATUS
from payloads.events import Event
from workflows.looking import load

_AREAS = {"pull-requests": "pull_requests"}


def run(stage: Stage, event: Event, text: str) -> dict[str, Used]:
    """What the jobs that ran have left behind, by name.

    A job's token may do what its `permissions` say, and no more.
    """
    workflow = load(text)
    assert event.name in workflow["on"]
    return {
        name: _run_job(stage, event, name, job)
        for name, job in workflow["jobs"].items()
        if condition(job["if"], _contexts(event, ""))
    }


def _run_job(stage: Stage, event: Event, name: str, job: Mapping[str, Any]) -> Used:
    token = f"ghs_{name}_{len(stage.jobs)}"
    rights = {_AREAS.get(area, area): right for area, right in job["permissions"].items()}
    owner = stage.repo.owner.login
    stage.box.add_token(owner, token, permissions=rights, repositories=[stage.repo])
    contexts = _contexts(event, token)
    checkout, *steps = job["steps"]
    assert fill(checkout["with"]["ref"], contexts) == event.ref
    machine = stage.job(event, token, depth=checkout["with"]["fetch-depth"])
    used = Used()
    for step in steps:
        used = _run_step(stage, machine, step, contexts)
    return used


def _run_step(
    stage: Stage, machine: Job, step: Mapping[str, Any], contexts: Mapping[str, Any]
) -> Used:
    what = step.get("uses", "")
    if what.startswith("octo/ghblog@"):
        return machine.use(_filled(step["with"], contexts))
    if what or step["name"] == "Install ghblog":
        _install(stage, machine)
        return Used()
    done = machine._run(step["run"], _filled(step["env"], contexts), machine.places.workspace)
    return Used(code=done.code, outputs=done.outputs, raw=done.raw, summary=done.summary)


def _install(stage: Stage, machine: Job) -> None:
    """As if pip had installed this ghblog into the environment that the workflow makes."""
    python = machine.places.temp / "ghblog" / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    name = "Scripts/python.exe" if environment.RUNNER_OS == "Windows" else "bin/python"
    there = shlex.quote((stage.machine.venv / name).as_posix())
    source = shlex.quote(str(stage.machine.action))
    python.write_text(f'#!/bin/sh\nPYTHONPATH={source} exec {there} "$@"\n', encoding="utf-8")
    python.chmod(0o755)


def _filled(given: Mapping[str, Any], contexts: Mapping[str, Any]) -> dict[str, str]:
    plain = {key: str(v).lower() if isinstance(v, bool) else v for key, v in given.items()}
    return {key: fill(value, contexts) for key, value in plain.items()}


def _contexts(event: Event, token: str) -> dict[str, Any]:
    told = {"GITHUB_EVENT_NAME": event.name, "GITHUB_REF": event.ref}
    boxes = event.payload.get("inputs") or {}
    return {
        **environment.contexts(event, told, token),
        "inputs": {name: value == "true" for name, value in boxes.items()},
        STATUS: "success",
    }

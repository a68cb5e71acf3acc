"""A job on a runner that uses one composite action."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from composite import environment, uses
from composite.console import Annotation, Masks
from composite.environment import Places
from composite.expressions import condition, fill
from composite.shell import Shell, Step
from composite.values import STATUS
from payloads.events import Event


@dataclass
class Used:
    """What a job has after it used the action.

    Attributes:
        code: of the last step that ran a script.
        shown: the log, line by line, as GitHub shows it.
        raw: everything that was printed, commands included.
        commands: names of the workflow commands that took effect, in order.
        steps: the names of the steps that ran.
    """

    status: str = "success"
    code: int = 0
    outputs: dict[str, str] = field(default_factory=dict)
    annotations: list[Annotation] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    raw: str = ""
    summary: str = ""
    commands: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    @property
    def log(self) -> str:
        """The log as one text."""
        return "\n".join(self.shown)

    def told(self, level: str) -> list[str]:
        """The annotations of a level: error, warning or notice."""
        return [one.message for one in self.annotations if one.level == level]


@dataclass
class Job:
    """A job; it holds what its steps have in common.

    Attributes:
        event: why it runs.
        token: what `github.token` is.
        places: its folders.
        variables: what every step finds in its environment.
        path: of programs.
        masks: what its log does not show. A real runner knows the token from the start; this
            one only what it is told.
    """

    event: Event
    token: str
    places: Places
    variables: dict[str, str] = field(default_factory=dict)
    path: list[str] = field(default_factory=environment.machine_path)
    masks: Masks = field(default_factory=Masks)
    shell: Shell = field(default_factory=Shell)

    def __post_init__(self) -> None:
        payload = self.places.temp / "_github_workflow" / "event.json"
        payload.parent.mkdir(parents=True, exist_ok=True)
        payload.write_text(json.dumps(self.event.payload), encoding="utf-8")
        self.places.home.mkdir(exist_ok=True)
        self.variables = {
            **environment.variables(self.event, self.places),
            "GITHUB_EVENT_PATH": str(payload),
            **self.variables,
        }

    def use(self, inputs: Mapping[str, str]) -> Used:
        """Use the action with these inputs; the rest get their defaults."""
        action = yaml.safe_load((self.places.action / "action.yml").read_text("utf-8"))
        assert action["runs"]["using"] == "composite"
        contexts = environment.contexts(self.event, self.variables, self.token)
        contexts["inputs"] = self._inputs(action["inputs"], inputs, contexts)
        contexts |= {"steps": {}, "env": self.variables}
        used = Used()
        for step in action["runs"]["steps"]:
            self._step(step, contexts, used)
        used.outputs = {
            name: fill(facts["value"], contexts) for name, facts in action["outputs"].items()
        }
        return used

    @staticmethod
    def _inputs(
        declared: Mapping[str, Any], given: Mapping[str, str], contexts: Mapping[str, Any]
    ) -> dict[str, str]:
        unknown = given.keys() - declared.keys()
        assert not unknown, f"action.yml has no input {unknown}"
        defaults = {name: str(facts.get("default", "")) for name, facts in declared.items()}
        return {name: fill(text, contexts) for name, text in defaults.items()} | dict(given)

    def _step(self, step: Mapping[str, Any], contexts: dict[str, Any], used: Used) -> None:
        contexts[STATUS] = used.status
        if not condition(str(step.get("if", "success()")), contexts):
            return
        used.steps.append(step["name"])
        filled = {key: fill(str(value), contexts) for key, value in step.get("env", {}).items()}
        if "uses" in step:
            given = {key: fill(_plain(value), contexts) for key, value in step["with"].items()}
            outputs = uses.use(self, step["uses"], given)
        else:
            assert step["shell"] == "bash"
            folder = self.places.workspace / fill(step.get("working-directory", "."), contexts)
            done = self._run(fill(step["run"], contexts), filled, folder)
            _note(used, done)
            outputs = done.outputs
            if done.failed and not step.get("continue-on-error", False):
                used.status = "failure"
        contexts["steps"][step.get("id", "")] = {"outputs": outputs}

    def _run(self, script: str, given: Mapping[str, str], folder: Path) -> Step:
        base = {**self.variables, "PATH": os.pathsep.join(self.path)}
        done = self.shell.run(script, {**base, **given}, folder, self.places.temp, self.masks)
        self.variables |= done.variables
        self.path[:0] = done.path
        return done


def _plain(value: Any) -> str:
    """YAML's true and 3.13 as the words they are to an action."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _note(used: Used, done: Step) -> None:
    used.code = done.code
    used.annotations += done.console.annotations
    used.shown += done.console.shown
    used.commands += done.console.echo
    used.raw += done.raw
    used.summary += done.summary

"""The actions that a step may use: what each does to a job, in a few lines."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from composite.matchers import PythonMatcher

if TYPE_CHECKING:
    from composite.job import Job

Outputs = dict[str, str]
_PINNED = re.compile(r"(?P<name>[^@/]+/[^@]+)@[0-9a-f]{40}")


def use(job: Job, what: str, inputs: Mapping[str, str]) -> Outputs:
    """Do what an action does. It must be pinned by a commit, and known."""
    found = _PINNED.fullmatch(what)
    assert found, f"{what} is not pinned by a commit"
    assert found["name"] in _KNOWN, f"nobody told these tests what {what} does"
    return _KNOWN[found["name"]](job, inputs)


def _setup_python(job: Job, inputs: Mapping[str, str]) -> Outputs:
    """actions/setup-python, with this very Python for any that is asked for."""
    unknown = inputs.keys() - {"python-version", "update-environment"}
    assert not unknown, f"setup-python: {unknown}"
    asked = tuple(int(part) for part in inputs["python-version"].split("."))
    assert asked >= (3, 11), "ghblog needs 3.11 or newer"
    python = getattr(sys, "_base_executable", sys.executable)
    if inputs.get("update-environment", "true") == "true":
        job.path.insert(0, os.path.dirname(python))  # noqa: PTH120 - as text
        job.variables["pythonLocation"] = sys.base_prefix
    job.shell.matchers.append(PythonMatcher())
    version = "{}.{}.{}".format(*sys.version_info)
    return {"python-path": python, "python-version": version, "cache-hit": "false"}


_KNOWN: dict[str, Callable[[Job, Mapping[str, str]], Outputs]] = {
    "actions/setup-python": _setup_python
}

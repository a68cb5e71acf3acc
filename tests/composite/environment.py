"""What a runner gives to a step, and nothing else: variables, and the `github` context."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payloads.events import WORKFLOW, Event

# Without these no program starts on Windows.
_WINDOWS = ("SYSTEMROOT", "COMSPEC", "PATHEXT", "WINDIR")
RUNNER_OS = {"Darwin": "macOS"}.get(platform.system(), platform.system())


@dataclass(frozen=True)
class Places:
    """The folders of a job."""

    workspace: Path
    temp: Path
    home: Path
    action: Path


def machine_path() -> list[str]:
    """The machine's programs, without those of the environment that runs the tests."""
    found = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return [one for one in found if not one.startswith(sys.prefix)]


def bash() -> str:
    """The runner's bash: on Windows git's, not that of a Linux beside it."""
    git = shutil.which("git")
    if RUNNER_OS == "Windows" and git:
        return str(Path(git).parents[1] / "bin" / "bash.exe")
    return shutil.which("bash") or "bash"


def variables(event: Event, places: Places) -> dict[str, str]:
    """The variables of every step of a job, but for PATH and those that name files."""
    repo, root = event.repo, event.repo.world.url
    name = repo.full_name
    return {
        "CI": "true",
        "HOME": str(places.home),
        "LANG": "C.UTF-8",
        **{key: os.environ[key] for key in _WINDOWS if key in os.environ},
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION": "ghblog",
        "GITHUB_ACTION_PATH": str(places.action),
        "GITHUB_ACTION_REF": "f" * 40,
        "GITHUB_ACTION_REPOSITORY": "somebody/ghblog",
        "GITHUB_ACTOR": event.actor,
        "GITHUB_ACTOR_ID": str(repo.world.user(event.actor).id),
        "GITHUB_API_URL": repo.world.api_url,
        "GITHUB_BASE_REF": event.base_ref,
        "GITHUB_EVENT_NAME": event.name,
        "GITHUB_GRAPHQL_URL": f"{root}/api/graphql",
        "GITHUB_HEAD_REF": event.head_ref,
        "GITHUB_JOB": "publish",
        "GITHUB_REF": event.ref,
        "GITHUB_REF_NAME": event.ref_name,
        "GITHUB_REF_PROTECTED": "false",
        "GITHUB_REF_TYPE": "tag" if event.ref.startswith("refs/tags/") else "branch",
        "GITHUB_REPOSITORY": name,
        "GITHUB_REPOSITORY_ID": str(repo.id),
        "GITHUB_REPOSITORY_OWNER": repo.owner.login,
        "GITHUB_REPOSITORY_OWNER_ID": str(repo.owner.id),
        "GITHUB_RETENTION_DAYS": "90",
        "GITHUB_RUN_ATTEMPT": "1",
        "GITHUB_RUN_ID": "11961234567",
        "GITHUB_RUN_NUMBER": "42",
        "GITHUB_SERVER_URL": root,
        "GITHUB_SHA": event.sha,
        "GITHUB_TRIGGERING_ACTOR": event.actor,
        "GITHUB_WORKFLOW": "ghblog",
        "GITHUB_WORKFLOW_REF": f"{name}/{WORKFLOW}@{event.ref}",
        "GITHUB_WORKFLOW_SHA": event.sha,
        "GITHUB_WORKSPACE": str(places.workspace),
        "RUNNER_ARCH": "X64",
        "RUNNER_ENVIRONMENT": "github-hosted",
        "RUNNER_NAME": "GitHub Actions 7",
        "RUNNER_OS": RUNNER_OS,
        "RUNNER_TEMP": str(places.temp),
        "RUNNER_TOOL_CACHE": str(places.home / "hostedtoolcache"),
    }


def contexts(event: Event, given: dict[str, str], token: str) -> dict[str, Any]:
    """The contexts that need no step to have run: `github` and `runner`."""
    github = {
        key.removeprefix("GITHUB_").lower(): value
        for key, value in given.items()
        if key.startswith("GITHUB_")
    }
    runner = {
        key.removeprefix("RUNNER_").lower(): value
        for key, value in given.items()
        if key.startswith("RUNNER_")
    }
    return {"github": {**github, "token": token, "event": event.payload}, "runner": runner}

"""What zizmor and the published schemas say of workflows. Neither asks the network anything."""

from __future__ import annotations

import json
import re
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
_SCRIPTS = Path(sysconfig.get_path("scripts"))
_SEVEREST = ("--persona", "auditor", "--no-config", "--no-ignores", "--strict-collection")


class _Loader(yaml.SafeLoader):
    """Reads YAML 1.2, as GitHub does: `on` and `yes` are words there."""


_BOOL = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    letter: [each for each in known if each[0] != _BOOL]
    for letter, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    _BOOL, re.compile("(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def load(text: str) -> Any:
    """YAML as GitHub understands it."""
    return yaml.load(text, _Loader)


def findings(*paths: Path) -> list[str]:
    """`file:line: audit: what` of everything that zizmor's most suspicious persona finds."""
    done = _run("zizmor", "--offline", *_SEVEREST, "--quiet", "--format", "json", *paths)
    # 10 to 14: there are findings
    assert done.returncode == 0 or 10 <= done.returncode <= 14, done.stderr
    return sorted(line for each in json.loads(done.stdout) for line in _told(each))


def schema_errors(schema: str, *paths: Path) -> str:
    """What a schema that check-jsonschema brings along has against files; empty: nothing."""
    done = _run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths)
    assert done.returncode in {0, 1}, done.stderr
    return "" if done.returncode == 0 else done.stdout + done.stderr


def steps(loaded: Mapping[Any, Any]) -> Iterator[Mapping[str, Any]]:
    """The steps of all jobs of a workflow, or of an action."""
    jobs = loaded["jobs"].values() if "jobs" in loaded else [loaded["runs"]]
    for job in jobs:
        yield from job["steps"]


def _run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [_SCRIPTS / program, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def _told(finding: dict[str, Any]) -> Iterator[str]:
    for place in finding["locations"]:
        key = next(iter(place["symbolic"]["key"].values()))
        path = Path(key.get("verbatim_path") or key.get("given_path", "")).name
        line = place["concrete"]["location"]["start_point"]["row"] + 1
        yield f"{path}:{line}: {finding['ident']}: {place['symbolic']['annotation']}"

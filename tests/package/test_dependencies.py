"""Dependencies: each has its reason, is used, and is locked with hashes; no registry is named."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from package.building import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

# Needed without being imported by name, and why.
NOT_IMPORTED = {"tzdata": "the standard library's zoneinfo reads it on Windows"}
# Spelled in two pieces, so that this file does not name one either.
REGISTRIES = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", r"simple/" + "?index"]))
LOCK_LINE = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>\S+)( ; (?P<when>[^\\]+?))? \\")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> list[str]:
    found = [re.match(r"[A-Za-z0-9._-]+", one) for one in requirements]
    return [normal(match[0]) for match in found if match]


RUN_TIME = names(PROJECT["project"]["dependencies"])
DEMO = names(PROJECT["project"]["optional-dependencies"]["demo"])
DEV = names(PROJECT["dependency-groups"]["dev"])


def project_files() -> list[Path]:
    """What git knows of, or would if it were added; in an unpacked sdist, everything."""
    if not (ROOT / ".git").exists():
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


@cache
def imported() -> set[str]:
    """Distributions whose modules the program imports anywhere."""
    providers = packages_distributions()
    found: set[str] = set()
    for path in (ROOT / "ghblog").rglob("*.py"):
        for module in _modules(ast.parse(path.read_text(encoding="utf-8"))):
            found |= {normal(name) for name in providers.get(module, [])}
    return found


def _modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def locked(lock: str) -> dict[str, str]:
    """Name → version of a lock's packages."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    found = [LOCK_LINE.fullmatch(line) for line in lines]
    return {match["name"]: match["version"] for match in found if match}


@pytest.mark.parametrize("name", [*RUN_TIME, *DEMO])
def test_every_dependency_is_used_by_the_program(name: str) -> None:
    assert name in imported() | NOT_IMPORTED.keys()


@pytest.mark.parametrize("name", [*RUN_TIME, *DEMO, *DEV])
def test_every_dependency_has_its_reason_in_the_docs(name: str) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
    assert name in {normal(row) for row in rows}


def test_the_docs_give_reasons_for_nothing_that_is_not_there() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
    assert {normal(row) for row in rows} == {*RUN_TIME, *DEMO, *DEV}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_and_gives_hashes(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    heads = [number for number, line in enumerate(lines) if not line.startswith(" ")]
    assert len(heads) > 20
    for number in heads:
        assert LOCK_LINE.fullmatch(lines[number]), lines[number]
        assert lines[number + 1].strip().startswith("--hash=sha256:"), lines[number]


def test_the_locks_hold_every_dependency_and_agree() -> None:
    everyday, development = (locked(lock) for lock in LOCKS)
    assert {*RUN_TIME, *DEMO} <= everyday.keys()
    assert {*RUN_TIME, *DEMO, *DEV} <= development.keys()
    assert everyday.items() <= development.items()


def test_no_file_names_a_package_registry() -> None:
    naming = []
    for path in project_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        naming += [f"{path.relative_to(ROOT)}: {found}" for found in REGISTRIES.findall(text)]
    assert naming == []


def test_this_python_is_one_that_the_package_claims() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert sys.version_info >= (3, 11)

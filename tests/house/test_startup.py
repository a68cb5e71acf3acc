"""Start-up is counted: nothing heavy is imported until it is needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = [
    "github",
    "mistune",
    "cmarkgfm",
    "starlette",
    "uvicorn",
    "graphql",
    "PIL",
    "keyring",
    "rich",
]
HEAVY += ["jinja2", "yaml", "nh3", "requests", "dulwich", "slugify"]

SCRIPT = """
import json, sys
from ghblog.cli import main
code = main(sys.argv[1:])
print(json.dumps({"code": code, "modules": sorted({name.split(".")[0] for name in sys.modules})}))
"""


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["-h"]])
def test_help_and_version_import_nothing_heavy(argv: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *argv], capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["code"] == 0
    assert [name for name in HEAVY if name in told["modules"]] == []


@pytest.mark.parametrize("name", ["publish", "status", "index", "auth", "demo"])
def test_the_help_of_a_command_imports_neither_pygithub_nor_a_web_server(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, name, "--help"], capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["code"] == 0
    assert [name for name in HEAVY if name in told["modules"]] == []

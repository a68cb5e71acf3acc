"""The wheel holds all that the program needs and nothing else, and runs without its sources."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from package.building import ROOT, Built

from ghblog import __version__
from ghblog.resources import templates_folder

WHERE = "import ghblog.resources as r; print(r.__file__); print(r.templates_folder())"
TEMPLATES = sorted(path.name for path in (ROOT / "templates").iterdir())


def in_wheel(built: Built) -> set[str]:
    with zipfile.ZipFile(built.wheel) as archive:
        return set(archive.namelist())


def in_sdist(built: Built) -> set[str]:
    with tarfile.open(built.sdist) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def package_files() -> set[str]:
    """Every file of the checkout's package, caches aside."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "ghblog").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_every_file_of_the_package_is_in_the_wheel_under_its_own_name(built: Built) -> None:
    # Chinese and spaces in the example's pictures included.
    assert any(not name.isascii() and " " in name for name in package_files())
    assert package_files() - in_wheel(built) == set()


def test_what_is_read_at_run_time_is_in_the_wheel(built: Built) -> None:
    names = in_wheel(built)
    assert TEMPLATES
    assert {f"ghblog/templates/{name}" for name in TEMPLATES} <= names
    assert {"ghblog/py.typed", "ghblog/sandbox/schema.graphql"} <= names
    assert "ghblog/github/queries/read.graphql" in names
    assert {"ghblog/example/ghblog.toml", "ghblog/example/posts/pictures/map.svg"} <= names


def test_nothing_else_is_in_the_wheel(built: Built) -> None:
    tops = {name.split("/")[0] for name in in_wheel(built)}
    assert tops == {"ghblog", f"ghblog-{__version__}.dist-info"}
    assert not [name for name in in_wheel(built) if "__pycache__" in name]


def test_the_wheel_carries_its_licence_and_its_page(built: Built) -> None:
    info = f"ghblog-{__version__}.dist-info"
    with zipfile.ZipFile(built.wheel) as archive:
        metadata = archive.read(f"{info}/METADATA").decode()
        assert archive.read(f"{info}/licenses/LICENSE")
    assert f"\nVersion: {__version__}\n" in metadata
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "# ghblog" in metadata


@pytest.mark.parametrize(
    "name",
    [
        "pyproject.toml",
        "Makefile",
        "requirements.lock",
        "requirements-dev.lock",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "docs/lifecycle.md",
        ".ci/run",
        ".github/workflows/ci.yml",
        "tests/conftest.py",
        "tests/contract/openapi.json",
        "templates/index.md.j2",
    ],
)
def test_the_sdist_holds_what_it_takes_to_test_and_go_on(built: Built, name: str) -> None:
    assert name in in_sdist(built)


def test_the_templates_are_found_in_a_wheel(built: Built, tmp_path: Path) -> None:
    done = built.run("-c", WHERE, folder=tmp_path)
    assert done.stderr == ""
    module, folder = done.stdout.splitlines()
    assert Path(module) == built.target / "ghblog" / "resources.py"
    assert Path(folder) == built.target / "ghblog" / "templates"
    assert sorted(path.name for path in Path(folder).iterdir()) == TEMPLATES


def test_the_templates_are_found_in_an_editable_install(tmp_path: Path) -> None:
    assert templates_folder() == ROOT / "templates"
    done = subprocess.run(
        [sys.executable, "-c", WHERE], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        str(ROOT / "ghblog" / "resources.py"),
        str(ROOT / "templates"),
    ]


def test_the_installed_program_tells_its_version(built: Built, tmp_path: Path) -> None:
    done = built.run("-m", "ghblog", "--version", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"ghblog {__version__}\n"


def test_the_command_of_that_name_is_installed(built: Built) -> None:
    names = {
        path.stem for folder in ("bin", "Scripts") for path in (built.target / folder).glob("*")
    }
    assert "ghblog" in names


def test_the_installed_program_runs_the_demo(built: Built, tmp_path: Path) -> None:
    done = built.run("-m", "ghblog", "demo", "--no-serve", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 new · 1 held back" in done.stdout
    assert "A second run: nothing to do, 1 request." in done.stdout


def test_without_the_extra_the_demo_says_what_to_install(built: Built, tmp_path: Path) -> None:
    missing = "raise ModuleNotFoundError('no such module', name=__name__)"
    for name in ("dulwich", "graphql", "starlette", "uvicorn"):
        (tmp_path / f"{name}.py").write_text(missing, encoding="utf-8")
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
    script += "from ghblog.cli import main\nsys.exit(main(['demo', '--no-serve']))"
    done = built.run("-c", script, folder=tmp_path)
    assert done.returncode == 1
    hint = done.stderr.partition("install it with: ")[2]
    command = shlex.split(hint)
    assert command[1:4] == ["-m", "pip", "install"]
    names = {re.split(r"[<>=~!]", each)[0] for each in command[4:]}
    assert names == {"dulwich", "graphql-core"}  # by themselves: ghblog may be on no index
    assert "Traceback" not in done.stderr

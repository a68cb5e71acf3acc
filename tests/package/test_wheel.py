"""What is in the sdist and the wheel, and that the same sources give the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from package.building import ROOT, Built, build_one

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
    assert {"ghblog/example/ghblog.toml", "ghblog/example/posts/pictures/map.svg"} <= names
    for folder, suffix in {
        "github/queries": "graphql",
        "sandbox/pages/html": "html",
        "preview/html": "html",
        "preview/static": "css",
        "preview/chinese": "txt",
        "render/css": "css",
    }.items():
        here = {name for name in names if re.fullmatch(rf"ghblog/{folder}/.+\.{suffix}", name)}
        assert here, folder


def test_nothing_else_is_in_the_wheel(built: Built) -> None:
    tops = {name.split("/")[0] for name in in_wheel(built)}
    assert tops == {"ghblog", f"ghblog-{__version__}.dist-info"}
    ours = {name for name in in_wheel(built) if name.startswith("ghblog/")}
    templates = {f"ghblog/templates/{name}" for name in TEMPLATES}
    assert ours - package_files() - templates == set()


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
        "action.yml",
        ".pre-commit-hooks.yaml",
        "Makefile",
        "requirements.lock",
        "requirements-dev.lock",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE",
        "docs/lifecycle.md",
        "docs/python.md",
        ".ci/run",
        ".github/workflows/ci.yml",
        "tests/conftest.py",
        "tests/contract/openapi.json",
        "tests/plugin/spoiler/pyproject.toml",
        "templates/index.md.j2",
    ],
)
def test_the_sdist_holds_what_it_takes_to_test_and_go_on(built: Built, name: str) -> None:
    assert name in in_sdist(built)


def test_the_sdist_holds_nothing_that_was_only_made_on_the_way(built: Built) -> None:
    made = re.compile(r"__pycache__|\.py[co]$|\.egg-info|_cache/|(^|/)(\.venv|dist|build)/")
    assert [name for name in in_sdist(built) if made.search(name)] == []


def test_the_same_sources_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    sources = built.unpack(tmp_path / "another place")
    for number, path in enumerate(sorted(sources.rglob("*"))):
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
        if path.is_file():
            path.chmod(path.stat().st_mode & ~0o077)
    for target, there in {"sdist": built.sdist, "wheel": built.wheel}.items():
        build_one(target, sources, tmp_path / target)
        (made,) = (tmp_path / target).iterdir()
        assert made.name == there.name
        assert made.read_bytes() == there.read_bytes(), target


def test_the_templates_are_found_in_a_wheel(built: Built, tmp_path: Path) -> None:
    done = built.installed.run("-c", WHERE, folder=tmp_path)
    assert done.stderr == ""
    module, folder = done.stdout.splitlines()
    assert Path(module) == built.installed.packages / "ghblog" / "resources.py"
    assert Path(folder) == built.installed.packages / "ghblog" / "templates"
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

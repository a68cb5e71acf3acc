"""What a release checks before it is built, and writes for its page."""

from __future__ import annotations

import hashlib
import importlib.util
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from shells import Done
from workflows.looking import ROOT

CHANGELOG = """\
# Changelog

## Unreleased

## 1.2.3 - 2026-11-22

### Added

- A thing.

## 1.2.2 - 2026-11-01

- Older.
"""
METADATA = """\
Metadata-Version: 2.4
Name: ghblog
Version: {version}
License-Expression: MIT
Requires-Python: >=3.11
Description-Content-Type: text/markdown

# ghblog
"""


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, in a checkout of version 1.2.3."""
    monkeypatch.chdir(tmp_path)
    Path("ghblog").mkdir()
    Path("ghblog/__init__.py").write_text('"""x"""\n\n__version__ = "1.2.3"\n', encoding="utf-8")
    Path("CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    return script()


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / ".github" / "release.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(release: ModuleType, capsys: pytest.CaptureFixture[str], *argv: str) -> Done:
    code = release.main(argv)
    return Done(code, *capsys.readouterr())


def build(version: str = "1.2.3", metadata: str = METADATA) -> Path:
    """What hatchling builds, as far as anybody looks at it."""
    folder = Path("dist")
    folder.mkdir()
    told = metadata.format(version=version)
    with zipfile.ZipFile(folder / f"ghblog-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"ghblog-{version}.dist-info/METADATA", told)
    info = Path("PKG-INFO")
    info.write_text(told, encoding="utf-8")
    with tarfile.open(folder / f"ghblog-{version}.tar.gz", "w:gz") as archive:
        archive.add(info, f"ghblog-{version}/PKG-INFO")
    return folder


def test_a_tag_that_names_the_version_goes_on(
    release: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(release, capsys, "check", "v1.2.3")
    assert done == (0, "v1.2.3 it is, and CHANGELOG.md tells of it\n", "")


@pytest.mark.parametrize("tag", ["v1.2.4", "1.2.3", "v1.2.3rc1", "v1.2.3; echo"])
def test_a_tag_of_another_version_stops_the_release(
    release: ModuleType, capsys: pytest.CaptureFixture[str], tag: str
) -> None:
    done = run(release, capsys, "check", tag)
    assert done.code == 1
    assert done.err == f"error: the tag is {tag}, but ghblog/__init__.py says 1.2.3: tag v1.2.3\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1.2.3 - 2026-11-22", "1.2.4 - 2026-11-22", "has no section “## 1.2.3 - YEAR-MONTH-DAY”"),
        ("1.2.3 - 2026-11-22", "1.2.3", "has no section"),
        ("### Added\n\n- A thing.\n", "", "says nothing of 1.2.3"),
    ],
)
def test_a_version_that_the_changelog_does_not_tell_of_stops_the_release(
    release: ModuleType, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    Path("CHANGELOG.md").write_text(CHANGELOG.replace(old, new), encoding="utf-8")
    done = run(release, capsys, "check", "v1.2.3")
    assert done.code == 1
    assert told in done.err


def test_the_releases_page_is_the_changelogs_section(
    release: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(release, capsys, "notes", "v1.2.3")
    assert done.out == "### Added\n\n- A thing.\n"
    linked = CHANGELOG.replace("## 1.2.3 -", "## [1.2.3] -")
    Path("CHANGELOG.md").write_text(linked, encoding="utf-8")
    assert run(release, capsys, "notes", "v1.2.3").out == done.out


def test_what_was_built_must_be_this_version_and_all_of_it(
    release: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build()
    assert run(release, capsys, "inspect", "dist").code == 0
    (folder / "ghblog-1.2.2.tar.gz").write_bytes(b"")
    assert "dist holds ghblog-1.2.2.tar.gz, ghblog" in run(release, capsys, "inspect", "dist").err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Name: ghblog", "Name: ghblob", "its Name is ghblob, and not ghblog"),
        ("Version: 1.2.3", "Version: 1.2.2", "its Version is 1.2.2, and not 1.2.3"),
        ("text/markdown", "text/plain", "its Description-Content-Type is text/plain"),
        ("# ghblog\n", "", "the README is missing from its metadata"),
    ],
)
def test_metadata_that_a_registry_would_show_wrongly_stops_the_release(
    release: ModuleType, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str
) -> None:
    build(metadata=METADATA.format(version="1.2.3").replace(old, new))
    done = run(release, capsys, "inspect", "dist")
    assert done.code == 1
    assert told in done.err


def test_the_sums_are_those_of_sha256sum(
    release: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    build()
    wheel = Path("dist/ghblog-1.2.3-py3-none-any.whl")
    line = f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.name}"
    lines = run(release, capsys, "sums", "dist").out.splitlines()
    assert line in lines
    assert len(lines) == 2


def test_what_is_no_command_shows_the_usage(
    release: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(release, capsys, "publish", "x").code == 2
    assert "release.py check TAG" in run(release, capsys).err


def test_the_projects_own_version_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from ghblog import __version__

    monkeypatch.chdir(ROOT)
    assert script().version() == __version__

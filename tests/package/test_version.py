"""There is one version, and everybody tells the same."""

from __future__ import annotations

import re
from datetime import date

from package.building import ROOT, Built

from ghblog import __version__

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (?P<version>\d+\.\d+\.\d+) - (?P<day>unreleased|\d{4}-\d\d-\d\d)$")
# As https://keepachangelog.com/en/1.1.0/ has them.
KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]


def headings(level: str) -> list[str]:
    return re.findall(rf"^{level} .*$", CHANGELOG, re.MULTILINE)


def test_the_program_the_wheel_and_the_changelog_tell_the_same_version(built: Built) -> None:
    newest = SECTION.fullmatch(headings("##")[0])
    assert newest
    assert newest["version"] == __version__
    assert built.metadata.version == __version__
    assert built.sdist.name == f"ghblog-{__version__}.tar.gz"
    told = built.installed.ghblog("--version", folder=built.folder)
    assert told.stdout == f"ghblog {__version__}\n"


def test_the_changelog_has_a_dated_section_for_each_version_before() -> None:
    sections = [SECTION.fullmatch(heading) for heading in headings("##")]
    found = [(each["version"], each["day"]) for each in sections if each]
    assert len(found) == len(sections)
    days = [date.fromisoformat(day) for _, day in found[1:]]
    assert days == sorted(days, reverse=True)
    numbers = [tuple(map(int, version.split("."))) for version, _ in found]
    assert numbers == sorted(set(numbers), reverse=True)


def test_what_changed_stands_under_the_usual_headings() -> None:
    assert {heading.removeprefix("### ") for heading in headings("###")} <= {*KINDS}
    assert all(
        re.search(r"^- \S", section, re.MULTILINE) for section in CHANGELOG.split("\n### ")[1:]
    )


def test_the_version_is_written_down_once() -> None:
    written = re.compile(rf"[\"'v]{re.escape(__version__)}\b")
    places = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pyproject.toml", *(ROOT / "ghblog").rglob("*.py"))
        if written.search(path.read_text(encoding="utf-8"))
    ]
    assert places == ["ghblog/__init__.py"]

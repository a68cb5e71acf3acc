"""What is locked is what the wheel asks for, and under which licences it is."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distribution

import pytest
from package.building import ROOT, Built, required
from package.test_dependencies import locked, normal
from packaging.requirements import Requirement

PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
TABLE = PAGE.split("## Licences")[1].split("\n## ")[0]
ROWS = [row.split(" | ") for row in re.findall(r"^\| (.+`.+) \|$", TABLE, re.MULTILINE)]
TOLD = [(name, row[0]) for row in ROWS for name in re.findall(r"`([a-z0-9-]+)`", row[1])]
# How packages name the licence that the page has; all of these words, in any case.
WORDS = {
    "MIT": r"\bMIT\b",
    "MIT-0, MIT-CMU": r"MIT-0|MIT-CMU",
    "BSD": r"BSD",
    "Apache 2.0": r"Apache",
    "Apache 2.0 or another, as you choose": r"Apache-2.0 OR",
    "PSF": r"PSF|Python Software Foundation",
    "MPL 2.0": r"MPL",
    "LGPL 3": r"LGPL",
    "Artistic licence or GPL 2, as you choose": r"Artistic",
}


def test_the_lock_holds_just_what_the_wheel_asks_for(built: Built) -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line.rstrip(" \\")) for line in lines if not line.startswith(" ")]
    here = {each.name for each in wanted if each.marker is None or each.marker.evaluate()}
    assert {normal(each.name) for each in required(built.metadata, {"demo"})} == here


def test_every_package_that_is_locked_stands_under_its_licence_once() -> None:
    assert sorted(name for name, _ in TOLD) == sorted(locked("requirements.lock"))
    assert {licence for _, licence in TOLD} == {*WORDS}


@pytest.mark.parametrize("licence", WORDS)
def test_a_licence_is_the_one_that_the_packages_tell(licence: str) -> None:
    names = [name for name, told in TOLD if told == licence]
    assert names
    installed = [each for each in map(found, names) if each]
    assert [each.name for each in installed if not re.search(WORDS[licence], told_by(each))] == []


def found(name: str) -> Distribution | None:
    """The package; those for other systems are not here."""
    if name in {"pywin32-ctypes", "tzdata"}:
        return None
    return distribution(name)


def told_by(dist: Distribution) -> str:
    """All that a package's metadata says of its licence."""
    told = dist.metadata.json
    expression, first = (str(told.get(key, "")) for key in ("license_expression", "license"))
    classifiers = [each for each in told.get("classifier", []) if each.startswith("License")]
    return " ".join([expression, first.partition("\n")[0], *classifiers])

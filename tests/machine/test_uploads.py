"""What a machine remembers of its uploads, since GitHub lists none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from github_stubs import StubClock

from ghblog.machine import ThisMachine

PLACE = "github.com/12345"
URL = "https://github.com/user-attachments/assets/"
NOTE = """
import sys
from pathlib import Path
from ghblog.clock import SystemClock
from ghblog.machine import ThisMachine
folder, name = sys.argv[1:]
machine = ThisMachine(SystemClock(), Path(folder))
for number in range(30):
    machine.remember("github.com/12345", f"{name}{number}", "https://x/")
    if number % 3 == 0:
        machine.forget("github.com/12345", [f"{name}{number}"])
"""


def notes(folder: Path) -> list[Path]:
    return sorted((folder / "uploads").glob("*.jsonl"))


@pytest.mark.parametrize("name", ["runs", "uploads"])
def test_what_is_remembered_is_for_nobody_elses_eyes(tmp_path: Path, name: str) -> None:
    machine = ThisMachine(StubClock(), tmp_path)
    machine.begin("run")
    machine.remember(PLACE, "a", URL + "1")
    others = (tmp_path / name).stat().st_mode & 0o077
    assert others == 0 or sys.platform == "win32"  # there a profile's folder is its owner's


def test_an_upload_is_remembered_by_the_next_run_until_it_is_forgotten(tmp_path: Path) -> None:
    machine = ThisMachine(StubClock(), tmp_path)
    machine.remember(PLACE, "a", URL + "1")
    machine.remember(PLACE, "b", URL + "2")
    machine.remember(PLACE, "c", URL + "3")
    again = ThisMachine(StubClock(), tmp_path)
    assert again.uploads(PLACE) == {"a": URL + "1", "b": URL + "2", "c": URL + "3"}
    again.forget(PLACE, ["a", "c", "never"])
    assert machine.uploads(PLACE) == {"b": URL + "2"}
    machine.forget(PLACE, iter(["b"]))
    assert again.uploads(PLACE) == {}


def test_places_do_not_mix(tmp_path: Path) -> None:
    machine = ThisMachine(StubClock(), tmp_path)
    places = ["github.com/1", "github.com-1", "GitHub.com/1", "127.0.0.1:80/1", "", "x" * 300]
    for number, place in enumerate([*places, "../../x", "con", "a\\b", "图/1"]):
        machine.remember(place, "key", str(number))
        assert machine.uploads(place) == {"key": str(number)}
    assert machine.uploads("github.com/1") == {"key": "0"}
    assert len(notes(tmp_path)) == 10
    assert sorted(path.name for path in tmp_path.iterdir()) == ["uploads"]
    assert all(path.name.isascii() and len(path.name) < 100 for path in notes(tmp_path))


def test_the_last_upload_of_a_picture_counts(tmp_path: Path) -> None:
    machine = ThisMachine(StubClock(), tmp_path)
    machine.remember(PLACE, "a", URL + "1")
    machine.remember(PLACE, "a", URL + "2")
    assert machine.uploads(PLACE) == {"a": URL + "2"}


def test_a_line_that_a_killed_run_left_unfinished_spoils_no_other(tmp_path: Path) -> None:
    machine = ThisMachine(StubClock(), tmp_path)
    machine.remember(PLACE, "a", URL + "1")
    [path] = notes(tmp_path)
    whole = path.read_bytes()
    for cut in range(1, len(whole)):
        path.write_bytes(whole + whole[:cut])
        machine.remember(PLACE, "b", URL + "2")
        assert machine.uploads(PLACE) == {"a": URL + "1", "b": URL + "2"}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "5",
        "\x00\x00",
        '{"key": "a"}',
        '{"at": "x", "key": "a", "url": "b"}',
        '{"at": "2026-03-01T12:00:00", "key": "a", "url": "b"}',
        '{"at": "2026-03-01T12:00:00+00:00", "key": 5, "url": "b"}',
        '{"at": 5, "key": "a", "url": "b"}',
        "[" * 10_000,
        "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)
def test_a_broken_line_is_like_none(tmp_path: Path, line: str) -> None:
    machine = ThisMachine(StubClock(), tmp_path)
    machine.remember(PLACE, "a", URL + "1")
    [path] = notes(tmp_path)
    path.write_bytes(line.encode("latin-1") + b"\n" + path.read_bytes())
    assert machine.uploads(PLACE) == {"a": URL + "1"}
    machine.forget(PLACE, ["other"])
    assert machine.uploads(PLACE) == {"a": URL + "1"}
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_uploads_of_long_ago_are_forgotten(tmp_path: Path) -> None:
    clock = StubClock()
    machine = ThisMachine(clock, tmp_path)
    machine.remember(PLACE, "old", URL + "1")
    clock.sleep(60 * 86400)
    machine.remember(PLACE, "newer", URL + "2")
    assert set(machine.uploads(PLACE)) == {"old", "newer"}
    clock.sleep(31 * 86400)
    assert set(machine.uploads(PLACE)) == {"newer"}
    machine.forget(PLACE, ["other"])
    [path] = notes(tmp_path)
    assert [json.loads(line)["key"] for line in path.read_text("utf-8").splitlines()] == ["newer"]


def test_several_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    runs = [subprocess.Popen([sys.executable, "-c", NOTE, str(tmp_path), name]) for name in "abc"]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    expected = {f"{name}{number}" for name in "abc" for number in range(30) if number % 3}
    assert set(ThisMachine(StubClock(), tmp_path).uploads(PLACE)) >= expected
    [path] = notes(tmp_path)
    assert {json.loads(line)["key"] for line in path.read_text("utf-8").splitlines()} == expected


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", encoding="utf-8")
    machine = ThisMachine(StubClock(), file)
    machine.remember(PLACE, "a", URL + "1")
    assert machine.uploads(PLACE) == {}
    machine.forget(PLACE, ["a"])


def test_asking_leaves_nothing_behind(tmp_path: Path) -> None:
    machine = ThisMachine(StubClock(), tmp_path)
    assert machine.uploads(PLACE) == {}
    machine.forget(PLACE, ["a"])
    assert list(tmp_path.iterdir()) == []

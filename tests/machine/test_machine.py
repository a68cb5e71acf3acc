"""Telling a dead run of this machine from a living one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from github_stubs import StubClock

from ghblog.clock import SystemClock
from ghblog.machine import ThisMachine, state_folder

HOLD = """
import sys
from pathlib import Path
from ghblog.clock import SystemClock
from ghblog.machine import ThisMachine
machine = ThisMachine(SystemClock(), Path(sys.argv[1]))
machine.begin("run1")
sys.stdout.write("held\\n")
sys.stdout.flush()
sys.stdin.read()
"""


def test_a_run_that_lives_in_another_process_is_not_dead_and_a_killed_one_is_at_once(
    tmp_path: Path,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        machine = ThisMachine(SystemClock(), tmp_path)
        assert machine.died("run1") is None
        child.kill()
        child.wait()
        since = machine.died("run1")
        assert since is not None
        assert 0 <= since < 60


def _dead(folder: Path, clock: StubClock, run: str = "run1") -> None:
    """Leave behind what a killed run leaves behind."""
    machine = ThisMachine(clock, folder)
    machine.begin(run)
    machine._held[run].release()


def test_the_time_since_the_last_beat_is_told(tmp_path: Path) -> None:
    clock = StubClock()
    _dead(tmp_path, clock)
    clock.sleep(75)
    assert ThisMachine(clock, tmp_path).died("run1") == 75


def test_a_beat_is_a_sign_of_life(tmp_path: Path) -> None:
    clock = StubClock()
    machine = ThisMachine(clock, tmp_path)
    machine.begin("run1")
    clock.sleep(100)
    machine.beat("run1")
    machine._held["run1"].release()
    clock.sleep(20)
    assert ThisMachine(clock, tmp_path).died("run1") == 20


def test_a_run_of_another_machine_is_unknown(tmp_path: Path) -> None:
    assert ThisMachine(StubClock(), tmp_path).died("elsewhere") is None


def test_our_own_run_lives(tmp_path: Path) -> None:
    machine = ThisMachine(StubClock(), tmp_path)
    machine.begin("run1")
    assert machine.died("run1") is None
    assert ThisMachine(StubClock(), tmp_path).died("run1") is None


def test_a_run_that_ended_well_leaves_nothing_behind(tmp_path: Path) -> None:
    machine = ThisMachine(StubClock(), tmp_path)
    machine.begin("run1")
    machine.end("run1")
    assert list((tmp_path / "runs").iterdir()) == []
    assert machine.died("run1") is None


def test_notes_of_dead_runs_are_swept_after_a_week(tmp_path: Path) -> None:
    clock = StubClock()
    _dead(tmp_path, clock, "old")
    clock.sleep(6 * 86400)
    _dead(tmp_path, clock, "newer")
    clock.sleep(2 * 86400)
    ThisMachine(clock, tmp_path).begin("run1")
    names = {path.stem for path in (tmp_path / "runs").glob("*.json")}
    assert names == {"newer", "run1"}


def test_a_clock_that_was_set_back_gives_no_negative_time(tmp_path: Path) -> None:
    clock = StubClock()
    clock.sleep(100)
    _dead(tmp_path, clock)
    assert ThisMachine(StubClock(), tmp_path).died("run1") == 0


@pytest.mark.parametrize("run", ["../evil", "a/b", "", "a" * 65, "run\n", "run.lock", "ä"])
def test_a_run_whose_name_is_a_path_is_left_alone(run: str, tmp_path: Path) -> None:
    machine = ThisMachine(StubClock(), tmp_path / "state")
    machine.begin(run)
    machine.beat(run)
    assert machine.died(run) is None
    machine.end(run)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", encoding="utf-8")
    machine = ThisMachine(StubClock(), file)
    machine.begin("run1")
    machine.beat("run1")
    assert machine.died("run1") is None
    machine.end("run1")


@pytest.mark.parametrize("note", ["", "{", "[]", "{}", '{"beat": 5}', '{"beat": "2026-01-01"}'])
def test_a_broken_note_is_like_none(note: str, tmp_path: Path) -> None:
    clock = StubClock()
    _dead(tmp_path, clock)
    (tmp_path / "runs" / "run1.json").write_text(note, encoding="utf-8")
    assert ThisMachine(clock, tmp_path).died("run1") is None


def test_the_notes_go_to_the_users_state_folder() -> None:
    assert state_folder().is_absolute()
    assert "ghblog" in os.fspath(state_folder())

"""The action, used by workflows of every kind of event, against the sandbox."""

from __future__ import annotations

from composite.installed import Machine
from composite.stage import Stage, numbers, report


def test_on_a_new_machine_it_installs_itself_from_the_lock(machine: Machine) -> None:
    first = machine.first()
    assert first["status"] == "success", first["raw"]
    assert first["steps"] == ["Set up Python", "Install what ghblog needs", "Publish"]
    assert "One" in str(first["summary"])


def test_a_push_publishes(stage: Stage) -> None:
    event = stage.push({"第 1 期.md": report("第 1 期")})
    used = stage.run(event)
    assert used.code == 0, used.raw
    assert stage.titles() == ["第 1 期"]
    assert numbers(used) == {"created": 1, "updated": 0, "skipped": 0, "failed": 0}

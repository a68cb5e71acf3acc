"""Files in the blog's repository that a careless program would import or read have no effect."""

from __future__ import annotations

from composite.installed import Machine, traps
from composite.stage import FOLDER, Stage, report


def test_on_a_new_machine_full_of_traps_it_installs_itself_from_the_lock(machine: Machine) -> None:
    first = machine.first()
    assert first["status"] == "success", first["raw"]
    assert first["steps"] == ["Set up Python", "Install what ghblog needs", "Publish"]
    assert "One" in str(first["summary"])
    assert list(machine.folder.rglob("pwned*")) == []


def test_each_trap_would_catch_a_careless_program(machine: Machine) -> None:
    assert {"yaml.py", "pip.py", "venv.py", "sitecustomize.py", "ghblog/__init__.py"} <= set(
        traps()
    )
    for name in traps():
        assert (machine.folder / "first" / "workspace" / name).exists()


def test_modules_and_settings_lying_about_have_no_effect(stage: Stage) -> None:
    here: dict[str, bytes | None] = dict(traps())
    del here["pyproject.toml"]  # beside ghblog.toml it would be a writer's mistake
    top = {f"/{name}": data for name, data in traps().items()}
    used = stage.run(stage.push({**here, **top, "a.md": report("A")}))
    assert used.code == 0, used.raw
    assert stage.titles() == ["A"]
    assert stage.pwned() == []
    workspace = stage.jobs[0].places.workspace
    assert (workspace / FOLDER / "yaml.py").exists() and (workspace / "yaml.py").exists()
    assert not list(workspace.rglob("*.pyc"))


def test_variables_of_the_job_lead_to_no_other_modules(stage: Stage) -> None:
    event = stage.push({**traps(), "pyproject.toml": None, "a.md": report("A")})
    job = stage.job(event, "ghp_writer")
    job.variables["PYTHONPATH"] = str(job.places.workspace / FOLDER)
    used = job.use({"folder": FOLDER})
    assert used.code == 0, used.raw
    assert stage.pwned() == []
    assert stage.titles() == ["A"]

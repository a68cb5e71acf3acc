"""A run that is cancelled half-way leaves nothing that the next one cannot go on from."""

from __future__ import annotations

import pytest
from composite.stage import PAT, Stage, report
from payloads import events


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cancelled_run_is_healed_by_the_next(stage: Stage, when: str) -> None:
    event = stage.push({f"{name}.md": report(name) for name in "ABC"})
    job = stage.job(event, PAT)
    stage.box.faults.add("POST /issues", nth=2, **{when: job.shell.cancel})
    used = job.use({"folder": "我的 周报"})
    assert used.status == "failure"
    assert 1 <= len(stage.repo.issues) <= 2
    assert used.outputs["created"] == str(len(stage.repo.issues)), used.raw
    assert "claim.json" not in stage.repo.files("ghblog")
    healed, requests = stage.counted(events.push(stage.repo))
    assert healed.code == 0, healed.raw
    assert sorted(stage.titles()) == ["A", "B", "C"]
    assert requests < 10
    assert stage.counted(events.push(stage.repo))[1] == 1


def test_a_run_that_was_killed_is_healed_once_its_claim_is_old(stage: Stage) -> None:
    job = stage.job(stage.push({f"{name}.md": report(name) for name in "ABC"}), PAT)
    stage.box.faults.add("POST /issues", nth=2, before=job.shell.kill)
    job.use({"folder": "我的 周报"})
    assert len(stage.repo.issues) >= 1
    assert "claim.json" in stage.repo.files("ghblog")
    stage.box.clock.advance(400)
    healed = stage.run(events.push(stage.repo))
    assert healed.code == 0, healed.raw
    assert sorted(stage.titles()) == ["A", "B", "C"]
    assert stage.counted(events.push(stage.repo))[1] == 1

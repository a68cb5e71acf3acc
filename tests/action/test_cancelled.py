"""A job that is cancelled: the runner sends SIGINT, SIGTERM after 7.5 s, SIGKILL 2.5 s later.

https://docs.github.com/en/actions/concepts/workflows-and-actions/workflow-cancellation
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from action.runner import SETTINGS, TOKEN, Ran, Runner
from shells import Shell

from ghblog.sandbox import Sandbox, SandboxClock

CREATES = "POST /repos/writer/weekly/issues"
READS = "Read"


@pytest.fixture
def real(tmp_path: Path, shell: Shell) -> Iterator[Runner]:
    """A runner whose steps are processes of their own; three posts are to be published."""
    with Sandbox(clock=SandboxClock(), folder=tmp_path / "github") as box:
        box.add_user("writer", token="ghp_writer")
        files = {"README.md": b"# weekly\n", "ghblog.toml": SETTINGS}
        made = Runner(tmp_path, box, box.add_repository("writer/weekly", files=files), shell)
        box.add_token("writer", TOKEN)
        made.inputs["yes"] = "true"
        made.push({f"posts/2022-07-{n:02}-n.md": f"# Report {n}\n\nText.\n" for n in range(1, 4)})
        made.checkout()
        yield made
        assert not box.crashes, box.crashes


def start(runner: Runner) -> subprocess.Popen[str]:
    """The step, as a process."""
    environ = runner.environ("push", {"repository": {"default_branch": "main"}}, "refs/heads/main")
    return subprocess.Popen(
        [sys.executable, "-m", "ghblog", "action"],
        cwd=runner.workspace,
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def cancelled(runner: Runner, when: str, nth: int = 1) -> tuple[Ran, str]:
    """Cancel a run while a request is under way; what it left, and what it said besides."""

    def cancel() -> None:
        process.send_signal(signal.SIGINT)

    runner.box.faults.add(when, nth=nth, before=cancel)
    process = start(runner)
    # That it ends by the first signal alone is what counts: no clock of a busy machine is asked.
    out, err = process.communicate(timeout=60)
    return runner.read(process.returncode, out), err


def test_while_it_publishes_it_ends_in_time_gives_its_claim_back_and_the_next_run_goes_on(
    real: Runner,
) -> None:
    ran, err = cancelled(real, CREATES, nth=2)
    assert err == ""
    assert ran.code == 1
    assert "claim.json" not in real.repo.files(branch="ghblog")
    assert len(real.repo.issues) == 2
    assert ran.outputs["created"] == "2"
    assert ran.outputs["changed"] == "true"
    assert "### Outcome" in ran.summary
    assert "stopping after this write" in ran.log
    process = start(real)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert real.read(0, out).outputs["created"] == "1"
    titles = sorted(issue.title for issue in real.repo.issues)
    assert titles == ["Report 1", "Report 2", "Report 3"]


def test_before_anything_is_written_it_ends_at_once(real: Runner) -> None:
    ran, err = cancelled(real, READS)
    assert ran.code == 1
    assert "stopped" in err
    assert real.repo.issues == []
    assert "the run was cancelled" in ran.summary
    assert ran.outputs["changed"] == "false"

"""A step that runs a script, as the runner runs it."""

from __future__ import annotations

import signal
import subprocess
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from composite.command_files import CommandFileError, CommandFiles
from composite.console import Console, Masks
from composite.environment import bash
from composite.matchers import PythonMatcher

_LIMIT = 120.0  # seconds, waited for by a failure only


@dataclass
class Step:
    """What a step left behind."""

    code: int
    raw: str
    console: Console
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    failed: bool = False


class Shell:
    """Runs scripts with bash; a run can be cancelled from another thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.matchers: list[PythonMatcher] = []

    def cancel(self) -> None:
        """What somebody does who presses “Cancel workflow”: the runner signals the process that it
        started, and no child of that one. (After 7.5 s it would send SIGTERM; whatever ends here,
        ended by SIGINT alone.)"""
        assert self._process
        self._process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """What becomes of a machine that goes away."""
        assert self._process
        self._process.kill()

    def run(
        self, script: str, environ: Mapping[str, str], folder: Path, temp: Path, masks: Masks
    ) -> Step:
        """Run a script to its end."""
        file = temp / f"{uuid.uuid4()}.sh"
        file.write_bytes(script.encode())
        files = CommandFiles.fresh(temp)
        arguments = [bash(), "--noprofile", "--norc", "-e", "-o", "pipefail", str(file)]
        self._process = subprocess.Popen(
            arguments,
            cwd=folder,
            env={**environ, **files.variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            printed, _ = self._process.communicate(timeout=_LIMIT)
        finally:
            self._process.kill()
        raw = printed.decode("utf-8", "replace")
        console = Console(masks, self.matchers)
        console.feed(raw)
        step = Step(self._process.returncode, raw, console)
        step.failed = step.code != 0 or console.failed
        _read(step, files, masks)
        return step


def _read(step: Step, files: CommandFiles, masks: Masks) -> None:
    try:
        step.outputs = step.console.outputs | files.pairs("GITHUB_OUTPUT")
        step.variables = files.pairs("GITHUB_ENV")
        step.path = files.read("GITHUB_PATH").splitlines()
        step.summary = masks.hide(files.summary())
    except CommandFileError as error:
        step.console.annotate("error", str(error))
        step.failed = True

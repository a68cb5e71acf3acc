"""The files by which a step tells the runner things: GITHUB_OUTPUT, _ENV, _PATH, _STEP_SUMMARY.

After FileCommandManager.cs of actions/runner.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

SUMMARY_LIMIT = 1024 * 1024  # bytes
_VARIABLES = {
    "GITHUB_OUTPUT": "set_output_",
    "GITHUB_ENV": "set_env_",
    "GITHUB_PATH": "add_path_",
    "GITHUB_STEP_SUMMARY": "step_summary_",
    "GITHUB_STATE": "save_state_",
}


class CommandFileError(Exception):
    """The runner would fail the step: the file is not in its format."""


@dataclass(frozen=True)
class CommandFiles:
    """The files of one step, by the variables that name them."""

    variables: dict[str, str]

    @classmethod
    def fresh(cls, temp: Path) -> CommandFiles:
        """Empty ones, where the runner puts them."""
        folder = temp / "_runner_file_commands"
        folder.mkdir(exist_ok=True)
        suffix = str(uuid.uuid4())
        paths = {name: folder / (prefix + suffix) for name, prefix in _VARIABLES.items()}
        for path in paths.values():
            path.touch()
        return cls({name: str(path) for name, path in paths.items()})

    def read(self, variable: str) -> str:
        """A file's text."""
        return Path(self.variables[variable]).read_bytes().decode()

    def pairs(self, variable: str) -> dict[str, str]:
        """A file of names and values."""
        return pairs(self.read(variable))

    def summary(self) -> str:
        """The step's summary. Raises CommandFileError when it is larger than GitHub takes."""
        text = self.read("GITHUB_STEP_SUMMARY")
        if len(text.encode()) > SUMMARY_LIMIT:
            raise CommandFileError(f"$GITHUB_STEP_SUMMARY supports content up to {SUMMARY_LIMIT}")
        return text


def pairs(text: str) -> dict[str, str]:
    """Names and values: lines `NAME=VALUE`, or `NAME<<END`, lines, and a line `END`."""
    found: dict[str, str] = {}
    lines = text.split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    while lines:
        line = lines.pop(0)
        equals, heredoc = line.find("="), line.find("<<")
        if heredoc >= 0 and (equals < 0 or heredoc < equals):
            name, _, end = line.partition("<<")
            if not name or not end:
                raise CommandFileError(f"Invalid format '{line}'")
            found[name] = _until(end, lines)
        elif equals > 0:
            found[line[:equals]] = line[equals + 1 :]
        elif line:
            raise CommandFileError(f"Invalid format '{line}'")
    return found


def _until(end: str, lines: list[str]) -> str:
    value: list[str] = []
    while lines:
        line = lines.pop(0)
        if line == end:
            return "\n".join(value)
        value.append(line)
    raise CommandFileError(f"Matching delimiter not found '{end}'")

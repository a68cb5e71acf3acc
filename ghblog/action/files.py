"""The files through which a step tells the runner its outputs and its summary."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

SUMMARY_MOST = 1024 * 1024
"""Bytes: GitHub refuses a larger summary whole."""


def output_text(
    outputs: Mapping[str, str], delimiter: Callable[[], str] = lambda: secrets.token_hex(16)
) -> str:
    """Outputs as the file at `GITHUB_OUTPUT` has them.

    Args:
        delimiter: makes a random word, so that no value can end itself and begin another.
    """
    return "".join(_output(name, value, delimiter) for name, value in outputs.items())


def _output(name: str, value: str, delimiter: Callable[[], str]) -> str:
    end = f"ghblog_{delimiter()}"
    while end in value:
        end = f"ghblog_{delimiter()}"
    return f"{name}<<{end}\n{value}\n{end}\n"


def append(path: str, text: str) -> None:
    """Write at the end of a file; without a path there is no runner to tell. Raises OSError."""
    if path:
        with Path(path).open("a", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)


@dataclass
class Summary:
    """The step's summary. What was there before us stays; what we wrote is written anew.

    Args:
        path: of the file at `GITHUB_STEP_SUMMARY`; empty if there is none.

    Attributes:
        trouble: why it could not be written; empty if it could. Nothing is stopped by that.
    """

    path: str
    trouble: str = ""
    _before: int = -1

    @property
    def room(self) -> int:
        """Bytes that we may write."""
        return max(0, SUMMARY_MOST - 1024 - max(0, self._start()))

    def write(self, text: str) -> None:
        """Have the file hold this, below what others wrote."""
        if not self.path:
            return
        try:
            self._write(text)
        except OSError as error:
            self.trouble = error.strerror or str(error)

    def _write(self, text: str) -> None:
        start = self._start()
        with Path(self.path).open("r+b" if Path(self.path).exists() else "w+b") as file:
            file.truncate(start)
            file.seek(start)
            file.write(text.encode("utf-8", "replace"))

    def _start(self) -> int:
        if self._before < 0:
            try:
                self._before = Path(self.path).stat().st_size if self.path else 0
            except OSError:  # there is none yet, or there will be none
                self._before = 0
        return self._before

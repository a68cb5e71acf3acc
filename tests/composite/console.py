"""What the runner makes of the lines that a step prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from composite.commands import GROUPS, KNOWN, LEVELS, Command, parse
from composite.matchers import PythonMatcher

_LINE_ENDS = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Annotation:
    """What GitHub shows beside a run: `level` is error, warning or notice."""

    level: str
    message: str
    file: str = ""
    line: int = 0
    title: str = ""


class Masks:
    """The secrets of a job, which its log never shows."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = {one for one in secrets if one.strip()}

    def __contains__(self, text: object) -> bool:
        return text in self._secrets

    def add(self, text: str) -> None:
        """Hide a text, and each line of it."""
        self._secrets |= {one for one in (text, *_LINE_ENDS.split(text)) if one.strip()}

    def hide(self, text: str) -> str:
        """The text with stars for secrets."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text


@dataclass
class Console:
    """What the runner makes of what one step prints.

    Attributes:
        masks: the job's secrets.
        shown: the lines of the log, masked.
        annotations: as they are shown, masked.
        outputs: set by the old command set-output.
        echo: names of the commands that had an effect, in order.
        failed: a command could not be carried out, which fails the step.
    """

    masks: Masks
    matchers: Sequence[PythonMatcher] = ()
    shown: list[str] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    echo: list[str] = field(default_factory=list)
    failed: bool = False
    _stopped: str = ""

    def feed(self, text: str) -> None:
        """Read what was printed; a line ends with LF, CR or both."""
        lines = _LINE_ENDS.split(text)
        for line in lines if lines[-1] else lines[:-1]:
            if not self._obeyed(line) and not self._matched(line):
                self._show(line)

    def _show(self, line: str) -> None:
        self.shown.append(self.masks.hide(line))

    def _matched(self, line: str) -> bool:
        for facts in (matcher.match(line) for matcher in self.matchers):
            if facts:
                self.annotate("error", facts["message"], facts)
                return True
        return False

    def _obeyed(self, line: str) -> bool:
        command = parse(line, KNOWN | {self._stopped})
        if command is None:
            return False
        if self._stopped:
            return self._resumed(command, line)
        self.echo.append(command.name)
        self._carry_out(command, line)
        return True

    def _resumed(self, command: Command, line: str) -> bool:
        if command.name != self._stopped:
            return False
        self._stopped = ""
        self._show(line)
        return True

    def _carry_out(self, command: Command, line: str) -> None:
        match command.name:
            case "stop-commands":
                self._show(line)
                self._stopped = command.data.lower()
            case "add-mask":
                self.masks.add(command.data)
            case level if level in LEVELS:
                self.annotate(command.name, command.data, command.properties)
            case group if group in GROUPS:
                self._show(f"##[{command.name}]{command.data}")
            case "set-output":
                self.outputs[command.properties["name"]] = command.data
            case "set-env" | "add-path":
                self.annotate("error", f"The `{command.name}` command is disabled.")
                self.failed = True

    def annotate(
        self, level: str, message: str, properties: Mapping[str, str] | None = None
    ) -> None:
        """Add an annotation."""
        facts = {key: self.masks.hide(value) for key, value in (properties or {}).items()}
        line = facts.get("line", "")
        self.annotations.append(
            Annotation(
                level,
                self.masks.hide(message),
                facts.get("file", ""),
                int(line) if line.isdecimal() else 0,
                facts.get("title", ""),
            )
        )

"""Problem matchers: lines of a log that become annotations though they are no commands.

actions/setup-python switches one on for the rest of the job, for tracebacks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# File and line in the first of two lines, the message in the second.
_FILE = re.compile(r'\s*File\s"(?P<file>.*)",\sline\s(?P<line>\d+),\sin\s.*')
_RAISE = re.compile(r"\s*raise\s.*\('(?P<message>.*)'\)")
_COLOURS = re.compile("\x1b\\[[0-9;]*m?")


@dataclass
class PythonMatcher:
    """The matcher of setup-python: a traceback's last place and what was raised there."""

    _place: dict[str, str] = field(default_factory=dict)

    def match(self, line: str) -> dict[str, str]:
        """The facts of an annotation, if this line completes one."""
        plain = _COLOURS.sub("", line)
        raised = _RAISE.fullmatch(plain)
        if raised and self._place:
            facts = {**self._place, **raised.groupdict()}
            self._place = {}
            return facts
        place = _FILE.fullmatch(plain)
        self._place = place.groupdict() if place else {}
        return {}

"""What is wrong with a post, on its way to being a `Refusal`."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n?|\n")


class FaultError(Exception):
    """A post cannot be published as it is.

    Attributes:
        line: in the file, from 1.
        message: what is wrong; goes on after the file's name.
        hint: what to do; may be empty.
        code: one of those in `ghblog.codes`.
    """

    def __init__(self, line: int, message: str, hint: str = "", code: str = "unfit") -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.hint = hint
        self.code = code


class told_as:  # noqa: N801  (used like a function, and cheaper than one)
    """Within it, faults bear this code, unless they have one of their own."""

    __slots__ = ("_code",)

    def __init__(self, code: str) -> None:
        self._code = code

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, _kind: object, fault: BaseException | None, _trace: object) -> None:
        if isinstance(fault, FaultError) and fault.code == "unfit":
            fault.code = self._code


class LineNumbers:
    """Line numbers of offsets; lines end as Markdown's do, by LF, CRLF or a lone CR."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def at(self, offset: int) -> int:
        """The line, from 1, that holds the character at `offset`."""
        return bisect_right(self._starts, offset)

    def start(self, line: int) -> int:
        """Where line `line` begins; the last one's beginning for lines past the end."""
        return self._starts[min(line, len(self._starts)) - 1]


def line_at(text: str, offset: int) -> int:
    """The line, from 1, of one offset."""
    return sum(1 for _ in _LINE_END.finditer(text, 0, offset)) + 1

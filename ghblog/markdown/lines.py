"""Lines as cmark-gfm counts them: ended by LF, CRLF or a lone CR, and by nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right

_END = re.compile(r"\r\n?|\n")


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in _END.finditer(text))]
        self._length = len(text)

    def number(self, offset: int) -> int:
        """The line (from 1) that holds the character at `offset`."""
        return bisect_right(self.starts, offset)

    def end(self, number: int) -> int:
        """The offset behind line `number` and its line end."""
        return self.starts[number] if number < len(self.starts) else self._length


def newline(text: str) -> str:
    r"""The line end that `text` uses most; `\n` if it has none."""
    pairs = text.count("\r\n")
    counts = {"\n": text.count("\n") - pairs, "\r\n": pairs, "\r": text.count("\r") - pairs}
    return max(counts, key=lambda end: counts[end])

"""A terminal as tests see it."""

from __future__ import annotations

import re


class Screen:
    """A terminal that keeps what it is shown."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self.encoding = encoding
        self.shown = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.shown += text.encode(self.encoding, "replace").decode(self.encoding)
        return len(text)

    def flush(self) -> None:
        pass

    @property
    def plain(self) -> str:
        """All that was shown, without what steers the terminal."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.shown)

    @property
    def lines(self) -> list[str]:
        """The lines that were ever to be seen."""
        return [line for line in re.split(r"[\r\n]+", self.plain) if line.strip()]

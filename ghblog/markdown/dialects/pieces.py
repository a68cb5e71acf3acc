"""What a dialect's plugin says of a piece of text: where it stands, and what may replace it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ghblog.markdown.dialects.values import Vault
from ghblog.markdown.swapping import Swap

_EMPHASIS = "*_~"
_VALUE = re.compile(r"<[A-Za-z][^<>=]*=[ \t\r\n]*[\"']?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that a plugin made a token of.

    Attributes:
        start, end: character offsets in `text`.
        path: the types of the tokens round it, the outermost first.
        first: whether it begins its paragraph.
        shown: what cmark-gfm makes of it as it is; of a tag, nothing.
    """

    text: str
    start: int
    end: int
    path: tuple[str, ...] = ()
    first: bool = False
    shown: str = ""

    @property
    def inside(self) -> int:
        """Of tags, the offset where their first attribute's value begins; 0: it is text."""
        if not self.text.startswith("<", self.start):
            return 0
        value = _VALUE.search(self.text, self.start, self.end)
        return value.end() if value else 0

    @property
    def raw(self) -> str:
        """The piece as typed."""
        return self.text[self.start : self.end]

    def swap(self, new: str, html: str | None = None) -> Swap:
        """What puts `new` in its place."""
        return Swap(self.start, self.end, new, html)

    def tag(self, html: str) -> tuple[Swap, ...]:
        """What puts raw HTML in its place; a tag alone on its line would begin a block of HTML
        that swallows the lines below it, and a comment behind it keeps it in its paragraph."""
        kept = f"{html}<!-- -->"
        return self.swap(html, html), self.swap(kept, kept)


@dataclass(frozen=True, slots=True)
class Problem:
    """What there is to say about a piece; a `Doubt` without its place."""

    code: str
    message: str
    hint: str
    error: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What may become of a piece.

    Attributes:
        swaps: tried in order until cmark-gfm confirms one.
        problems: told in any case.
        otherwise: told if no swap is confirmed.
    """

    swaps: tuple[Swap, ...] = ()
    problems: tuple[Problem, ...] = ()
    otherwise: Problem | None = None


Build = Callable[[Piece, Vault], Offer | None]
"""What a built-in plugin's tokens carry as `attrs["build"]`; None: leave it, say nothing."""


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A span and the marks of emphasis that touch it."""
    before = text[max(0, start - 9) : start]
    behind = text[end : end + 9]
    start -= len(before) - len(before.rstrip(_EMPHASIS))
    return start, end + len(behind) - len(behind.lstrip(_EMPHASIS))


def token(build: Build) -> dict[str, object]:
    """A token of a built-in plugin."""
    return {"type": "dialect", "attrs": {"build": build}}

"""What turning dialects takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ghblog.markdown.swapping import Swapped

END = "{end}"
"""Stands in a doubt's message for a line: only who has the file knows its number there."""


@dataclass(frozen=True, slots=True)
class Several:
    """A name that may mean any of these files.

    Attributes:
        names: as a person would tell them apart.
    """

    names: tuple[str, ...]


class Vault(Protocol):
    """What a post can refer to, as the room `posts` knows it.

    Destinations are as a post writes them: relative to it, unescaped, not percent-encoded.
    """

    def embed(self, name: str) -> str | Several | None:
        """The destination of a picture or film by name or path, as Obsidian looks it up."""
        ...

    def note(self, name: str) -> str | Several | None:
        """The same of a post or another Markdown file, named with or without its suffix; the
        destination has it."""
        ...

    def exists(self, destination: str) -> bool:
        """Whether a local file is meant by this destination, as typed."""
        ...

    def width(self, destination: str) -> int:
        """The natural width of a local picture in pixels; 0: unknown."""
        ...


@dataclass(frozen=True, slots=True)
class Turned:
    """A piece of the text that GitHub does not know, and what it became.

    Attributes:
        line: of the text given, from 1.
    """

    dialect: str
    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What could not be turned, or what GitHub shows as plain text.

    Attributes:
        line: of the text given, from 1.
        code: one of those in `docs/dialects.md`.
        error: publishing it would lose a picture or show something private.
        message: a whole sentence without its full stop.
        hint: what to do.
        end: the line that `END` stands for in the message; 0: it does not name one.
    """

    dialect: str
    line: int
    code: str
    error: bool
    message: str
    hint: str
    end: int = 0


@dataclass(frozen=True, slots=True)
class Turning:
    """A text after its dialects were turned: `swapped.text` is the new one."""

    swapped: Swapped
    turned: tuple[Turned, ...] = ()
    doubts: tuple[Doubt, ...] = ()

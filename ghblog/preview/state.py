"""What the preview knows at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ghblog.errors import GhblogError

if TYPE_CHECKING:
    from ghblog.viewing import Look


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something cannot be shown.

    Attributes:
        fault: it is ghblog's own mistake.
        lasting: it stays, but all is shown as it is.
    """

    message: str
    where: str = ""
    hint: str = ""
    fault: bool = False
    lasting: bool = False

    @classmethod
    def of(cls, error: Exception) -> Problem:
        """The words of an error."""
        if isinstance(error, GhblogError):
            return cls(error.message, error.where, error.hint)
        return cls(f"{type(error).__name__}: {error}", fault=True)


@dataclass(frozen=True, slots=True)
class State:
    """What is known.

    Attributes:
        look: the last that went well; None if none did.
        problem: why there is no newer one.
        reading: GitHub is being read.
    """

    version: str
    look: Look | None = None
    problem: Problem | None = None
    reading: bool = False

"""Asking once before something is done."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from ghblog.cli.console import confirm, on_terminal, warn


class Proposal(Protocol):
    """What may be done."""

    @property
    def pending(self) -> bool:
        """Whether there is anything to do."""

    @property
    def unsafe(self) -> tuple[str, ...]:
        """Why it needs a yes; empty if it is safe."""


P = TypeVar("P", bound=Proposal)


class Asking(ABC, Generic[P]):
    """Shows what would be done and asks once: on a terminal the person, elsewhere only whether it
    is safe.

    Attributes:
        question: what the person is asked.
        not_done: what did not happen where it is not safe, such as `not published`.
        shown: what was proposed; None before.
        refused: whether it was not agreed to.
    """

    question: ClassVar[str]
    not_done: ClassVar[str]

    def __init__(self, *, yes: bool, as_json: bool) -> None:
        self.yes = yes
        self.shown: P | None = None
        self.refused = False
        self._json = as_json

    def __call__(self, proposed: P) -> bool:
        """Whether to go on."""
        self.shown = proposed
        if not self._json:
            self.show(proposed)
        if not proposed.pending:
            return False
        self.refused = not agreed(
            self.question, proposed.unsafe, yes=self.yes, asks=self.asks, not_done=self.not_done
        )
        return not self.refused

    @abstractmethod
    def show(self, proposed: P) -> None:
        """Show it, for people."""

    @property
    def asks(self) -> bool:
        """Whether a person will be asked."""
        return on_terminal() and not self.yes and not self._json


def agreed(question: str, unsafe: Sequence[str], *, yes: bool, asks: bool, not_done: str) -> bool:
    """Whether to go on: on a terminal a person says, elsewhere it must be safe.

    Args:
        unsafe: why it is not; empty if it is.
        yes: the person said so beforehand.
        asks: whether there is a person to ask.
        not_done: what to say where it is not safe, such as `not published`.
    """
    if yes:
        return True
    if asks:
        return confirm(question, default=not unsafe)
    if unsafe:
        warn(f"{not_done}: {'; '.join(unsafe)}. If you mean it, add --yes.")
    return not unsafe

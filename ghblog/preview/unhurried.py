"""GitHub for a look that nobody should wait for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ghblog.model import Existing, GitHub


class Unhurried:
    """A door to GitHub that reads no texts, but tells that they are wanted: a save must not wait
    for the network. Everything else goes through.

    Args:
        want: called when a text is asked for.
    """

    def __init__(self, door: GitHub, want: Callable[[], None]) -> None:
        self._door = door
        self._want = want

    def read_nodes(self, nodes: Sequence[str]) -> Mapping[str, Existing]:
        """None of them, for now."""
        if nodes:
            self._want()
        return {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._door, name)

"""Markdown that GitHub does not know, turned into what it does."""

from __future__ import annotations

from collections.abc import Collection

from ghblog.markdown.dialects.values import Doubt, Several, Turned, Turning, Vault
from ghblog.markdown.swapping import Swapped

__all__ = ["Doubt", "Several", "Turned", "Turning", "Vault", "turn"]


def turn(text: str, vault: Vault, dialects: Collection[str]) -> Turning:  # noqa: ARG001
    """`text` with these dialects turned."""
    return Turning(Swapped(text))

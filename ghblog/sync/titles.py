"""Titles, compared as people and GitHub take them."""

from __future__ import annotations

import unicodedata


def same_title(one: str, other: str) -> bool:
    """Whether nobody changed it: GitHub may fold white space, and systems compose letters
    differently."""
    return _plain(one) == _plain(other)


def title_key(title: str) -> str:
    """Equal for titles that a person would take for the same."""
    return _plain(title).casefold()


def _plain(title: str) -> str:
    return " ".join(unicodedata.normalize("NFC", title).split())

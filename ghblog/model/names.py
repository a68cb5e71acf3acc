"""When two names are one."""

from __future__ import annotations

import unicodedata


def folded(name: str) -> str:
    """Equal for names, or paths, that some system takes for the same: they differ in case or in
    Unicode form only."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())

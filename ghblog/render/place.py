"""Where a text stands on GitHub."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands.

    Attributes:
        url: of the server, without a slash at its end.
        repository: `owner/name`, for `#12` and relative addresses; empty: they stay as typed.
    """

    url: str = "https://github.com"
    repository: str = ""

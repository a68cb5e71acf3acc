"""What a command leaves behind, as the command line's tests see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Done(NamedTuple):
    """Exit code and what was written."""

    code: int
    out: str
    err: str


Shell = Callable[..., Done]

"""How reports look: signs, colours, sizes, and rendering to a string."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ghblog.model import Action
from ghblog.report.plain import plain

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

# Sign, colour and plain word of each action.
SIGNS = {
    Action.CREATE: ("+", "green", "new"),
    Action.UPDATE: ("~", "yellow", "changed"),
    Action.RECORD: ("=", "cyan", "found on GitHub"),
    Action.RENAME: (">", "cyan", "renamed"),
    Action.REFRESH: (" ", "", "in step"),
    Action.KEEP: (" ", "", "in step"),
    Action.HOLD: ("-", "blue", "held back"),
    Action.CONFLICT: ("!", "red", "edited on the web"),
    Action.REFUSE: ("x", "red", "refused"),
    Action.GONE: ("?", "magenta", "gone"),
}

NARROW = 60
"""Cells: in less, a title and a reason side by side would be cut to nothing."""


def text(value: str, style: str = "", **how: Any) -> Text:
    """A piece of a report. What comes from files and from GitHub cannot steer the terminal."""
    from rich.text import Text

    return Text(plain(value), style=style, **how)


def cut(value: str, style: str = "") -> Text:
    """A title in one line, cut with … where it is too long."""
    return text(" ".join(value.split()), style, no_wrap=True, overflow="ellipsis")


def whole(value: str, style: str = "") -> Text:
    """An address, which is never cut or broken: a terminal makes it a link."""
    return text(value, style, no_wrap=True, overflow="ignore")


def draw(*parts: RenderableType, width: int, color: bool) -> str:
    """Rich renderables as a string; `width` in terminal cells (a full-width letter takes two)."""
    from rich.console import Console
    from rich.text import Text

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
        soft_wrap=False,
        legacy_windows=False,
        emoji=False,
        markup=False,
    )
    for part in parts:
        if isinstance(part, Text):  # printing would forget what a text says of its own breaking
            console.print(part, crop=False, no_wrap=part.no_wrap, overflow=part.overflow)
        else:
            console.print(part, crop=False)
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def size_text(size: int) -> str:
    """A size in bytes, for people."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"


def count_text(count: int, one: str, many: str = "") -> str:
    """`1 post`, `2 posts`."""
    return f"{count} {one if count == 1 else many or one + 's'}"

"""What a text gains and loses, as a unified diff."""

from __future__ import annotations

import difflib

from ghblog.report.plain import plain

_STYLES = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}


def diff_text(before: str, after: str, *, name: str, color: bool = False) -> str:
    """A unified diff; the texts without their markers. Empty when they are alike."""
    lines = difflib.unified_diff(
        plain(before.replace("\r\n", "\n")).splitlines(),
        plain(after.replace("\r\n", "\n")).splitlines(),
        fromfile=f"{plain(name)} on GitHub" if before else "nothing",
        tofile=plain(name),
        lineterm="",
    )
    return "\n".join(_paint(line) if color else line for line in lines)


def _paint(line: str) -> str:
    style = _STYLES.get(line[:1])
    return f"{style}{line}\x1b[0m" if style and not line.startswith(("+++", "---")) else line

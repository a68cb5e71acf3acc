"""The attacks of attacks.txt, by name."""

from __future__ import annotations

import re
from pathlib import Path

_CONTROLS = {"{NUL}": "\0", "{TAB}": "\t", "{CR}": "\r", "{ESC}": "\x1b", "{US}": "\x1f"}


def attacks() -> dict[str, str]:
    """Name → Markdown."""
    text = Path(__file__).with_name("attacks.txt").read_text(encoding="utf-8")
    for name, character in _CONTROLS.items():
        text = text.replace(name, character)
    parts = re.split(r"^### (.+)\n", text.partition("reads this.\n")[2], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))

"""Text from files and from GitHub, made harmless for a terminal."""

from __future__ import annotations

import re

# Control characters of either set, and those that reverse or hide what stands around them:
# a title must neither move the cursor nor read other than it is.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """The text with control characters shown as escapes; line feeds and tabs stay."""
    return _CONTROLS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"

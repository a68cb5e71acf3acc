"""The marks that git leaves in a file when two edits of the same lines meet."""

from __future__ import annotations

import re

from ghblog.posts.faults import FaultError

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,})(.*)")
_MARKS = (re.compile(r"<{7} "), re.compile(r"={7}\s*\Z"), re.compile(r">{7} "))


def refuse_conflicts(text: str) -> None:
    """Refuse a text with the three marks in order at the beginnings of lines, outside of fenced
    code, which may show them to readers.

    Raises:
        FaultError: with the line of the first mark.
    """
    if "<<<<<<< " not in text:
        return
    fence = ""
    begun, first = 0, 0
    for number, match in enumerate(_LINE.finditer(text), start=1):
        line = match.group()
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found:
            fence = found[1]
        elif _MARKS[begun].match(line):
            first = number if begun == 0 else first
            begun += 1
        if begun == len(_MARKS):
            hint = "choose one of the two sides and delete the marks"
            message = "has the marks of a merge conflict"
            raise FaultError(first, message, hint, "merge-conflict")

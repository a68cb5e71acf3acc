"""The marks that git leaves in a file that it could not merge."""

from __future__ import annotations

import re
from collections.abc import Iterator

# As git writes them, seven signs each; `diff3` style has a line of seven bars in between.
_MARK = re.compile(
    r"(?:\A\ufeff?|(?<=\n)|(?<=\r))"
    r"(?:(?P<ours><{7})[ \t][^\r\n]*|(?P<middle>={7})[ \t]*|(?P<theirs>>{7})[ \t][^\r\n]*)"
    r"(?=[\r\n]|\Z)"
)


def conflicts(text: str) -> Iterator[int]:
    """The lines, from 1, where merge conflicts begin.

    Only all three marks in order count: a line of `=======` alone underlines a heading, and
    `>>>>>>> ` alone is a deep quote. Code blocks are no exception, for git knows nothing of them.
    """
    began = position = 0
    line = 1
    parted = False
    for mark in _MARK.finditer(text):
        if mark["ours"]:
            line += len(re.findall(r"\r\n?|\n", text[position : mark.start()]))
            position = mark.start()
            began, parted = line, False
        elif mark["middle"]:
            parted = bool(began)
        elif parted:
            yield began
            began, parted = 0, False

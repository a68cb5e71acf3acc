"""A blog's block between its markers in a README. Every byte outside of it is kept."""

from __future__ import annotations

import re
from typing import NamedTuple

from ghblog.render import live_comments

MAIN = "main"
_NAME = "ghblog:index:"
# Markers that name no blog are those of `main`, as all were once.
_MARKER = re.compile(rf"<!--\s*{_NAME}(start|end)(?:\s+([a-z0-9][a-z0-9-]*))?\s*-->")


class IndexProblemError(ValueError):
    """The index cannot be written; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class _Found(NamedTuple):
    """A marker in a README: `readme[start:end]`."""

    side: str
    blog: str
    start: int
    end: int


def markers(blog: str) -> tuple[str, str]:
    """What stands before and behind this blog's index; several may share a README."""
    name = "" if blog == MAIN else f" {blog}"
    return f"<!-- {_NAME}start{name} -->", f"<!-- {_NAME}end{name} -->"


START, END = markers(MAIN)


def indexed_blogs(readme: str) -> frozenset[str]:
    """The blogs of which there is a marker, one that counts."""
    return frozenset(each.blog for each in _found(readme))


def replace_block(readme: str, block: str, blog: str = MAIN) -> str:
    """The README with `block` (without markers, LF) between the blog's markers.

    Markers in code or in a text about markers do not count. A README without markers gets
    them at its end, but not below another blog's: both would be there by mistake as a rule, and
    nobody could tell which of them owns the page. Line endings follow the README's own.

    Raises IndexProblemError when the blog's markers are not exactly one pair in order, with no
    other blog's between them, or when only another blog's are there.
    """
    if f"{_NAME}start" in block or f"{_NAME}end" in block:
        raise IndexProblemError("the index itself holds its markers", "correct the template")
    newline = "\r\n" if readme.count("\r\n") * 2 > readme.count("\n") else "\n"
    inner = _wrap(block).replace("\n", newline)
    found = _found(readme)
    own = [each for each in found if each.blog == blog]
    if not own:
        _refuse_other(found, blog)
        return _append(readme, inner, newline, blog)
    first, last = _pair(own, blog)
    between = [each for each in found if first.end <= each.start < last.start]
    if between:
        raise IndexProblemError(
            f"the index of the blog “{between[0].blog}” begins or ends within this blog's",
            f"move the markers apart: between “{markers(blog)[0]}” and “{markers(blog)[1]}” all is "
            "replaced",
        )
    return readme[: first.end] + inner + readme[last.start :]


def _found(readme: str) -> list[_Found]:
    """The markers of all blogs, each a comment of its own, in order."""
    spans = live_comments(readme, _NAME)
    matches = [(_MARKER.fullmatch(readme, *span), span) for span in spans]
    return sorted(
        (_Found(match[1], match[2] or MAIN, *span) for match, span in matches if match),
        key=lambda each: each.start,
    )


def _pair(own: list[_Found], blog: str) -> tuple[_Found, _Found]:
    start, end = markers(blog)
    starts = [each for each in own if each.side == "start"]
    ends = [each for each in own if each.side == "end"]
    if len(starts) != 1 or len(ends) != 1:
        raise IndexProblemError(
            f"the README has {len(starts)} × “{start}” and {len(ends)} × “{end}”",
            "leave exactly one of each",
        )
    if starts[0].end > ends[0].start:
        raise IndexProblemError(f"“{end}” stands before “{start}”", "exchange them")
    return starts[0], ends[0]


def _refuse_other(found: list[_Found], blog: str) -> None:
    if found:
        start, end = markers(blog)
        raise IndexProblemError(
            f"the README holds the index of the blog “{found[0].blog}”, and this is “{blog}”",
            f"set another index.path; or put “{start}” and “{end}” on two lines of the README, "
            "where the index of this blog belongs",
        )


def _wrap(block: str) -> str:
    body = block.strip("\n")
    # Blank lines round it: an HTML comment swallows what follows up to a blank line.
    return f"\n\n{body}\n\n" if body else "\n"


def _append(readme: str, inner: str, newline: str, blog: str) -> str:
    start, end = markers(blog)
    block = start + inner + end
    if not readme:
        return block + newline
    gap = newline if readme.endswith(("\n", "\r")) else newline * 2
    whole = readme + gap + block + newline
    if len(_found(whole)) != 2:
        raise IndexProblemError(
            "the README ends in something that is still open, a code block or a comment",
            f"close it, or put “{start}” and “{end}” where the index belongs",
        )
    return whole

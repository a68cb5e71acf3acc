"""The headings of a post, as cmark-gfm sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ghblog.linting.telling import Body
from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines
from ghblog.model import Finding

# What may be an H1: a line with one `#`, perhaps in a quote or a list, or one of `=`.
_MAYBE = re.compile(r"(?:\A|[\r\n])[ \t>*+\-0-9.)]*(?:#[ \t\r\n]|=+[ \t]*(?:[\r\n]|\Z))")
_H1 = re.compile(r'<h1 data-sourcepos="(\d+):')


def outline(body: Body, *, titled: bool) -> Iterator[Finding]:
    """A finding if the file has several first-level headings, at the second one.

    Args:
        titled: one of them gave the title, and is not in the body.
    """
    if not _MAYBE.search(body.text):
        return
    starts = Lines(body.text).starts
    numbers = (int(match[1]) for match in _H1.finditer(page(body.text, positions=True)))
    offsets = [starts[number - 1] for number in numbers if number <= len(starts)]
    count = len(offsets) + titled
    if count < 2:
        return
    second = offsets[0] if titled else offsets[1]
    hint = "begin sections with ##: GitHub shows the title above the text"
    yield body.tell(second, "several-h1", f"this is one of {count} first-level headings", hint)

"""The index's markers in a README that has none: shown first, and nothing else changed. Pure."""

from __future__ import annotations

import re

from ghblog.index import END, START, IndexProblemError, replace_block
from ghblog.markdown.comments import live_comments
from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines, newline

_SECTION = re.compile(r'^<h2 data-sourcepos="(\d+):1-', re.MULTILINE)


def marked(readme: str) -> str:
    """The README with markers before its first section, else at its end; as it is if it has
    them already.

    Raises IndexProblemError when there is no place where GitHub would take them for comments.
    """
    if all(live_comments(readme, name[5:-4]) for name in (START, END)):
        return readme
    if any(live_comments(readme, name[5:-4]) for name in (START, END)):
        raise IndexProblemError("the README has one marker of the index only", "put both there")
    return _before_sections(readme) or replace_block(readme, "")


def _before_sections(readme: str) -> str:
    """With the markers between the README's head and its first section; empty if that would
    change the page."""
    found = _SECTION.search(page(readme, positions=True))
    if not found:
        return ""
    end = newline(readme)
    start = Lines(readme).starts[int(found[1]) - 1]
    text = f"{readme[:start]}{START}{end}{END}{end}{end}{readme[start:]}"
    shown = page(text).replace(f"{START}\n{END}\n", "", 1)
    return text if shown == page(readme) and _accepted(text) else ""


def _accepted(text: str) -> bool:
    try:
        replace_block(text, "")
    except IndexProblemError:
        return False
    return True

"""The index's markers in a README that has none: shown first, and nothing else changed. Pure."""

from __future__ import annotations

import re

from ghblog.index import IndexProblemError, indexed_blogs, markers, replace_block
from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines, newline

_SECTION = re.compile(r'^<h2 data-sourcepos="(\d+):1-', re.MULTILINE)


def marked(readme: str, blog: str) -> str:
    """The README with the blog's markers before its first section, else at its end; as it is if
    it has them already.

    Raises IndexProblemError when there is no place where GitHub would take them for comments, or
    another blog has its index there.
    """
    if indexed_blogs(readme):
        replace_block(readme, "", blog)
        return readme
    return _before_sections(readme, blog) or replace_block(readme, "", blog)


def _before_sections(readme: str, blog: str) -> str:
    """With the markers between the README's head and its first section; empty if that would
    change the page."""
    found = _SECTION.search(page(readme, positions=True))
    if not found:
        return ""
    end = newline(readme)
    start = Lines(readme).starts[int(found[1]) - 1]
    opens, closes = markers(blog)
    text = f"{readme[:start]}{opens}{end}{closes}{end}{end}{readme[start:]}"
    shown = page(text).replace(f"{opens}\n{closes}\n", "", 1)
    return text if shown == page(readme) and _accepted(text, blog) else ""


def _accepted(text: str, blog: str) -> bool:
    try:
        replace_block(text, "", blog)
    except IndexProblemError:
        return False
    return True

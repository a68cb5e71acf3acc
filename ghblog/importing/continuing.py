"""The comments by which an author goes on with a post. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from itertools import takewhile

from ghblog.markdown.github import page
from ghblog.marker import split_marker
from ghblog.model import Existing, Remark

# GitHub takes 65,536 characters; ghblog's marker and longer addresses of pictures come on top.
LONGEST = 64_000


def going_on(existing: Existing, remarks: Sequence[Remark]) -> list[Remark]:
    """The author's own comments before anybody else's."""
    if not existing.author:  # a deleted account: nobody knows whose comments these are
        return []
    author = existing.author.casefold()
    return list(takewhile(lambda one: one.author.casefold() == author, remarks))


def joined(text: str, remarks: Sequence[Remark], zone: tzinfo | None) -> tuple[str, int]:
    """A text with comments below it, and how many of them there was room for.

    Each stands below an HTML comment that readers do not see. One that would become something else
    there (below an unclosed code block, say) ends it.
    """
    count = 0
    for remark in remarks:
        more = split_marker(remark.body)[0].strip("\n")
        longer = _appended(
            text, more, f"<!-- continued {remark.created.astimezone(zone):%Y-%m-%d} -->"
        )
        if longer is None:
            break
        text = longer
        count += 1
    return text, count


def _appended(text: str, more: str, rule: str) -> str | None:
    above = text.rstrip("\n")
    longer = f"{above}\n\n{rule}\n\n{more}\n"
    if not more.strip() or len(longer) > LONGEST:
        return None
    return longer if page(longer) == f"{page(above)}{rule}\n{page(more)}" else None

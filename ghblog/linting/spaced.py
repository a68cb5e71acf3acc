"""Images that GitHub takes for text, since there is a space in their path."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ghblog.linting.telling import Body
from ghblog.markdown.references import find_references
from ghblog.markdown.swapping import Swap, swap
from ghblog.model import Files, Finding, Severity
from ghblog.posts.targets import Astray, Base, is_elsewhere, locate

_SPACED = re.compile(
    r"!\[(?P<alt>[^\[\]\r\n]*)\]"
    r"\([ \t]*(?P<raw>(?=[^()\r\n]*[ \t])(?:[^<>()\"\r\n]|\([^()\r\n]*\)){0,999}?)[ \t]*\)"
)
# What is no part of the path: a size, a title.
_BEHIND = re.compile(r"[ \t]+(?:=[0-9]*%?x|')")


@dataclass(frozen=True, slots=True)
class Spaced:
    """`text[start:end]` is `![alt](raw)`, and looks like an image to people only."""

    start: int
    end: int
    alt: str
    raw: str

    def swap(self, destination: str) -> Swap:
        """The same with another destination, without spaces."""
        return Swap(self.start, self.end, f"![{self.alt}]({destination})")


def spaced(text: str) -> Iterator[Spaced]:
    """The images in `text` whose path has a space in it. Some may stand in code: `swap` knows."""
    found = [
        Spaced(*match.span(), match["alt"], match["raw"])
        for match in _SPACED.finditer(text)
        if " " in match["raw"].replace("\t", " ") and not _BEHIND.search(match["raw"])
    ]
    if not found:
        return
    live = [each.start for each in find_references(text)]
    for each in found:
        n = bisect_right(live, each.start)
        if n == len(live) or live[n] >= each.end:
            yield each


def lost_pictures(body: Body, files: Files, base: Base) -> Iterator[Finding]:
    """A finding for each of them that leads to no file of the blog: readers see its brackets.

    Those that lead to one are turned into images, or told, with the post.
    """
    astray: dict[Swap, tuple[Spaced, Astray]] = {}
    for each in spaced(body.text):
        why = None if is_elsewhere(each.raw) else locate(files, base, each.raw, each.raw)
        if isinstance(why, Astray):
            astray[each.swap("a.png")] = each, why
    for done in swap(body.text, list(astray)).done:
        each, why = astray[done]
        found = body.tell(each.start, "missing-picture", f'there is no picture "{each.raw}"')
        hint = "readers see it as it is typed, for the space in its path; put the file there"
        if why is Astray.MACHINE:
            message = f'the picture "{each.raw}" has a path that is right on one computer only'
            found = body.tell(each.start, "machine-path", message)
            hint = "copy it beside the post, and give it a name without spaces"
        # Nothing keeps such a post from being published.
        yield Finding(found.path, found.line, found.code, Severity.WARNING, found.message, hint)

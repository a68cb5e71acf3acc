"""A post's text taken apart: front matter, title and body, and where lines of the body stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from ghblog.markdown.headings import leading_heading
from ghblog.posts.faults import FaultError, LineNumbers, told_as
from ghblog.posts.fields import check_title, title_of
from ghblog.posts.front_matter import FrontMatter


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text and what it is made of.

    Attributes:
        title: from the front matter, else from the H1 that begins the text, else the file's
            name.
        body: the text below the front matter, without the H1's lines if that gave the title
            and holds nothing else; every other character is as it was.
        cut: the offsets, in the text, of the lines taken out.
    """

    text: str
    front: FrontMatter
    title: str
    title_line: int
    body: str
    cut: tuple[int, int]

    def offset(self, body_offset: int) -> int:
        """Where in the file's text a character of the body stands."""
        offset = body_offset + self.front.end
        start, end = self.cut
        return offset if offset < start else offset + end - start


def take_apart(text: str, front: FrontMatter, path: str) -> Source:
    """The parts of a post's text.

    Raises:
        FaultError: there is nothing to publish, or its title will not do.
    """
    if not text.strip():
        raise FaultError(1, "is empty", "write something into it, or delete it", "empty")
    rest = text[front.end :]
    with told_as("title"):
        title, line = title_of(front)
    cut = (front.end, front.end)
    if not title:
        heading = leading_heading(rest)
        title = heading.title if heading else PurePosixPath(path).stem
        if heading:
            line = LineNumbers(text).at(front.end + heading.start)
        if heading and heading.whole:
            cut = (front.end + heading.start, front.end + heading.end)
    with told_as("title"):
        check_title(title, line)
    body = text[front.end : cut[0]] + text[cut[1] :]
    if not body.strip():
        message = "has a title and no text" if cut[0] < cut[1] else "has front matter and no text"
        hint = f"write something below, or add {front.written('draft', 'true')} to its head"
        raise FaultError(line, message, hint, "empty")
    return Source(text, front, title, line, body, cut)

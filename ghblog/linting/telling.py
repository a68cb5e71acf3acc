"""Making findings: the severity comes from the table of codes, the line from an offset."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from ghblog.codes import CODES
from ghblog.markdown.lines import Lines
from ghblog.model import Finding
from ghblog.posts.front_matter import FrontMatter
from ghblog.posts.source import Source
from ghblog.posts.targets import Base, slash_folders

_LETTERS = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def finding(path: str, line: int, code: str, message: str, hint: str = "") -> Finding:
    """A finding of a code of the table, as grave as that says."""
    return Finding(path, line, code, CODES[code].severity, message, hint)


class Body:
    """The Markdown of a post, and where its characters stand in the file."""

    def __init__(self, path: str, source: Source) -> None:
        self.path = path
        self.text = source.body
        self._source = source
        self._lines = Lines(source.text)

    def line(self, offset: int) -> int:
        """The file's line, from 1, of a character of the body."""
        start, end = self._source.cut
        here = offset + self._source.front.end
        return self._lines.number(here if here < start else here + end - start)

    def tell(self, offset: int, code: str, message: str, hint: str = "") -> Finding:
        """A finding at a character of the body."""
        return finding(self.path, self.line(offset), code, message, hint)


def quoted(text: str, most: int = 50) -> str:
    """A piece of the file, short and on one line, in quotation marks."""
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= most else plain[: most - 1] + '…'}”"


def readable(address: str) -> str:
    """An address with the letters that it has percent-encoded: `%E7%8C%AB.png` is `猫.png`.

    What is ASCII stays encoded: `%20` says more than a space, and was typed so.
    """
    return _LETTERS.sub(lambda found: _decoded(found[0]), address)


def _decoded(encoded: str) -> str:
    text = unquote(encoded, errors="replace")
    return text if text.isprintable() and "\ufffd" not in text else encoded


def base_of(path: str, front: FrontMatter, root: Path) -> Base:
    """What the destinations of a post are relative to, `typora-root-url` heeded."""
    found = front.get("typora-root-url")
    return Base(path, slash_folders(root, path, found.text or "") if found else ())

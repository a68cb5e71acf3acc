"""What stands at the head of the reports that exist: titles, days, front matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from ghblog.markdown.headings import leading_heading
from ghblog.model import Files
from ghblog.posts.dates import BadDateError, given, guess
from ghblog.posts.encoding import decode
from ghblog.posts.faults import FaultError
from ghblog.posts.fields import tidy
from ghblog.posts.front_matter import Field, read_front_matter
from ghblog.starting.patterns import read_number

# Chinese only where it counts something: “一些话” is no number.
_NUMBER = re.compile(r"(\d+|(?<=第)[零一二三四五六七八九十百]+|[一二三四五六七八九十]+(?=月))")
_HEAD = 4_000  # characters: no title stands further down


@dataclass(frozen=True, slots=True)
class Seen:
    """A report that exists. It holds no text.

    Attributes:
        path: below the blog's root, POSIX.
        title: as `posts` tells it: from the front matter, the first heading or the name.
        day: None if nothing tells it.
        front: the fields of its front matter.
    """

    path: str
    title: str
    day: date | None
    front: Mapping[str, Field]

    @property
    def stem(self) -> str:
        """The path without suffix."""
        return str(PurePosixPath(self.path).with_suffix(""))


def look(files: Files, paths: Sequence[str]) -> list[Seen]:
    """The reports at these paths, the newest first; those that cannot be read are left out.

    The newest has the latest date; where dates do not tell, the last by name, numbers counting.
    """
    seen = [each for path in paths if (each := _look(files, path))]
    return sorted(seen, key=_age, reverse=True)


def text_of(files: Files, path: str) -> str:
    """A report's Markdown below its front matter; empty if it cannot be read."""
    try:
        text = decode(files.read(path), path)
        return text[read_front_matter(text).end :]
    except (OSError, FaultError):
        return ""


def _look(files: Files, path: str) -> Seen | None:
    try:
        text = decode(files.read(path), path)
        front = read_front_matter(text)
    except (OSError, FaultError):
        return None
    name = PurePosixPath(path).stem
    rest = text[front.end : front.end + _HEAD]
    title = _title(front.get("title"))
    if not title:
        heading = leading_heading(rest)
        title = heading.title if heading else name
    return Seen(path, title, _day(front.get("date"), name, title, path), front.fields)


def _title(field: Field | None) -> str:
    return tidy(field.text or "") if field else ""


def _day(field: Field | None, name: str, title: str, path: str) -> date | None:
    try:
        if field and field.text:
            return given(field.text, None)[0]
    except BadDateError:
        pass
    return guess(name, title, path)


def _age(seen: Seen) -> tuple[date, list[tuple[int, str]]]:
    return seen.day or date.min, natural(seen.path)


def natural(path: str) -> list[tuple[int, str]]:
    """By which `issue-9` comes before `issue-10`, and `第九期` before `第十期`."""
    parts = _NUMBER.split(unicodedata.normalize("NFC", path))
    numbers = [(read_number(part) if at % 2 else None) for at, part in enumerate(parts)]
    return [
        (-1, part) if number is None else (number, "")
        for number, part in zip(numbers, parts, strict=True)
    ]

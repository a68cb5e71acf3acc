"""What is asked of an import, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from enum import StrEnum
from typing import Protocol

from ghblog.model import Kind


@dataclass(frozen=True, slots=True)
class Order:
    """How posts become files.

    Attributes:
        folder: the posts folder, below the blog's root; files are written there.
        pattern: of the files' names, without `.md`; see `names.FIELDS`.
        category: the blog's own, which needs no mention in a file.
        zone: in which a post's day is told; None: the machine's own.
        comments: append the author's own comments that go on with the post.
        links: links between imported posts become links between their files.
        dry: write nothing and fetch no picture.
    """

    folder: str = "."
    pattern: str = "{date}-{slug}"
    ascii_only: bool = False
    category: str = ""
    zone: tzinfo | None = None
    comments: bool = True
    pictures: bool = True
    links: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """What the folder has already.

    Attributes:
        numbers: of issues and discussions → the path of the file that is theirs.
        titles: folded title → the path of a post that nothing on GitHub is known for.
        ids: number → the id that the post must keep: a marker or the ledger says so.
        dates: number → the day of a post that ghblog published, when it is known.
        parts: number → node ids of the comments that are a post's further parts, by the ledger.
    """

    numbers: Mapping[int, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[int, str] = field(default_factory=dict)
    dates: Mapping[int, date] = field(default_factory=dict)
    parts: Mapping[int, Sequence[str]] = field(default_factory=dict)


class Fate(StrEnum):
    """What became of an issue or discussion."""

    WRITTEN = "written"
    HERE = "here already"
    BLOCKED = "not written"


@dataclass(frozen=True, slots=True)
class Item:
    """An issue or discussion and its file.

    Attributes:
        reason: why it was not written; empty if it was.
        notes: what the writer should know, for people.
        comments: how many comments were appended.
    """

    kind: Kind
    number: int
    title: str
    path: str
    fate: Fate
    reason: str = ""
    notes: tuple[str, ...] = ()
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an import.

    Attributes:
        pictures: how many picture files were written.
        fetched: URL → the file that holds the picture that is there.
        stopped: whether the user stopped it; the next run goes on.
    """

    items: tuple[Item, ...]
    pictures: int = 0
    fetched: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    stopped: bool = False

    def of(self, fate: Fate) -> tuple[Item, ...]:
        """The items with this fate, in order."""
        return tuple(item for item in self.items if item.fate is fate)


class Shelf(Protocol):
    """Where the files go: paths are POSIX and below the blog's root."""

    def paths(self) -> list[str]:
        """All files there are, hidden ones aside."""
        ...

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises OSError."""
        ...

    def write(self, path: str, data: bytes) -> bool:
        """Write a new file, whole or not at all; False if the same bytes are there already.

        Raises GhblogError when something else is there, or it cannot be written.
        """
        ...

"""What `--fix` is to do, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Move:
    """A destination that will lead to a file of the blog's.

    Attributes:
        path, line, raw: where it stands, and what it is now.
        source: the file on this computer, links resolved.
        target: the file in the blog, below its root.
        copy: hash of what is to be copied to `target`; empty if it is there already.
    """

    path: str
    line: int
    raw: str
    source: Path
    target: str
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of a post that will be others: `raw` becomes `new`."""

    path: str
    line: int
    raw: str
    new: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """A destination that is not mended, and why; a whole post where `raw` is empty."""

    path: str
    line: int
    raw: str
    why: str


@dataclass(frozen=True, slots=True)
class Mending:
    """What `--fix` would do.

    Attributes:
        edits: what is written otherwise, besides.
        texts: post's path → (bytes as they are, bytes as they will be).
    """

    moves: tuple[Move, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    texts: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()

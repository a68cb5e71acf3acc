"""Links that spell names which posts had before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ghblog.linting.telling import finding, quoted, readable
from ghblog.model import Finding


@dataclass(frozen=True, slots=True)
class OldNames:
    """What is known of names that posts had.

    Attributes:
        owners: paths that posts have or had by the ledger, NFC → the post's id.
        now: of those at which no post's file is any more, `post:<path>` → the path of that post's
            file; empty where it has none.
    """

    owners: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OldLink:
    """A link by an old name.

    Attributes:
        line: of the file.
        raw: the destination, or the whole wikilink, as typed.
        path: of the post's file; empty if it has none.
        new: what `raw` is to become; empty where that would change something else, or is not known.
    """

    line: int
    raw: str
    path: str
    new: str = ""


def old_named(path: str, links: Sequence[OldLink]) -> Iterator[Finding]:
    """A finding for each link of the post at `path` that spells an old name."""
    for each in links:
        raw = quoted(readable(each.raw), 80)
        message = f"the link to {raw} leads to a post on GitHub that has no file here any more"
        if each.path:
            message = f"the link to {raw} spells the old name of {each.path}"
        hint = f"write {each.new}" if each.new else ""
        yield finding(path, each.line, "old-name", message, hint)

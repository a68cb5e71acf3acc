"""Which issues and discussions are somebody's posts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from ghblog.marker import Marker, read_marker, trusted
from ghblog.model import Existing, Kind, Remark

ANYBODY = "*"


@dataclass(frozen=True, slots=True)
class Choice:
    """What to import.

    Attributes:
        authors: logins; `*` is anybody; none: you and those who may publish to the repository.
        labels: it has all of these.
        categories: of discussions; it is in one of these. Leaves issues out.
        since, until: days on which it was opened, both included.
        closed: whether it is closed; None: either.
    """

    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    kinds: tuple[Kind, ...] = (Kind.ISSUE, Kind.DISCUSSION)
    closed: bool | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and for which blog."""

    viewer: str
    publishers: tuple[str, ...]
    blog: str
    zone: tzinfo | None

    def trusts(self, one: Existing | Remark) -> bool:
        """Whether a marker in it counts."""
        return trusted(one, self.viewer, self.publishers)

    def own_marker(self, one: Existing) -> Marker | None:
        """The marker of a post of this blog; None if it has none that counts."""
        marker = read_marker(one.body)
        if marker is None or marker.blog != self.blog or marker.part != 1:
            return None
        return marker if self.trusts(one) else None


def choose(found: Sequence[Existing], choice: Choice, asker: Asker) -> tuple[list[Existing], int]:
    """Those that are wanted, by number, and how many of them another blog here keeps."""
    wanted = [one for one in found if _wanted(one, choice, asker)]
    own = [one for one in wanted if not _of_another(one, asker)]
    return sorted(own, key=lambda one: one.number), len(wanted) - len(own)


def day_of(existing: Existing, zone: tzinfo | None) -> date | None:
    """The day it was opened, in the blog's time zone."""
    return existing.created.astimezone(zone).date() if existing.created else None


def _wanted(one: Existing, choice: Choice, asker: Asker) -> bool:
    labels = _folded(one.labels)
    day = day_of(one, asker.zone)
    return (
        one.kind in choice.kinds
        and (choice.closed is None or one.closed is choice.closed)
        and _by(one, choice, asker)
        and _folded(choice.labels) <= labels
        and (not choice.categories or one.category.casefold() in _folded(choice.categories))
        and (choice.since is None or (day is not None and day >= choice.since))
        and (choice.until is None or (day is not None and day <= choice.until))
    )


def _by(one: Existing, choice: Choice, asker: Asker) -> bool:
    if not choice.authors:
        return asker.trusts(one)
    names = _folded(author.removeprefix("@") for author in choice.authors)
    return ANYBODY in names or one.author.casefold() in names


def _of_another(one: Existing, asker: Asker) -> bool:
    """Whether another blog in the same repository wrote it."""
    marker = read_marker(one.body)
    if marker is None or marker.blog == asker.blog:
        return False
    return asker.trusts(one)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)

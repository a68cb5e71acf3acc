"""The ledger: what was published, as the branch `ghblog` keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ghblog.model.posts import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """A published post in the ledger: a line of `posts.json`.

    Attributes:
        former: paths that it had before, NFC, the latest last: links that spell them still lead to
            it, unless another post has such a path by now.
    """

    id: str
    kind: Kind
    node: str
    number: int
    title: str
    date: date
    path: str
    source: str
    inputs: str
    digest: str
    labels: tuple[str, ...] = ()  # those we set
    text: str = ""  # `text_hash` of a text that bears no marker yet: taken over by `adopt`
    parts: tuple[str, ...] = ()  # node ids of further parts
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A run's lease on the ledger, kept in `claim.json` while it creates.

    Attributes:
        run: the run's random id.
        posts: what it is about to create, as (post id, part).
        highest: the highest issue or discussion number known when it claimed.
        renewed: how often the lease was renewed; makes each claim's commit a change.
    """

    run: str
    posts: tuple[tuple[str, int], ...]
    highest: int
    renewed: int = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """The index that was proposed last: that the pull request for it is known to be there.

    Attributes:
        text: `short_hash` of the proposed README.
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was published, as the branch `ghblog` keeps it.

    Attributes:
        head: oid of the commit it was read from; empty when there is no branch yet.
        date: that commit's date by GitHub's clock; None without a branch.
        commit: the source folder's git commit at the last publish; empty if unknown.
        pictures: picture key → where it is: an attachment's URL, `pictures/…` in the branch, or
            `source/<commit>/<path>` in the source repository.
        unmarked: number → title of what existed at first contact and bears no marker of ours.
        proposed: the pull request with the index; None if none was made, or it is merged.
    """

    repository: int
    blog: str
    head: str = ""
    date: datetime | None = None
    commit: str = ""
    posts: Mapping[str, Entry] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    unmarked: Mapping[int, str] = field(default_factory=dict)
    claim: Claim | None = None
    proposed: Proposed | None = None

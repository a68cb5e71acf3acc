"""What planning is asked for, works with, and brings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ghblog.model import (
    Composer,
    Document,
    Ledger,
    Picture,
    Plan,
    Post,
    Refusal,
    Settings,
    Snapshot,
)
from ghblog.sync.addresses import Addresses, Site
from ghblog.sync.apply import Read
from ghblog.sync.keeping import Here
from ghblog.sync.recover import Recovered, titles_of
from ghblog.sync.stores import Unfit


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller wants planned.

    Attributes:
        only: paths the plan is limited to; None for all.
        refresh: compare every text, whatever the hashes say.
        force: publish from a checkout older than what was published last.
        verify: read every published text, to see which were edited on the web.
        writes: whether a publish follows: then a right that is missing is an error at once.
        index_only: leave the posts alone.
        watchers: ask how many people new posts notify: one request, where there are any.
        offline: GitHub is only remembered: what nobody can tell keeps nothing back.
    """

    only: Collection[str] | None = None
    refresh: bool = False
    force: bool = False
    verify: bool = False
    writes: bool = False
    index_only: bool = False
    watchers: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """What the writer has.

    Attributes:
        commit: the git commit of the source folder; empty if there is none.
        contains: whether a commit is an ancestor of it; None if nobody can tell.
        build: a post's document.
        follow: the posts, their links following names that posts have or had: path → post id.
        site: what the writer's side tells of addresses.
        locate: where a picture is in the pushed source, `source/<commit>/<path>`, or why it is not
            there.
        templates: the blog's own templates, name → text.
        index_here: reads the index in the working copy, where that holds it. Raises ConfigError.
    """

    settings: Settings
    posts: Sequence[Post]
    refusals: Sequence[Refusal]
    commit: str
    contains: Callable[[str], bool | None]
    build: Callable[[Post], Document | Refusal]
    follow: Callable[[Mapping[str, str]], Sequence[Post]]
    templates: Mapping[str, str]
    site: Site
    locate: Callable[[Picture], str | Unfit]
    index_here: Here | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What GitHub holds, as it was read.

    Attributes:
        ledger: as it stands on the branch.
        recovered: the ledger with what only markers told.
        notices: what to tell of it, besides what `recovered` tells.
    """

    snapshot: Snapshot
    ledger: Ledger
    recovered: Recovered
    notices: Sequence[str]

    @property
    def unmarked(self) -> Mapping[int, str]:
        """Number → title of what first contact found without a marker."""
        return {} if self.ledger.head else titles_of(self.recovered.unmarked)


@dataclass(frozen=True, slots=True)
class Shown:
    """Composes documents with addresses as they are, or will be.

    Attributes:
        urls: picture key → URL.
    """

    composer: Composer
    addresses: Addresses
    urls: Mapping[str, str]

    def text(self, document: Document, part: int) -> str:
        """The final text of a part (from 1), as far as addresses are known."""
        urls = {**self.urls, **self.addresses.links(document)}
        return self.composer.compose(document, part, urls)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan, and what it was made from.

    Attributes:
        shown: composes documents with addresses as they are or will be.
        settings: with the repository filled in where it is known.
    """

    plan: Plan
    read: Read
    shown: Shown
    settings: Settings

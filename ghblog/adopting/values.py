"""What adopting is asked for, works with, and finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from ghblog.model import Entry, Web
from ghblog.model.adoption import Adoption
from ghblog.prepare import Known, Sources
from ghblog.sync.ports import Ports
from ghblog.sync.takeover import Patience


@dataclass(frozen=True, slots=True)
class AdoptWish:
    """What the caller wants taken over.

    Attributes:
        only: paths it is limited to; None for all.
        authors: whose issues and discussions may be posts; empty: all who may publish here.
        web: fetches pictures, to recognise those that GitHub shows already; None: do not.
        home: host, with port, of the blog's own server, where pictures may be.
        index: whether to write the index README.
        force: go on although the checkout is older than what was published last.
        writes: whether something may be recorded; else it is a dry run.
    """

    only: Collection[str] | None = None
    authors: tuple[str, ...] = ()
    web: Web | None = None
    home: str = ""
    index: bool = True
    force: bool = False
    writes: bool = True


@dataclass(frozen=True)
class Room:
    """What adopting works with.

    Attributes:
        read: the files, read anew; they may have changed while somebody was asked.
        zone: the blog's time zone; None is the machine's own.
        writing: told when writing begins and ends.
    """

    read: Callable[[], Sources]
    ports: Ports
    patience: Patience
    zone: tzinfo | None
    writing: Callable[[bool], None]


@dataclass(frozen=True, slots=True)
class Found:
    """An adoption, and what it was made from.

    Attributes:
        known: what GitHub holds.
        entries: what the ledger learns, by post id.
        texts: post id → the text on GitHub, which the ledger keeps as the merge base.
        commit: the source folder's git commit; empty if there is none.
    """

    adoption: Adoption
    known: Known
    entries: Mapping[str, Entry]
    texts: Mapping[str, str]
    commit: str

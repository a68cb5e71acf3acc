"""What a run knows while it works: the ledger on the branch, and what is to be added to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ghblog.errors import GhblogError
from ghblog.model import Claim, Document, Entry, Ledger, Plan, Proposed, Snapshot
from ghblog.sync.addresses import Addresses
from ghblog.sync.ledger import parse, text_path
from ghblog.sync.links import without_taken
from ghblog.sync.ports import Ports


@dataclass
class Desk:
    """A run's working state.

    Attributes:
        run: the run's random id.
        commit: the source folder's git commit; empty if there is none.
        remote: the ledger as it stands on the branch, as far as we know.
        entries: entries that we set, by id.
        dropped: ids that moved files gave up.
        pictures: what we stored or found stored: key → where, as in the ledger.
        unstored: pictures that could not be: key → why.
        places: `post:<path>` → where that post is.
        texts: post id → its text as published, all parts.
        unmarked: what first contact found.
        claim: our claim while we hold it.
        labels: name → node id of the labels that posts want.
        pinned: numbers of the issues that are pinned now.
        doubtful: whether the answer to some create was lost and not looked up yet.
        lease: when it was made or renewed last, by GitHub's clock.
        proposed: the pull request that has the index by now.
        in_step: whether the default branch has the index, so that nothing is to be proposed.
    """

    ports: Ports
    plan: Plan
    snapshot: Snapshot
    remote: Ledger
    run: str
    commit: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    pictures: dict[str, str] = field(default_factory=dict)
    unstored: dict[str, GhblogError] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unmarked: Mapping[int, str] = field(default_factory=dict)
    claim: Claim | None = None
    lease: datetime | None = None
    doubtful: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    proposed: Proposed | None = None
    in_step: bool = False

    def wanted(self, remote: Ledger) -> Ledger:
        """The ledger that should be, on top of what the branch holds.

        Somebody else's claim stays; a claim that we took over from a dead run does not.
        """
        posts = {id_: entry for id_, entry in remote.posts.items() if id_ not in self.dropped}
        foreign = remote.claim is not None and remote.claim.run not in self.overcome
        return replace(
            remote,
            posts=without_taken({**posts, **self.entries}),
            pictures={**remote.pictures, **self.pictures},
            unmarked={**remote.unmarked, **self.unmarked},
            commit=self.commit or remote.commit,
            claim=self.claim or (remote.claim if foreign else None),
            proposed=self.proposed or (None if self.in_step else remote.proposed),
        )

    def __post_init__(self) -> None:
        # Runs whose claims this one may replace: its own, and the dead one it took over.
        taken = {self.remote.claim.run} if self.remote.claim else set()
        self.labels |= self.snapshot.labels
        self.pinned += self.snapshot.pinned
        self.overcome = frozenset({self.run} | taken)

    def entry(self, post: str) -> Entry | None:
        """What the ledger is to say of a post, as far as it is done."""
        there = None if post in self.dropped else self.remote.posts.get(post)
        return self.entries.get(post, there)

    def drop(self, post: str) -> None:
        """A moved file gave its old id up."""
        self.dropped.add(post)
        self.entries.pop(post, None)

    @property
    def addresses(self) -> Addresses:
        """Where everything is on the web."""
        return Addresses(self.plan.repository, self.ports.branch, self.ports.site)

    def urls(self, document: Document) -> dict[str, str]:
        """Where all is that a document shows and leads to."""
        addresses = self.addresses
        stored = {**self.remote.pictures, **self.pictures}
        return {**addresses.pictures(stored), **addresses.links(document)}

    def text_files(self) -> dict[str, bytes]:
        """The published texts to store."""
        return {text_path(post): text.encode() for post, text in self.texts.items()}

    def reread(self, files: tuple[str, ...]) -> None:
        """Read both branches again: something moved on. Raises GhblogError."""
        snapshot = self.ports.look(files)
        old = self.snapshot  # these were asked for once
        self.snapshot = replace(
            snapshot,
            missing_labels=old.missing_labels,
            labels=old.labels,
            categories=old.categories,
            milestones=old.milestones,
        )
        self.remote = parse(
            snapshot.ledger,
            repository=self.remote.repository,
            blog=self.remote.blog,
            branch=self.ports.branch,
        )

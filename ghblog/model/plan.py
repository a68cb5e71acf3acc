"""Plan and Outcome: what a publish would do, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ghblog.model.hub import Existing, Remark, Repository
from ghblog.model.ledger import Entry
from ghblog.model.posts import Document, Picture, Post


class Action(StrEnum):
    """What becomes of a post; the first five are changes, in the order they are made."""

    CREATE = "create"
    UPDATE = "update"
    RECORD = "record"  # it is on GitHub already (a marker says so): only the ledger learns it
    RENAME = "rename"  # the file moved: the ledger's entry moves with it
    REFRESH = "refresh"  # only the ledger's hashes change
    KEEP = "keep"  # in step
    HOLD = "hold"  # held back: draft, future date, same title as something unmarked, ambiguous
    CONFLICT = "conflict"  # edited on the web since we wrote it
    REFUSE = "refuse"  # the file cannot be published as it is
    GONE = "gone"  # published, and its file is missing


WRITES = (Action.CREATE, Action.UPDATE)
"""The actions that send texts to GitHub."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the plan.

    Attributes:
        reason: why, for a person to read.
        pictures: those to upload for it that no earlier change uploads.
        present: the text on GitHub, where it had to be read.
        further: its parts from the second on as they are on GitHub, where they had to be read;
            None: missing.
        surplus: comments of ours below it that are no part any more.
        old: the post's former id, for a rename.
    """

    action: Action
    post: str
    path: str
    title: str
    reason: str
    hint: str = ""
    entry: Entry | None = None
    document: Document | None = None
    source: Post | None = None
    pictures: tuple[Picture, ...] = ()
    present: Existing | None = None
    further: tuple[Remark | None, ...] = ()
    surplus: tuple[Remark, ...] = ()
    old: str = ""


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What becomes of the index README.

    Attributes:
        gains, loses: lines added and removed, as text.
        error: why it cannot be written; the posts are published all the same.
        commit: how it is written: `index.commit`.
        branch: that proposes it, where a pull request does.
        told: what the writer should know of it where there is nothing to do.
    """

    path: str
    gains: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    error: str = ""
    hint: str = ""
    commit: str = "branch"
    branch: str = ""
    told: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.gains or self.loses)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a publish would do: frozen, ordered, the same for dry run, preview and publish.

    Attributes:
        head: oid of the ledger it was made against; empty if there was none.
        store: where new pictures go, and why, for people.
        unsafe: reasons why it needs a yes; empty if it is safe.
        notices: what the writer should know and nobody need act on.
        watchers: how many people each new post notifies; None if nobody asked.
    """

    repository: Repository
    viewer: str
    blog: str
    head: str
    changes: tuple[Change, ...]
    index: IndexChange | None = None
    store: str = ""
    unsafe: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    missing_labels: tuple[str, ...] = ()
    watchers: int | None = None

    def of(self, *actions: Action) -> tuple[Change, ...]:
        """The changes of these kinds, in order."""
        return tuple(change for change in self.changes if change.action in actions)

    @property
    def writes(self) -> tuple[Change, ...]:
        """The changes that a publish carries out; empty: nothing to do for the posts."""
        wanted = (Action.CREATE, Action.UPDATE, Action.RECORD, Action.RENAME)
        return self.of(*wanted)

    @property
    def pending(self) -> bool:
        """Whether a publish would write anything."""
        return bool(self.writes) or bool(self.index and self.index.changes)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures to upload, once each."""
        return tuple(picture for change in self.changes for picture in change.pictures)


class Status(StrEnum):
    """How a change ended."""

    DONE = "done"
    FAILED = "failed"
    DOUBT = "in doubt"  # GitHub's answer was lost; the next run finds out
    SKIPPED = "not done"  # the run stopped before it


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one change."""

    change: Change
    status: Status
    number: int = 0
    url: str = ""
    message: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan.

    Attributes:
        index: what became of the index; None if there was nothing to do for it.
        index_at: where it is now, if not on the default branch: the pull request's address, or the
            file's path.
        settled: whether the ledger knows all that was done; if not, the next run repairs it.
        problem: what stopped the run, for people; empty if nothing did.
    """

    plan: Plan
    results: tuple[Result, ...]
    index: Status | None = None
    index_message: str = ""
    settled: bool = True
    problem: str = ""
    hint: str = ""
    notices: tuple[str, ...] = ()
    index_at: str = ""

    @property
    def ok(self) -> bool:
        """Whether everything that the plan wanted is done."""
        unhappy = any(result.status is not Status.DONE for result in self.results)
        return not unhappy and self.index is not Status.FAILED and self.settled and not self.problem


@dataclass(frozen=True, slots=True)
class Progress:
    """An event while a run works, for people: `done` of `total` of `stage`.

    Attributes:
        text: what is worked on now.
        sent, size: bytes done and bytes in all, where files are sent, by the sizes that the plan
            tells; `size` is 0 where nothing is counted so.
    """

    stage: str
    done: int
    total: int
    text: str = ""
    sent: int = 0
    size: int = 0


Listener = Callable[[Progress], None]

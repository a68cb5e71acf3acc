"""Taking over what exists: which post is which issue or discussion, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ghblog.model.hub import Existing, Repository
from ghblog.model.plan import IndexChange, Status
from ghblog.model.posts import Kind, Post


class Verdict(StrEnum):
    """How sure it is that a post is a certain issue or discussion."""

    EXACT = "exact"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"  # several may be it, or one that nobody can tell
    UNFIT = "unfit"  # it is of the other kind, somebody else's, or cannot be taken over
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one post.

    Attributes:
        existing: what it is, where the verdict is exact or likely.
        reason: why, for a person to read.
        numbers: those that it may be, where nobody can tell, best first.
        likeness: of the texts, 0 to 1; -1 where nobody compared them.
    """

    post: Post
    verdict: Verdict
    reason: str
    hint: str = ""
    existing: Existing | None = None
    numbers: tuple[int, ...] = ()
    likeness: float = -1.0

    @property
    def found(self) -> bool:
        """Whether it is to be taken over."""
        return self.existing is not None and self.verdict in (Verdict.EXACT, Verdict.LIKELY)


@dataclass(frozen=True, slots=True)
class Adoption:
    """What `adopt` would record. Nothing on GitHub is edited by it.

    Attributes:
        head: oid of the ledger it was made against; empty if there was none.
        matches: a line a post that the ledger does not know.
        left: issues and discussions by those who publish here that no post is.
        kinds: number → kind, of those that posts may be, for their addresses.
        known: how many posts the ledger knows already.
        recovered: how many entries come from markers of posts that have no file here.
        others: how many issues and discussions are by other people: they are left alone.
        pictures: picture key → URL, of local pictures that GitHub shows already.
        lost: URLs that could not be fetched, each with the reason.
    """

    repository: Repository
    viewer: str
    blog: str
    head: str
    matches: tuple[Match, ...]
    left: tuple[Existing, ...] = ()
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    known: int = 0
    recovered: int = 0
    others: int = 0
    index: IndexChange | None = None
    pictures: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def of(self, *verdicts: Verdict) -> tuple[Match, ...]:
        """The matches with these verdicts, in order."""
        return tuple(match for match in self.matches if match.verdict in verdicts)

    @property
    def found(self) -> tuple[Match, ...]:
        """The matches that are recorded."""
        return tuple(match for match in self.matches if match.found)

    @property
    def pending(self) -> bool:
        """Whether there is anything to record."""
        return bool(self.found or self.recovered or self.pictures)

    @property
    def unsafe(self) -> tuple[str, ...]:
        """Why it needs a yes; empty if everything is exact."""
        doubts = ((Verdict.LIKELY, "only likely"), (Verdict.AMBIGUOUS, "ambiguous"))
        told = [(len(self.of(verdict)), word) for verdict, word in doubts]
        told.append((len(self.of(Verdict.UNFIT)), "not fit to be taken over"))
        return tuple(f"{count} {word}" for count, word in told if count)


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of an adoption.

    Attributes:
        settled: whether the ledger has all of it.
        index: what became of the README; None if there was nothing to do for it.
        index_at: where it is now, if not on the default branch.
        problem: what went wrong, for people; empty if nothing did.
    """

    adoption: Adoption
    settled: bool
    index: Status | None = None
    index_message: str = ""
    problem: str = ""
    hint: str = ""
    index_at: str = ""

    @property
    def ok(self) -> bool:
        """Whether everything is recorded."""
        return self.settled and self.index is not Status.FAILED and not self.problem

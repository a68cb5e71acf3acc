"""A run's writing under way: what became of each change, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ghblog.errors import GhblogError, NotAllowedError, NotAuthenticatedError
from ghblog.model import Change, Created, Document, Progress, Result, Status
from ghblog.sync.addresses import POST, post_place, post_url
from ghblog.sync.desk import Desk
from ghblog.sync.entries import entry_after
from ghblog.sync.ports import StoppedError

LABELS_LEFT = "its labels or state are not"
PARTS_LEFT = "its further parts are not"
_PART_LOST = "the answer about one of its further parts was lost"


@dataclass
class Work:
    """What became of the changes so far; the desk learns of it what the ledger is to know.

    Attributes:
        publishers: whose markers count besides the viewer's.
        results: post id → what became of its change.
        doubts: creates whose answer was lost.
        part_doubts: posts of whose further parts the answer to one was lost.
        doubted_at: when the last answer was lost, by GitHub's clock.
    """

    desk: Desk
    publishers: Sequence[str]
    results: dict[str, Result] = field(default_factory=dict)
    doubts: list[Change] = field(default_factory=list)
    part_doubts: list[Change] = field(default_factory=list)
    doubted_at: datetime | None = None

    @property
    def in_doubt(self) -> bool:
        """Whether nobody knows what became of something that was to be created."""
        return bool(self.doubts or self.part_doubts)

    # --- what the writers share ------------------------------------------------------------

    def tell(self, stage: str, done: int, total: int, text: str = "") -> None:
        """Tell how far the run is."""
        self.desk.ports.listen(Progress(stage, done, total, text))

    def wait_turn(self) -> None:
        """Wait until GitHub may be asked for another write. Raises StoppedError."""
        self.desk.ports.github.wait_turn()
        self.desk.ports.check_stop()

    def beat(self) -> None:
        """Note on this machine that a write is about to be sent."""
        self.desk.ports.machine.beat(self.desk.run)

    def compose(self, document: Document, part: int) -> str:
        """The final text of a part (from 1), with the addresses that are known by now."""
        return self.desk.ports.composer.compose(document, part, self.desk.urls(document))

    def text(self, change: Change) -> str:
        """The text of the post itself."""
        return self.compose(document_of(change), 1)

    def further_texts(self, change: Change) -> list[str]:
        """The texts of its parts from the second on."""
        document = document_of(change)
        return [self.compose(document, n) for n in range(2, len(document.parts) + 1)]

    def linked(self, change: Change) -> Change:
        """The change with its links leading to the posts that have a number by now."""
        return replace(change, document=document_of(change).linked(self.desk.places))

    # --- what became of a change -----------------------------------------------------------

    def done(self, change: Change, created: Created) -> None:
        """The post is as it should be, or its text is."""
        entry = entry_after(change, created)
        assert entry
        known = self.desk.entries.get(entry.id)
        self.desk.entries[entry.id] = replace(entry, parts=known.parts if known else entry.parts)
        self.desk.texts[entry.id] = self.text(change)
        self.desk.places[POST + entry.path] = post_place(entry)
        if change.old:
            self.desk.drop(change.old)
        url = post_url(self.desk.plan.repository, entry)
        self.results[change.post] = Result(change, Status.DONE, created.number, url)

    def parts_done(self, change: Change, created: Created, texts: Sequence[str]) -> None:
        """Its further parts, too, are there with these texts."""
        result = self.results.get(change.post)
        if result and result.status is Status.FAILED:
            return  # its labels or state are not set: the entry must go on saying so
        self.done(change, created)
        self.desk.texts[change.post] = joined([self.desk.texts[change.post], *texts])

    def half_done(
        self,
        change: Change,
        created: Created,
        error: GhblogError,
        what: str,
        status: Status = Status.FAILED,
    ) -> None:
        """The post is there, and not as it should be; the first reason is told."""
        self.unfinished(change)
        if self.results[change.post].status is Status.FAILED:
            return
        message = f"#{created.number} is written, but {what}: {error.message}"
        self.results[change.post] = Result(
            change, status, created.number, message=message, hint=error.hint
        )

    def failed(self, change: Change, error: GhblogError, status: Status = Status.FAILED) -> None:
        """The post was not written. Raises StoppedError if no other can be either."""
        self.results[change.post] = Result(change, status, message=error.message, hint=error.hint)
        if isinstance(error, NotAllowedError | NotAuthenticatedError):
            raise StoppedError(error.message, error.hint) from error

    def unfinished(self, change: Change) -> None:
        """Let the entry say that the post is not as it should be, by knowing no hashes."""
        entry = self.desk.entries[change.post]
        self.desk.entries[change.post] = replace(entry, inputs="", digest="")

    def enter_parts(self, change: Change, nodes: Iterable[str]) -> None:
        """Let the entry know these comments as the post's further parts."""
        entry = self.desk.entries[change.post]
        self.desk.entries[change.post] = replace(entry, parts=tuple(nodes))

    # --- what nobody knows -----------------------------------------------------------------

    def doubt(self, change: Change, error: GhblogError) -> None:
        """Nobody knows whether a post was created: the claim has to stay until it is known."""
        self.doubts.append(change)
        self.doubted_at = self.desk.ports.github.now()
        self.desk.doubtful = True
        self.failed(change, error, Status.DOUBT)

    def doubt_parts(self, change: Change, created: Created, error: GhblogError) -> None:
        """Nobody knows whether one of a post's further parts was created."""
        self.half_done(change, created, error, _PART_LOST, Status.DOUBT)
        self.part_doubts.append(change)
        self.doubted_at = self.desk.ports.github.now()

    def known(self, change: Change) -> None:
        """What became of a doubtful create is known by now."""
        self.doubts.remove(change)
        self.results.pop(change.post)
        self.desk.doubtful = bool(self.doubts)


def document_of(change: Change) -> Document:
    """The document of a change that writes one."""
    assert change.document
    return change.document


def joined(texts: Sequence[str]) -> str:
    """A post's text as the ledger's branch keeps it: all parts, each with its marker."""
    return "\n\n".join(texts)

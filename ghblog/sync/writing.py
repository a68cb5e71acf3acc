"""Creates and updates, one after another: effects through the ports only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ghblog.errors import (
    AnswerLostError,
    GhblogError,
    NotAllowedError,
    NotAuthenticatedError,
    RateLimitedError,
)
from ghblog.model import Change, Created, Document, Existing, Kind, Progress, Result, Status
from ghblog.sync.claims import checkpoint, keep
from ghblog.sync.desk import Desk
from ghblog.sync.entries import entry_after, labels_after
from ghblog.sync.finishing import finish_of
from ghblog.sync.lease import GRACE
from ghblog.sync.lookup import look_up_from
from ghblog.sync.ports import PlanOutdatedError, StoppedError
from ghblog.sync.readme import post_url
from ghblog.sync.recover import recover
from ghblog.sync.weigh import weigh

CHECKPOINT = 50

# The present texts were read before the writer was asked; older than this, they are read again.
STALE_TEXTS = 300.0


@dataclass
class Writer:
    """Carries out the changes of one kind after another and collects what became of them.

    Attributes:
        read_at: when the present texts were read, by the clock's monotonic time.
        present, reread: texts that were read again, and the nodes that were asked for.
        doubts: creates whose answer was lost, with the time it was, by GitHub's clock.
    """

    desk: Desk
    read_at: float
    publishers: Sequence[str]
    results: dict[str, Result] = field(default_factory=dict)
    doubts: list[Change] = field(default_factory=list)
    doubted_at: datetime | None = None
    present: dict[str, Existing] = field(default_factory=dict)
    reread: set[str] = field(default_factory=set)

    def create_all(self, changes: Sequence[Change]) -> None:
        """Create issues, with a checkpoint each 50. Raises StoppedError."""
        total = len(changes)
        for done, change in enumerate(changes):
            self._check_stop()
            if done and done % CHECKPOINT == 0:
                self._guard(checkpoint)
            self._tell("posts", done, total, change.title)
            self._create(change)
        self._tell("posts", total, total, "")

    def update_all(self, changes: Sequence[Change]) -> None:
        """Update issues. Raises StoppedError."""
        total = len(changes)
        for done, change in enumerate(changes):
            self._check_stop()
            self._tell("updates", done, total, change.title)
            self._update(self._fresh(change, changes[done : done + 50]))
        self._tell("updates", total, total, "")

    def settle_doubts(self) -> None:
        """A minute later, find out which creates with a lost answer succeeded; those that did
        not are safe to do again. Raises StoppedError."""
        if not self.doubts or self.doubted_at is None:
            return
        ports = self.desk.ports
        over = (self.doubted_at + GRACE - ports.github.now()).total_seconds()
        self._tell("waiting", 0, int(max(0, over)), "an answer of GitHub's was lost; looking it up")
        ports.clock.sleep(max(0.0, over))
        self._check_stop()
        found = self._find(self.doubts)
        for change in tuple(self.doubts):
            # Only now is it known what became of it: until here the claim had to stay.
            self.doubt(change, settled=True)
            self.results.pop(change.post)
            if created := found.get(change.post):
                self._done(change, created, self._text(change))
                self._finish(change, created)
            else:
                self._create(change)

    def doubt(self, change: Change, *, settled: bool) -> None:
        """Note that nobody knows whether a create succeeded, or that it is known by now."""
        if settled:
            self.doubts.remove(change)
        else:
            self.doubts.append(change)
            self.doubted_at = self.desk.ports.github.now()
        self.desk.doubtful = bool(self.doubts)

    def _create(self, change: Change) -> None:
        text = self._text(change)
        document = _document(change)
        while True:
            self.desk.ports.github.wait_turn()
            self._check_stop()
            self._guard(keep)
            self.desk.ports.machine.beat(self.desk.run)
            try:
                created = self._post(document, text)
            except RateLimitedError as error:
                self._wait_until(error)
                continue
            except AnswerLostError as error:
                self.doubt(change, settled=False)
                self._failed(change, error, Status.DOUBT)
            except GhblogError as error:
                self._failed(change, error)
            else:
                self._done(change, created, text)
                self._finish(change, created)
            return

    def _post(self, document: Document, text: str) -> Created:
        github = self.desk.ports.github
        if document.kind is Kind.DISCUSSION:
            return github.create_discussion(document.title, text, self._category(document))
        return github.create_issue(
            document.title,
            text,
            document.labels,
            milestone=self._milestone(document) or 0,
            assignees=document.meta.assignees or (),
        )

    def _finish(self, change: Change, created: Created) -> None:
        """Set what a create does not take. If that fails, the next run does it."""
        document = _document(change)
        finish = finish_of(change, self.desk.labels, self.desk.pinned)
        if not finish:
            return
        self.desk.ports.machine.beat(self.desk.run)
        try:
            self.desk.ports.github.finish(created.node, document.kind, finish)
        except GhblogError as error:
            self._half_done(change, created, error)
        else:
            if finish.pinned:
                self.desk.pinned.append(created.number)

    def _half_done(self, change: Change, created: Created, error: GhblogError) -> None:
        """The post is there, and not as it should be: its entry says so by knowing no hashes."""
        id_ = change.post
        self.desk.entries[id_] = replace(self.desk.entries[id_], inputs="", digest="")
        message = f"#{created.number} is written, but its labels or state are not: {error.message}"
        result = Result(change, Status.FAILED, created.number, message=message, hint=error.hint)
        self.results[change.post] = result

    def _update(self, change: Change) -> None:
        entry, document = change.entry, _document(change)
        if change.post in self.results:
            return
        assert entry
        text = self._text(change)
        self.desk.ports.github.wait_turn()
        self._check_stop()
        self.desk.ports.machine.beat(self.desk.run)
        created = Created(entry.number, entry.node)
        try:
            self._rewrite(change, document, text)
        except GhblogError as error:
            self._failed(change, error)
            return
        self._done(change, created, text)
        if document.kind is Kind.ISSUE:
            self._finish(change, created)

    def _rewrite(self, change: Change, document: Document, text: str) -> None:
        entry, github = change.entry, self.desk.ports.github
        assert entry
        if document.kind is Kind.DISCUSSION:
            there = change.present.category.casefold() if change.present else ""
            moves = there != document.category.casefold()
            category = self._category(document) if moves else ""
            finish = finish_of(change, self.desk.labels, ())
            github.update_discussion(entry.node, document.title, text, category, finish)
            return
        github.update_issue(
            entry.number,
            document.title,
            text,
            _labels(change),
            milestone=self._milestone(document),
            assignees=document.meta.assignees,
        )

    def _category(self, document: Document) -> str:
        categories = self.desk.snapshot.categories
        wanted = document.category.casefold()
        return next(node for name, node in categories.items() if name.casefold() == wanted)

    def _milestone(self, document: Document) -> int | None:
        wanted = document.meta.milestone
        if not wanted:
            return None if wanted is None else 0
        return self.desk.snapshot.milestones[wanted]

    def _fresh(self, change: Change, batch: Sequence[Change]) -> Change:
        """The change, weighed again if the texts were read long ago: the next 50 at once."""
        ports = self.desk.ports
        if change.entry is None or ports.clock.monotonic() - self.read_at <= STALE_TEXTS:
            return change
        if change.entry.node not in self.reread:
            nodes = [one.entry.node for one in batch if one.entry]
            self.present |= ports.github.read_nodes(nodes)
            self.reread.update(nodes)
        weighed = weigh([change], self.present, self._compose, blog=self.desk.plan.blog)[0]
        if weighed.action is not change.action:
            self.results[change.post] = Result(weighed, Status.FAILED, message=weighed.reason)
        return weighed

    def _find(self, changes: Sequence[Change]) -> dict[str, Created]:
        desk = self.desk
        assert desk.claim
        found = look_up_from(desk.ports.github, desk.claim.highest + 1)
        got = recover(
            desk.remote, found, viewer=desk.plan.viewer, publishers=self.publishers
        ).records
        posts = {change.post for change in changes}
        return {id_: Created(one.number, one.node) for id_, one in got.items() if id_ in posts}

    def _compose(self, document: Document) -> str:
        return self.desk.ports.composer.compose(document, 1, self.urls())

    def _text(self, change: Change) -> str:
        return self._compose(_document(change))

    def urls(self) -> dict[str, str]:
        """Where every picture is to be found."""
        pictures = {**self.desk.remote.pictures, **self.desk.pictures}
        base = self.desk.plan.repository.url
        return {key: picture_url(base, self.desk.ports.branch, at) for key, at in pictures.items()}

    def _done(self, change: Change, created: Created, text: str) -> None:
        entry = entry_after(change, created)
        assert entry
        self.desk.entries[entry.id] = entry
        self.desk.texts[entry.id] = text
        if change.old:
            self.desk.drop(change.old)
        url = post_url(self.desk.plan.repository, entry)
        self.results[change.post] = Result(change, Status.DONE, created.number, url)

    def _failed(self, change: Change, error: GhblogError, status: Status = Status.FAILED) -> None:
        self.results[change.post] = Result(change, status, message=error.message, hint=error.hint)
        if isinstance(error, NotAllowedError | NotAuthenticatedError):
            raise StoppedError(error.message, error.hint) from error

    def _guard(self, step: Callable[[Desk], None]) -> None:
        """Renew or checkpoint; losing the claim ends the run."""
        try:
            step(self.desk)
        except PlanOutdatedError as error:
            raise StoppedError(
                "another run took the claim over while this one waited",
                "run it again: nothing is published twice",
            ) from error
        except GhblogError as error:
            raise StoppedError(error.message, error.hint) from error

    def _wait_until(self, error: RateLimitedError) -> None:
        seconds = max(1.0, (error.until - self.desk.ports.github.now()).total_seconds())
        self._tell("waiting", 0, int(seconds), error.message)
        self.desk.ports.clock.sleep(seconds)
        self._check_stop()

    def _check_stop(self) -> None:
        self.desk.ports.check_stop()

    def _tell(self, stage: str, done: int, total: int, text: str) -> None:
        self.desk.ports.listen(Progress(stage, done, total, text))


def _labels(change: Change) -> tuple[str, ...] | None:
    """All labels of an update; None when they are right, so that one that somebody adds at this
    moment is not removed again."""
    wanted = labels_after(change)
    same = change.present is not None and wanted == change.present.labels
    return None if same else wanted


def picture_url(base: str, branch: str, stored: str) -> str:
    """A stored picture's address. `blob/…?raw=true` shows in public repositories to all and in
    private ones to those signed in, where raw.githubusercontent.com shows to nobody."""
    return stored if "://" in stored else f"{base}/blob/{branch}/{stored}?raw=true"


def _document(change: Change) -> Document:
    assert change.document
    return change.document

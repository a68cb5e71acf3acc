"""Creates and updates, one after another: effects through the ports only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import takewhile

from ghblog.errors import (
    AnswerLostError,
    GhblogError,
    NotAllowedError,
    NotAuthenticatedError,
    RateLimitedError,
)
from ghblog.index import IndexProblemError, render_template
from ghblog.model import (
    Action,
    Change,
    Created,
    Document,
    Existing,
    Kind,
    Progress,
    Remark,
    Result,
    Status,
)
from ghblog.sync.addresses import POST, post_place, post_url
from ghblog.sync.claims import checkpoint, guarded, keep
from ghblog.sync.desk import Desk
from ghblog.sync.entries import entry_after, labels_after
from ghblog.sync.finishing import finish_of
from ghblog.sync.lease import GRACE
from ghblog.sync.lookup import comments_below, look_up_from
from ghblog.sync.parts import match_parts, part_in_step, parts_edited
from ghblog.sync.ports import StoppedError
from ghblog.sync.recover import recover
from ghblog.sync.weigh import Present, comments_to_read, weigh

CHECKPOINT = 50

_PARTS_LEFT = "its further parts are not"
_IN_DOUBT = "the answer about one of its further parts was lost"

# The present texts were read before the writer was asked; older than this, they are read again.
STALE_TEXTS = 300.0


@dataclass
class Writer:
    """Carries out the changes of one kind after another and collects what became of them.

    Attributes:
        read_at: when the present texts were read, by the clock's monotonic time.
        present, reread: texts that were read again, and the nodes that were asked for.
        doubts: creates whose answer was lost, with the time it was, by GitHub's clock.
        begun: when the first post was to be created, by the same time.
        part_doubts: posts of whose further parts the answer to one was lost.
    """

    desk: Desk
    read_at: float
    publishers: Sequence[str]
    results: dict[str, Result] = field(default_factory=dict)
    doubts: list[Change] = field(default_factory=list)
    doubted_at: datetime | None = None
    part_doubts: list[Change] = field(default_factory=list)
    begun: float = 0.0
    present: dict[str, Existing] = field(default_factory=dict)
    remarks: dict[str, Sequence[Remark]] = field(default_factory=dict)
    reread: set[str] = field(default_factory=set)

    def create_all(self, changes: Sequence[Change]) -> None:
        """Create issues, with a checkpoint each 50. Raises StoppedError."""
        total = len(changes)
        self.begun = self.desk.ports.clock.monotonic()
        for done, change in enumerate(changes):
            self._check_stop()
            if done and done % CHECKPOINT == 0:
                guarded(checkpoint, self.desk)
            self._tell("posts", done, total, change.title)
            self._create(self._linked(change))
        self._tell("posts", total, total, "")

    def update_all(self, changes: Sequence[Change]) -> None:
        """Update issues. Raises StoppedError."""
        total = len(changes)
        for done, change in enumerate(changes):
            self._check_stop()
            self._tell("updates", done, total, change.title)
            linked = self._linked(change)
            if self._leads_nowhere(change, linked):
                continue
            self._update(self._fresh(linked, changes[done : done + 50]))
        self._tell("updates", total, total, "")

    def settle_doubts(self) -> None:
        """A minute later, find out which creates with a lost answer succeeded; those that did
        not are safe to do again. Raises StoppedError."""
        if self.doubted_at is None or not (self.doubts or self.part_doubts):
            return
        ports = self.desk.ports
        over = (self.doubted_at + GRACE - ports.github.now()).total_seconds()
        self._tell("waiting", 0, int(max(0, over)), "an answer of GitHub's was lost; looking it up")
        ports.clock.sleep(max(0.0, over))
        self._check_stop()
        # Before creates are repeated: of those, answers may be lost that nobody waited for.
        self._settle_part_doubts()
        found = self._find(self.doubts) if self.doubts else {}
        for change in tuple(self.doubts):
            # Only now is it known what became of it: until here the claim had to stay.
            self.doubt(change, settled=True)
            self.results.pop(change.post)
            if created := found.get(change.post):
                self._finish_create(change, created)
            else:
                self._create(self._linked(change))

    def _settle_part_doubts(self) -> None:
        entries = [self.desk.entries[change.post] for change in self.part_doubts]
        remarks = comments_below(self.desk.ports.github, entries)
        for change in tuple(self.part_doubts):
            self.part_doubts.remove(change)
            entry = self.desk.entries[change.post]
            found = match_parts(
                replace(change, entry=entry),
                remarks.get(entry.node, ()),
                blog=self.desk.plan.blog,
                viewer=self.desk.plan.viewer,
                publishers=self.publishers,
            )
            further = replace(change, further=found.further, surplus=found.surplus)
            created = Created(entry.number, entry.node)
            if number := parts_edited(further, self._further_texts(change)):
                why = GhblogError(f"part {number} was edited on the web meanwhile")
                self._half_done(change, created, why, _PARTS_LEFT)
            else:
                self._write_parts(further, created)

    def relink(self, creates: Sequence[Change]) -> None:
        """Posts in a circle: those that went out before one they lead to are updated, now that it
        has a number. If that fails, the next run does it. Raises StoppedError."""
        made = {change.post: change for change in creates}
        changes = [later for change in creates if (later := self._relinked(change))]
        aged = self.desk.ports.clock.monotonic() - self.begun > STALE_TEXTS
        for done, later in enumerate(changes):
            self._check_stop()
            if aged:  # somebody may have edited it since
                weighed = self._weighed_again(later, changes[done : done + 50])
                if weighed.action is Action.UPDATE:
                    self._rewrite_text(weighed)
            else:
                self._rewrite_text(later)
            change = made[later.post]
            self.results[later.post] = replace(self.results[later.post], change=change)

    def _relinked(self, change: Change) -> Change | None:
        """The update of a post that went out, if it leads elsewhere by now."""
        entry, result = self.desk.entries.get(change.post), self.results.get(change.post)
        if entry is None or not entry.digest or not result or result.status is not Status.DONE:
            return None
        later = self._linked(change)
        if _document(later).digest == entry.digest:
            return None
        further = tuple(_unread(node) for node in entry.parts)
        return replace(later, action=Action.UPDATE, entry=entry, further=further)

    def doubt(self, change: Change, *, settled: bool) -> None:
        """Note that nobody knows whether a create succeeded, or that it is known by now."""
        if settled:
            self.doubts.remove(change)
        else:
            self.doubts.append(change)
            self.doubted_at = self.desk.ports.github.now()
        self.desk.doubtful = bool(self.doubts)

    def _linked(self, change: Change) -> Change:
        """The change with its links leading to the posts that have a number by now."""
        return replace(change, document=_document(change).linked(self.desk.places))

    def _leads_nowhere(self, change: Change, linked: Change) -> bool:
        """Whether an update was only for a link to a new post, which was not published."""
        digest = change.entry.digest if change.entry else ""
        if _document(linked).digest != digest or _document(change).digest == digest:
            return False
        message = "the post that it leads to was not published"
        self.results[change.post] = Result(change, Status.SKIPPED, message=message)
        return True

    def _lacks_picture(self, change: Change) -> bool:
        """Whether a picture of the post could not be stored; then the post is not written."""
        slots = [slot.target for part in _document(change).parts for slot in part.slots]
        lost = next((self.desk.unstored[key] for key in slots if key in self.desk.unstored), None)
        if lost is None:
            return False
        message = f"a picture could not be stored: {lost.message}"
        self.results[change.post] = Result(change, Status.FAILED, message=message, hint=lost.hint)
        return True

    def _create(self, change: Change) -> None:
        if self._lacks_picture(change):
            return
        text = self._text(change)
        document = _document(change)
        while True:
            self.desk.ports.github.wait_turn()
            self._check_stop()
            guarded(keep, self.desk)
            self.desk.ports.machine.beat(self.desk.run)
            try:
                created = self._post(document, text)
            except RateLimitedError as error:
                self.desk.ports.wait_until(error)
                continue
            except AnswerLostError as error:
                self.doubt(change, settled=False)
                self._failed(change, error, Status.DOUBT)
            except GhblogError as error:
                self._failed(change, error)
            else:
                self._finish_create(change, created)
            return

    def _finish_create(self, change: Change, created: Created) -> None:
        self._done(change, created)
        self._finish(change, created)
        self._write_parts(change, created)

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

    def _write_parts(self, change: Change, created: Created) -> None:
        """Bring the comments that are the post's further parts in step. If that fails, the next run
        goes on: the entry knows no hashes until it is done."""
        document = _document(change)
        texts = self._further_texts(change)
        further = change.further or tuple(None for _ in texts)
        if not texts and not change.surplus:
            entry = self.desk.entries[change.post]  # it may know parts that people deleted
            self.desk.entries[change.post] = replace(entry, parts=())
            return
        nodes = [remark.node if remark else "" for remark in further]
        self._unfinished(change)
        try:
            for n, (remark, text) in enumerate(zip(further, texts, strict=True)):
                nodes[n] = self._write_part(change, created, remark, text)
            for remark in change.surplus:
                self._take_away(document.kind, remark)
        except AnswerLostError as error:
            self._half_done(change, created, error, _IN_DOUBT, Status.DOUBT)
            self.part_doubts.append(change)
            self.doubted_at = self.desk.ports.github.now()
        except StoppedError as stopped:
            why = GhblogError(stopped.message, hint=stopped.hint)
            self._half_done(change, created, why, _PARTS_LEFT)
            raise
        except GhblogError as error:
            self._half_done(change, created, error, _PARTS_LEFT)
        else:
            self._parts_done(change, created, texts)
        finally:
            known = tuple(takewhile(bool, nodes))
            self.desk.entries[change.post] = replace(self.desk.entries[change.post], parts=known)

    def _write_part(
        self, change: Change, created: Created, remark: Remark | None, text: str
    ) -> str:
        """Create or edit one comment; its node id."""
        github, kind = self.desk.ports.github, _document(change).kind
        if remark and part_in_step(remark, text):
            return remark.node
        while True:
            github.wait_turn()
            self._check_stop()
            self.desk.ports.machine.beat(self.desk.run)
            try:
                if remark:
                    github.update_comment(remark.node, kind, text)
                    return remark.node
                guarded(keep, self.desk)
                return github.create_comment(created.node, kind, text)
            except RateLimitedError as error:
                self.desk.ports.wait_until(error)

    def _take_away(self, kind: Kind, remark: Remark) -> None:
        """A comment that is no part any more goes; one that people replied to says why it is
        empty, so that their replies stay where they are."""
        self.desk.ports.github.wait_turn()
        self._check_stop()
        if remark.replies:
            self.desk.ports.github.update_comment(remark.node, kind, self._removed_note())
        else:
            self.desk.ports.github.delete_comment(remark.node, kind)

    def _removed_note(self) -> str:
        """What stands for a part that is none any more; a blog may have words of its own."""
        try:
            return render_template("removed-part.md.j2", self.desk.ports.templates, {})
        except IndexProblemError as problem:
            raise GhblogError(str(problem), hint=problem.hint) from problem

    def _parts_done(self, change: Change, created: Created, texts: Sequence[str]) -> None:
        id_ = change.post
        result = self.results.get(id_)
        if result and result.status is Status.FAILED:
            return  # its labels or state are not set: the entry must go on saying so
        self._done(change, created)
        self.desk.texts[id_] = joined([self.desk.texts[id_], *texts])

    def _half_done(
        self,
        change: Change,
        created: Created,
        error: GhblogError,
        what: str = "its labels or state are not",
        status: Status = Status.FAILED,
    ) -> None:
        """The post is there, and not as it should be."""
        id_ = change.post
        self._unfinished(change)
        if self.results[id_].status is Status.FAILED:
            return
        message = f"#{created.number} is written, but {what}: {error.message}"
        self.results[id_] = Result(change, status, created.number, message=message, hint=error.hint)

    def _unfinished(self, change: Change) -> None:
        """Let the entry say that the post is not as it should be, by knowing no hashes."""
        entry = self.desk.entries[change.post]
        self.desk.entries[change.post] = replace(entry, inputs="", digest="")

    def _update(self, change: Change) -> None:
        if change.post in self.results or self._lacks_picture(change):
            return
        self._rewrite_text(change)

    def _rewrite_text(self, change: Change) -> None:
        entry, document = change.entry, _document(change)
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
        self._done(change, created)
        if document.kind is Kind.ISSUE:
            self._finish(change, created)
        self._write_parts(change, created)

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
        return self._weighed_again(change, batch)

    def _weighed_again(self, change: Change, batch: Sequence[Change]) -> Change:
        """The change, weighed against texts that are read now; if it is none any more, its result
        says why."""
        ports = self.desk.ports
        assert change.entry
        if change.entry.node not in self.reread:
            nodes = [one.entry.node for one in batch if one.entry]
            self.present |= ports.github.read_nodes(nodes)
            self.remarks |= comments_below(ports.github, comments_to_read(batch))
            self.reread.update(nodes)
        present = Present(self.present, self.remarks, self.desk.plan.viewer, self.publishers)
        weighed = weigh([change], present, self._compose, blog=self.desk.plan.blog)[0]
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

    def _further_texts(self, change: Change) -> list[str]:
        document = _document(change)
        return [self._compose(document, n) for n in range(2, len(document.parts) + 1)]

    def _compose(self, document: Document, part: int) -> str:
        return self.desk.ports.composer.compose(document, part, self.desk.urls(document))

    def _text(self, change: Change) -> str:
        return self._compose(_document(change), 1)

    def _done(self, change: Change, created: Created) -> None:
        entry = entry_after(change, created)
        assert entry
        known = self.desk.entries.get(entry.id)
        self.desk.entries[entry.id] = replace(entry, parts=known.parts if known else entry.parts)
        self.desk.texts[entry.id] = self._text(change)
        self.desk.places[POST + entry.path] = post_place(entry)
        if change.old:
            self.desk.drop(change.old)
        url = post_url(self.desk.plan.repository, entry)
        self.results[change.post] = Result(change, Status.DONE, created.number, url)

    def _failed(self, change: Change, error: GhblogError, status: Status = Status.FAILED) -> None:
        self.results[change.post] = Result(change, status, message=error.message, hint=error.hint)
        if isinstance(error, NotAllowedError | NotAuthenticatedError):
            raise StoppedError(error.message, error.hint) from error

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


def joined(texts: Sequence[str]) -> str:
    """A post's text as the ledger's branch keeps it: all parts, each with its marker."""
    return "\n\n".join(texts)


def _unread(node: str) -> Remark:
    """A comment of which only the node id is known, so that it is written whatever it says."""
    return Remark(node, "", "", "", datetime.min.replace(tzinfo=UTC))


def _document(change: Change) -> Document:
    assert change.document
    return change.document

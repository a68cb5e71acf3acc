"""The ports of a run in one hand, and how a run works with branches through them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ghblog.errors import AnswerLostError, GhblogError, RateLimitedError, StaleHeadError
from ghblog.model import (
    Clock,
    Commit,
    Composer,
    GitHub,
    Head,
    IndexFile,
    Listener,
    Machine,
    Picture,
    Progress,
    Snapshot,
)
from ghblog.sync.addresses import Site


class PlanOutdatedError(Exception):
    """Somebody else wrote to the ledger since the plan was made; nothing was written."""


class StoppedError(Exception):
    """The run cannot go on; what was done stays done."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


_SITE = Site()


def _quiet(progress: Progress) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Ports:
    """Everything that a run may touch.

    Attributes:
        load: a picture's bytes; raises GhblogError if the file changed since it was read.
        stop: whether the user asked to stop; asked between writes.
        attachable: why GitHub would not take a picture of so many bytes as an attachment; empty
            if it would.
        mime: a picture's media type as it is uploaded.
        branch: the ledger's branch.
        site: what the writer's side tells of addresses.
        templates: the blog's own templates, name → text.
        proposal: the branch that proposes the index; empty unless a pull request does.
        index_file: the index in the working copy, where that holds it.
    """

    github: GitHub
    clock: Clock
    composer: Composer
    machine: Machine
    load: Callable[[Picture], bytes]
    branch: str
    index_path: str
    templates: Mapping[str, str] = field(default_factory=dict)
    site: Site = _SITE
    proposal: str = ""
    index_file: IndexFile | None = None
    attachable: Callable[[Picture, int], str] = lambda _picture, _size: ""
    mime: Callable[[Picture], str] = lambda _: "application/octet-stream"
    listen: Listener = _quiet
    stop: Callable[[], bool] = lambda: False

    def check_stop(self) -> None:
        """Raise StoppedError if the user asked to stop."""
        if self.stop():
            raise StoppedError("stopped as asked", "run it again to go on from here")

    def wait_until(self, error: RateLimitedError) -> None:
        """Wait until GitHub lets us go on. Raises StoppedError."""
        seconds = max(1.0, (error.until - self.github.now()).total_seconds())
        self.listen(Progress("waiting", 0, int(seconds), error.message))
        self.clock.sleep(seconds)
        self.check_stop()

    def look(self, files: Sequence[str] = ()) -> Snapshot:
        """Read the heads of all branches again, with `files` of the ledger's."""
        return self.github.read(
            branch=self.branch,
            files=files,
            index=(self.index_path,),
            labels=(),
            proposal=self.proposal,
        )


def commit_token() -> str:
    """A name for one commit, by which it is recognised on the branch."""
    return secrets.token_hex(8)


def commit(ports: Ports, commits: Sequence[Commit]) -> list[str | GhblogError]:
    """Make commits; for each the new head or the error.

    `expectedHeadOid` is an atomic compare-and-swap, so a commit whose answer was lost can be
    looked for by its token and repeated if the branch stands where it stood.
    """
    results = _try(ports, commits)
    for attempt in range(4):
        lost = [i for i, result in enumerate(results) if isinstance(result, AnswerLostError)]
        if not lost:
            break
        ports.clock.sleep(2.0**attempt)
        try:
            snapshot = ports.look()
        except GhblogError:
            continue
        for i in lost:
            results[i] = _settle(ports, snapshot, commits[i])
    return results


def head_of(snapshot: Snapshot, branch: str) -> Head | None:
    """The head of a branch that a snapshot brought."""
    heads = [head for head in (snapshot.ledger, snapshot.default, snapshot.proposal) if head]
    return next((head for head in heads if head.branch == branch), None)


def _settle(ports: Ports, snapshot: Snapshot, wanted: Commit) -> str | GhblogError:
    head = head_of(snapshot, wanted.branch)
    if head and wanted.token in head.message:
        return head.oid
    if head and head.oid == wanted.head:
        return _try(ports, [replace(wanted, begins=False)])[0]
    if head is None and wanted.begins:
        return _try(ports, [wanted])[0]
    return StaleHeadError(f"the branch “{wanted.branch}” moved on")


def _try(ports: Ports, commits: Sequence[Commit]) -> list[str | GhblogError]:
    try:
        results = ports.github.commit(commits)
    except GhblogError as error:
        return [error for _ in commits]
    return [one if isinstance(one, str | GhblogError) else GhblogError(str(one)) for one in results]

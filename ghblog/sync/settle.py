"""The end of a run: one request, two commits, each with its expected head.

Each may succeed without the other; the next run repairs it. Files that did not change are
never committed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ghblog.errors import GhblogError, NotFoundError, StaleHeadError
from ghblog.index import IndexProblemError
from ghblog.model import Commit, Head, Ledger, Status
from ghblog.sync.claims import new_branch
from ghblog.sync.desk import Desk
from ghblog.sync.ledger import FILES, changed_files
from ghblog.sync.ports import commit, commit_token
from ghblog.sync.readme import readme_after, wants_index

TRIES = 5

# The branch moved, or is not the one we took it for: a repository that was empty does not say
# what its first branch will be called.
_MOVED = (StaleHeadError, NotFoundError)


@dataclass
class Settled:
    """How settling went.

    Attributes:
        ledger: whether the ledger knows all that was done.
        index: what became of the README; None if there was nothing to do.
        readme_head: oid of our commit on the default branch; empty if there is none.
        after: the ledger as it stands afterwards, as far as we know.
    """

    ledger: bool = False
    index: Status | None = None
    message: str = ""
    hint: str = ""
    readme_head: str = ""
    after: Ledger | None = None


def settle(desk: Desk, *, index: bool) -> Settled:
    """Bring the ledger and the index README in step with what was done.

    A branch that moved is read again, and what we did is put on top of it.

    Args:
        index: whether the README is ghblog's to keep.
    """
    settled = Settled(ledger=False)
    want_index = index
    for _ in range(TRIES):
        commits = _commits(desk, settled, ledger=not settled.ledger, index=want_index)
        if not commits:
            settled.ledger = True
            return settled
        results = commit(desk.ports, commits)
        stale = False
        for made, result in zip(commits, results, strict=True):
            stale |= isinstance(result, _MOVED)
            ours = made.branch == desk.ports.branch
            want_index = _note(desk, settled, result, ours=ours) and want_index
        if not stale:
            return settled
        try:
            desk.reread(FILES)
        except GhblogError as error:
            settled.message = settled.message or error.message
            return settled
    return settled


def _commits(desk: Desk, settled: Settled, *, ledger: bool, index: bool) -> list[Commit]:
    commits = []
    if ledger and (change := _ledger_commit(desk)):
        commits.append(change)
    elif ledger:
        settled.ledger = True
    if index and (change := _readme_commit(desk, settled)):
        commits.append(change)
    return commits


def _ledger_commit(desk: Desk) -> Commit | None:
    """What the branch lacks; a new branch is made at once."""
    wanted = desk.wanted(desk.remote)
    if not _worth(desk):
        return None
    if not desk.remote.head:
        _make(desk)
        wanted = desk.wanted(desk.remote)
    additions, deletions = changed_files(desk.remote, wanted)
    additions |= desk.text_files()
    if not additions and not deletions:
        return None
    return Commit(
        branch=desk.ports.branch,
        head=desk.remote.head,
        headline=_headline(desk),
        token=commit_token(),
        additions=additions,
        deletions=deletions,
    )


def _worth(desk: Desk) -> bool:
    """A new source commit alone is not worth a commit of ours."""
    claimed = bool(desk.remote.claim and desk.remote.claim.run in desk.overcome)
    return bool(desk.entries or desk.dropped or desk.pictures or desk.texts) or claimed


def _make(desk: Desk) -> None:
    empty = replace(desk.remote, unmarked=desk.unmarked)
    desk.remote = replace(empty, head=new_branch(desk, empty, "Begin"))


def _readme_commit(desk: Desk, settled: Settled) -> Commit | None:
    head, path = desk.snapshot.default, desk.ports.index_path
    if head is None:
        return None  # nothing was published into an empty repository
    try:
        text = _readme(desk, head, path)
    except IndexProblemError as problem:
        settled.index, settled.message, settled.hint = Status.FAILED, str(problem), problem.hint
        return None
    if text is None:
        return None
    return Commit(
        branch=head.branch,
        head=head.oid,
        headline="Update the index of posts",
        token=commit_token(),
        additions={path: text.encode()},
    )


def _readme(desk: Desk, head: Head, path: str) -> str | None:
    entries = desk.wanted(desk.remote).posts.values()
    if not wants_index(path, head, entries):
        return None
    text = readme_after(path, head, desk.plan.repository, entries, desk.ports.templates)
    return None if head.files.get(path) == text else text


def _note(desk: Desk, settled: Settled, result: str | GhblogError, *, ours: bool) -> bool:
    """Note one commit's end; whether the index is still to be written."""
    if ours:
        if isinstance(result, str):
            desk.remote = replace(desk.wanted(desk.remote), head=result)
            settled.ledger = True
        elif not isinstance(result, _MOVED):
            settled.message, settled.hint = result.message, result.hint
        return True
    if isinstance(result, str):
        settled.index, settled.readme_head = Status.DONE, result
        return False
    settled.index, settled.message, settled.hint = Status.FAILED, result.message, result.hint
    return isinstance(result, _MOVED)


def _headline(desk: Desk) -> str:
    count = len(desk.entries)
    return f"Record {count} post{'' if count == 1 else 's'} (run {desk.run})"

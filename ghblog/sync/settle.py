"""The end of a run: one request, two commits, each with its expected head.

Each may succeed without the other; the next run repairs it. Files that did not change are
never committed.
"""

from __future__ import annotations

from dataclasses import replace

from ghblog.errors import GhblogError, NotFoundError, ProtectedBranchError, StaleHeadError
from ghblog.index import IndexProblemError
from ghblog.model import Commit, Status
from ghblog.sync.claims import new_branch
from ghblog.sync.desk import Desk
from ghblog.sync.indexing import HEADLINE, Settled, readme_text, write_here
from ghblog.sync.ledger import FILES, changed_files
from ghblog.sync.ports import commit, commit_token
from ghblog.sync.proposing import propose

TRIES = 5

# The branch moved, or is not the one we took it for: a repository that was empty does not say
# what its first branch will be called.
_MOVED = (StaleHeadError, NotFoundError)
_INSTEAD = 'set index.commit = "pull-request", and it is proposed instead'


def settle(desk: Desk, *, index: bool) -> Settled:
    """Bring the ledger and the index README in step with what was done.

    A branch that moved is read again, and what we did is put on top of it. A pull request comes
    before the ledger, which learns of it.

    Args:
        index: whether the README is ghblog's to keep.
    """
    settled, ports = Settled(ledger=False), desk.ports
    if index and ports.proposal and not ports.stop():
        propose(desk, settled)  # a run that is to stop leaves it to the next
    here, left = index and not ports.proposal and not ports.index_file, desk.remote.proposed
    desk.in_step |= here  # the ledger forgets what was proposed before the setting changed
    _settle(desk, settled, index=here)
    if left and settled.readme_head and desk.snapshot.default:
        desk.notices.append(
            f"the index is on {desk.snapshot.default.branch} now; if pull request #{left.number} "
            "with it is still open, close it"
        )
    if index and ports.index_file:
        write_here(desk, settled)
    return settled


def _settle(desk: Desk, settled: Settled, *, index: bool) -> None:
    """The ledger's commit, and that of the default branch if the index belongs there."""
    want_index = index
    for _ in range(TRIES):
        commits = _commits(desk, settled, ledger=not settled.ledger, index=want_index)
        if not commits:
            settled.ledger = True
            return
        results = commit(desk.ports, commits)
        stale = False
        for made, result in zip(commits, results, strict=True):
            stale |= isinstance(result, _MOVED)
            ours = made.branch == desk.ports.branch
            want_index = _note(desk, settled, result, ours=ours) and want_index
        if not stale:
            return
        try:
            desk.reread(FILES)
        except GhblogError as error:
            settled.message = settled.message or error.message
            return


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
    proposed = desk.proposed not in (None, desk.remote.proposed) and bool(desk.remote.head)
    done = desk.entries or desk.dropped or desk.pictures or desk.texts
    return bool(done) or claimed or proposed


def _make(desk: Desk) -> None:
    empty = replace(desk.remote, unmarked=desk.unmarked)
    desk.remote = replace(empty, head=new_branch(desk, empty, "Begin"))


def _readme_commit(desk: Desk, settled: Settled) -> Commit | None:
    head = desk.snapshot.default
    if head is None:
        return None  # nothing was published into an empty repository
    try:
        text = readme_text(desk, head)
    except IndexProblemError as problem:
        settled.fail(str(problem), problem.hint)
        return None
    if text is None:
        return None
    return Commit(
        branch=head.branch,
        head=head.oid,
        headline=HEADLINE,
        token=commit_token(),
        additions={desk.ports.index_path: text.encode()},
    )


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
    guarded = isinstance(result, ProtectedBranchError)
    settled.fail(result.message, f"{_INSTEAD}; or {result.hint}" if guarded else result.hint)
    return isinstance(result, _MOVED)


def _headline(desk: Desk) -> str:
    count = len(desk.entries)
    return f"Record {count} post{'' if count == 1 else 's'} (run {desk.run})"

"""The index as a pull request: `index.commit = "pull-request"`.

One branch, one open pull request. The branch is only ever moved forward, by compare-and-swap or as
a merge, so a commit that a person pushed to it is never lost; and it never stands at what the
default branch has, for then GitHub would close the pull request for good.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ghblog.errors import (
    AnswerLostError,
    GhblogError,
    NotFoundError,
    NothingToProposeError,
    StaleHeadError,
)
from ghblog.index import IndexProblemError
from ghblog.model import Commit, Head, Proposed, Pull, short_hash
from ghblog.sync.desk import Desk
from ghblog.sync.indexing import HEADLINE, Settled, readme_text
from ghblog.sync.ledger import FILES
from ghblog.sync.ports import commit, commit_token
from ghblog.sync.proposals import Written, fits, moved, not_ours, pure, text_hash, written

TRIES = 5
_MOVED = (StaleHeadError, NotFoundError)
_SIGNED = re.compile(r"\n*<!-- ghblog:proposal ([\w-]{22}) -->\s*\Z")


def propose(desk: Desk, settled: Settled) -> None:
    """Bring the branch and its pull request in step with what was done.

    Cut off at any point, the next run goes on: what the branch says is compared first, then the
    pull requests are listed, and only then the ledger learns that there is one.
    """
    try:
        for _ in range(TRIES):
            if _attempt(desk, settled):
                return
            desk.reread(FILES)
    except IndexProblemError as problem:
        settled.fail(str(problem), problem.hint)
    except GhblogError as error:
        settled.fail(error.message, error.hint)
    else:
        branch = desk.ports.proposal
        settled.fail(f"somebody else keeps committing to “{branch}”", "run it again")


def _attempt(desk: Desk, settled: Settled) -> bool:
    """Once; False if a branch moved meanwhile."""
    default, path = desk.snapshot.default, desk.ports.index_path
    text = readme_text(desk, default)
    desk.in_step = text is None
    if default is None or text is None:
        return True
    head, known = desk.snapshot.proposal, desk.remote.proposed
    fresh = head is None or not fits(head, default, path, text, desk.remote.blog)
    if not fresh and known and known.text == short_hash(text):
        return True
    tip = _written(desk, default, text) if fresh or head is None else head.oid
    if not tip:
        return False
    try:
        pull = _opened(desk, default, tip, fresh=fresh)
    except NothingToProposeError:
        if head is None or not (tip := _merged(desk, head, default, text)):
            return False
        pull = _opened(desk, default, tip, fresh=True)
    desk.proposed = Proposed(pull.number, short_hash(text))
    settled.propose(pull)
    if not pull.open:
        desk.notices.append(
            f"pull request #{pull.number} with the index was closed without being merged; the next "
            "change of the index opens another"
        )
    return True


def _written(desk: Desk, default: Head, text: str) -> str:
    """Commit the index to its branch; the new head, empty if the branch moved meanwhile."""
    head, path, blog = desk.snapshot.proposal, desk.ports.index_path, desk.remote.blog
    if head is not None and head.oid != default.oid:
        if moved(head, path, blog):  # else the old place's index would stay in the pull request
            return _merged(desk, head, default, text)
        ours = written(head, path, blog)
        if ours is None:
            raise not_ours(head.branch)
        if ours.base != text_hash(default, path):
            return _merged(desk, head, default, text)
    result = commit(desk.ports, [_commit(desk, default, text, head)])[0]
    if isinstance(result, _MOVED):
        return ""
    if isinstance(result, GhblogError):
        raise result
    return result


def _merged(desk: Desk, head: Head, default: Head, text: str) -> str:
    """Put the index on top of the branch and of the default branch's head; as `_written`.

    Other people's commits cannot be merged so: but where they are merged already, the branch can
    go on to the default branch's head.
    """
    try:
        if not pure(head):
            desk.ports.github.advance(head.branch, default.oid)
            return ""
        return desk.ports.github.merge(head, default, _commit(desk, default, text, head))
    except StaleHeadError as error:
        if pure(head):
            return ""
        raise not_ours(head.branch) from error


def _commit(desk: Desk, default: Head, text: str, head: Head | None) -> Commit:
    path = desk.ports.index_path
    others = head is not None and head.oid != default.oid and not pure(head)
    hashes = (short_hash(text), text_hash(default, path), short_hash(path))
    trailer = Written(desk.remote.blog, *hashes, " mixed" if others else "")
    return Commit(
        branch=desk.ports.proposal,
        head=head.oid if head else default.oid,
        headline=HEADLINE,
        token=commit_token(),
        additions={path: text.encode()},
        trailer=str(trailer),
        begins=head is None,
    )


def _opened(desk: Desk, default: Head, tip: str, *, fresh: bool) -> Pull:
    """The open pull request, made if there is none.

    Args:
        tip: head of the branch.
        fresh: whether the index changed since a person may have closed the last one.

    Returns: a closed one if a person closed it as it is now: that is an answer.
    """
    github, branch = desk.ports.github, desk.ports.proposal
    for attempt in range(TRIES):
        found = github.pulls(branch, default.branch)
        if opened := next((one for one in found if one.open), None):
            return _revised(desk, opened)
        if not fresh and found and found[0].head == tip and not found[0].merged:
            return found[0]
        github.wait_turn()
        try:
            return github.propose(branch, default.branch, HEADLINE, signed(words(desk)))
        except (AnswerLostError, StaleHeadError):  # it is there: lists lag behind
            desk.ports.clock.sleep(2.0**attempt)
    raise AnswerLostError(
        f"GitHub did not say whether the pull request from “{branch}” was opened",
        hint="run it again",
    )


def _revised(desk: Desk, pull: Pull) -> Pull:
    """Bring our own words up to date; those that a person changed stay."""
    body = signed(words(desk))
    if not is_own(pull.body) or pull.body.strip() == body.strip():
        return pull
    desk.ports.github.wait_turn()
    desk.ports.github.revise(pull.number, pull.title, body)
    return replace(pull, body=body)


def words(desk: Desk) -> str:
    """What the pull request says."""
    blog = "" if desk.remote.blog == "main" else f" of the blog `{desk.remote.blog}`"
    return (
        f"`{desk.ports.index_path}` gets the index{blog} of what is published here as issues and "
        "discussions. ghblog keeps this pull request up to date until it is merged.\n\n"
        "If you close it, the next change of the index opens another. A change of yours to this "
        f"file belongs on `{desk.snapshot.default.branch if desk.snapshot.default else ''}`: where "
        "somebody else changed it on this branch, ghblog leaves the branch alone."
    )


def signed(text: str) -> str:
    """A text with the mark by which it is known as ours."""
    return f"{text}\n\n<!-- ghblog:proposal {short_hash(text)} -->"


def is_own(body: str) -> bool:
    """Whether a text is as ghblog wrote it, whenever that was."""
    body = body.replace("\r\n", "\n")
    found = _SIGNED.search(body)
    return found is not None and short_hash(body[: found.start()]) == found[1]

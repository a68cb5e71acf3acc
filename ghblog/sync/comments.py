"""Comments that are a post's further parts, brought in step. Effects through the ports only."""

from __future__ import annotations

from itertools import takewhile

from ghblog.errors import AnswerLostError, GhblogError, RateLimitedError
from ghblog.index import IndexProblemError, render_template
from ghblog.model import Change, Created, Kind, Remark
from ghblog.sync.claims import guarded, keep
from ghblog.sync.parts import part_in_step
from ghblog.sync.ports import StoppedError
from ghblog.sync.work import PARTS_LEFT, Work, document_of


def write_parts(work: Work, change: Change, created: Created) -> None:
    """Bring the comments below a post that was just written in step.

    If that fails, the next run goes on: the entry knows no hashes until it is done. Raises
    StoppedError.
    """
    texts = work.further_texts(change)
    further = change.further or tuple(None for _ in texts)
    if not texts and not change.surplus:
        work.enter_parts(change, ())  # the entry may know parts that people deleted
        return
    nodes = [remark.node if remark else "" for remark in further]
    work.unfinished(change)
    try:
        for n, (remark, text) in enumerate(zip(further, texts, strict=True)):
            nodes[n] = _write(work, change, created, remark, text)
        for remark in change.surplus:
            _take_away(work, document_of(change).kind, remark)
    except AnswerLostError as error:
        work.doubt_parts(change, created, error)
    except StoppedError as stopped:
        why = GhblogError(stopped.message, hint=stopped.hint)
        work.half_done(change, created, why, PARTS_LEFT)
        raise
    except GhblogError as error:
        work.half_done(change, created, error, PARTS_LEFT)
    else:
        work.parts_done(change, created, texts)
    finally:
        work.enter_parts(change, takewhile(bool, nodes))


def _write(work: Work, change: Change, created: Created, remark: Remark | None, text: str) -> str:
    """Create or edit one comment, unless it is right; its node id."""
    if remark and part_in_step(remark, text):
        return remark.node
    github, kind = work.desk.ports.github, document_of(change).kind
    while True:
        work.wait_turn()
        work.beat()
        try:
            if remark:
                github.update_comment(remark.node, kind, text)
                return remark.node
            guarded(keep, work.desk)
            return github.create_comment(created.node, kind, text)
        except RateLimitedError as error:
            work.desk.ports.wait_until(error)


def _take_away(work: Work, kind: Kind, remark: Remark) -> None:
    """A comment that is no part any more goes; one that people replied to says why it is
    empty, so that their replies stay where they are."""
    work.wait_turn()
    github = work.desk.ports.github
    if remark.replies:
        github.update_comment(remark.node, kind, _removed_note(work))
    else:
        github.delete_comment(remark.node, kind)


def _removed_note(work: Work) -> str:
    """What stands for a part that is none any more; a blog may have words of its own."""
    try:
        return render_template("removed-part.md.j2", work.desk.ports.templates, {})
    except IndexProblemError as problem:
        raise GhblogError(str(problem), hint=problem.hint) from problem

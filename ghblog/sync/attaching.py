"""Attachments: uploaded one after another, each remembered at once. Effects through the ports only.

Nothing on GitHub lists or deletes an attachment, so what was uploaded is noted on the machine
before anything else happens, until the ledger has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ghblog.errors import (
    AnswerLostError,
    AttachmentRefusedError,
    GhblogError,
    NotAuthenticatedError,
    RateLimitedError,
)
from ghblog.model import Picture, Progress, Repository
from ghblog.sync.claims import BATCH, guarded, keep
from ghblog.sync.desk import Desk
from ghblog.sync.ports import StoppedError


def upload_place(repository: Repository) -> str:
    """What the machine keeps a repository's uploads under: it survives renames."""
    return f"{urlsplit(repository.url).netloc}/{repository.id}"


def attach(desk: Desk, pictures: Sequence[Picture], *, fall_back: bool) -> list[Picture]:
    """Attach pictures; those that the branch has to take instead are given back.

    One that cannot be stored is noted with the reason: its post fails, others do not.

    Args:
        fall_back: whether the branch may take what GitHub does not attach.

    Raises StoppedError, and GhblogError when the token is not good.
    """
    total, size, sent = len(pictures), sum(one.size for one in pictures), 0
    refusal: GhblogError | None = None  # of all that follow
    left: list[Picture] = []
    for done, picture in enumerate(pictures):
        desk.ports.check_stop()
        desk.ports.listen(Progress("pictures", done, total, picture.path, sent, size))
        guarded(keep, desk)
        problem = refusal or _attach(desk, picture)
        if isinstance(problem, AttachmentRefusedError) and problem.all:
            refusal = problem
        if problem and fall_back and _fits_branch(picture):
            left.append(picture)
            _tell(desk, refusal, picture, problem)
        elif problem:
            desk.unstored[picture.key] = problem
        sent += picture.size
    desk.ports.listen(Progress("pictures", total, total, "", size, size))
    return left


def _attach(desk: Desk, picture: Picture) -> GhblogError | None:
    """Attach one picture; what is against it. One that cannot be read any more is noted."""
    try:
        data = desk.ports.load(picture)
    except GhblogError as error:
        desk.unstored[picture.key] = error
        return None
    try:
        _try_attaching(desk, picture, data)
    except (NotAuthenticatedError, StoppedError):
        raise
    except GhblogError as error:
        return error
    return None


def _fits_branch(picture: Picture) -> bool:
    return picture.size <= BATCH


def _try_attaching(desk: Desk, picture: Picture, data: bytes) -> None:
    if why := desk.ports.attachable(picture, len(data)):
        raise AttachmentRefusedError(f"{picture.path}: {why}", all_of_them=False)
    url = _upload(desk, picture, data)
    desk.ports.machine.remember(upload_place(desk.plan.repository), picture.key, url)
    desk.pictures[picture.key] = url


def _upload(desk: Desk, picture: Picture, data: bytes) -> str:
    """The URL. An upload whose answer was lost is repeated once: nobody can find out whether it
    arrived, and a second copy harms nobody."""
    name = PurePosixPath(picture.path).stem + picture.suffix
    lost = False
    while True:
        desk.ports.machine.beat(desk.run)
        try:
            return desk.ports.github.upload(name, desk.ports.mime(picture), data)
        except RateLimitedError as error:
            desk.ports.wait_until(error)
        except AnswerLostError:
            if lost:
                raise
            lost = True


def _tell(desk: Desk, refusal: GhblogError | None, picture: Picture, problem: GhblogError) -> None:
    if refusal:
        notice = f"pictures went to the branch “{desk.ports.branch}”: {refusal.message}"
    else:
        notice = f"{picture.path} went to the branch “{desk.ports.branch}”: {problem.message}"
    if notice not in desk.notices:
        desk.notices.append(notice)

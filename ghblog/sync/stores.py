"""Where new pictures go, and why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ghblog.errors import NotAllowedError
from ghblog.model import Action, Change, Picture, Reader, Repository
from ghblog.sync.claims import BATCH


@dataclass(frozen=True, slots=True)
class Store:
    """Where new pictures go.

    Attributes:
        attach: as attachments; else to the branch.
        fall_back: what GitHub does not attach goes to the branch.
        told: where and why, for the plan.
        refusal: why nothing can be attached, where attachments are insisted on.
    """

    attach: bool = False
    fall_back: bool = True
    told: str = ""
    refusal: str = ""

    def check(self, pictures: Sequence[Picture]) -> None:
        """Raise NotAllowedError if there are pictures to store and no way to do it."""
        if pictures and self.refusal:
            raise NotAllowedError(
                f"pictures cannot be attached: {self.refusal}",
                hint='set pictures.store = "auto" or "branch", or use a personal access token',
            )


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a picture cannot be stored: `message` goes on after its path."""

    message: str
    hint: str = ""


def choose(wish: str, refusal: str, branch: str) -> Store:
    """The store by `pictures.store`.

    Args:
        refusal: why nothing can be attached; empty: it can.
        branch: the ledger's.
    """
    if wish == "attachment":
        return Store(attach=True, fall_back=False, told="as attachments", refusal=refusal)
    if wish == "auto" and not refusal:
        return Store(attach=True, told="as attachments")
    if wish == "source":
        return Store(told="where they are in the source")
    why = f", since {refusal}" if wish == "auto" else ""
    return Store(told=f"to the branch “{branch}”{why}")


def check_source(source: str, repository: Repository, github: Reader) -> None:
    """Whether readers of the blog can see the pictures of the source repository.

    Raises NotAllowedError if they cannot, or nobody can tell.
    """
    if not source or source.casefold() == repository.name.casefold():
        return
    private = github.is_private(source)
    if private is False or (private and repository.private):
        return
    why = "is private" if private else "cannot be seen with this token"
    raise NotAllowedError(
        f'pictures.store = "source" links to {source}, which {why}: readers of {repository.name} '
        "would see no picture",
        hint='set pictures.store = "branch", or "auto"',
    )


def too_large(pictures: Sequence[Picture], store: Store) -> dict[str, Unfit]:
    """Pictures that the branch cannot take, where nothing else does."""
    if store.attach:
        return {}
    message = f"is larger than {BATCH:,} bytes, the most that a branch takes"
    hint = "make it smaller, or link to a copy on the web"
    return {one.key: Unfit(message, hint) for one in pictures if one.size > BATCH}


def refuse_unfit(
    changes: Sequence[Change], unfit: Mapping[str, Unfit], have: Collection[str]
) -> tuple[Change, ...]:
    """The changes; those that need a picture that cannot be stored become refusals."""
    return tuple(_refused(change, unfit, have) for change in changes)


def _refused(change: Change, unfit: Mapping[str, Unfit], have: Collection[str]) -> Change:
    if change.action not in (Action.CREATE, Action.UPDATE) or change.source is None:
        return change
    for picture in change.source.pictures:
        if picture.key in unfit and picture.key not in have:
            found = unfit[picture.key]
            reason = f"{change.path}:{picture.line}: {picture.path} {found.message}"
            return replace(change, action=Action.REFUSE, reason=reason, hint=found.hint)
    return change

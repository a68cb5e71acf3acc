"""Protected branches: what a rule of the repository lets nobody do but through a pull request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ghblog.sandbox.problems import Reason, RefusedError

if TYPE_CHECKING:
    from ghblog.sandbox.repository import Repository

RULES = "Changes must be made through a pull request."


@dataclass
class Protection:
    """A rule for one branch.

    Attributes:
        words: why nobody may write to it, one sentence a rule.
        classic: a branch protection, which has other words than a ruleset.
        bypass: logins that the rule does not hold for.
    """

    words: str = RULES
    classic: bool = False
    bypass: tuple[str, ...] = ()


def guard(repo: Repository, branch: str, login: str, *, doing: str = "") -> None:
    """Refuse a direct write to a protected branch, in GitHub's words.

    Args:
        doing: what a file's own endpoint says it could not do, such as `update file`.
    """
    rule = repo.protected.get(branch)
    if rule is None or login in rule.bypass:
        return
    text = f"Repository rule violations found\n\n{rule.words}\n\n"
    if rule.classic:
        start = "Protected branch update failed for"
        text = (
            f"Could not {doing}: {rule.words}"
            if doing
            else f"{start} refs/heads/{branch}.\n{rule.words}"
        )
    reason = Reason.CONFLICT if doing else Reason.UNPROCESSABLE
    raise RefusedError(reason, text)

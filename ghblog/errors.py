"""The error tree. Every error says what, where, why and what to do next; `cli` alone shows them.

Exit codes: 1 something failed; 2 usage or configuration; 4 not authenticated or not
allowed; 5 somebody else is publishing.
"""

from __future__ import annotations

from datetime import datetime


class GhblogError(Exception):
    """Anything ghblog tells its user instead of going on.

    Attributes:
        message: what happened and why, one sentence.
        where: `file:line`, a key path or a URL; empty if there is no such place.
        hint: what to do next; empty if nothing can be done.
    """

    exit_code = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message

    def __reduce__(self) -> tuple[object, ...]:
        """Copied and pickled whole, as between processes: some want more than a message."""
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[GhblogError], args: tuple[object, ...]) -> GhblogError:
    return kind.__new__(kind, *args)


class UsageError(GhblogError):
    """The command line asks for something that cannot be."""

    exit_code = 2


class ConfigError(GhblogError):
    """The settings cannot be read or make no sense."""

    exit_code = 2


class NotAuthenticatedError(GhblogError):
    """There is no token, or GitHub does not accept it."""

    exit_code = 4


class NotAllowedError(GhblogError):
    """The token is good, but what is asked needs a right that it lacks."""

    exit_code = 4


class BusyError(GhblogError):
    """Another run holds the claim on the ledger, and we waited as long as we may."""

    exit_code = 5


class FetchError(GhblogError):
    """A picture on the web could not be fetched, or must not be."""


class LedgerError(GhblogError):
    """The ledger is not ours, not of this format, or not readable: nothing may be written."""


class PullFirstError(GhblogError):
    """The source folder is older than what was published last."""


class GitHubError(GhblogError):
    """GitHub refused, in a way that repeating will not change."""


class NotFoundError(GitHubError):
    """The repository, the issue or the branch is not there, or not for this token: GitHub does
    not tell which, so it counts as not allowed."""

    exit_code = 4


class AnswerLostError(GitHubError):
    """The request may have been carried out or not: no answer came, or nonsense.

    Raised for writes only after their safe repetitions are used up, and at once for creates,
    which must be settled by looking for their marker and never be repeated blindly.
    """


class AttachmentRefusedError(GitHubError):
    """GitHub does not take a picture as an attachment; the branch may still hold it.

    Attributes:
        all: whether it will take no other either: the token's kind, or no write access.
    """

    def __init__(self, message: str, *, all_of_them: bool, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.all = all_of_them


class StaleHeadError(GitHubError):
    """A branch's head is no longer what the commit expected (`STALE_DATA`)."""


class ProtectedBranchError(NotAllowedError):
    """A rule of the repository keeps a branch from being written."""


class NothingToProposeError(GitHubError):
    """A branch has nothing that the branch it is to be merged into lacks."""


class RateLimitedError(GitHubError):
    """GitHub asks to wait. The request was not carried out.

    Attributes:
        until: when to try again, by GitHub's clock.
    """

    def __init__(self, message: str, *, until: datetime, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.until = until

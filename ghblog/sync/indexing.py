"""What the index should say by what was done; and how writing it went."""

from __future__ import annotations

from dataclasses import dataclass

from ghblog.errors import GhblogError
from ghblog.index import IndexProblemError
from ghblog.model import Head, Ledger, Pull, Status
from ghblog.sync.desk import Desk
from ghblog.sync.readme import readme_after, wants_index

HEADLINE = "Update the index of posts"


@dataclass
class Settled:
    """How settling went.

    Attributes:
        ledger: whether the ledger knows all that was done.
        index: what became of the README; None if there was nothing to do.
        readme_head: oid of our commit on the default branch; empty if there is none.
        at: where the index is instead: the pull request's address, or the file's path.
        after: the ledger as it stands afterwards, as far as we know.
    """

    ledger: bool = False
    index: Status | None = None
    message: str = ""
    hint: str = ""
    readme_head: str = ""
    at: str = ""
    after: Ledger | None = None

    def fail(self, message: str, hint: str) -> None:
        """Note that the index could not be written."""
        self.index, self.message, self.hint = Status.FAILED, message, hint

    def propose(self, pull: Pull) -> None:
        """Note that the index is proposed, or was and a person would not have it."""
        self.index, self.at = (Status.DONE if pull.open else None), pull.url


def readme_text(desk: Desk, head: Head | None) -> str | None:
    """What the README at `head` should be; None if it is, or is not to be written.

    Raises IndexProblemError when it cannot be written as it is.
    """
    path, blog = desk.ports.index_path, desk.remote.blog
    entries = desk.wanted(desk.remote).posts.values()
    if head is None or not wants_index(path, head, entries, blog):
        return None
    text = readme_after(path, head, desk.plan.repository, entries, desk.ports.templates, blog)
    return None if head.files.get(path) == text else text


def write_here(desk: Desk, settled: Settled) -> None:
    """Write the index into the working copy: `index.commit = "file"`."""
    assert desk.ports.index_file
    try:
        text = readme_text(desk, desk.ports.index_file.head())
        if text is not None:
            settled.at = desk.ports.index_file.put(text)
            settled.index = Status.DONE
    except IndexProblemError as problem:
        settled.fail(str(problem), problem.hint)
    except GhblogError as error:
        settled.fail(str(error), error.hint)

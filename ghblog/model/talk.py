"""Talking below pull requests: what a workflow tells there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PullComment:
    """A comment below a pull request; an App's login is without `[bot]`."""

    id: int
    author: str
    body: str


class Talk(Protocol):
    """Comments below pull requests of any repository, `owner/name`. Raises as `GitHub` does."""

    def pull_comments(self, repository: str, number: int) -> Sequence[PullComment]:
        """The comments, oldest first: a request for each hundred."""
        ...

    def add_pull_comment(self, repository: str, number: int, body: str) -> int:
        """Comment: one request, never repeated; the comment's id."""
        ...

    def edit_pull_comment(self, repository: str, comment: int, body: str) -> None:
        """Set a comment's text. Harmless to repeat. Raises `NotFoundError` when it is gone."""
        ...

    def drop_pull_comment(self, repository: str, comment: int) -> None:
        """Delete a comment; one that is gone is no error."""
        ...

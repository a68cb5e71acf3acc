"""Comments below pull requests: REST, which takes them for comments on issues.

https://docs.github.com/en/rest/issues/comments
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from ghblog.errors import NotFoundError
from ghblog.github.calls import Call, Repeat
from ghblog.github.reading import login_of
from ghblog.github.session import Session
from ghblog.model.talk import PullComment

_PAGE = 100
_MOST_PAGES = 30  # 3,000 comments; ours is among the first of a pull request
_RIGHT = "Pull requests: write"


class Talking(Session):
    """Reading, making, changing and deleting comments below a pull request."""

    def pull_comments(self, repository: str, number: int) -> Sequence[PullComment]:
        """The comments, oldest first: a request for each hundred."""
        found: list[PullComment] = []
        for page in range(1, _MOST_PAGES + 1):
            call = Call(
                "GET",
                f"/repos/{repository}/issues/{number}/comments",
                f"read the comments of #{number}",
                parameters={"per_page": str(_PAGE), "page": str(page)},
                right="Pull requests: read",
                fits=_are_comments,
            )
            data = self._transport.send(call).data
            found += map(_comment, data)
            if len(data) < _PAGE:
                break
        return found

    def add_pull_comment(self, repository: str, number: int, body: str) -> int:
        """Comment: one request, never repeated; the comment's id."""
        call = Call(
            "POST",
            f"/repos/{repository}/issues/{number}/comments",
            f"comment on #{number}",
            {"body": body},
            repeat=Repeat.NEVER,
            right=_RIGHT,
            writes=True,
            content=1,
            fits=_is_comment,
        )
        return int(self._transport.send(call).data["id"])

    def edit_pull_comment(self, repository: str, comment: int, body: str) -> None:
        """Set a comment's text. Harmless to repeat. Raises NotFoundError when it is gone."""
        call = Call(
            "PATCH",
            f"/repos/{repository}/issues/comments/{comment}",
            "update the comment",
            {"body": body},
            right=_RIGHT,
            writes=True,
            content=1,
            fits=_is_comment,
        )
        self._transport.send(call)

    def drop_pull_comment(self, repository: str, comment: int) -> None:
        """Delete a comment; one that is gone is no error."""
        path = f"/repos/{repository}/issues/comments/{comment}"
        call = Call("DELETE", path, "delete a comment", right=_RIGHT, writes=True)
        with suppress(NotFoundError):
            self._transport.send(call)


def _comment(data: Any) -> PullComment:
    return PullComment(data["id"], login_of(data["user"]), str(data.get("body") or ""))


def _is_comment(data: Any) -> bool:
    if not isinstance(data, dict) or type(data.get("id")) is not int:
        return False
    user = data.get("user")
    return user is None or (isinstance(user, dict) and isinstance(user.get("login"), str))


def _are_comments(data: Any) -> bool:
    return isinstance(data, list) and all(map(_is_comment, data))

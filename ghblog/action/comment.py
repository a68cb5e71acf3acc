"""The one comment with the plan below a pull request: made once, then kept up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ghblog.errors import NotFoundError
from ghblog.model.talk import PullComment, Talk

MOST = 65_536
"""Characters that GitHub takes; bytes are counted here, of which there are never fewer."""


def mark_of(blog: str, elsewhere: str = "") -> str:
    """What tells the comment from others, and blogs from each other; readers do not see it.

    Args:
        elsewhere: `owner/name` that the blog is published in, if the pull request is in another.
    """
    return f"<!-- ghblog-plan: {blog}{f' in {elsewhere}' if elsewhere else ''} -->"


@dataclass(frozen=True, slots=True)
class Thread:
    """A pull request's comments.

    Attributes:
        viewer: whom the token stands for: a comment of somebody else is never touched, whatever
            it begins with.
    """

    talk: Talk
    repository: str
    number: int
    viewer: str

    def put(self, text: str, mark: str, *, new: bool) -> None:
        """Have the comment say this, which begins with its mark. Raises GhblogError.

        Two runs at once may both find none: each looks again once it has made one, and all but
        the newest go.

        Args:
            new: make it if there is none.
        """
        ours = self._ours(mark)
        if not ours and not new:
            return
        if not ours:
            self.talk.add_pull_comment(self.repository, self.number, text)
            self._clear(self._ours(mark)[:-1])
            return
        self._clear(ours[:-1])
        if _same(ours[-1].body, text):
            return
        try:
            self.talk.edit_pull_comment(self.repository, ours[-1].id, text)
        except NotFoundError:  # somebody deleted it just now
            if new:
                self.talk.add_pull_comment(self.repository, self.number, text)

    def _ours(self, mark: str) -> list[PullComment]:
        """Our comments, oldest first."""
        found = self.talk.pull_comments(self.repository, self.number)
        ours = [
            one
            for one in found
            if one.author.casefold() == self.viewer.casefold() and one.body.startswith(mark)
        ]
        return sorted(ours, key=lambda one: one.id)

    def _clear(self, comments: Sequence[PullComment]) -> None:
        for one in comments:
            self.talk.drop_pull_comment(self.repository, one.id)


def _same(one: str, other: str) -> bool:
    """Browsers save other line endings."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()

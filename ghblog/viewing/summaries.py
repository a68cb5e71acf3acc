"""Lines of the list of posts."""

from __future__ import annotations

from ghblog.model import Change, Kind, Post, Repository
from ghblog.sync.addresses import post_url
from ghblog.viewing.values import Summary


def summary_of(change: Change, last: Post | None, repository: Repository | None) -> Summary:
    """A change as a line of the list; without a title where nothing tells one.

    Args:
        last: the post as it was when its file could be published.
        repository: as GitHub was read; None if it was not.
    """
    post, entry = change.source or last, change.entry
    return Summary(
        id=change.post,
        path=change.path,
        title=post.title if post and not change.source else change.title,
        date=post.date if post else entry.date if entry else None,
        kind=post.kind if post else entry.kind if entry else Kind.ISSUE,
        state=change.action,
        reason=change.reason,
        hint=change.hint,
        number=entry.number if entry else 0,
        url=post_url(repository, entry) if repository and entry else "",
    )

"""Titles that several posts have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ghblog.model import Post


def same_titles(posts: Sequence[Post]) -> Mapping[str, Sequence[str]]:
    """Path → the other posts' paths, of posts whose title others have too.

    Neither letters' case nor white space counts, as in `ghblog adopt`.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        groups[" ".join(post.title.split()).casefold()].append(post.path)
    return {
        path: [other for other in paths if other != path]
        for paths in groups.values()
        if len(paths) > 1
        for path in paths
    }

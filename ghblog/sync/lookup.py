"""Looking numbers up, since lists and search lag behind."""

from __future__ import annotations

from ghblog.model import Existing, GitHub

WINDOW = 100


def look_up_from(github: GitHub, first: int) -> list[Existing]:
    """Issues and discussions numbered `first` and above, in windows of 100.

    Issues, discussions and pull requests share one sequence, and pull requests cannot be
    looked up here: a hundred of them in a row would look like the end. So windows are read
    until one is wholly empty *and* lies beyond the newest number in the list that shows
    pull requests, too. That list may lag; numbers do not.
    """
    newest = github.newest_number()
    found: list[Existing] = []
    while True:
        window = github.look_up(range(first, first + WINDOW))
        found += window
        first += WINDOW
        if not window and first > newest:
            return found

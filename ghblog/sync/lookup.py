"""Looking numbers up, since lists and search lag behind."""

from __future__ import annotations

from collections.abc import Sequence

from ghblog.model import Entry, Existing, Reader, Remark

WINDOW = 100


def look_up_from(github: Reader, first: int) -> list[Existing]:
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


def comments_below(github: Reader, entries: Sequence[Entry]) -> dict[str, list[Remark]]:
    """The comments below posts, by the post's node id.

    Parts that the ledger knows and the list does not show are asked for themselves, before anybody
    takes them for deleted: one request more where there are any.
    """
    if not entries:
        return {}
    read = github.remarks([entry.node for entry in entries])
    found = {entry.node: list(read.get(entry.node, ())) for entry in entries}
    listed = {remark.node for remarks in found.values() for remark in remarks}
    parts = {node: entry for entry in entries for node in entry.parts if node not in listed}
    for node, alone in github.remarks(tuple(parts)).items() if parts else ():
        found[parts[node].node] += alone
    return found

"""What would become of each post, by the files and by what GitHub holds now."""

from __future__ import annotations

from collections.abc import Sequence

from ghblog.model import Change, Entry, Reader, Settings, Snapshot
from ghblog.prepare.values import Shown, Wish
from ghblog.sync.inputs import Inputs
from ghblog.sync.lookup import comments_below
from ghblog.sync.plan import draft
from ghblog.sync.weigh import Present, comments_to_read, to_read, verify, weigh


def weighed_changes(
    inputs: Inputs, wish: Wish, snapshot: Snapshot, github: Reader, shown: Shown
) -> tuple[Change, ...]:
    """Draft the changes, and read the present texts of those that need it."""
    if wish.index_only:
        return ()
    settings = inputs.settings
    changes = draft(inputs)
    if nodes := to_read(changes):
        present = _present(github, snapshot, settings, nodes, comments_to_read(changes))
        weighed = weigh(changes, present, shown.text, blog=settings.blog, refresh=wish.refresh)
        changes = _as_known(changes, weighed, present) if wish.offline else weighed
    if wish.verify:
        entries = [one.entry for one in changes if one.entry and not one.present]
        nodes = tuple(entry.node for entry in entries)
        parted = tuple(entry for entry in entries if entry.parts)
        present = _present(github, snapshot, settings, nodes, parted)
        changes = verify(changes, present, settings.blog)
    return changes


def _as_known(
    changes: Sequence[Change], weighed: Sequence[Change], present: Present
) -> tuple[Change, ...]:
    """Changes weighed against the texts that are remembered; the others as they were drafted."""
    return tuple(
        after if before.entry is None or before.entry.node in present.texts else before
        for before, after in zip(changes, weighed, strict=True)
    )


def _present(
    github: Reader,
    snapshot: Snapshot,
    settings: Settings,
    nodes: Sequence[str],
    commented: Sequence[Entry],
) -> Present:
    remarks = comments_below(github, commented)
    return Present(github.read_nodes(nodes), remarks, snapshot.viewer, settings.publishers)

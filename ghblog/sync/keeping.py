"""Where the index is, and what becomes of it: `index.commit`. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from ghblog.errors import ConfigError
from ghblog.model import Entry, Head, IndexChange, Ledger, Settings, Snapshot
from ghblog.sync.proposals import proposal_branch, proposed_change
from ghblog.sync.readme import planned_index

PROPOSED = "pull-request"
FILE = "file"

Here = Callable[[], Head]


def branch_to_propose(settings: Settings) -> str:
    """The branch that proposes the index; empty unless a pull request does."""
    proposed = settings.index and settings.index_commit == PROPOSED
    return proposal_branch(settings.blog) if proposed else ""


def index_after(
    settings: Settings,
    snapshot: Snapshot,
    ledger: Ledger,
    entries: Collection[Entry],
    own: Mapping[str, str],
    here: Here | None,
) -> IndexChange:
    """What becomes of the index once the ledger has these entries.

    Args:
        ledger: as it stands.
        own: the blog's own templates, name → text.
        here: reads the index in the working copy, where that holds it. Raises ConfigError.
    """
    branch = branch_to_propose(settings)
    change = IndexChange(settings.index_path, commit=settings.index_commit, branch=branch)
    try:
        head = here() if here else snapshot.default
    except ConfigError as error:
        return IndexChange(change.path, error=str(error), hint=error.hint, commit=change.commit)
    change, text = planned_index(change, head, snapshot.repository, entries, own, settings.blog)
    if branch and change.changes:
        return proposed_change(change, text, snapshot, ledger)
    return change

"""The index README, before and after a publish."""

from __future__ import annotations

from ghblog.errors import ConfigError
from ghblog.index import IndexProblemError
from ghblog.model import Head
from ghblog.prepare import Prepared, Sources
from ghblog.sync.entries import entries_after
from ghblog.sync.readme import readme_after, wants_index


def readme_of(prepared: Prepared, sources: Sources) -> tuple[str, str]:
    """The index README before and after; empty texts where there is none. Where GitHub was never
    read, the one that lies here stands for it."""
    path, read = sources.settings.index_path, prepared.read
    blog, templates = sources.settings.blog, sources.templates
    default = _holder(prepared, sources)
    before = default.files.get(path, "") if default else ""
    published = {**read.ledger.posts, **read.recovered}
    changed, dropped = entries_after(published, prepared.plan.changes)
    entries = {id_: one for id_, one in published.items() if id_ not in dropped} | changed
    repository = read.snapshot.repository
    if not sources.settings.index or not wants_index(path, default, entries.values(), blog):
        return before, before
    try:
        after = readme_after(path, default, repository, entries.values(), templates, blog)
    except IndexProblemError:
        after = before  # the plan says why
    return before, after


def _holder(prepared: Prepared, sources: Sources) -> Head | None:
    """What has the index now: the working copy where that holds it, else the default branch."""
    try:
        return sources.index_here() if sources.index_here else prepared.read.snapshot.default
    except ConfigError:
        return None  # the plan says why

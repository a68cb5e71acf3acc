"""The index README, before and after. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ghblog.index import (
    IndexEntry,
    IndexProblemError,
    indexed_blogs,
    render_block,
    render_readme,
    replace_block,
)
from ghblog.model import Entry, Head, IndexChange, Repository
from ghblog.sync.addresses import post_url


def readme_after(
    path: str,
    head: Head | None,
    repository: Repository,
    entries: Iterable[Entry],
    own: Mapping[str, str],
    blog: str,
) -> str:
    """The README's text with the index of these entries in it; other blogs' stay as they are.

    Raises IndexProblemError when it cannot be written as it is.
    """
    block = render_block([_index_entry(repository, entry) for entry in entries], own)
    if head is None or (path not in head.files and path not in head.unreadable):
        _refuse_twins(path, head)
        return render_readme(repository.name.partition("/")[2], block, own, blog)
    if path in head.unreadable:
        raise IndexProblemError(f"{path} in the repository is not UTF-8 text", "convert it")
    return replace_block(head.files[path], block, blog)


def wants_index(path: str, head: Head | None, entries: Collection[Entry], blog: str) -> bool:
    """Whether there is anything to write: a blog without posts leaves a README alone."""
    return bool(entries) or bool(head and blog in indexed_blogs(head.files.get(path, "")))


def planned_index(
    change: IndexChange,
    head: Head | None,
    repository: Repository,
    entries: Collection[Entry],
    own: Mapping[str, str],
    blog: str,
) -> tuple[IndexChange, str]:
    """What becomes of the README once the ledger has these entries, and its text then.

    Args:
        change: where the index is, and how it gets there.
        head: what holds it now.
    """
    before = head.files.get(change.path, "") if head else ""
    if not wants_index(change.path, head, entries, blog):
        return change, before
    try:
        after = readme_after(change.path, head, repository, entries, own, blog)
    except IndexProblemError as problem:
        return replace(change, error=str(problem), hint=problem.hint), before
    found = index_change(change.path, head, after)
    return replace(change, gains=found.gains, loses=found.loses), after


def index_change(path: str, head: Head | None, after: str) -> IndexChange:
    """What the README gains and loses, line by line."""
    before = head.files.get(path, "") if head else ""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))
    body = [line for line in lines[2:] if not line.startswith("@@")]
    return IndexChange(
        path=path,
        gains=tuple(line[1:] for line in body if line.startswith("+")) or _bytes(before, after),
        loses=tuple(line[1:] for line in body if line.startswith("-")),
    )


def _bytes(before: str, after: str) -> tuple[str, ...]:
    return ("(line endings)",) if before != after else ()


def _refuse_twins(path: str, head: Head | None) -> None:
    twins = [name for name in (head.names if head else ()) if name.casefold() == path.casefold()]
    if twins:
        raise IndexProblemError(
            f"the repository has “{twins[0]}”, and the settings say “{path}”",
            f'set index.path = "{twins[0]}"',
        )


def _index_entry(repository: Repository, entry: Entry) -> IndexEntry:
    return IndexEntry(
        title=entry.title,
        url=post_url(repository, entry),
        date=entry.date,
        number=entry.number,
        kind=str(entry.kind),
        labels=entry.labels,
    )

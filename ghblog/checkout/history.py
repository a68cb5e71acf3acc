"""When files came into a checkout, and whether its history holds a commit."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum

from ghblog.checkout.git import Git

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Contains(StrEnum):
    """Whether the checked out history holds a commit."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # a shallow clone does not know its past


def shallow(git: Git) -> bool:
    """Whether the clone lacks its past."""
    return git.text("rev-parse", "--is-shallow-repository") == "true"


def contains(git: Git, commit: str) -> Contains:
    """Whether `commit` is HEAD or one of its ancestors."""
    if not _OID.fullmatch(commit):
        return Contains.UNKNOWN
    if _is_ancestor(git, commit, "HEAD"):
        return Contains.YES
    # In a shallow clone the path from one to the other may be cut, but what has HEAD
    # behind it is surely newer.
    if shallow(git) and not _is_ancestor(git, "HEAD", commit):
        return Contains.UNKNOWN
    return Contains.NO


def first_commits(git: Git, zone: tzinfo | None) -> Mapping[str, date]:
    """Path below git's folder → day, in `zone`, of the file's first commit; renames followed.

    One call of git for all files. What a shallow clone's oldest commits hold is left out:
    nobody knows since when.
    """
    log = git.output(
        *("log", "-z", "--reverse", "--no-show-signature", "--no-ext-diff", "--no-color"),
        *("-M", "--diff-filter=AR", "--name-status", "--relative", "--format=%x01%H %at"),
        *("--", "."),
    )
    edge = _edge(git) if log and shallow(git) else frozenset()
    days: dict[str, date] = {}
    for commit, seconds, old, path in _additions(log or b""):
        day = datetime.fromtimestamp(seconds, UTC).astimezone(zone).date()
        if old in days:
            days[path] = days[old]
        elif commit not in edge:
            days.setdefault(path, day)
    return days


def _is_ancestor(git: Git, old: str, new: str) -> bool:
    return git.does("merge-base", "--is-ancestor", old, new)


def _edge(git: Git) -> frozenset[str]:
    """The commits at which a shallow clone is cut off."""
    path = git.text("rev-parse", "--git-path", "shallow")
    try:
        return frozenset((git.folder / path).read_text().split())
    except OSError:
        return frozenset()


def _additions(log: bytes) -> Iterator[tuple[str, int, str, str]]:
    """(commit, seconds since 1970, old path or empty, path) of what a log adds or renames."""
    commit, seconds = "", 0
    tokens = iter(log.split(b"\0"))
    for token in tokens:
        word = token.lstrip(b"\n")
        if word.startswith(b"\1"):
            oid, time = word[1:].split(b" ")
            commit, seconds = oid.decode(), int(time)
        elif word:
            old = next(tokens, b"") if word.startswith(b"R") else b""
            yield commit, seconds, os.fsdecode(old), os.fsdecode(next(tokens, b""))

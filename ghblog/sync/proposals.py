"""The branch that proposes the index, and what is to be done with it. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from ghblog.errors import GhblogError
from ghblog.model import Head, IndexChange, Ledger, Snapshot, short_hash

_HASH = r"([\w-]{22})"
_TRAILER = re.compile(rf"^ghblog-index: (\S+) {_HASH} {_HASH} {_HASH}( mixed)?$", re.MULTILINE)


class Written(NamedTuple):
    """What our commit on the branch says of itself.

    Attributes:
        text: hash of the README that it wrote.
        base: hash of the default branch's README that it wrote it for.
        place: hash of the README's path.
        mixed: not empty if other people's commits are below it.
    """

    blog: str
    text: str
    base: str
    place: str
    mixed: str = ""

    def __str__(self) -> str:
        hashes = (self.text, self.base, self.place + self.mixed)
        return " ".join(["ghblog-index:", self.blog, *hashes])


def proposal_branch(blog: str) -> str:
    """The branch that proposes a blog's index."""
    return "ghblog-index" if blog == "main" else f"ghblog-index-{blog}"


def written(head: Head, path: str, blog: str) -> Written | None:
    """Our last commit of the index, if nobody touched the index on the branch since."""
    for message in (head.message, head.before):
        if found := _TRAILER.findall(message):
            last = Written(*found[-1])
            here = (last.blog, last.place) == (blog, short_hash(path))
            return last if here and last.text == text_hash(head, path) else None
    return None


def moved(head: Head, path: str, blog: str) -> bool:
    """Whether the branch is ours alone and was written while the index had another path."""
    found = _TRAILER.findall(head.message)
    last = Written(*found[-1]) if found else None
    return bool(last and last.blog == blog and last.place != short_hash(path) and pure(head))


def pure(head: Head) -> bool:
    """Whether all that the branch has besides the default branch's commits is ours."""
    found = _TRAILER.findall(head.message)
    return bool(found) and not Written(*found[-1]).mixed


def text_hash(head: Head, path: str) -> str:
    """Hash of a README; of nothing if there is none."""
    return short_hash(head.files.get(path, ""))


def fits(head: Head, default: Head, path: str, text: str, blog: str) -> bool:
    """Whether the branch says what it should, and merges cleanly."""
    if head.files.get(path) != text:
        return False
    ours = written(head, path, blog)
    return ours is None or ours.base == text_hash(default, path)


def foreign(head: Head, default: Head, path: str, blog: str) -> bool:
    """Whether the branch holds what ghblog must not write over."""
    if head.oid == default.oid or moved(head, path, blog):
        return False
    return written(head, path, blog) is None


def not_ours(branch: str) -> GhblogError:
    """The error for a branch that somebody else wrote to."""
    return GhblogError(
        f"on the branch “{branch}” there are other people's commits, which ghblog leaves alone",
        hint=f"merge its pull request, or delete the branch “{branch}”; the next run begins anew",
    )


def proposed_change(
    change: IndexChange, text: str, snapshot: Snapshot, ledger: Ledger
) -> IndexChange:
    """What is to be done for an index that the default branch lacks.

    Args:
        change: the default branch's README against what it should be.
        text: what it should be.
    """
    head, default = snapshot.proposal, snapshot.default
    if head is None or default is None:
        return change
    if not fits(head, default, change.path, text, ledger.blog):
        if not foreign(head, default, change.path, ledger.blog):
            return change
        error = not_ours(change.branch)
        return replace(change, gains=(), loses=(), error=error.message, hint=error.hint)
    if ledger.proposed is None or ledger.proposed.text != short_hash(text):
        return change
    url = f"{snapshot.repository.url}/pull/{ledger.proposed.number}"
    told = f"waits in pull request #{ledger.proposed.number}, {url}"
    return replace(change, gains=(), loses=(), told=told)

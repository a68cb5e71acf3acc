"""All lints of one file."""

from __future__ import annotations

from ghblog.linting.blanks import blanks
from ghblog.linting.conflicts import conflicts
from ghblog.linting.hidden import comments
from ghblog.linting.hosts import pictures_without_https
from ghblog.linting.outline import outline
from ghblog.linting.telling import Body, finding
from ghblog.model import Finding
from ghblog.posts.encoding import decode
from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import read_front_matter
from ghblog.posts.source import take_apart


def lint(path: str, data: bytes) -> tuple[Finding, ...]:
    """What is to be told of a file besides what the room `posts` tells, sorted by line.

    Where the file cannot be taken apart `posts` refuses it, and little is said here.

    Args:
        path: for the findings.
        data: the file's bytes.
    """
    try:
        text = decode(data, path)
    except FaultError:
        return ()
    found = [
        finding(
            path,
            line,
            "merge-conflict",
            "here begins a merge conflict",
            "choose a side, and delete the three marks",
        )
        for line in conflicts(text)
    ]
    try:
        source = take_apart(text, read_front_matter(text), path)
    except FaultError:
        return tuple(found)
    body = Body(path, source)
    for look in (blanks, comments, pictures_without_https):
        found += look(body)
    found += outline(body, titled=source.cut[0] < source.cut[1])
    return tuple(sorted(found, key=lambda each: each.line))

"""All lints of one file."""

from __future__ import annotations

from pathlib import Path

from ghblog.linting.addresses import run_on_addresses
from ghblog.linting.asterisks import lost_bold
from ghblog.linting.blanks import blanks
from ghblog.linting.conflicts import conflicts
from ghblog.linting.fences import endless_code
from ghblog.linting.hidden import comments
from ghblog.linting.hosts import pictures_without_https
from ghblog.linting.outline import outline
from ghblog.linting.spaced import lost_pictures
from ghblog.linting.telling import Body, base_of, finding
from ghblog.model import Files, Finding
from ghblog.posts.encoding import decode
from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import read_front_matter
from ghblog.posts.source import take_apart

_LOOKS = (
    blanks,
    comments,
    endless_code,
    lost_bold,
    pictures_without_https,
    run_on_addresses,
)


def lint(path: str, data: bytes, files: Files, root: Path) -> tuple[Finding, ...]:
    """What is to be told of a file besides what the room `posts` tells, sorted by line.

    Where the file cannot be taken apart `posts` refuses it, and little is said here.

    Args:
        path: for the findings.
        data: the file's bytes.
        files: asked whether pictures are there.
        root: the blog's.
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
        front = read_front_matter(text)
        source = take_apart(text, front, path)
    except FaultError:
        return tuple(found)
    body = Body(path, source)
    for look in _LOOKS:
        found += look(body)
    found += lost_pictures(body, files, base_of(path, front, root))
    found += outline(body, titled=source.cut[0] < source.cut[1])
    return tuple(sorted(found, key=lambda each: each.line))

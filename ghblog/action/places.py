"""Where the blog's files lie in the workspace, and on GitHub. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ghblog.report import plain

_SPOT = re.compile(r"(.+?)(?::(\d+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are.

    Attributes:
        prefix: the blog's folder below the workspace, ending in `/`; empty if they are one; None
            if it lies elsewhere.
        files: where source files can be read, up to their paths below the blog's root; empty if
            nobody can tell.
    """

    prefix: str | None
    files: str


def places(workspace: Path, root: Path, source: str) -> Places:
    """The places of a blog.

    Args:
        workspace: `GITHUB_WORKSPACE`, resolved.
        root: the blog's, resolved.
        source: address of the workspace's files; empty if unknown.
    """
    if not root.is_relative_to(workspace):
        return Places(None, "")
    below = root.relative_to(workspace).as_posix()
    prefix = "" if below == "." else f"{below}/"
    return Places(prefix, f"{source}{quote(prefix)}" if source else "")


def spot(where: str, workspace: Path) -> dict[str, object]:
    """Properties of an annotation for an error that names a file below the workspace, and perhaps
    a line; none for another.

    Args:
        where: as `GhblogError.where`.
        workspace: `GITHUB_WORKSPACE`, resolved.
    """
    found = _SPOT.fullmatch(where)
    if not found or not Path(found[1]).is_relative_to(workspace):
        return {}
    file = Path(found[1]).relative_to(workspace).as_posix()
    line = {"line": int(found[2]), "endLine": int(found[2])} if found[2] else {}
    return {"file": plain(file), **line}

"""Where the blog's files lie in the workspace, and on GitHub. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


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

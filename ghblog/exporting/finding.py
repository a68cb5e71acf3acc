"""The post that is meant by what was typed."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from ghblog.errors import GhblogError, UsageError
from ghblog.model import Post, Refusal
from ghblog.prepare import Sources
from ghblog.workshop import Workshop

_MEANT = 3  # posts named where one is not found


def find(workshop: Workshop, sources: Sources, wanted: str) -> Post:
    """The post of a path or an id.

    Raises:
        UsageError: there is none.
        GhblogError: it cannot be published as it is.
    """
    root, folder = workshop.settings.root, workshop.settings.posts_folder
    same = unicodedata.normalize("NFC", wanted).removesuffix("/")
    for refusal in sources.refusals:  # one that cannot be published has no id but its path
        told = unicodedata.normalize("NFC", os.path.relpath(refusal.path, folder))
        names = (refusal.path, Path(told).with_suffix("").as_posix())
        if same in names or _is_file(wanted, root / refusal.path):
            raise refused(refusal)
    for post in sources.posts:
        if same in (post.id, post.path) or _is_file(wanted, root / post.path):
            return post
    hint = "give the path of its file, or its id; `ghblog check` looks at all posts"
    near = _near(same, sources.posts)
    raise UsageError(
        f"“{wanted}” is no post of this blog",
        hint=f"did you mean {' or '.join(f'“{one}”' for one in near)}?" if near else hint,
    )


def _is_file(wanted: str, file: Path) -> bool:
    """Whether what was typed leads to a file; it may be anything, such as a title."""
    try:
        return Path(wanted).samefile(file)
    except (OSError, ValueError):
        return False


def _near(wanted: str, posts: Sequence[Post]) -> list[str]:
    """Paths of the posts that may be meant: their names are the same, else alike."""
    names: dict[str, list[str]] = {}
    for post in posts:
        path = unicodedata.normalize("NFC", post.path)
        names.setdefault(PurePosixPath(path).stem, []).append(post.path)
    name = PurePosixPath(wanted).name.removesuffix(".md")
    found = [name] if name in names else get_close_matches(name, names, n=_MEANT)
    return [path for one in found for path in names[one]][:_MEANT]


def refused(refusal: Refusal) -> GhblogError:
    """A refusal as an error."""
    where = f"{refusal.path}:{refusal.line}"
    return GhblogError(refusal.message, where=where, hint=refusal.hint)

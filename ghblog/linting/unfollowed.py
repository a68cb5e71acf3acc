"""Links that are right in the blog's folder, and lead readers on GitHub nowhere, or nowhere yet."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from ghblog.linting.telling import finding, quoted, readable
from ghblog.model import Finding
from ghblog.posts.gallery import Gallery
from ghblog.posts.links import FILE, POST
from ghblog.posts.wording import Wording


@dataclass(frozen=True)
class Reach:
    """What links can lead to on GitHub.

    Attributes:
        waiting: paths of posts that are not published: drafts, and those that are refused.
        ask: the paths of the files that git keeps; None: the folder is no checkout. Asked once,
            and only if there is a link to a file.
    """

    waiting: Collection[str]
    ask: Callable[[], Collection[str] | None]

    @cached_property
    def kept(self) -> frozenset[str] | None:
        """The files that git keeps, and the folders that they are in."""
        found = self.ask()
        if found is None:
            return None
        files = {unicodedata.normalize("NFC", each) for each in found}
        folders = {each[:n] for each in files for n, sign in enumerate(each) if sign == "/"}
        return frozenset(files | folders | {".", ""})


def unfollowed(post: str, wording: Wording, gallery: Gallery, reach: Reach) -> Iterator[Finding]:
    """A finding for each link of a post that readers cannot follow."""
    for slot in gallery.slots:
        line = wording.lines.at(slot.start)
        raw = quoted(readable(wording.text[slot.start : slot.end]), 80)
        if slot.target.startswith(POST) and slot.target.removeprefix(POST) in reach.waiting:
            message = f"the link to {raw} leads to a post that is not published yet"
            yield finding(post, line, "waiting-link", message, "it will follow")
        elif slot.target.startswith(FILE):
            why = _astray(slot.target.removeprefix(FILE), reach)
            if why:
                where = "keep it in a git repository" if reach.kept is None else "`git add` it"
                hint = f"{where} and push it, or link to a copy on the web"
                message = f"readers will not find {raw}: {why}"
                yield finding(post, line, "untracked-file", message, hint)


def _astray(path: str, reach: Reach) -> str:
    """Why a file is not on GitHub; empty if it may be."""
    if reach.kept is None:
        return "the blog's folder is no git checkout, so its files are not on GitHub"
    kept = unicodedata.normalize("NFC", path).rstrip("/") in reach.kept
    return "" if kept else "git does not keep this file"

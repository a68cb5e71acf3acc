"""Links of a post to other posts and files of the blog."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import unquote

from ghblog.markdown.references import Reference
from ghblog.model import Files, Finding, Severity, Slot
from ghblog.posts.disk import EVERYTHING
from ghblog.posts.former import NOTES, Former
from ghblog.posts.targets import Astray, Base, locate, spellings
from ghblog.posts.words import dead_link

POST, FILE = "post:", "file:"


def is_link(slot: Slot) -> bool:
    """Whether it leads to a post or a file: without a URL it may stay as it was typed."""
    return slot.target.startswith((POST, FILE))


class Linker:
    """Tells where links lead.

    Args:
        posts: paths of posts; a link to one of them leads to its issue or discussion.
        former: names that posts had.
    """

    def __init__(self, files: Files, posts: Collection[str], former: Former) -> None:
        self._files = files
        self._former = former
        self._posts = {unicodedata.normalize("NFC", path): path for path in posts}
        self._folded = {path.casefold(): known for path, known in self._posts.items()}
        self._folders: dict[str, bool] = {"": True, ".": True}

    def link(
        self, reference: Reference, base: Base, line: int
    ) -> tuple[Slot | None, list[Finding]]:
        """The slot of a link that is no URL, None if it stays as it is, and what is wrong with it.

        A Markdown file that is not there may be a post that moved: the ledger knows. Its slot has
        the target that it had while the file was there, so that nothing changes for readers.
        """
        found = locate(self._files, base, reference.raw, reference.url)
        if not isinstance(found, Astray):
            return _slot(reference, self._target(found.path), found.fragment), []
        if found is Astray.MISSING:
            for spelt, fragment in spellings(reference.raw, reference.url):
                path = next((one for one in base.paths(spelt) if one), "")
                if path and self._is_folder(path):
                    return _slot(reference, FILE + path, fragment), []
                if path and not self._files.inside(path):
                    found = Astray.OUTSIDE  # a link to a folder beyond the root
            if left := self._left(reference, base):
                return _slot(reference, POST + left[0], left[1]), []
        message, hint = dead_link(self._files, base, reference, found)
        finding = Finding(base.post, line, "dead-link", Severity.WARNING, message, hint)
        moved = self._moved(reference, base) if found is Astray.MISSING else None
        return moved, [finding]

    def _target(self, path: str) -> str:
        """What a file that is there is: a post, also where the disk minds no letters' case."""
        plain = unicodedata.normalize("NFC", path)
        known = self._posts.get(plain) or self._folded.get(plain.casefold())
        return FILE + path if known is None else POST + known

    def _left(self, reference: Reference, base: Base) -> tuple[str, str] | None:
        """The path that a post is known to have left, and the fragment behind it."""
        for spelt, fragment in spellings(reference.raw, reference.url):
            for path in base.paths(spelt):
                if path and (known := self._former.path(path)):
                    return known, fragment
        return None

    def _moved(self, reference: Reference, base: Base) -> Slot | None:
        """The likeliest meaning where nothing is known of the name yet: it may be known later."""
        typed = unquote(re.split(r"[?#]", reference.url, maxsplit=1)[0]).replace("\\", "/")
        fragment = "".join(re.findall(r"#.*", reference.url)[:1])
        path = next((one for one in base.paths(typed) if one), "")
        if not path.lower().endswith(NOTES):
            return None
        return _slot(reference, POST + unicodedata.normalize("NFC", path), fragment)

    def _is_folder(self, path: str) -> bool:
        """Whether it is a folder with something in it, below the root."""
        if path not in self._folders:
            inside = self._files.inside(path)
            self._folders[path] = inside and bool(self._files.find(path, EVERYTHING, ()))
        return self._folders[path]


def _slot(reference: Reference, target: str, fragment: str) -> Slot:
    return Slot(reference.start, reference.end, target, reference.bare, fragment)

"""Links of a post to other posts and files of the blog."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from ghblog.markdown.references import Reference
from ghblog.model import Files, Finding, Severity, Slot
from ghblog.posts.disk import EVERYTHING
from ghblog.posts.targets import Astray, Base, locate, spellings
from ghblog.posts.words import dead_link

POST, FILE = "post:", "file:"
_NOTES = (".md", ".markdown")


class Linker:
    """Tells where links lead.

    Args:
        posts: paths of posts; a link to one of them leads to its issue or discussion.
    """

    def __init__(self, files: Files, posts: Collection[str]) -> None:
        self._files = files
        self._posts = {unicodedata.normalize("NFC", path): path for path in posts}
        self._folded = {path.casefold(): known for path, known in self._posts.items()}
        self._folders: dict[str, bool] = {"": True, ".": True}

    def link(
        self, reference: Reference, base: Base, line: int
    ) -> tuple[Slot | None, list[Finding]]:
        """The slot of a link that is no URL, None if it stays as it is, and what is wrong with it.

        A Markdown file that is not there may be a post that moved: the ledger knows.
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
        message, hint = dead_link(self._files, base, reference, found)
        finding = Finding(base.post, line, "dead-link", Severity.WARNING, message, hint)
        moved = self._moved(reference, base) if found is Astray.MISSING else None
        return moved, [finding]

    def _target(self, path: str) -> str:
        """What a file that is there is: a post, also where the disk minds no letters' case."""
        plain = unicodedata.normalize("NFC", path)
        known = self._posts.get(plain) or self._folded.get(plain.casefold())
        return FILE + path if known is None else POST + known

    def _moved(self, reference: Reference, base: Base) -> Slot | None:
        for spelt, fragment in reversed(list(spellings(reference.raw, reference.url))):
            path = next((one for one in base.paths(spelt) if one), "")
            if path.lower().endswith(_NOTES):
                target = POST + unicodedata.normalize("NFC", path)
                return _slot(reference, target, fragment)
        return None

    def _is_folder(self, path: str) -> bool:
        """Whether it is a folder with something in it, below the root."""
        if path not in self._folders:
            inside = self._files.inside(path)
            self._folders[path] = inside and bool(self._files.find(path, EVERYTHING, ()))
        return self._folders[path]


def _slot(reference: Reference, target: str, fragment: str) -> Slot:
    return Slot(reference.start, reference.end, target, reference.bare, fragment)

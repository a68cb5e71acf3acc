"""A post's source → the words that GitHub gets and what they lead to; looked up once for all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ghblog.model import Files, Finding, Settings, Severity
from ghblog.pictures import Wishes
from ghblog.posts.curator import Curator
from ghblog.posts.former import Former
from ghblog.posts.gallery import Gallery, Gatherer
from ghblog.posts.meant import pictures_in_title
from ghblog.posts.source import Source
from ghblog.posts.targets import Base, slash_folders
from ghblog.posts.vault import PostVault, Vaults
from ghblog.posts.wording import Wording, word

_ROOT_URL = "typora-root-url"


class Lookup:
    """What is known of the blog's files while its posts are read.

    Args:
        posts: paths of the posts, as far as they may be linked to.
        former: paths that posts have or had by the ledger → the post's id.
    """

    def __init__(
        self,
        files: Files,
        settings: Settings,
        posts: Collection[str],
        former: Mapping[str, str] | None = None,
    ) -> None:
        self._files = files
        self._settings = settings
        self._vaults = Vaults(files)
        self._curator = Curator(files, Wishes.of(settings))
        self._former = Former(former)
        self._gatherer = Gatherer(files, self._curator, posts, self._former)

    def look(self, source: Source, path: str) -> tuple[Wording, Gallery]:
        """The words of the post at `path`, and its pictures, films and links."""
        base = Base(path, self._slash(source, path))
        vault = PostVault(self._files, self._vaults, self._curator, base, self._former)
        wording = word(source, path, self._settings, vault)
        gallery = self._gatherer.gather(wording, base)
        gallery.sought |= vault.sought
        gallery.findings += _told(source, wording, gallery, base)
        gallery.findings += pictures_in_title(self._files, source, base)
        return wording, gallery

    def _slash(self, source: Source, path: str) -> tuple[str, ...]:
        found = source.front.get(_ROOT_URL)
        if not found or not found.text or "root-url" not in self._settings.dialects:
            return ()
        return slash_folders(self._settings.root, path, found.text)


def _told(source: Source, wording: Wording, gallery: Gallery, base: Base) -> Iterator[Finding]:
    """That `/` does not mean the blog's root, where some destination begins so."""
    found = source.front.get(_ROOT_URL)
    if found and any(base.slash) and any(wording.text[s.start] == "/" for s in gallery.slots):
        message = f"paths that begin with / are looked for in {base.slash[0]}/ first (root-url)"
        yield Finding(base.post, found.line, "turned", Severity.INFO, message)

"""Pictures that posts show: fetched once, kept once, named by their content."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from ghblog.errors import GhblogError
from ghblog.importing.values import Shelf
from ghblog.model import Web
from ghblog.pictures import LARGEST, PictureKind, inspect


class Album:
    """The pictures of an import, in a folder `pictures` beside the posts.

    Attributes:
        count: how many files were written.
        paths: URL → the file that holds what is there.
    """

    def __init__(self, web: Web, shelf: Shelf, folder: str) -> None:
        self._web = web
        self._shelf = shelf
        self._folder = "pictures" if folder in {"", "."} else f"{folder.strip('/')}/pictures"
        self._lost: dict[str, GhblogError] = {}
        self.count = 0
        self.paths: dict[str, str] = {}

    def path_of(self, url: str) -> str:
        """The file that holds the picture at a URL. Raises GhblogError when there is none."""
        if url in self._lost:
            raise self._lost[url]
        if url not in self.paths:
            try:
                self.paths[url] = self._fetched(url)
            except GhblogError as error:
                self._lost[url] = error
                raise
        return self.paths[url]

    def _fetched(self, url: str) -> str:
        data = self._web.fetch(url, most=LARGEST)
        kind = inspect(data)
        if not isinstance(kind, PictureKind):
            raise GhblogError(f"it {kind.message}", where=url)
        path = f"{self._folder}/{hashlib.sha256(data).hexdigest()[:20]}{kind.suffix}"
        self.count += self._shelf.write(path, data)
        return path


def is_remote(url: str) -> bool:
    """Whether a destination leads into the web."""
    try:
        return urlsplit(url).scheme.lower() in {"http", "https"}
    except ValueError:
        return False

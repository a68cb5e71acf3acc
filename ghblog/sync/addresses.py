"""Where pictures, posts and files are on the web. Pure: nothing of it is stored, so that a renamed
repository or another template changes no ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ghblog.model import Document, Entry, Kind, Picture, Repository

POST, FILE = "post:", "file:"
SOURCE = "source/"
ATTACHED = "/user-attachments/assets/"

_PLURAL = {Kind.ISSUE: "issues", Kind.DISCUSSION: "discussions"}


@dataclass(frozen=True, slots=True)
class Site:
    """What the writer's side tells of addresses.

    Attributes:
        template: `pictures.url`; empty: GitHub's own addresses.
        source: `owner/name` of the repository with the source files; empty: the blog's own.
        folder: the blog's root below that repository's top, with a slash at the end; or empty.
    """

    template: str = ""
    source: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """What addresses are made from.

    Attributes:
        branch: the ledger's.
    """

    repository: Repository
    branch: str
    site: Site = Site()

    def pictures(self, stored: Mapping[str, str]) -> dict[str, str]:
        """Picture key → URL, of stored pictures as the ledger has them."""
        return {key: self.picture(at) for key, at in stored.items()}

    def picture(self, stored: str) -> str:
        """A stored picture's address: attachments have their own, the others follow the
        template. Without one it is `blob/…?raw=true`, which shows in public repositories to all
        and in private ones to those signed in, where raw.githubusercontent.com shows to nobody.
        """
        if "://" in stored:
            return stored
        repository, ref, path = self._place(stored)
        shown = quote(path, safe="/")
        url = f"{self._home}/{repository}/blob/{quote(ref, safe='/')}/{shown}?raw=true"
        owner, _, name = repository.partition("/")
        fields = {"{owner}": owner, "{name}": name, "{ref}": ref, "{path}": shown, "{url}": url}
        made = self.site.template or "{url}"
        for field, value in fields.items():
            made = made.replace(field, value)
        return made

    def links(self, document: Document) -> dict[str, str]:
        """Target → URL of what a document leads to, as far as it is known."""
        targets = {slot.target for part in document.parts for slot in part.slots}
        found = {one: f"{self.repository.url}/{at}" for one, at in document.links.items()}
        found |= {one: self._file(one) for one in targets if one.startswith(FILE)}
        return found

    def _place(self, stored: str) -> tuple[str, str, str]:
        if stored.startswith(SOURCE):
            commit, _, path = stored.removeprefix(SOURCE).partition("/")
            return self.site.source or self.repository.name, commit, path
        return self.repository.name, self.branch, stored

    def _file(self, target: str) -> str:
        """A file on the default branch, whatever that is called: `HEAD` is."""
        path = quote(self.site.folder + target.removeprefix(FILE), safe="/")
        return f"{self._home}/{self.site.source or self.repository.name}/blob/HEAD/{path}"

    def coming(self, picture: Picture, *, attached: bool) -> str:
        """What a plan shows for a picture that is yet to be stored."""
        if attached:
            return f"{self._home}{ATTACHED}{picture.key}"
        return self.picture(picture.stored_path)

    @property
    def _home(self) -> str:
        parts = urlsplit(self.repository.url)
        return f"{parts.scheme}://{parts.netloc}"


def place_of(kind: Kind, number: int) -> str:
    """Where an issue or discussion is below its repository's address, such as `issues/12`. A
    plan shows posts that have no number yet."""
    return f"{_PLURAL[kind]}/{number or '…'}"


def post_place(entry: Entry) -> str:
    """Where a post is below its repository's address."""
    return place_of(entry.kind, entry.number)


def post_url(repository: Repository, entry: Entry) -> str:
    """A post's address."""
    return f"{repository.url}/{post_place(entry)}"

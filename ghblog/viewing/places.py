"""Where the preview shows what a text leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from ghblog.linting.old_names import OldNames
from ghblog.model import Post, Refusal
from ghblog.sync.addresses import FILE, POST

PICTURES = "/user-attachments/assets/"  # what GitHub calls them, so that films play alike
POSTS, FILES = "/posts/", "/files/"
MISSING = "/missing/"  # before what was typed for a picture that is not there


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of one preview.

    Attributes:
        origin: where it is served, such as `http://127.0.0.1:4000`.
        ids: `post:<path>` → the post's id, of all files that have a page, refused ones too, and by
            old names.
    """

    origin: str
    ids: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, origin: str, posts: Sequence[Post], refusals: Sequence[Refusal], names: OldNames
    ) -> Places:
        """The addresses of these posts. One whose file is gone has a page, too, by its id."""
        known = {POST + one.path: one.id for one in refusals if one.id}
        known |= {POST + post.path: post.id for post in posts}
        left = {
            old: known.get(POST + path) or names.owners[old.removeprefix(POST)]
            for old, path in names.now.items()
        }
        return cls(origin, left | known)

    def urls(self, targets: Iterable[str]) -> dict[str, str]:
        """Slot's target → address; a post that has no page has none."""
        return {one: self._url(one) for one in targets if not self._unknown(one)}

    def missing(self, path: str) -> str:
        """What stands for a picture or film that is not there, as typed."""
        return f"{self.origin}{MISSING}{quote(path, safe='')}"

    def _unknown(self, target: str) -> bool:
        return target.startswith(POST) and target not in self.ids

    def _url(self, target: str) -> str:
        if target.startswith(POST):
            return f"{self.origin}{POSTS}{quote(self.ids[target], safe='')}"
        if target.startswith(FILE):
            return f"{self.origin}{FILES}{quote(target.removeprefix(FILE))}"
        return f"{self.origin}{PICTURES}{target}"

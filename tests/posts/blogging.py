"""A blog in a folder, read and composed as ghblog does it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from ghblog.model import Document, Finding, Post, Refusal, Settings
from ghblog.posts import DiskFiles, PartComposer, build_document, read_posts

NOW = datetime(2022, 7, 20, tzinfo=UTC)
_MARKER = re.compile(r"[\r\n]*<!-- ghblog \{.*\} -->[\r\n]*")


def png(number: int = 0) -> bytes:
    """A small picture of its own."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), (number % 256, 7, 7)).save(out, "PNG")
    return out.getvalue()


class Blog:
    """A writer's folder; posts are `posts/a.md` where no other path is given."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = Settings(root=root, repository="octo/blog")

    def set(self, **values: object) -> None:
        """Change settings."""
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]

    def write(self, path: str, content: str | bytes = "") -> Path:
        """Write a file below the root."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return place

    def read(self, text: str, path: str = "posts/a.md") -> tuple[list[Post], list[Refusal]]:
        """All posts and refusals, with this text at `path`."""
        self.write(path, text)
        posts, refusals = read_posts(
            DiskFiles(self.root), self.settings, now=NOW, first_commits=dict
        )
        return list(posts), list(refusals)

    def post(self, text: str, path: str = "posts/a.md") -> Post:
        """The post of this text."""
        posts, refusals = self.read(text, path)
        assert [each for each in refusals if each.path == path] == []
        return next(post for post in posts if post.path == path)

    def refusal(self, text: str, path: str = "posts/a.md") -> Refusal:
        """The one refusal that this text gets, when it is read or when it is built."""
        posts, refusals = self.read(text, path)
        found = [each for each in refusals if each.path == path]
        for post in posts:
            built = build_document(DiskFiles(self.root), self.settings, post)
            found += [built] if post.path == path and isinstance(built, Refusal) else []
        (refusal,) = found
        return refusal

    def document(self, text: str, path: str = "posts/a.md") -> Document:
        """What GitHub should hold for this text."""
        post = self.post(text, path)
        built = build_document(DiskFiles(self.root), self.settings, post)
        assert isinstance(built, Document), built
        return built

    def targets(self, text: str, path: str = "posts/a.md") -> list[str]:
        """What the slots of this text stand for, with their fragments."""
        slots = self.document(text, path).parts[0].slots
        return [slot.target + slot.fragment for slot in slots]

    def pictures(self, text: str, path: str = "posts/a.md") -> list[str]:
        """The paths of the pictures and films that this text shows."""
        return [picture.path for picture in self.post(text, path).pictures]

    def findings(self, text: str, path: str = "posts/a.md") -> list[Finding]:
        """What the writer is told, but for what was turned."""
        return [each for each in self.post(text, path).findings if each.code != "turned"]

    def told(self, text: str, path: str = "posts/a.md") -> list[str]:
        """The same as lines and codes, such as `3 dead-link`."""
        return [f"{each.line} {each.code}" for each in self.findings(text, path)]

    def sent(self, text: str, path: str = "posts/a.md", **urls: str) -> str:
        """What GitHub gets for the first part, without its marker; pictures and films are at
        `https://h/<path>`, posts and files where `urls` says."""
        document = self.document(text, path)
        pictures = self.post(text, path).pictures
        known = {each.key: f"https://h/{each.path}" for each in pictures} | urls
        return _MARKER.sub("", PartComposer("main").compose(document, 1, known))

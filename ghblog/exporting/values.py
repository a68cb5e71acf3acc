"""What is wanted of an export, what it works on and what it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ghblog.model import Document, Ledger, Picture, Post, Repository
from ghblog.prepare import Sources
from ghblog.sync.addresses import Addresses
from ghblog.sync.ledger import branch_name
from ghblog.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Order:
    """How a post is wanted.

    Attributes:
        html: as a page; else as Markdown.
        local: pictures from the files: in the page itself, in Markdown as paths.
        offline: go by what was read of GitHub last.
        folder: where it will stand, for paths of local pictures; by default beside its source.
    """

    html: bool
    local: bool = False
    offline: bool = False
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A post for elsewhere.

    Attributes:
        sources: files that it was made from, and must not be written over.
        notices: what the writer should know of it.
    """

    title: str
    text: str
    sources: frozenset[Path]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A post on its way out.

    Attributes:
        pictures: those that its text shows.
        known: what GitHub holds, as far as it was asked.
    """

    workshop: Workshop
    sources: Sources
    order: Order
    post: Post
    document: Document
    pictures: tuple[Picture, ...]
    repository: Repository
    known: Ledger
    notices: tuple[str, ...] = ()

    @property
    def addresses(self) -> Addresses:
        """Where pictures, posts and files are."""
        branch = branch_name(self.sources.settings.blog)
        return Addresses(self.repository, branch, self.sources.site)

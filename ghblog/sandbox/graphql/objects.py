"""References and git objects as GraphQL shows them."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any, ClassVar

from ghblog.sandbox.git import CommitFacts, TreeLine
from ghblog.sandbox.graphql.connections import Connection
from ghblog.sandbox.graphql.context import Context
from ghblog.sandbox.graphql.views import RepositoryPart
from ghblog.sandbox.nodes import node_id
from ghblog.sandbox.repository import Repository

TEXT_LIMIT = 512_000  # bytes; `text` of a longer blob is cut
_SNIFFED = 8_000


class ObjectView(RepositoryPart):
    """A git object."""

    def __init__(self, context: Context, repo: Repository, oid: str) -> None:
        super().__init__(context, repo)
        self.oid = oid
        self.id = node_id("object", repo.id, oid)
        self.abbreviated_oid = oid[:7]
        self.commit_resource_path = f"/{repo.full_name}/commit/{oid}"
        self.commit_url = f"{self.world.url}{self.commit_resource_path}"


class BlobView(ObjectView):
    """A file's bytes."""

    typename: ClassVar[str] = "Blob"

    def __init__(self, context: Context, repo: Repository, oid: str) -> None:
        super().__init__(context, repo, oid)
        self.data = repo.git.blob(oid) or b""
        self.byte_size = len(self.data)
        self.is_binary = b"\x00" in self.data[:_SNIFFED]
        self.is_truncated = self.byte_size > TEXT_LIMIT

    @property
    def text(self) -> str | None:
        """The bytes as text, cut when they are many; None when they are no text."""
        if self.is_binary:
            return None
        if self.is_truncated:  # a character that the cut divides is dropped
            return self.data[:TEXT_LIMIT].decode(errors="ignore")
        return self.data.decode(errors="replace")


class TreeView(ObjectView):
    """A folder."""

    typename: ClassVar[str] = "Tree"

    def __init__(self, context: Context, repo: Repository, oid: str, path: str = "") -> None:
        super().__init__(context, repo, oid)
        self.path = path

    @property
    def entries(self) -> list[EntryView]:
        """Its lines."""
        above = f"{self.path}/" if self.path else ""
        lines = self.repo.git.tree(self.oid) or []
        return [EntryView(self.context, self.repo, line, above + line.name) for line in lines]


class EntryView(RepositoryPart):
    """A line of a tree."""

    typename: ClassVar[str] = "TreeEntry"
    is_generated = False

    def __init__(self, context: Context, repo: Repository, line: TreeLine, path: str) -> None:
        super().__init__(context, repo)
        self.line = line
        self.name, self.mode, self.oid, self.type = line.name, line.mode, line.oid, line.kind
        self.path = path
        self.name_raw = base64.b64encode(line.name.encode()).decode()
        self.path_raw = base64.b64encode(path.encode()).decode()
        stem, dot, suffix = line.name.rpartition(".")
        self.extension = dot + suffix if stem and dot else ""

    @property
    def _data(self) -> bytes:
        return self.repo.git.blob(self.oid) or b""

    @property
    def size(self) -> int:
        """Bytes of a file; 0 for a folder."""
        return len(self._data)

    @property
    def line_count(self) -> int | None:
        """Lines of a file."""
        return len(self._data.splitlines()) if self.type == "blob" else None

    @property
    def object(self) -> ObjectView | None:
        """What it points to."""
        return object_view(self.context, self.repo, self.oid, self.path)


class CommitView(ObjectView):
    """A commit."""

    typename: ClassVar[str] = "Commit"

    def __init__(self, context: Context, repo: Repository, facts: CommitFacts) -> None:
        super().__init__(context, repo, facts.oid)
        self.facts = facts
        self.message = facts.message
        self.message_headline = facts.message.partition("\n")[0]
        self.authored_date: datetime = facts.authored
        self.committed_date: datetime = facts.committed
        self.url = self.commit_url

    @property
    def tree(self) -> TreeView:
        """The top folder."""
        return TreeView(self.context, self.repo, self.facts.tree)

    def file(self, path: str) -> EntryView | None:
        """The file or folder at a path."""
        line = self.repo.git.find(self.facts.tree, path)
        return EntryView(self.context, self.repo, line, path) if line and path else None

    def parents(self, **how: Any) -> Connection:
        """The commits before."""
        found = [self.repo.git.commit(oid) for oid in self.facts.parents]
        return Connection(
            [CommitView(self.context, self.repo, each) for each in found if each], how
        )

    def history(self, path: str | None = None, **how: Any) -> Connection:
        """This commit and those before, newest first; with a path, those that changed it."""
        facts = list(self.repo.git.walk(self.oid))
        if path is not None:
            facts = [each for each in facts if self._changed(each, path)]
        return Connection([CommitView(self.context, self.repo, each) for each in facts], how)

    def _changed(self, facts: CommitFacts, path: str) -> bool:
        git = self.repo.git
        before = [git.commit(oid) for oid in facts.parents]
        olds = [git.find(each.tree, path) for each in before if each] or [None]
        new = git.find(facts.tree, path)
        return all((old and old.oid) != (new and new.oid) for old in olds)


class RefView(RepositoryPart):
    """A reference."""

    typename: ClassVar[str] = "Ref"

    def __init__(self, context: Context, repo: Repository, full: str) -> None:
        super().__init__(context, repo)
        self.full = full
        self.id = node_id("ref", repo.id, full)
        head, kind, rest = full.split("/", 2)
        self.prefix, self.name = f"{head}/{kind}/", rest

    @property
    def target(self) -> ObjectView | None:
        """What it points to by now."""
        oid = self.repo.git.ref(self.full)
        return object_view(self.context, self.repo, oid) if oid else None


def object_view(context: Context, repo: Repository, oid: str, path: str = "") -> ObjectView | None:
    """The git object of this oid, whatever it is."""
    facts = repo.git.commit(oid)
    if facts:
        return CommitView(context, repo, facts)
    if repo.git.blob(oid) is not None:
        return BlobView(context, repo, oid)
    return TreeView(context, repo, oid, path) if repo.git.tree(oid) is not None else None

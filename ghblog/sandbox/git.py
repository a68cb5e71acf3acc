"""Real git objects for a repository of the sandbox: dulwich, in memory or a bare folder."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tree
from dulwich.refs import Ref
from dulwich.repo import MemoryRepo, Repo

FILE = 0o100644
FOLDER = 0o040000


@dataclass(frozen=True)
class Person:
    """Who made a commit."""

    name: str
    email: str


@dataclass(frozen=True)
class TreeLine:
    """A line of a tree; `kind` is blob, tree or commit."""

    name: str
    mode: int
    oid: str

    @property
    def kind(self) -> str:
        """What the line points to."""
        if stat.S_ISDIR(self.mode):
            return "tree"
        return "commit" if self.mode == 0o160000 else "blob"


@dataclass(frozen=True)
class CommitFacts:
    """A commit as read."""

    oid: str
    tree: str
    parents: tuple[str, ...]
    message: str
    author: Person
    authored: datetime
    committer: Person
    committed: datetime


def _oid(oid: str) -> ObjectID:
    return ObjectID(oid.encode())


def _person(raw: bytes) -> Person:
    name, _, rest = raw.decode(errors="replace").partition(" <")
    return Person(name, rest.rstrip(">"))


class GitStore:
    """The objects and references of one repository."""

    def __init__(self, folder: Path | None = None) -> None:
        self._repo: MemoryRepo | Repo
        if folder is None:
            self._repo = MemoryRepo.init_bare([], {})
        elif folder.exists():
            self._repo = Repo(str(folder))
        else:
            folder.parent.mkdir(parents=True, exist_ok=True)
            self._repo = Repo.init_bare(str(folder), mkdir=True, default_branch=b"main")

    def close(self) -> None:
        """Let go of open files."""
        self._repo.close()

    def get(self, oid: str) -> ShaFile | None:
        """The object of this oid, or None."""
        try:
            return self._repo.object_store[_oid(oid)]
        except (KeyError, ValueError, AssertionError):
            return None

    def blob(self, oid: str) -> bytes | None:
        """A blob's bytes."""
        found = self.get(oid)
        return found.data if isinstance(found, Blob) else None

    def tree(self, oid: str) -> list[TreeLine] | None:
        """A tree's lines, in git's order."""
        found = self.get(oid)
        if not isinstance(found, Tree):
            return None
        return [
            TreeLine((line.path or b"").decode(), line.mode or 0, (line.sha or b"").decode())
            for line in found.items()
        ]

    def commit(self, oid: str) -> CommitFacts | None:
        """A commit's facts."""
        found = self.get(oid)
        if not isinstance(found, Commit):
            return None
        return CommitFacts(
            oid=oid,
            tree=found.tree.decode(),
            parents=tuple(parent.decode() for parent in found.parents),
            message=found.message.decode(errors="replace"),
            author=_person(found.author),
            authored=datetime.fromtimestamp(found.author_time, UTC),
            committer=_person(found.committer),
            committed=datetime.fromtimestamp(found.commit_time, UTC),
        )

    def write_blob(self, data: bytes) -> str:
        """Store bytes; their oid."""
        return self._add(Blob.from_string(data))

    def write_commit(
        self,
        *,
        tree: str,
        parents: Sequence[str],
        message: str,
        author: Person,
        at: datetime,
        authored: datetime | None = None,
        committer: Person | None = None,
    ) -> str:
        """Store a commit; its oid."""
        made = Commit()
        made.tree = _oid(tree)
        made.parents = [_oid(parent) for parent in parents]
        made.message = message.encode()
        made.author = f"{author.name} <{author.email}>".encode()
        by = committer or author
        made.committer = f"{by.name} <{by.email}>".encode()
        made.author_time = int((authored or at).timestamp())
        made.commit_time = int(at.timestamp())
        made.author_timezone = made.commit_timezone = 0
        made.encoding = b"UTF-8"
        return self._add(made)

    def edit_tree(self, base: str, changes: Mapping[str, tuple[int, str] | None]) -> str | None:
        """A tree like `base` (empty: none) with paths set to (mode, oid) or, with None, removed.

        Only the folders that change are written. Returns None when nothing is left, which git
        writes as no folder at all.
        """
        found = self.get(base) if base else None
        tree = Tree()
        if isinstance(found, Tree):
            for line in found.items():
                tree[line.path or b""] = (line.mode or 0, line.sha or ObjectID(b""))
        deeper: dict[str, dict[str, tuple[int, str] | None]] = {}
        for path, change in changes.items():
            name, slash, rest = path.partition("/")
            if slash:
                deeper.setdefault(name, {})[rest] = change
            else:
                self._set(tree, name, change)
        for name, below in deeper.items():
            old = self._folder(tree, name)
            new = self.edit_tree(old, below)
            self._set(tree, name, (FOLDER, new) if new else None)
        return self._add(tree) if len(tree) else None

    def write_tree(self, base: str, changes: Mapping[str, tuple[int, str] | None]) -> str:
        """As `edit_tree`, but the top folder may be empty."""
        return self.edit_tree(base, changes) or self._add(Tree())

    @staticmethod
    def _set(tree: Tree, name: str, change: tuple[int, str] | None) -> None:
        key = name.encode()
        if change is not None:
            tree[key] = (change[0], _oid(change[1]))
        elif key in tree:
            del tree[key]

    @staticmethod
    def _folder(tree: Tree, name: str) -> str:
        key = name.encode()
        if key not in tree:
            return ""
        mode, oid = tree[key]
        return oid.decode() if stat.S_ISDIR(mode) else ""

    def _add(self, made: ShaFile) -> str:
        self._repo.object_store.add_object(made)
        return made.id.decode()

    def ref(self, name: str) -> str | None:
        """The oid that a full reference such as `refs/heads/main` points to."""
        try:
            return self._repo.refs[Ref(name.encode())].decode()
        except KeyError:
            return None

    def refs(self) -> dict[str, str]:
        """All references below `refs/`, sorted by name."""
        found = {
            name.decode(): oid.decode()
            for name, oid in self._repo.refs.as_dict().items()
            if name.startswith(b"refs/")
        }
        return dict(sorted(found.items()))

    def set_ref(self, name: str, oid: str) -> None:
        """Point a reference to a commit."""
        self._repo.refs[Ref(name.encode())] = _oid(oid)

    def delete_ref(self, name: str) -> None:
        """Remove a reference."""
        del self._repo.refs[Ref(name.encode())]

    def walk(self, oid: str) -> Iterator[CommitFacts]:
        """A commit and its ancestors, first parents first, each once."""
        waiting, seen = [oid], {oid}
        while waiting:
            facts = self.commit(waiting.pop(0))
            if facts is None:
                continue
            yield facts
            waiting += [parent for parent in facts.parents if parent not in seen]
            seen.update(facts.parents)

    def find(self, tree: str, path: str) -> TreeLine | None:
        """What a tree has at a path; the tree itself at the empty path."""
        line = TreeLine("", FOLDER, tree)
        for name in path.split("/") if path else ():
            lines = self.tree(line.oid) if line.kind == "tree" else None
            line_or_none = next((one for one in lines or () if one.name == name), None)
            if line_or_none is None:
                return None
            line = line_or_none
        return line

    def files(self, tree: str, above: str = "") -> Iterator[tuple[str, TreeLine]]:
        """Every file below a tree as (path, line)."""
        for line in self.tree(tree) or ():
            if line.kind == "tree":
                yield from self.files(line.oid, f"{above}{line.name}/")
            else:
                yield above + line.name, line

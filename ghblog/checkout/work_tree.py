"""A git work tree."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from pathlib import Path

from ghblog.checkout import history, remotes
from ghblog.checkout.git import Git
from ghblog.checkout.history import Contains


@dataclass(frozen=True, slots=True)
class Checkout:
    """A git work tree.

    Attributes:
        top: its top folder.
    """

    top: Path
    _git: Git = field(repr=False)

    @classmethod
    def find(cls, start: Path, *, environ: Mapping[str, str] | None = None) -> Checkout | None:
        """The checkout that a folder lies in; None if it lies in none, or git is missing."""
        git = Git.find(start, os.environ if environ is None else environ)
        if not git or not start.is_dir():
            return None
        top = git.text("rev-parse", "--show-toplevel")
        return cls(Path(top), git.at(Path(top))) if top else None

    def head(self) -> str:
        """The checked out commit; empty before the first one."""
        return self._git.text("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    def branch(self) -> str:
        """The checked out branch; empty if HEAD is detached."""
        return self._git.text("symbolic-ref", "--quiet", "--short", "HEAD")

    def default_branch(self) -> str:
        """The remote's default branch, as the clone remembers it; empty if it does not."""
        for remote in remotes.by_rank(self._git, self.branch()):
            name = self._git.text("symbolic-ref", "--quiet", f"refs/remotes/{remote}/HEAD")
            if name:
                return name.removeprefix(f"refs/remotes/{remote}/")
        return ""

    def shallow(self) -> bool:
        """Whether the clone lacks its past."""
        return history.shallow(self._git)

    def contains(self, commit: str) -> Contains:
        """Whether `commit` is HEAD or one of its ancestors."""
        return history.contains(self._git, commit)

    def repository(self) -> str:
        """`owner/name` of the remote: `origin`, else the branch's upstream, else the only one;
        empty if that is none, or no GitHub."""
        found = [
            remotes.name_of(self._git, one) for one in remotes.by_rank(self._git, self.branch())
        ]
        return next((name for name in found if name), "")

    def first_commits(self, folder: Path, zone: tzinfo | None) -> Mapping[str, date]:
        """Path below `folder` → day, in `zone`, of the file's first commit; renames followed.

        What a shallow clone's oldest commits hold is left out: nobody knows since when.
        """
        return history.first_commits(self._git.at(folder), zone)

    def pushed_head(self) -> str:
        """The checked out commit, if some branch of a remote has it; else empty."""
        head = self.head()
        known = self._git.text("for-each-ref", "--count=1", f"--contains={head}", "refs/remotes")
        return head if head and known else ""

    def holds(self, path: str) -> bool:
        """Whether the checked out commit has the file at `path`, below the top, as on disk."""
        listed = self._git.output("ls-tree", "--full-tree", "HEAD", "--", path)
        literal = f":(top,literal){path}"
        return bool(listed) and self._git.does("diff", "--quiet", "HEAD", "--", literal)

    def tracked(self, folder: Path) -> frozenset[str] | None:
        """Paths below `folder` of the files that git keeps; None if it cannot say."""
        listed = self._git.at(folder).output("ls-files", "-z")
        return None if listed is None else frozenset(os.fsdecode(listed).split("\0")) - {""}

    def altered(self, path: str) -> bool:
        """Whether the file at `path`, below the top, is not as the checked out commit has it."""
        literal = f":(top,literal){path}"
        return bool(self._git.output("status", "--porcelain", "-z", "--", literal))

    def rebase(self, branch: str, *, stash: bool = True) -> str:
        """The command that puts what is committed here on top of the remote's `branch`.

        Args:
            stash: files are changed, with which git refuses to rebase otherwise.
        """
        how = ["--rebase", *(["--autostash"] if stash else [])]
        return shlex.join(["git", "pull", *how, self._remote(branch), branch])

    def _remote(self, branch: str) -> str:
        ranked = remotes.by_rank(self._git, self.branch())
        return remotes.upstream(self._git, branch) or next(ranked, "origin")

    def fast_forward(self, branch: str, from_oid: str) -> str:
        """Bring the work tree to what `branch` is on the remote now, if nothing can be lost:
        it is on that branch, at `from_oid`, and no tracked file is changed.

        Returns:
            Empty if that is done; else the command with which the writer can do it.
        """
        present, remote = self.branch(), self._remote(branch)
        if present != branch:
            return shlex.join(["git", "fetch", remote, f"{branch}:{branch}"])
        changed = self._git.output("status", "--porcelain", "-z", "--untracked-files=no") != b""
        if self.head() != from_oid:
            return self.rebase(branch, stash=changed)
        command = shlex.join(["git", "pull", "--ff-only", remote, branch])
        if changed:
            return command
        steps = (
            ("fetch", "--quiet", "--no-tags", remote, f"refs/heads/{branch}"),
            ("merge", "--quiet", "--ff-only", "FETCH_HEAD"),
        )
        return "" if all(self._git.does(*step, offline=False) for step in steps) else command

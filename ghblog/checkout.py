"""What git says of the source folder. Without git, or outside of a checkout, it says nothing:
nothing here is an error."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from pathlib import Path

_PATIENCE = 60.0  # seconds; a hanging git must not hang us

# The rest of GIT_* would lead git to another repository, as in a hook: GIT_DIR, GIT_INDEX_FILE...
_KEPT = frozenset(
    {
        "GIT_ASKPASS", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM", "GIT_EXEC_PATH", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO",
        "GIT_SSL_NO_VERIFY",
    }
)  # fmt: skip
_OURS = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
# In a partial clone a question must not fetch every file's history; a merge must fetch its files.
_OFFLINE = {"GIT_NO_LAZY_FETCH": "1"}
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_NAME = r"(?P<name>[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+?)(?:\.git)?/?"
_URL = re.compile(rf"(?:https?|ssh|git|git\+ssh)://(?:[^/@]*@)?(?P<host>[^/:]+)(?::\d*)?/{_NAME}")
_SCP = re.compile(rf"(?:[^/@:]+@)?(?P<host>[^/@:]+):/?{_NAME}")
# Forges that are surely not GitHub; any other host may be one, or ssh's name for it.
_OTHERS = ("gitlab.com", "gitee.com", "bitbucket.org", "codeberg.org", "sr.ht", "coding.net")


class Contains(StrEnum):
    """Whether the checked out history holds a commit."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # a shallow clone does not know its past


@dataclass(frozen=True, slots=True)
class Checkout:
    """A git work tree.

    Attributes:
        top: its top folder.
    """

    top: Path
    _git: str = field(repr=False)
    _environ: Mapping[str, str] = field(repr=False)

    @classmethod
    def find(cls, start: Path, *, environ: Mapping[str, str] | None = None) -> Checkout | None:
        """The checkout that a folder lies in; None if it lies in none, or git is missing."""
        given = os.environ if environ is None else environ
        git = shutil.which("git", path=given.get("PATH"))
        if not git or not start.is_dir():
            return None
        inherited = {k: v for k, v in given.items() if not k.startswith("GIT_") or k in _KEPT}
        probe = cls(start, git, {**inherited, **_OURS})
        top = probe._text("rev-parse", "--show-toplevel")
        return cls(Path(top), git, probe._environ) if top else None

    def head(self) -> str:
        """The checked out commit; empty before the first one."""
        return self._text("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    def branch(self) -> str:
        """The checked out branch; empty if HEAD is detached."""
        return self._text("symbolic-ref", "--quiet", "--short", "HEAD")

    def shallow(self) -> bool:
        """Whether the clone lacks its past."""
        return self._text("rev-parse", "--is-shallow-repository") == "true"

    def contains(self, commit: str) -> Contains:
        """Whether `commit` is HEAD or one of its ancestors."""
        if not _OID.fullmatch(commit):
            return Contains.UNKNOWN
        if self._is_ancestor(commit, "HEAD"):
            return Contains.YES
        # In a shallow clone the path from one to the other may be cut, but what has HEAD
        # behind it is surely newer.
        if self.shallow() and not self._is_ancestor("HEAD", commit):
            return Contains.UNKNOWN
        return Contains.NO

    def repository(self) -> str:
        """`owner/name` of the remote: `origin`, else the branch's upstream, else the only one;
        empty if that is none, or no GitHub."""
        found = [self._remote_name(remote) for remote in self._remotes_by_rank()]
        return next((name for name in found if name), "")

    def first_commits(self, folder: Path, zone: tzinfo | None) -> Mapping[str, date]:
        """Path below `folder` → day, in `zone`, of the file's first commit; renames followed.

        One call of git for all files. What a shallow clone's oldest commits hold is left out:
        nobody knows since when.
        """
        log = self._bytes(
            *("log", "-z", "--reverse", "--no-show-signature", "--no-ext-diff", "--no-color"),
            *("-M", "--diff-filter=AR", "--name-status", "--relative", "--format=%x01%H %at"),
            *("--", "."),
            cwd=folder,
        )
        edge = self._edge() if log and self.shallow() else frozenset()
        days: dict[str, date] = {}
        for commit, seconds, old, path in _additions(log or b""):
            day = datetime.fromtimestamp(seconds, UTC).astimezone(zone).date()
            if old in days:
                days[path] = days[old]
            elif commit not in edge:
                days.setdefault(path, day)
        return days

    def pushed_head(self) -> str:
        """The checked out commit, if some branch of a remote has it; else empty."""
        head = self.head()
        known = self._text("for-each-ref", "--count=1", f"--contains={head}", "refs/remotes")
        return head if head and known else ""

    def holds(self, path: str) -> bool:
        """Whether the checked out commit has the file at `path`, below the top, as on disk."""
        literal = f":(top,literal){path}"
        listed = self._bytes("ls-tree", "--full-tree", "HEAD", "--", path)
        return bool(listed) and self._bytes("diff", "--quiet", "HEAD", "--", literal) is not None

    def tracked(self, folder: Path) -> frozenset[str] | None:
        """Paths below `folder` of the files that git keeps; None if it cannot say."""
        listed = self._bytes("ls-files", "-z", cwd=folder)
        return None if listed is None else frozenset(os.fsdecode(listed).split("\0")) - {""}

    def fast_forward(self, branch: str, from_oid: str) -> str:
        """Bring the work tree to what `branch` is on the remote now, if nothing can be lost:
        it is on that branch, at `from_oid`, and no tracked file is changed.

        Returns:
            Empty if that is done; else the command with which the writer can do it.
        """
        remote = self._config(f"branch.{branch}.remote") or next(self._remotes_by_rank(), "origin")
        if self.branch() != branch:
            return shlex.join(["git", "fetch", remote, f"{branch}:{branch}"])
        if self.head() != from_oid:
            return shlex.join(["git", "pull", "--rebase", remote, branch])
        command = shlex.join(["git", "pull", "--ff-only", remote, branch])
        status = self._bytes("status", "--porcelain", "-z", "--untracked-files=no")
        if status != b"":
            return command
        steps = (
            ("fetch", "--quiet", "--no-tags", remote, f"refs/heads/{branch}"),
            ("merge", "--quiet", "--ff-only", "FETCH_HEAD"),
        )
        done = all(self._bytes(*step, offline=False) is not None for step in steps)
        return "" if done else command

    def _is_ancestor(self, old: str, new: str) -> bool:
        return self._bytes("merge-base", "--is-ancestor", old, new) is not None

    def _edge(self) -> frozenset[str]:
        """The commits at which a shallow clone is cut off."""
        path = self._text("rev-parse", "--git-path", "shallow")
        try:
            return frozenset((self.top / path).read_text().split())
        except OSError:
            return frozenset()

    def _remotes_by_rank(self) -> Iterator[str]:
        remotes = self._text("remote").splitlines()
        upstream = self._config(f"branch.{self.branch()}.remote")
        ranked = ["origin", upstream, *(remotes if len(remotes) == 1 else [])]
        yield from dict.fromkeys(remote for remote in ranked if remote in remotes)

    def _remote_name(self, remote: str) -> str:
        # `remote get-url` applies url.<base>.insteadOf.
        return name_in_url(self._text("remote", "get-url", remote))

    def _config(self, key: str) -> str:
        return self._text("config", "--get", key)

    def _text(self, *arguments: str) -> str:
        return os.fsdecode(self._bytes(*arguments) or b"").rstrip("\r\n")

    def _bytes(
        self, *arguments: str, cwd: Path | None = None, offline: bool = True
    ) -> bytes | None:
        """What git prints; None if it fails."""
        try:
            done = subprocess.run(  # noqa: S603 (no shell; the arguments are ours)
                [self._git, *arguments],
                cwd=cwd or self.top,
                env={**self._environ, **(_OFFLINE if offline else {})},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return None
        return done.stdout if done.returncode == 0 else None


def name_in_url(url: str) -> str:
    """`owner/name` in a remote's URL, scp-like ones included; empty if it is no GitHub's."""
    found = _URL.fullmatch(url) or (None if "://" in url else _SCP.fullmatch(url))
    if not found or found["host"].lower().endswith(_OTHERS) or len(found["host"]) < 2:
        return ""
    return found["name"]


def _additions(log: bytes) -> Iterator[tuple[str, int, str, str]]:
    """(commit, seconds since 1970, old path or empty, path) of what a log adds or renames."""
    commit, seconds = "", 0
    tokens = iter(log.split(b"\0"))
    for token in tokens:
        word = token.lstrip(b"\n")
        if word.startswith(b"\1"):
            oid, time = word[1:].split(b" ")
            commit, seconds = oid.decode(), int(time)
        elif word:
            old = next(tokens, b"") if word.startswith(b"R") else b""
            yield commit, seconds, os.fsdecode(old), os.fsdecode(next(tokens, b""))

"""Making branches: the first commit of one, or of a whole repository."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ghblog.errors import StaleHeadError
from ghblog.github.calls import Call
from ghblog.github.issues import Issues
from ghblog.model import Commit, Head

_RIGHT = "Contents: write"


class Branches(Issues):
    """Branches, made of git's objects."""

    def make_branch(self, branch: str, files: Mapping[str, str], message: str) -> str:
        """Make an orphan branch with text files in three requests; its head.

        Raises:
            StaleHeadError: there is such a branch already, and not from this call.
        """
        doing = f"make the branch `{branch}`"
        entries = [
            {"path": path, "mode": "100644", "type": "blob", "content": text}
            for path, text in files.items()
        ]
        tree = self._git(doing, "git/trees", {"tree": entries})
        commit = self._git(doing, "git/commits", {"message": message, "tree": tree, "parents": []})
        reference = {"ref": f"refs/heads/{branch}", "sha": commit}
        try:
            self._transport.send(self._git_call(doing, "git/refs", reference, fits=_has_object))
        except StaleHeadError:
            # Perhaps it is ours: the first answer was lost, and the repetition met its work.
            if self._head(doing, branch) != commit:
                raise
        return commit

    def merge(self, into: Head, other: Head, commit: Commit) -> str:
        """Merge two heads in three requests, forward only; see `model.GitHub.merge`."""
        doing = f"merge `{other.branch}` into `{commit.branch}`"
        entries = [
            {"path": path, "mode": "100644", "type": "blob", "content": data.decode()}
            for path, data in commit.additions.items()
        ]
        tree = self._git(doing, "git/trees", {"base_tree": other.tree, "tree": entries})
        message = f"{commit.headline}\n\n{commit.body}"
        parents = [into.oid, other.oid]
        made = self._git(
            doing, "git/commits", {"message": message, "tree": tree, "parents": parents}
        )
        self._forward(doing, commit.branch, made)
        return made

    def advance(self, branch: str, oid: str) -> None:
        """Move a branch forward; see `model.GitHub.advance`."""
        self._forward(f"move the branch `{branch}` forward", branch, oid)

    def _forward(self, doing: str, branch: str, oid: str) -> None:
        path, forward = f"git/refs/heads/{quote(branch)}", {"sha": oid, "force": False}
        self._transport.send(self._git_call(doing, path, forward, fits=_has_object, verb="PATCH"))

    def seed(self, path: str, text: str, message: str) -> str:
        """The first commit of an empty repository, on its default branch; its oid.

        Raises:
            StaleHeadError: there is a commit already, and not from this call.
        """
        body = {"message": message, "content": in_base64(text.encode())}
        call = Call(
            "PUT",
            self._path(f"contents/{quote(path)}"),
            f"make the first commit in {self._repository}",
            body,
            right=_RIGHT,
            writes=True,
            fits=lambda data: isinstance(data, dict) and _has_sha(data.get("commit")),
        )
        try:
            return str(self._transport.send(call).data["commit"]["sha"])
        except StaleHeadError:
            # Perhaps it is ours: the first answer was lost, and the repetition met its work.
            head = self.read(branch="ghblog", files=(), index=(path,), labels=()).default
            if head is None or head.message != message or head.files.get(path) != text:
                raise
            return head.oid

    def _git(self, doing: str, path: str, body: Mapping[str, Any]) -> str:
        """Make a git object; making it twice makes it once."""
        call = self._git_call(doing, path, body, fits=_has_sha)
        return str(self._transport.send(call).data["sha"])

    def _git_call(
        self, doing: str, path: str, body: Mapping[str, Any], *, fits: Any, verb: str = "POST"
    ) -> Call:
        return Call(verb, self._path(path), doing, body, right=_RIGHT, writes=True, fits=fits)

    def _head(self, doing: str, branch: str) -> str:
        path = self._path(f"git/ref/heads/{quote(branch)}")
        return str(
            self._transport.send(Call("GET", path, doing, fits=_has_object)).data["object"]["sha"]
        )


def in_base64(data: bytes) -> str:
    """Bytes as GitHub takes them in JSON."""
    return base64.b64encode(data).decode("ascii")


def _has_sha(data: Any) -> bool:
    return isinstance(data, dict) and isinstance(data.get("sha"), str)


def _has_object(data: Any) -> bool:
    return isinstance(data, dict) and _has_sha(data.get("object"))

"""The writing half of the adapter."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from ghblog.errors import AnswerLostError, RateLimitedError, StaleHeadError
from ghblog.github.calls import Call, Fault, Good, Repeat
from ghblog.github.documents import document, numbered
from ghblog.github.judging import is_trouble
from ghblog.github.refusals import graphql_refusal
from ghblog.github.remarks import Remarks
from ghblog.github.session import understood
from ghblog.model import Commit, Created

MOST_COMMITS = 5  # a request: more of them time out half-applied
_LIMIT_PATIENCE = timedelta(minutes=1)


class Writes(Remarks):
    """What can be written. Only what is harmless to repeat is repeated."""

    def wait_turn(self) -> None:
        """Wait until GitHub's pace lets another create or edit through."""
        self._transport.pace.wait_turn()

    def turn_in(self) -> float:
        """Seconds that `wait_turn()` would wait now: a lease may have to be renewed before."""
        return self._transport.pace.due()

    def create_issue(
        self,
        title: str,
        body: str,
        labels: Sequence[str],
        *,
        milestone: int = 0,
        assignees: Sequence[str] = (),
    ) -> Created:
        """Make an issue: one request, never repeated; see `model.GitHub.create_issue`."""
        sent: dict[str, object] = {"title": title, "body": body, "labels": list(labels)}
        if milestone:
            sent["milestone"] = milestone
        if assignees:
            sent["assignees"] = list(assignees)
        call = Call(
            "POST",
            self._path("issues"),
            f"create the issue “{short(title)}”",
            sent,
            repeat=Repeat.NEVER,
            right="Issues: write",
            writes=True,
            content=1,
            fits=_is_issue,
        )
        data = self._transport.send(call).data
        return Created(number=data["number"], node=data["node_id"])

    def update_issue(
        self,
        number: int,
        title: str,
        body: str,
        labels: Sequence[str] | None,
        *,
        milestone: int | None = None,
        assignees: Sequence[str] | None = None,
    ) -> None:
        """Set title and text, and all labels, the milestone (0: none) and all assignees unless
        None. Harmless to repeat."""
        changes: dict[str, object] = {"title": title, "body": body}
        if labels is not None:
            changes["labels"] = list(labels)
        if milestone is not None:
            changes["milestone"] = milestone or None
        if assignees is not None:
            changes["assignees"] = list(assignees)
        self._transport.send(
            Call(
                "PATCH",
                self._path(f"issues/{number}"),
                f"update issue #{number} “{short(title)}”",
                changes,
                right="Issues: write",
                writes=True,
                content=1,
                fits=lambda data: _is_issue(data) and data["number"] == number,
            )
        )

    def commit(self, commits: Sequence[Commit]) -> Sequence[str | Exception]:
        """Make commits on branches, in one request; see `model.GitHub.commit`.

        Raises ValueError for more than `MOST_COMMITS`.
        """
        if len(commits) > MOST_COMMITS:
            raise ValueError(f"at most {MOST_COMMITS} commits a request, not {len(commits)}")
        if not commits:
            return ()
        inputs = [self._input(commit) for commit in commits]
        branches = " and ".join(f"`{commit.branch}`" for commit in commits)
        query = document("commit", {"commit": len(commits)})
        call = Call(
            "POST",
            "",
            f"commit to {branches}",
            {"query": query, "variables": numbered("input", inputs)},
            repeat=Repeat.IF_REFUSED,
            right="Contents: write",
            writes=True,
        )
        good = self._transport.send(call)
        return tuple(self._result(call, good, f"commit{n}") for n in range(len(commits)))

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

    def seed(self, path: str, text: str, message: str) -> str:
        """The first commit of an empty repository, on its default branch; its oid.

        Raises:
            StaleHeadError: there is a commit already, and not from this call.
        """
        body = {"message": message, "content": _base64(text.encode())}
        call = Call(
            "PUT",
            self._path(f"contents/{quote(path)}"),
            f"make the first commit in {self._repository}",
            body,
            right="Contents: write",
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

    def _input(self, commit: Commit) -> dict[str, Any]:
        additions = [
            {"path": path, "contents": _base64(data)} for path, data in commit.additions.items()
        ]
        return {
            "branch": {"repositoryNameWithOwner": self._repository, "branchName": commit.branch},
            "expectedHeadOid": commit.head,
            "message": {"headline": commit.headline, "body": commit.body},
            "fileChanges": {
                "additions": additions,
                "deletions": [{"path": path} for path in commit.deletions],
            },
        }

    def _result(self, call: Call, good: Good, alias: str) -> str | Exception:
        payload = good.data.get(alias)
        if payload is not None:
            with understood(call.doing):
                return str(payload["commit"]["oid"])
        own = [fault for fault in good.faults if not fault.path or fault.path[0] == alias]
        return self._failure(call, own[0] if own else None)

    def _failure(self, call: Call, fault: Fault | None) -> Exception:
        if fault is None or is_trouble(fault):
            return AnswerLostError(
                f"cannot tell whether GitHub did {call.doing}",
                hint="run the command again: it finds out first",
            )
        if fault.type == "RATE_LIMITED":
            until = self._transport.now() + _LIMIT_PATIENCE
            return RateLimitedError(f"cannot {call.doing} now: GitHub asks to wait", until=until)
        return graphql_refusal(self._transport.place, call, fault.type, fault.message)

    def _git(self, doing: str, path: str, body: Mapping[str, Any]) -> str:
        """Make a git object; making it twice makes it once."""
        call = self._git_call(doing, path, body, fits=_has_sha)
        return str(self._transport.send(call).data["sha"])

    def _git_call(self, doing: str, path: str, body: Mapping[str, Any], *, fits: Any) -> Call:
        return Call(
            "POST", self._path(path), doing, body, right="Contents: write", writes=True, fits=fits
        )

    def _head(self, doing: str, branch: str) -> str:
        path = self._path(f"git/ref/heads/{quote(branch)}")
        return str(
            self._transport.send(Call("GET", path, doing, fits=_has_object)).data["object"]["sha"]
        )


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def short(title: str, longest: int = 60) -> str:
    """A title for a message."""
    return title if len(title) <= longest else f"{title[:longest]}…"


def _is_issue(data: Any) -> bool:
    """A redirected create looks like an issue without a number."""
    if not isinstance(data, dict) or not isinstance(data.get("node_id"), str):
        return False
    return type(data.get("number")) is int


def _has_sha(data: Any) -> bool:
    return isinstance(data, dict) and isinstance(data.get("sha"), str)


def _has_object(data: Any) -> bool:
    return isinstance(data, dict) and _has_sha(data.get("object"))

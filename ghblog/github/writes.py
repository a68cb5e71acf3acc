"""The writing half of the adapter: issues, branches and, here, commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from ghblog.errors import AnswerLostError, RateLimitedError
from ghblog.github.branches import Branches, in_base64
from ghblog.github.calls import Call, Fault, Good, Repeat
from ghblog.github.documents import document, numbered
from ghblog.github.judging import is_trouble
from ghblog.github.refusals import graphql_refusal
from ghblog.github.session import understood
from ghblog.model import Commit

MOST_COMMITS = 5  # a request: more of them time out half-applied
_LIMIT_PATIENCE = timedelta(minutes=1)


class Writes(Branches):
    """What can be written. Only what is harmless to repeat is repeated."""

    def commit(self, commits: Sequence[Commit]) -> Sequence[str | Exception]:
        """Make commits on branches, in one request; see `model.GitHub.commit`.

        Raises ValueError for more than `MOST_COMMITS`.
        """
        if len(commits) > MOST_COMMITS:
            raise ValueError(f"at most {MOST_COMMITS} commits a request, not {len(commits)}")
        if not commits:
            return ()
        inputs = [self._input(commit) for commit in commits]
        begun = [commit for commit in commits if commit.begins]
        query = document("commit", {"commit": len(commits), "begin": len(begun)})
        variables = numbered("input", inputs) | numbered("begin", map(self._begin, begun))
        call = Call(
            "POST",
            "",
            _doing(*commits),
            {"query": query, "variables": variables},
            repeat=Repeat.IF_REFUSED,
            right="Contents: write",
            writes=True,
        )
        good = self._transport.send(call)
        begins = {id(commit): f"begin{n}" for n, commit in enumerate(begun)}
        return tuple(
            self._result(
                replace(call, doing=_doing(commit)), good, f"commit{n}", begins.get(id(commit), "")
            )
            for n, commit in enumerate(commits)
        )

    def _begin(self, commit: Commit) -> dict[str, Any]:
        name = f"refs/heads/{commit.branch}"
        return {"repositoryId": self._node, "name": name, "oid": commit.head}

    def _input(self, commit: Commit) -> dict[str, Any]:
        additions = [
            {"path": path, "contents": in_base64(data)} for path, data in commit.additions.items()
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

    def _result(self, call: Call, good: Good, alias: str, begin: str = "") -> str | Exception:
        payload = good.data.get(alias)
        if payload is not None:
            with understood(call.doing):
                return str(payload["commit"]["oid"])
        steps = [begin, alias] if begin else [alias]
        own = [one for one in good.faults if not one.path or one.path[0] in steps]
        own = [one for one in own if "already exists" not in one.message] or own
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


def _doing(*commits: Commit) -> str:
    return f"commit to {' and '.join(f'`{commit.branch}`' for commit in commits)}"

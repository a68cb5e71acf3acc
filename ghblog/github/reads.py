"""The reading half of the adapter."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ghblog.github.calls import Call, Fault, Good
from ghblog.github.documents import numbered
from ghblog.github.reading import Partial, head_of, login_of, page_of, snapshot_of, texts_of
from ghblog.github.refusals import graphql_refusal
from ghblog.github.session import Session, understood
from ghblog.model import Existing, Head, Snapshot

PAGE = 50  # texts a query
WINDOW = 100  # numbers a query


class Reads(Session):
    """What can be read; all of it is repeated as often as needed."""

    def read(
        self,
        *,
        branch: str,
        files: Iterable[str],
        index: Iterable[str],
        labels: Iterable[str],
        milestones: bool = False,
        proposal: str = "",
    ) -> Snapshot:
        """One query for all that a run must know; see `model.GitHub.read`.

        One request more for each file that GitHub's answer cuts or recodes.
        """
        paths, index_paths, names = tuple(files), tuple(index), tuple(dict.fromkeys(labels))
        doing = f"read {self._repository}"
        asked: dict[str, Any] = {"ledger": f"refs/heads/{branch}", "milestones": milestones}
        if proposal:
            asked |= {"proposal0": f"refs/heads/{proposal}", "proposed0": index_paths[0]}
        data = self._read(doing, asked, paths, index_paths, names)
        with understood(doing):
            found = data["repository"]
            self._now_called(str(found["nameWithOwner"]))
            self._node, self._id = str(found["id"]), int(found["databaseId"])
            self._has_discussions = self._has_discussions and bool(found["hasDiscussionsEnabled"])
            default = head_of(found["defaultBranchRef"], "index", index_paths)
            ledger = head_of(found["ledger"], "file", paths)
            proposed = head_of(found.get("proposal0"), "proposed", index_paths[:1])
        parts = (default, ledger, proposed)
        default_head, ledger_head, proposed_head = [self._whole(part) for part in parts]
        with understood(doing):
            viewer = login_of(data["viewer"])
            return snapshot_of(
                found, viewer, default_head, ledger_head, names, proposal=proposed_head
            )

    def read_nodes(self, nodes: Sequence[str]) -> Mapping[str, Existing]:
        """Issues and discussions by node id, 50 a query; what is not there is left out."""
        doing = f"read posts of {self._repository}"
        found: dict[str, Existing] = {}
        for start in range(0, len(nodes), PAGE):
            call, good = self._ask("nodes", doing, {"ids": list(nodes[start : start + PAGE])})
            self._complete(call, good.faults)
            with understood(doing):
                found |= {item.node: item for item in texts_of(good.data["nodes"] or ())}
        return found

    def list_all(self) -> Sequence[Existing]:
        """Every issue and discussion, oldest first, 50 of each a query."""
        doing = f"list the posts of {self._repository}"
        found: list[Existing] = []
        issue: str | None = None
        discussion: str | None = None
        issues, discussions = True, self._has_discussions
        while issues or discussions:
            more = {"issues": issues, "discussions": discussions}
            after = {"afterIssue": issue, "afterDiscussion": discussion}
            call, good = self._ask("list", doing, self._names | more | after)
            repository = self._there(call, good)
            self._complete(call, good.faults)
            with understood(doing):
                posts, issue = page_of(repository.get("issues"))
                talks, discussion = page_of(repository.get("discussions"))
            found += [*posts, *talks]
            issues, discussions = issue is not None, discussion is not None
        return sorted(found, key=lambda item: item.number)

    def look_up(self, numbers: Sequence[int]) -> Sequence[Existing]:
        """Those of these numbers that are issues or discussions, by number: 100 a query."""
        doing = f"look up numbers in {self._repository}"
        found: list[Existing] = []
        for start in range(0, len(numbers), WINDOW):
            window = list(numbers[start : start + WINDOW])
            variables = self._names | numbered("number", window)
            variables["discussions"] = self._has_discussions
            call, good = self._ask("look_up", doing, variables, {"number": len(window)})
            repository = self._there(call, good)
            self._complete(call, (one for one in good.faults if not _hides_discussions(one)))
            with understood(doing):
                found += texts_of(value for value in repository.values() if isinstance(value, dict))
        return sorted(found, key=lambda item: item.number)

    def newest_number(self) -> int:
        """The highest number in the list of issues and pull requests (it may lag); 0 if none."""
        doing = f"read the newest number of {self._repository}"
        parameters = {"state": "all", "sort": "created", "direction": "desc", "per_page": "1"}
        call = Call(
            "GET",
            self._path("issues"),
            doing,
            parameters=parameters,
            right="Issues: read",
            fits=lambda data: isinstance(data, list),
        )
        found = self._transport.send(call).data
        with understood(doing):
            return int(found[0]["number"]) if found else 0

    def _read(
        self,
        doing: str,
        asked: Mapping[str, Any],
        files: tuple[str, ...],
        index: tuple[str, ...],
        labels: tuple[str, ...],
    ) -> dict[str, Any]:
        counts = {"file": len(files), "index": len(index), "label": len(labels)}
        counts["proposal"] = int("proposal0" in asked)
        variables = {
            **self._names,
            **asked,
            **numbered("file", files),
            **numbered("index", index),
            **numbered("label", labels),
            "discussions": self._has_discussions,
        }
        call, good = self._ask("read", doing, variables, counts)
        if self._has_discussions and any(_hides_discussions(fault) for fault in good.faults):
            # A token without the right to read discussions can publish issues all the same.
            self._has_discussions = False
            return self._read(doing, asked, files, index, labels)
        self._there(call, good)
        self._complete(call, [fault for fault in good.faults if "nodes" not in fault.path])
        return dict(good.data)

    def _complete(self, call: Call, faults: Iterable[Fault]) -> None:
        """Raise when a part of an answer is missing that may be there: only NOT_FOUND means that
        it is not, and what is taken for missing may be created once more."""
        for fault in faults:
            if fault.type != "NOT_FOUND":
                raise graphql_refusal(self._transport.place, call, fault.type, fault.message)

    def _there(self, call: Call, good: Good) -> Mapping[str, Any]:
        """The repository in an answer. Raises NotFoundError, NotAllowedError without it."""
        repository = good.data.get("repository")
        if repository is None:
            raise self._missing(call, good.faults)
        found: Mapping[str, Any] = repository
        return found

    def _whole(self, part: Partial | None) -> Head | None:
        """A head with its large files, one request each."""
        if part is None:
            return None
        files, unreadable = dict(part.head.files), list(part.head.unreadable)
        for path, oid in part.large.items():
            text = self._blob(path, oid)
            if text is None:
                unreadable.append(path)
            else:
                files[path] = text
        return replace(part.head, files=files, unreadable=tuple(unreadable))

    def _blob(self, path: str, oid: str) -> str | None:
        call = Call("GET", self._path(f"git/blobs/{oid}"), f"read {path}", fits=_is_blob)
        try:
            return base64.b64decode(self._transport.send(call).data["content"]).decode("utf-8")
        except (UnicodeDecodeError, binascii.Error):
            return None


def _is_blob(data: Any) -> bool:
    fits = isinstance(data, dict) and data.get("encoding") == "base64"
    return fits and isinstance(data.get("content"), str)


def _hides_discussions(fault: Fault) -> bool:
    """Whether discussions are missing for want of a right."""
    denied = fault.type in {"FORBIDDEN", "INSUFFICIENT_SCOPES"}
    return denied and any(str(step).startswith("discussion") for step in fault.path)

"""What is set besides texts: labels, open or closed, lock and pin. All of it may be repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ghblog.errors import GitHubError
from ghblog.github.calls import Call, Fault, Good
from ghblog.github.documents import document, numbered
from ghblog.github.session import understood
from ghblog.github.writes import Writes
from ghblog.model import Finish, Kind, Label

LABELS = 5  # aliases a request: more of them time out half-applied

# Setting what is set already is what repeating does: no error for us. GitHub documents no words
# for it, so what it may say is told by these.
_ALREADY = re.compile(
    r"\balready\b|\bis ?n[o']t (currently )?(pinned|locked|closed)", re.IGNORECASE
)
_TAKEN = re.compile(r"already (been taken|exists)", re.IGNORECASE)
_Aliases = Mapping[str, Mapping[str, Any]]  # alias in finish.graphql → its input


class Finishing(Writes):
    """One request of aliased mutations, each harmless to repeat."""

    def finish(self, node: str, kind: Kind, finish: Finish) -> None:
        """Set labels, open or closed, lock and pin; see `model.GitHub.finish`."""
        doing = f"set labels or state of the {kind}"
        self._set(doing, kind, aliases(node, kind, finish))

    def make_labels(self, labels: Sequence[Label]) -> Mapping[str, str]:
        """Make labels that are missing, five a request; name → node id."""
        found: dict[str, str] = {}
        for start in range(0, len(labels), LABELS):
            found |= self._make_labels(labels[start : start + LABELS])
        return found

    def _set(self, doing: str, kind: Kind, changes: _Aliases) -> None:
        """Send the mutations of `finish.graphql` that are asked for, at most five of them."""
        if not changes:
            return
        absent = dict.fromkeys(THINGS, 0)
        query = document("finish", absent | dict.fromkeys(changes, 1))
        call = Call(
            "POST",
            "",
            doing,
            {"query": query, "variables": {f"{name}0": sent for name, sent in changes.items()}},
            right="Issues: write" if kind is Kind.ISSUE else "Discussions: write",
            writes=True,
            content=int("text" in changes),
        )
        good = self._transport.send(call)
        for name in changes:
            fault = _fault_of(good, f"{name}0")
            if fault and not (_ALREADY.search(fault.message) and name in _STATES):
                raise self._failure(call, fault)

    def _make_labels(self, labels: Sequence[Label]) -> dict[str, str]:
        repository = self._repository_node()
        inputs = [
            {
                "repositoryId": repository,
                "name": label.name,
                "color": label.color,
                "description": label.description,
            }
            for label in labels
        ]
        names = ", ".join(f"“{label.name}”" for label in labels)
        call = Call(
            "POST",
            "",
            f"make the labels {names}" if len(labels) > 1 else f"make the label {names}",
            {
                "query": document("make_labels", {"label": len(labels)}),
                "variables": numbered("label", inputs),
            },
            right="Issues: write",
            writes=True,
            content=len(labels),
        )
        self.wait_turn()
        good = self._transport.send(call)
        made: dict[str, str] = {}
        taken: list[str] = []
        for number, label in enumerate(labels):
            payload = good.data.get(f"label{number}")
            if payload is not None:
                with understood(call.doing):
                    made[label.name] = str(payload["label"]["id"])
                continue
            fault = _fault_of(good, f"label{number}")
            if fault is None or not _TAKEN.search(fault.message):
                raise self._failure(call, fault)
            taken.append(label.name)
        return made | (self._labels(taken) if taken else {})

    def _labels(self, names: Sequence[str]) -> dict[str, str]:
        """Labels that are there, by name."""
        doing = f"read the labels of {self._repository}"
        variables = {**self._names, **numbered("label", names)}
        call, good = self._ask("labels", doing, variables, {"label": len(names)})
        repository = self._there(call, good)
        self._complete(call, good.faults)
        found = {name: repository.get(f"label{n}") for n, name in enumerate(names)}
        if missing := [name for name, label in found.items() if not label]:
            raise GitHubError(
                f"cannot make the label “{missing[0]}”: GitHub says that there is one, and does "
                "not show it",
                hint="run the command again in a minute",
            )
        with understood(doing):
            return {name: str(label["id"]) for name, label in found.items() if label}

    def _repository_node(self) -> str:
        """The repository's node id: `read()` brings it, else one request."""
        self._find_repository()
        return self._node

    def _repository_id(self) -> int:
        """The repository's numeric id: `read()` brings it, else one request."""
        self._find_repository()
        return self._id

    def _find_repository(self) -> None:
        if self._node:
            return
        call, good = self._ask("repository", f"find {self._repository}", self._names)
        found = self._there(call, good)
        with understood(call.doing):
            self._node, self._id = str(found["id"]), int(found["databaseId"])


THINGS = (
    "text",
    "add",
    "remove",
    "closeissue",
    "reopenissue",
    "closediscussion",
    "reopendiscussion",
    "lock",
    "unlock",
    "pin",
    "unpin",
)
_STATES = frozenset(THINGS) - {"text", "add", "remove"}


def aliases(node: str, kind: Kind, finish: Finish) -> dict[str, dict[str, Any]]:
    """The mutations of `finish.graphql` that a `Finish` asks for, with their inputs. Pure."""
    return dict(_aliases(node, kind, finish))


def _aliases(node: str, kind: Kind, finish: Finish) -> Iterator[tuple[str, dict[str, Any]]]:
    if finish.add_labels:
        yield "add", {"labelableId": node, "labelIds": list(finish.add_labels)}
    if finish.remove_labels:
        yield "remove", {"labelableId": node, "labelIds": list(finish.remove_labels)}
    if finish.closed is not None:
        word = "issue" if kind is Kind.ISSUE else "discussion"
        sent = {f"{word}Id": node}
        if finish.closed and finish.reason:
            key = "stateReason" if kind is Kind.ISSUE else "reason"
            sent[key] = finish.reason.upper()
        yield f"{'close' if finish.closed else 'reopen'}{word}", sent
    if finish.locked is not None:
        yield "lock" if finish.locked else "unlock", {"lockableId": node}
    if finish.pinned is not None and kind is Kind.ISSUE:
        yield "pin" if finish.pinned else "unpin", {"issueId": node}


def _fault_of(good: Good, alias: str) -> Fault | None:
    """The error of one alias; None if it was carried out."""
    if good.data.get(alias) is not None:
        return None
    own = [fault for fault in good.faults if not fault.path or fault.path[0] == alias]
    return own[0] if own else Fault("", "no answer, and no reason: something went wrong")

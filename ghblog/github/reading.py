"""GraphQL's answers as values of the model. Pure.

Shapes are those of `queries/*.graphql`. A shape that does not fit raises KeyError, TypeError,
ValueError or AttributeError; `adapter` turns these into an error for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ghblog.model import Existing, Head, Kind, Remark, Repository, Snapshot

_SYMLINK = 0o120000
_KINDS = {"Issue": Kind.ISSUE, "Discussion": Kind.DISCUSSION}


@dataclass(frozen=True, slots=True)
class Partial:
    """A head whose large files must still be fetched: path → blob's oid."""

    head: Head
    large: Mapping[str, str]


def repository_of(value: Mapping[str, Any]) -> Repository:
    """The repository's facts."""
    default = value["defaultBranchRef"]
    return Repository(
        id=int(value["databaseId"]),
        name=str(value["nameWithOwner"]),
        url=str(value["url"]).rstrip("/"),
        permission=value["viewerPermission"] or "",
        default_branch=default["name"] if default else "",
        private=bool(value["isPrivate"]),
        archived=bool(value["isArchived"]),
        empty=bool(value["isEmpty"]),
        has_issues=bool(value["hasIssuesEnabled"]),
        has_discussions=bool(value["hasDiscussionsEnabled"]),
        node=str(value["id"]),
    )


def head_of(ref: Mapping[str, Any] | None, prefix: str, paths: Sequence[str]) -> Partial | None:
    """A branch's head and the files asked for; None if there is no such branch.

    Args:
        ref: the `Ref` as answered, or null.
        prefix: what the files' aliases begin with.
        paths: the files asked for, in the order of the aliases.
    """
    if ref is None or not ref["target"]:
        return None
    commit = ref["target"]
    files: dict[str, str] = {}
    unreadable: list[str] = []
    large: dict[str, str] = {}
    for number, path in enumerate(paths):
        entry = commit[f"{prefix}{number}"]
        if entry is None:
            continue
        blob = entry["object"] or {}
        if "oid" not in blob or entry["mode"] == _SYMLINK or blob["isBinary"]:
            unreadable.append(path)
        elif _is_whole(blob):
            files[path] = blob["text"]
        else:
            large[path] = blob["oid"]
    head = Head(
        branch=str(ref["name"]).removeprefix("refs/heads/"),
        oid=str(commit["oid"]),
        date=datetime.fromisoformat(commit["committedDate"]),
        message=str(commit["message"]),
        files=files,
        unreadable=tuple(unreadable),
        names=tuple(entry["name"] for entry in commit["tree"]["entries"] or ()),
        tree=str(commit["tree"]["oid"]),
        before=next((str(one["message"]) for one in _nodes(commit.get("history"))), ""),
    )
    return Partial(head, large)


def _is_whole(blob: Mapping[str, Any]) -> bool:
    """Whether `text` is the file, byte for byte: GitHub cuts it, and recodes other encodings."""
    text = blob["text"]
    if text is None or blob["isTruncated"]:
        return False
    return bool(len(text.encode("utf-8", "surrogatepass")) == blob["byteSize"])


def newest_of(value: Mapping[str, Any]) -> tuple[Existing, ...]:
    """The newest issues and discussions, newest first, without their texts."""
    found = [
        *_existing(Kind.ISSUE, _nodes(value.get("issues"))),
        *_existing(Kind.DISCUSSION, _nodes(value.get("discussions"))),
    ]
    return tuple(sorted(found, key=lambda item: item.number, reverse=True))


def texts_of(nodes: Iterable[Any]) -> Iterator[Existing]:
    """Those of `nodes` that are issues or discussions, with their texts."""
    for node in nodes:
        if node and node.get("__typename") in _KINDS:
            yield from _existing(_KINDS[node["__typename"]], [node])


def page_of(connection: Mapping[str, Any] | None) -> tuple[list[Existing], str | None]:
    """A page of a list, and the cursor of the next one; None after the last."""
    if connection is None:
        return [], None
    info = connection["pageInfo"]
    return list(texts_of(_nodes(connection))), info["endCursor"] if info["hasNextPage"] else None


def snapshot_of(
    repository: Mapping[str, Any],
    viewer: str,
    default: Head | None,
    ledger: Head | None,
    labels: Sequence[str],
    *,
    proposal: Head | None = None,
) -> Snapshot:
    """All of it together."""
    recent = newest_of(repository)
    made = {name: repository[f"label{number}"] for number, name in enumerate(labels)}
    return Snapshot(
        repository=repository_of(repository),
        viewer=viewer,
        default=default,
        ledger=ledger,
        recent=recent,
        highest=max((item.number for item in recent), default=0),
        missing_labels=tuple(name for name, label in made.items() if not label),
        labels={name: str(label["id"]) for name, label in made.items() if label},
        categories={
            str(node["name"]): str(node["id"])
            for node in _nodes(repository.get("discussionCategories"))
        },
        milestones={
            str(node["title"]): int(node["number"]) for node in _nodes(repository.get("milestones"))
        },
        pinned=tuple(
            int(node["issue"]["number"]) for node in _nodes(repository.get("pinnedIssues"))
        ),
        proposal=proposal,
    )


def login_of(actor: Mapping[str, Any] | None) -> str:
    """An actor's login, empty for a deleted account.

    An App is `name[bot]` as viewer and `name` as author: here it is `name` always.
    """
    return str(actor["login"]).removesuffix("[bot]") if actor else ""


def remarks_of(node: Mapping[str, Any]) -> tuple[list[Remark], str | None]:
    """A page of an item's comments, and the cursor of the next one; None after the last."""
    comments = node["comments"]
    info = comments["pageInfo"]
    found = [remark_of(one) for one in _nodes(comments)]
    return found, info["endCursor"] if info["hasNextPage"] else None


def remark_of(node: Mapping[str, Any]) -> Remark:
    """A comment."""
    return Remark(
        node=str(node["id"]),
        body=str(node["body"]),
        author=login_of(node["author"]),
        association=str(node["authorAssociation"]),
        created=datetime.fromisoformat(node["createdAt"]),
        replies=int(node["replies"]["totalCount"]) if "replies" in node else 0,
    )


def _existing(kind: Kind, nodes: Iterable[Mapping[str, Any]]) -> Iterator[Existing]:
    for node in nodes:
        labels = _nodes(node.get("labels"))
        yield Existing(
            kind=kind,
            node=str(node["id"]),
            number=int(node["number"]),
            title=str(node["title"]),
            body=str(node.get("body") or ""),
            author=login_of(node["author"]),
            association=str(node["authorAssociation"]),
            labels=tuple(str(label["name"]) for label in labels),
            closed=bool(node["closed"]),
            created=datetime.fromisoformat(node["createdAt"]),
            label_ids=tuple(str(label["id"]) for label in labels),
            category=str((node.get("category") or {}).get("name") or ""),
            locked=bool(node.get("locked")),
            pinned=bool(node.get("isPinned")),
            milestone=str((node.get("milestone") or {}).get("title") or ""),
        )


def _nodes(connection: Mapping[str, Any] | None) -> list[Any]:
    """A connection's nodes, without those that this token may not see."""
    return [node for node in (connection or {}).get("nodes") or [] if node]

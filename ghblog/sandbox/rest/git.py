"""REST: git's own objects and references. An empty repository answers 409 to all of it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ghblog.sandbox import branches
from ghblog.sandbox.git import FILE, CommitFacts, Person, TreeLine
from ghblog.sandbox.nodes import node_id
from ghblog.sandbox.problems import Reason, RefusedError, invalid, not_found
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.rest import shapes
from ghblog.sandbox.rest.call import Answer, Call

_OID = re.compile(r"[0-9a-f]{40}")


def opened(call: Call, *, write: bool = False) -> Repository:
    """The repository of the path, which must not be empty."""
    repo = call.repo
    if write:
        call.viewer.require_write(repo, "contents")
    else:
        call.viewer.require_read(repo, "contents")
    if repo.empty:
        raise RefusedError(Reason.CONFLICT, "Git Repository is empty.")
    return repo


def decode(content: str, encoding: str = "base64") -> bytes:
    """The bytes that a request carries."""
    if encoding in {"utf-8", "utf8"}:
        return content.encode()
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        raise invalid("content is not valid Base64") from None


def encode(data: bytes) -> str:
    """Base64 in lines of 60, as the API writes it."""
    text = base64.b64encode(data).decode()
    return "".join(f"{text[at : at + 60]}\n" for at in range(0, len(text), 60))


def create_blob(call: Call) -> Answer:
    """POST .../git/blobs."""
    repo = opened(call, write=True)
    encoding = call.maybe_text("encoding") or "utf-8"
    oid = repo.git.write_blob(decode(call.text("content"), encoding))
    url = f"{shapes.repo_url(repo)}/git/blobs/{oid}"
    return Answer({"url": url, "sha": oid}, 201, {"Location": url})


def get_blob(call: Call) -> Answer:
    """GET .../git/blobs/{file_sha}; raw on demand."""
    repo, oid = opened(call), call.params["file_sha"]
    data = repo.git.blob(oid)
    if data is None:
        raise not_found()
    if "raw" in call.accept:
        return Answer(raw=data, content_type="application/vnd.github.raw+json; charset=utf-8")
    shown = {"sha": oid, "node_id": node_id("object", repo.id, oid), "size": len(data)}
    url = f"{shapes.repo_url(repo)}/git/blobs/{oid}"
    return Answer({**shown, "url": url, "content": encode(data), "encoding": "base64"})


def _tree_entry(repo: Repository, path: str, line: TreeLine) -> dict[str, Any]:
    shown = {"path": path, "mode": f"{line.mode:06o}", "type": line.kind, "sha": line.oid}
    data = repo.git.blob(line.oid) if line.kind == "blob" else None
    folder = "trees" if line.kind == "tree" else "blobs"
    url = {"url": f"{shapes.repo_url(repo)}/git/{folder}/{line.oid}"}
    return {**shown, **({} if data is None else {"size": len(data)}), **url}


def _tree(repo: Repository, oid: str, *, recursive: bool = False) -> dict[str, Any]:
    entries = []
    waiting = [(oid, "")]
    while waiting:
        tree, above = waiting.pop()
        for line in repo.git.tree(tree) or ():
            entries.append(_tree_entry(repo, above + line.name, line))
            if recursive and line.kind == "tree":
                waiting.append((line.oid, f"{above}{line.name}/"))
    entries.sort(key=lambda entry: entry["path"])
    url = f"{shapes.repo_url(repo)}/git/trees/{oid}"
    return {"sha": oid, "url": url, "tree": entries, "truncated": False}


def create_tree(call: Call) -> Answer:
    """POST .../git/trees; content may come along, and null removes a path."""
    repo = opened(call, write=True)
    lines = call.body.get("tree")
    if not isinstance(lines, list) or not lines:
        raise invalid("Invalid tree info")
    base = call.maybe_text("base_tree") or ""
    if base:
        commit = repo.git.commit(base)
        base = commit.tree if commit else base
        if repo.git.tree(base) is None:
            raise invalid(f"base_tree {base} is not a valid tree oid")
    changes = dict(_tree_change(repo, line) for line in lines)
    oid = repo.git.write_tree(base, changes)
    shown = _tree(repo, oid)
    return Answer(shown, 201, {"Location": shown["url"]})


def _tree_change(repo: Repository, line: Mapping[str, Any]) -> tuple[str, tuple[int, str] | None]:
    path = line.get("path")
    if not isinstance(path, str):
        raise invalid("tree.path is missing")
    branches.check_path(path)
    mode = int(line.get("mode") or f"{FILE:o}", 8)
    if "content" in line:
        return path, (mode, repo.git.write_blob(line["content"].encode()))
    oid = line.get("sha", "")
    if oid is None:
        return path, None
    if repo.git.get(oid) is None:
        raise invalid(f"tree.sha {oid} is not a valid oid")
    return path, (mode, oid)


def get_tree(call: Call) -> Answer:
    """GET .../git/trees/{tree_sha}, which may be a branch or a commit."""
    repo, name = opened(call), call.params["tree_sha"]
    commit = branches.resolve(repo, name)
    oid = commit.tree if commit else name
    if repo.git.tree(oid) is None:
        raise not_found()
    return Answer(_tree(repo, oid, recursive=bool(call.query.get("recursive"))))


def _person(who: Person, at: datetime) -> dict[str, Any]:
    return {"name": who.name, "email": who.email, "date": shapes.stamp(at)}


def commit_shape(repo: Repository, facts: CommitFacts) -> dict[str, Any]:
    """A `git-commit`."""
    api, page = shapes.repo_url(repo), repo.url
    unsigned = {"verified": False, "reason": "unsigned", "signature": None}
    return {
        "sha": facts.oid,
        "node_id": node_id("object", repo.id, facts.oid),
        "url": f"{api}/git/commits/{facts.oid}",
        "html_url": f"{page}/commit/{facts.oid}",
        "author": _person(facts.author, facts.authored),
        "committer": _person(facts.committer, facts.committed),
        "tree": {"sha": facts.tree, "url": f"{api}/git/trees/{facts.tree}"},
        "message": facts.message,
        "parents": [
            {"sha": p, "url": f"{api}/git/commits/{p}", "html_url": f"{page}/commit/{p}"}
            for p in facts.parents
        ],
        "verification": {**unsigned, "payload": None, "verified_at": None},
    }


def create_commit(call: Call) -> Answer:
    """POST .../git/commits; without parents it begins a history of its own."""
    repo = opened(call, write=True)
    tree, parents = call.text("tree"), call.body.get("parents") or []
    if repo.git.tree(tree) is None:
        raise invalid("Tree SHA does not exist")
    if any(repo.git.commit(str(parent)) is None for parent in parents):
        raise invalid("Parent SHA does not exist or is not a commit object")
    author, authored = _given(call, "author")
    by, at = _given(call, "committer")
    oid = repo.git.write_commit(
        tree=tree,
        parents=parents,
        message=call.text("message"),
        author=author,
        authored=authored,
        committer=by if "committer" in call.body else author,
        at=at,
    )
    facts = repo.git.commit(oid)
    assert facts is not None
    shown = commit_shape(repo, facts)
    return Answer(shown, 201, {"Location": shown["url"]})


def _given(call: Call, name: str) -> tuple[Person, datetime]:
    sent = call.body.get(name) or {}
    now = call.world.now()
    at = datetime.fromisoformat(sent["date"].replace("Z", "+00:00")) if "date" in sent else now
    own = branches.person(call.viewer)
    return Person(sent.get("name", own.name), sent.get("email", own.email)), at


def get_commit(call: Call) -> Answer:
    """GET .../git/commits/{commit_sha}."""
    repo = opened(call)
    facts = repo.git.commit(call.params["commit_sha"])
    if facts is None:
        raise not_found()
    return Answer(commit_shape(repo, facts))


def _ref(repo: Repository, name: str, oid: str) -> dict[str, Any]:
    api = shapes.repo_url(repo)
    target = {"sha": oid, "type": "commit", "url": f"{api}/git/commits/{oid}"}
    return {
        "ref": name,
        "node_id": node_id("ref", repo.id, name),
        "url": f"{api}/git/{name}",
        "object": target,
    }


def get_ref(call: Call) -> Answer:
    """GET .../git/ref/{ref}, such as `heads/main`."""
    repo, name = opened(call), f"refs/{call.params['ref']}"
    oid = repo.git.ref(name)
    if oid is None:
        raise not_found()
    return Answer(_ref(repo, name, oid))


def matching_refs(call: Call) -> Answer:
    """GET .../git/matching-refs/{ref}: all whose name begins so."""
    repo = opened(call)
    prefix = f"refs/{call.params.get('ref', '')}"
    found = repo.git.refs().items()
    return Answer([_ref(repo, name, oid) for name, oid in found if name.startswith(prefix)])


def create_ref(call: Call) -> Answer:
    """POST .../git/refs."""
    repo = opened(call, write=True)
    name, oid = call.text("ref"), call.text("sha")
    if not _OID.fullmatch(oid):
        raise invalid("The sha parameter must be exactly 40 characters and contain only [0-9a-f].")
    branches.create_ref(call.viewer, repo, name, oid)
    shown = _ref(repo, name, oid)
    return Answer(shown, 201, {"Location": shown["url"]})


def update_ref(call: Call) -> Answer:
    """PATCH .../git/refs/{ref}."""
    repo, name = opened(call, write=True), f"refs/{call.params['ref']}"
    force = call.body.get("force") is True
    branches.update_ref(call.viewer, repo, name, call.text("sha"), force=force)
    return Answer(_ref(repo, name, repo.git.refs()[name]))


def delete_ref(call: Call) -> Answer:
    """DELETE .../git/refs/{ref}."""
    repo = opened(call, write=True)
    branches.delete_ref(call.viewer, repo, f"refs/{call.params['ref']}")
    return Answer(status=204)

"""REST: files by path. A PUT is the one way to begin an empty repository."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ghblog.sandbox import branches
from ghblog.sandbox.git import FILE, CommitFacts, TreeLine
from ghblog.sandbox.problems import Reason, RefusedError, invalid, not_found
from ghblog.sandbox.protection import guard
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.rest import shapes
from ghblog.sandbox.rest.call import Answer, Call
from ghblog.sandbox.rest.git import commit_shape, decode, encode

_INLINE = 1024 * 1024  # larger files come without content, and up to 100 MB raw


def get_content(call: Call) -> Answer:
    """GET .../contents/{path}: a file, or a folder's list."""
    repo, path = call.repo, call.params.get("path", "").strip("/")
    call.viewer.require_read(repo, "contents")
    if repo.empty:
        raise not_found("This repository is empty.")
    ref = call.query.get("ref", "") or repo.default_branch
    commit = branches.resolve(repo, ref)
    if commit is None:
        raise not_found(f"No commit found for the ref {ref}")
    line = repo.git.find(commit.tree, path)
    if line is None:
        raise not_found()
    if line.kind == "tree":
        return _folder(repo, path, ref, line)
    data = repo.git.blob(line.oid) or b""
    if "raw" in call.accept:
        return Answer(raw=data, content_type="application/vnd.github.raw+json; charset=utf-8")
    return Answer({**_line(repo, path, ref, line), **_inline(data)})


def _folder(repo: Repository, path: str, ref: str, folder: TreeLine) -> Answer:
    above = f"{path}/" if path else ""
    lines = repo.git.tree(folder.oid) or []
    return Answer([_line(repo, above + line.name, ref, line) for line in lines])


def _inline(data: bytes) -> dict[str, str]:
    if len(data) > _INLINE:
        return {"content": "", "encoding": "none"}
    return {"content": encode(data), "encoding": "base64"}


def _line(repo: Repository, path: str, ref: str, line: TreeLine) -> dict[str, Any]:
    api, where, page = shapes.repo_url(repo), quote(path), quote(ref, safe="")
    folder = line.kind == "tree"
    url = f"{api}/contents/{where}?ref={page}"
    html = f"{repo.url}/{line.kind}/{page}/{where}"
    git = f"{api}/git/{'trees' if folder else 'blobs'}/{line.oid}"
    return {
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": line.oid,
        "size": 0 if folder else len(repo.git.blob(line.oid) or b""),
        "url": url,
        "html_url": html,
        "git_url": git,
        "download_url": None if folder else f"{repo.url}/raw/{page}/{where}",
        "type": "dir" if folder else "file",
        "_links": {"self": url, "git": git, "html": html},
    }


def put_content(call: Call) -> Answer:
    """PUT .../contents/{path}: one file, one commit."""
    repo, path = call.repo, call.params["path"]
    call.viewer.require_write(repo, "contents")
    branches.check_path(path)
    branch, head, tree = _base(call, repo)
    old = repo.git.find(tree, path) if tree else None
    _check_sha(call, path, old)
    guard(repo, branch, call.viewer.login, doing="update file" if old else "create file")
    blob = repo.git.write_blob(decode(call.text("content")))
    made = _commit(call, repo, branch, head, repo.git.write_tree(tree, {path: (FILE, blob)}))
    content = _line(repo, path, branch, TreeLine(path.rpartition("/")[2], FILE, blob))
    shown = {"content": content, "commit": commit_shape(repo, made)}
    return Answer(shown, 200 if old else 201)


def delete_content(call: Call) -> Answer:
    """DELETE .../contents/{path}."""
    repo, path = call.repo, call.params["path"]
    call.viewer.require_write(repo, "contents")
    branch, head, tree = _base(call, repo)
    old = repo.git.find(tree, path) if tree else None
    if old is None:
        raise not_found()
    _check_sha(call, path, old)
    guard(repo, branch, call.viewer.login, doing="delete file")
    made = _commit(call, repo, branch, head, repo.git.write_tree(tree, {path: None}))
    return Answer({"content": None, "commit": commit_shape(repo, made)})


def _base(call: Call, repo: Repository) -> tuple[str, str, str]:
    """The branch, its head and its tree; the last two empty in an empty repository."""
    branch = (call.maybe_text("branch") or repo.default_branch).removeprefix("refs/heads/")
    head = repo.head(branch)
    if head is None:
        if not repo.empty or branch != repo.default_branch:
            raise not_found(f"Branch {branch} not found")
        return branch, "", ""
    facts = repo.git.commit(head)
    assert facts is not None
    return branch, head, facts.tree


def _check_sha(call: Call, path: str, old: TreeLine | None) -> None:
    sha = call.maybe_text("sha")
    if old and not sha:
        raise invalid('Invalid request.\n\n"sha" wasn\'t supplied.')
    if sha and (old is None or old.oid != sha):
        raise RefusedError(Reason.CONFLICT, f"{path} does not match {sha}")


def _commit(call: Call, repo: Repository, branch: str, head: str, tree: str) -> CommitFacts:
    text = call.text("message")
    parents = [head] if head else []
    made = branches.write(call.viewer, repo, tree=tree, parents=parents, message=text)
    repo.move(branch, made.oid, call.viewer.login)
    return made

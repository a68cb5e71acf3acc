"""What a viewer does to branches: compare-and-swap commits, references, revisions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ghblog.sandbox.git import FILE, CommitFacts, Person, TreeLine
from ghblog.sandbox.problems import Reason, RefusedError, invalid, not_found
from ghblog.sandbox.protection import guard
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.users import Viewer

MAX_COMMIT = 40 * 1024 * 1024  # base64 characters a call; measured by others, not documented
_OID = re.compile(r"[0-9a-f]{40}")
_BAD_REF = re.compile(r"[\x00-\x20~^:?*\[\\\x7f]|\.\.|@\{|//|\.lock(/|$)|(^|/)\.|[./]$|^/")


def person(viewer: Viewer) -> Person:
    """The viewer as a commit names them."""
    user = viewer.user
    assert user is not None
    return Person(user.name or user.login, user.email)


def check_path(path: str) -> None:
    """Refuse a path that git would not keep."""
    names = path.split("/")
    if not path or any(name in ("", ".", "..") or name.lower() == ".git" for name in names):
        raise invalid(f"path contains a malformed path component: {path!r}")
    if "\x00" in path:
        raise invalid("path contains a null byte")


def check_ref(name: str) -> None:
    """Refuse a reference's full name that git would not keep."""
    if not name.startswith("refs/") or name.count("/") < 2 or _BAD_REF.search(name):
        raise invalid(f"{name} is not a valid ref name.", resource="Reference", field="ref")


def commit_on_branch(
    viewer: Viewer,
    repo: Repository,
    *,
    branch: str,
    expected: str,
    message: str,
    additions: Mapping[str, bytes],
    deletions: Sequence[str],
) -> CommitFacts:
    """Commit file changes if the branch still points to `expected`. Cannot make a branch."""
    viewer.require_write(repo, "contents")
    name = branch.removeprefix("refs/heads/")
    head = repo.head(name)
    if head is None:
        raise not_found(f'No branch named "{name}" in {repo.full_name}.')
    if head != expected:
        text = f'Expected branch to point to "{expected}" but it did not. Pull and try again.'
        raise RefusedError(Reason.STALE_DATA, text)
    guard(repo, name, viewer.login)
    parent = repo.git.commit(head)
    assert parent is not None
    for path in (*additions, *deletions):
        check_path(path)
    for path in deletions:
        line = repo.git.find(parent.tree, path)
        if line is None or line.kind != "blob":
            text = f'A file with the name "{path}" does not exist as of commit oid `{head}`.'
            raise invalid(text)
    changes: dict[str, tuple[int, str] | None] = dict.fromkeys(deletions)
    changes |= {path: (FILE, repo.git.write_blob(data)) for path, data in additions.items()}
    tree = repo.git.write_tree(parent.tree, changes)
    made = write(viewer, repo, tree=tree, parents=[head], message=message)
    repo.move(name, made.oid, viewer.login)
    return made


def write(
    viewer: Viewer, repo: Repository, *, tree: str, parents: Sequence[str], message: str
) -> CommitFacts:
    """Store a commit of the viewer's, dated by the sandbox's clock."""
    oid = repo.git.write_commit(
        tree=tree,
        parents=parents,
        message=message,
        author=person(viewer),
        committer=Person("GitHub", "noreply@github.com"),
        at=repo.world.now(),
    )
    made = repo.git.commit(oid)
    assert made is not None
    return made


def create_ref(viewer: Viewer, repo: Repository, name: str, oid: str) -> None:
    """Make a reference to a commit that is there."""
    viewer.require_write(repo, "contents")
    check_ref(name)
    if repo.git.commit(oid) is None:
        raise invalid("Object does not exist", resource="Reference", field="sha")
    if repo.git.ref(name):
        raise invalid("Reference already exists")
    set_ref(viewer, repo, name, oid)


def update_ref(viewer: Viewer, repo: Repository, name: str, oid: str, *, force: bool) -> None:
    """Point a reference elsewhere; forward only, unless forced."""
    viewer.require_write(repo, "contents")
    old = repo.git.ref(name)
    if old is None:
        raise invalid("Reference does not exist")
    if repo.git.commit(oid) is None:
        raise invalid("Object does not exist")
    guard(repo, name.removeprefix("refs/heads/"), viewer.login)
    if not force and all(facts.oid != old for facts in repo.git.walk(oid)):
        raise invalid("Update is not a fast forward")
    set_ref(viewer, repo, name, oid)


def set_ref(viewer: Viewer, repo: Repository, name: str, oid: str) -> None:
    """Point a reference, whatever was there."""
    if name.startswith("refs/heads/"):
        repo.move(name.removeprefix("refs/heads/"), oid, viewer.login)
    else:
        repo.git.set_ref(name, oid)


def delete_ref(viewer: Viewer, repo: Repository, name: str) -> None:
    """Remove a reference; the default branch stays."""
    viewer.require_write(repo, "contents")
    if repo.git.ref(name) is None:
        raise invalid("Reference does not exist")
    if name == f"refs/heads/{repo.default_branch}":
        raise invalid("Cannot delete the default branch")
    branch = name.removeprefix("refs/heads/")
    guard(repo, branch, viewer.login)
    repo.git.delete_ref(name)
    repo.moved(branch, viewer.login)


def resolve(repo: Repository, revision: str) -> CommitFacts | None:
    """The commit that a revision names: HEAD, a branch, a tag, a full ref or an oid."""
    name = repo.default_branch if revision in ("", "HEAD") else revision
    for ref in (name, f"refs/heads/{name}", f"refs/tags/{name}", f"refs/{name}"):
        oid = repo.git.ref(ref) if ref.startswith("refs/") else None
        if oid:
            return repo.git.commit(oid)
    return repo.git.commit(name) if _OID.fullmatch(name) else None


def lookup(repo: Repository, expression: str) -> tuple[str, TreeLine | None]:
    """What `revision:path`, `revision` or an oid names, as (oid, line); empty if nothing."""
    revision, colon, path = expression.partition(":")
    commit = resolve(repo, revision)
    if colon:
        tree = commit.tree if commit else revision
        line = repo.git.find(tree, path.strip("/"))
        return (line.oid, line) if line and repo.git.get(line.oid) else ("", None)
    if commit:
        return commit.oid, None
    known = _OID.fullmatch(revision) and repo.git.get(revision)
    return (revision, None) if known else ("", None)

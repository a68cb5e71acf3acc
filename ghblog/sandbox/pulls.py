"""Pull requests between branches of one repository: opening, following, merging, closing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from ghblog.sandbox.git import CommitFacts, Person
from ghblog.sandbox.items import Item, Proposal
from ghblog.sandbox.problems import Reason, RefusedError, invalid
from ghblog.sandbox.protection import guard
from ghblog.sandbox.users import ACTIONS_BOT

if TYPE_CHECKING:
    from ghblog.sandbox.repository import Repository
    from ghblog.sandbox.users import Viewer

AREA = "pull_requests"
Method = Literal["merge", "squash", "rebase"]
Files = dict[str, tuple[int, str]]
NO_ACTIONS = "GitHub Actions is not permitted to create or approve pull requests."


class ConflictError(Exception):
    """Both sides changed the same file: GitHub would ask a person to resolve it."""


def create(
    viewer: Viewer,
    repo: Repository,
    *,
    title: str,
    body: str,
    head: str,
    base: str,
    draft: bool = False,
) -> Item:
    """Open a pull request. Raises RefusedError."""
    from ghblog.sandbox import issues

    viewer.require_comment(repo, AREA)
    if viewer.login == ACTIONS_BOT and not repo.actions_open_pulls:
        raise RefusedError(Reason.FORBIDDEN, NO_ACTIONS)
    issues.check_texts("pull", title, body)
    branch = _own_branch(repo, head)
    tips = {name: repo.head(one) for name, one in (("head", branch), ("base", base))}
    for name, tip in tips.items():
        if tip is None:
            raise invalid("invalid", resource="PullRequest", field=name, code="invalid")
    head_oid, base_oid = str(tips["head"]), str(tips["base"])
    if _contains(repo, base_oid, head_oid):
        raise _no(f"No commits between {base} and {branch}")
    if find_open(repo, branch, base):
        raise _no(f"A pull request already exists for {repo.owner.login}:{branch}.")
    item = repo.open("pull", title=title, body=body, author=viewer.login, labels=[])
    item.proposal = Proposal(branch, base, head_oid, base_oid, draft=draft)
    repo.touch(item)
    return item


def _own_branch(repo: Repository, head: str) -> str:
    """`branch` or `owner:branch`; the sandbox knows no forks."""
    owner, colon, name = head.partition(":")
    if colon and owner.casefold() != repo.owner.login.casefold():
        raise invalid("invalid", resource="PullRequest", field="head", code="invalid")
    return name if colon else head


def _no(words: str) -> RefusedError:
    return invalid(words, resource="PullRequest", field="head")


def find_open(repo: Repository, head: str, base: str) -> Item | None:
    """The open pull request between these branches."""
    for item in repo.of("pull"):
        made = item.proposal
        if made and not item.closed and (made.head, made.base) == (head, base):
            return item
    return None


def set_state(viewer: Viewer, repo: Repository, item: Item, *, closed: bool) -> None:
    """Close or reopen; what is merged stays so, and what lost its branch stays closed."""
    made = item.proposal
    if closed == item.closed:
        return
    if not closed and made and (made.merged_at or repo.head(made.head) != made.head_oid):
        why = "is merged" if made.merged_at else "was force-pushed or recreated"
        text = f"state cannot be changed. The {made.head} branch {why}."
        raise invalid(text, resource="PullRequest", field="state")
    _close(repo, item, viewer.login) if closed else _reopen(repo, item)


def _close(repo: Repository, item: Item, login: str) -> None:
    item.closed_at, item.closed_by, item.updated = repo.world.now(), login, repo.world.now()
    repo.touch(item)


def _reopen(repo: Repository, item: Item) -> None:
    item.closed_at, item.closed_by, item.updated = None, "", repo.world.now()
    repo.touch(item)


def follow(repo: Repository, branch: str, login: str) -> None:
    """What a moved or deleted branch means for open pull requests.

    As on GitHub: a deleted head closes it; a base that has its commits by now marks it as merged;
    a head that was moved back to what the base has closes it, and it cannot be opened again.
    """
    for item in repo.of("pull"):
        made = item.proposal
        if made is None or item.closed or branch not in (made.head, made.base):
            continue
        head, base = repo.head(made.head), repo.head(made.base)
        if head is None or base is None:
            _close(repo, item, login)
        elif _contains(repo, base, head):
            if branch == made.base:
                made.merged_at, made.merged_by, made.merge_oid = repo.world.now(), login, base
            made.head_oid = head if branch == made.base else made.head_oid
            _close(repo, item, login)
        else:
            made.head_oid, made.base_oid = head, base
            repo.touch(item)


def merge(
    repo: Repository,
    number: int,
    *,
    method: Method = "merge",
    by: str = "",
    delete_branch: bool = False,
) -> str:
    """Merge a pull request as a person does with GitHub's button; the base's new head.

    Raises ConflictError when a person would have to resolve something first.
    """
    with repo.world.lock:
        item = repo.items[number]
        made = item.proposal
        assert made
        assert not item.closed
        head, base = _facts(repo, made.head), _facts(repo, made.base)
        tree = merged_tree(repo, head, base)
        parents = [base.oid, head.oid] if method == "merge" else [base.oid]
        text = f"{item.title} (#{number})\n\n{head.message}"
        if method == "rebase":
            text = head.message
        elif method == "merge":
            text = f"Merge pull request #{number} from {repo.owner.login}/{made.head}"
        user = repo.world.user(by or repo.owner.login)
        oid = repo.git.write_commit(
            tree=tree,
            parents=parents,
            message=text,
            author=Person(user.name or user.login, user.email),
            at=repo.world.now(),
        )
        made.merged_at, made.merged_by, made.merge_oid = repo.world.now(), user.login, oid
        _close(repo, item, user.login)
        repo.move(made.base, oid, user.login)
        if delete_branch:
            repo.git.delete_ref(f"refs/heads/{made.head}")
        return oid


def _facts(repo: Repository, branch: str) -> CommitFacts:
    head = repo.head(branch)
    facts = repo.git.commit(head) if head else None
    assert facts
    return facts


def merged_tree(repo: Repository, ours: CommitFacts, theirs: CommitFacts) -> str:
    """A three-way merge, file by file. Raises ConflictError."""
    base = merge_base(repo, ours.oid, theirs.oid)
    old, one, two = (_files(repo, facts) for facts in (base, ours, theirs))
    changes: dict[str, tuple[int, str] | None] = {}
    for path in {*old, *one, *two}:
        before, here, there = old.get(path), one.get(path), two.get(path)
        if here in (before, there):
            continue
        if there != before:
            raise ConflictError(path)
        changes[path] = here
    return repo.git.write_tree(theirs.tree, changes)


def merge_base(repo: Repository, one: str, other: str) -> CommitFacts | None:
    """The newest commit that both have; the first found where there are several."""
    have = {facts.oid for facts in repo.git.walk(other)}
    shared = [facts for facts in repo.git.walk(one) if facts.oid in have]
    above = {parent for facts in shared for parent in _ancestors(repo, facts)}
    return next((facts for facts in shared if facts.oid not in above), None)


def _ancestors(repo: Repository, facts: CommitFacts) -> set[str]:
    return {each.oid for each in repo.git.walk(facts.oid)} - {facts.oid}


def _files(repo: Repository, facts: CommitFacts | None) -> Files:
    found = repo.git.files(facts.tree) if facts else ()
    return {path: (line.mode, line.oid) for path, line in found}


def _contains(repo: Repository, head: str, oid: str) -> bool:
    return any(facts.oid == oid for facts in repo.git.walk(head))


def counts(repo: Repository, made: Proposal) -> Mapping[str, int]:
    """How many commits and files a pull request brings."""
    have = {facts.oid for facts in repo.git.walk(made.base_oid)}
    commits = [facts for facts in repo.git.walk(made.head_oid) if facts.oid not in have]
    base = merge_base(repo, made.head_oid, made.base_oid)
    old, new = _files(repo, base), _files(repo, repo.git.commit(made.head_oid))
    changed = {path for path in {*old, *new} if old.get(path) != new.get(path)}
    return {"commits": len(commits), "changed_files": len(changed)}


def update_branch(repo: Repository, number: int, *, by: str = "") -> str:
    """Merge the base into a pull request's branch, as the button “Update branch” does."""
    with repo.world.lock:
        made = repo.items[number].proposal
        assert made
        head, base = _facts(repo, made.head), _facts(repo, made.base)
        user = repo.world.user(by or repo.owner.login)
        guard(repo, made.head, user.login)
        oid = repo.git.write_commit(
            tree=merged_tree(repo, base, head),
            parents=[head.oid, base.oid],
            message=f"Merge branch '{made.base}' into {made.head}",
            author=Person(user.name or user.login, user.email),
            at=repo.world.now(),
        )
        repo.move(made.head, oid, user.login)
        return oid

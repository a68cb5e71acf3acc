"""Events as GitHub Actions hands them to a run: the payload, and what the variables say of it."""

from __future__ import annotations

from dataclasses import dataclass

from payloads.parts import Json, commit, repository, user
from payloads.pulls import pull_facts, side

from ghblog.sandbox.items import Item
from ghblog.sandbox.repository import Repository

NOTHING = "0" * 40
WORKFLOW = ".github/workflows/ghblog.yml"


@dataclass(frozen=True)
class Event:
    """An event.

    Attributes:
        name: as in `on:`.
        ref: the full reference that the workflow runs on; for pull requests `refs/pull/N/merge`.
        sha: the commit, the merge commit for pull requests.
        actor: who caused it.
        head_ref, base_ref: of a pull request, names of branches.
    """

    name: str
    payload: Json
    repo: Repository
    ref: str
    sha: str
    actor: str
    head_ref: str = ""
    base_ref: str = ""

    @property
    def ref_name(self) -> str:
        """The reference's short name: `main`, `v1`, `7/merge`."""
        return self.ref.split("/", 2)[2]


def push(repo: Repository, ref: str = "", *, before: str = "", actor: str = "") -> Event:
    """A push of all that a branch (default: the default branch) or a tag holds by now."""
    ref = ref or f"refs/heads/{repo.default_branch}"
    after = repo.git.ref(ref)
    assert after
    facts = repo.git.commit(after)
    assert facts
    who = repo.world.user(actor or repo.owner.login)
    before = before or (facts.parents[0] if facts.parents else NOTHING)
    payload = {
        "ref": ref,
        "before": before,
        "after": after,
        "repository": repository(repo),
        "pusher": {"name": who.login, "email": who.email},
        "sender": user(who, repo.world.url),
        "created": before == NOTHING,
        "deleted": False,
        "forced": False,
        "base_ref": None,
        "compare": f"{repo.url}/compare/{before[:12]}...{after[:12]}",
        "commits": [commit(repo, facts)],
        "head_commit": commit(repo, facts),
    }
    return Event("push", payload, repo, ref, after, who.login)


def pull_request(
    repo: Repository,
    pull: Item,
    *,
    head: str,
    sha: str,
    merge: str,
    source: Repository | None = None,
    before: str = "",
) -> Event:
    """A pull request that was opened; or, with `before`, whose branch got more commits.

    Args:
        repo: where it was opened.
        pull: the sandbox's pull request.
        head: its branch.
        sha: that branch's newest commit.
        merge: the commit that merges it into the default branch, in `refs/pull/N/merge`.
        source: the repository with the branch, if it is a fork.
        before: the branch's commit before this event.
    """
    base_sha = repo.head()
    assert base_sha
    author = repo.world.user(pull.author)
    sides = {
        "head": side(source or repo, head, sha, fork=source is not None),
        "base": side(repo, repo.default_branch, base_sha, fork=False),
    }
    payload: Json = {
        "action": "synchronize" if before else "opened",
        "number": pull.number,
        "pull_request": {**pull_facts(repo, pull), **sides, "merge_commit_sha": merge},
        "repository": repository(repo),
        "sender": user(author, repo.world.url),
        **({"before": before, "after": sha} if before else {}),
    }
    ref = f"refs/pull/{pull.number}/merge"
    base = repo.default_branch
    return Event("pull_request", payload, repo, ref, merge, author.login, head, base)


def workflow_dispatch(
    repo: Repository, inputs: dict[str, str] | None = None, *, ref: str = ""
) -> Event:
    """Somebody pressed the button; boxes arrive as the words true and false."""
    ref = ref or f"refs/heads/{repo.default_branch}"
    sha = repo.git.ref(ref)
    assert sha
    payload = {
        "inputs": inputs,
        "ref": ref,
        "repository": repository(repo),
        "sender": user(repo.owner, repo.world.url),
        "workflow": WORKFLOW,
    }
    return Event("workflow_dispatch", payload, repo, ref, sha, repo.owner.login)


def schedule(repo: Repository, cron: str = "17 22 * * *", *, bare: bool = False) -> Event:
    """The time has come; `bare` is the payload of old, which Enterprise servers may still send."""
    sha = repo.head()
    assert sha
    payload: Json = {"schedule": cron}
    if not bare:
        payload |= {"repository": repository(repo), "workflow": WORKFLOW}
    ref = f"refs/heads/{repo.default_branch}"
    return Event("schedule", payload, repo, ref, sha, repo.owner.login)

"""Pull requests as GitHub's webhooks show them."""

from __future__ import annotations

from typing import Any

from payloads.parts import Json, repository, stamp, user

from ghblog.sandbox.items import Item
from ghblog.sandbox.repository import Repository


def side(repo: Repository, ref: str, sha: str, *, fork: bool) -> Json:
    """A pull request's head or base."""
    return {
        "label": f"{repo.owner.login}:{ref}",
        "ref": ref,
        "sha": sha,
        "user": user(repo.owner, repo.world.url),
        "repo": repository(repo, fork=fork),
    }


def pull_facts(repo: Repository, pull: Item) -> Json:
    """A pull request, but for its head, its base and the commit that merges it."""
    number, page = pull.number, f"{repo.url}/pull/{pull.number}"
    api = f"{repo.world.url}/api/v3/repos/{repo.full_name}"
    links = {
        "html": page,
        "self": f"{api}/pulls/{number}",
        "issue": f"{api}/issues/{number}",
        "comments": f"{api}/issues/{number}/comments",
        "review_comments": f"{api}/pulls/{number}/comments",
        "review_comment": f"{api}/pulls/comments{{/number}}",
        "commits": f"{api}/pulls/{number}/commits",
        "statuses": f"{api}/statuses/{pull.id}",
    }
    counts = ("comments", "review_comments", "additions", "deletions")
    nothing: tuple[Any, ...] = ("closed_at", "merged_at", "active_lock_reason", "assignee")
    return {
        "id": pull.id,
        "node_id": f"PR_{pull.id}",
        "number": number,
        "title": pull.title,
        "body": pull.body or None,
        "state": "open",
        "user": user(repo.world.user(pull.author), repo.world.url),
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "url": links["self"],
        **{f"{name}_url": links[name] for name in links if name not in ("html", "self")},
        "_links": {name: {"href": href} for name, href in links.items()},
        "created_at": stamp(pull.created),
        "updated_at": stamp(pull.updated),
        "author_association": repo.association(pull.author),
        **dict.fromkeys((*nothing, "milestone", "auto_merge", "merged_by", "rebaseable")),
        **dict.fromkeys(counts, 0),
        **dict.fromkeys(("commits", "changed_files"), 1),
        **{name: [] for name in ("assignees", "requested_reviewers", "requested_teams", "labels")},
        **dict.fromkeys(("locked", "draft", "merged", "maintainer_can_modify"), False),
        "mergeable": True,
        "mergeable_state": "clean",
    }

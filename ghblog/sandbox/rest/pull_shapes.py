"""Pull requests as REST shows them."""

from __future__ import annotations

from typing import Any

from ghblog.sandbox import pulls
from ghblog.sandbox.items import Item, Proposal
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.rest import shapes
from ghblog.sandbox.users import Viewer


def pull(repo: Repository, item: Item, viewer: Viewer, *, single: bool = False) -> dict[str, Any]:
    """A `pull-request-simple`; `single`: a `pull-request`."""
    made, api = item.proposal, f"{shapes.repo_url(repo)}/pulls/{item.number}"
    assert made
    as_issue = shapes.issue(repo, item)
    for name in ("repository_url", "labels_url", "events_url", "timeline_url", "reactions"):
        del as_issue[name]
    for name in ("state_reason", "comments", "pull_request", "performed_via_github_app"):
        del as_issue[name]
    links = _pull_links(api, as_issue, made)
    shown = {
        **as_issue,
        **links,
        "url": api,
        "head": _end(repo, made.head, made.head_oid, viewer),
        "base": _end(repo, made.base, made.base_oid, viewer),
        "_links": {name.removesuffix("_url"): {"href": url} for name, url in _linked(api, links)},
        "merged_at": shapes.stamp(made.merged_at),
        "merge_commit_sha": made.merge_oid or None,
        "auto_merge": None,
        "draft": made.draft,
        "requested_reviewers": [],
        "requested_teams": [],
    }
    return {**shown, **_single(repo, item, made)} if single else shown


def _pull_links(api: str, as_issue: dict[str, Any], made: Proposal) -> dict[str, str]:
    page = as_issue["html_url"]
    return {
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "issue_url": as_issue["url"],
        "comments_url": f"{as_issue['url']}/comments",
        "commits_url": f"{api}/commits",
        "review_comments_url": f"{api}/comments",
        "review_comment_url": f"{api.rpartition('/')[0]}/comments{{/number}}",
        "statuses_url": f"{api.rpartition('/pulls/')[0]}/statuses/{made.head_oid}",
    }


def _linked(api: str, links: dict[str, str]) -> list[tuple[str, str]]:
    """The same addresses once more, under GitHub's other names."""
    left = [(name, url) for name, url in links.items() if not name.startswith(("diff", "patch"))]
    return [("self", api), *left]


def _end(repo: Repository, branch: str, oid: str, viewer: Viewer) -> dict[str, Any]:
    whole = shapes.repository(repo, viewer)
    for name in ("network_count", "subscribers_count"):
        del whole[name]
    return {
        "label": f"{repo.owner.login}:{branch}",
        "ref": branch,
        "sha": oid,
        "user": shapes.user(repo.world, repo.owner),
        "repo": whole,
    }


def _single(repo: Repository, item: Item, made: Proposal) -> dict[str, Any]:
    merged = bool(made.merged_at)
    return {
        **pulls.counts(repo, made),
        "additions": 0,
        "deletions": 0,
        "comments": len(item.comments),
        "review_comments": 0,
        "maintainer_can_modify": made.modifiable,
        "merged": merged,
        "merged_by": shapes.user(repo.world, repo.world.user(made.merged_by)) if merged else None,
        "mergeable": None,  # GitHub works it out later
        "mergeable_state": "unknown",
    }

"""Users, repositories, issues, labels and comments as REST shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ghblog.sandbox.items import Comment, Item, Label, Milestone
from ghblog.sandbox.nodes import node_id
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.users import RANKS, User, Viewer
from ghblog.sandbox.world import World

_REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
_USER_LINKS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
_REPOSITORY_LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}


def stamp(at: datetime | None) -> str | None:
    """A time as GitHub writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def repo_url(repo: Repository) -> str:
    """A repository's REST address."""
    return f"{repo.world.api_url}/repos/{repo.full_name}"


def user(world: World, who: User) -> dict[str, Any]:
    """A `simple-user`."""
    url = f"{world.api_url}/users/{who.login}"
    return {
        "login": who.login,
        "id": who.id,
        "node_id": node_id("user", who.id),
        "avatar_url": f"{world.url}/avatars/{who.id}",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{world.url}/{who.login}",
        **{name: url + path for name, path in _USER_LINKS.items()},
        "type": who.kind,
        "user_view_type": "public",
        "site_admin": False,
    }


def full_user(world: World, who: User) -> dict[str, Any]:
    """A `public-user`, as GET /user answers."""
    unknown = dict.fromkeys(("company", "location", "email", "hireable", "bio", "twitter_username"))
    none = dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0)
    dates = dict.fromkeys(("created_at", "updated_at"), "2011-01-25T18:44:36Z")
    named = {"name": who.name or None, "blog": ""}
    return {**user(world, who), **named, **unknown, **none, **dates}


def repository(repo: Repository, viewer: Viewer) -> dict[str, Any]:
    """A `full-repository`."""
    url, page = repo_url(repo), repo.url
    opened = sum(not item.closed for item in repo.listed("issue", "pull"))
    rank = viewer.permission(repo)
    names = {"READ": "pull", "TRIAGE": "triage", "WRITE": "push", "MAINTAIN": "maintain"}
    names["ADMIN"] = "admin"
    return {
        "id": repo.id,
        "node_id": node_id("repository", repo.id),
        "name": repo.name,
        "full_name": repo.full_name,
        "private": repo.private,
        "visibility": "private" if repo.private else "public",
        "owner": user(repo.world, repo.owner),
        "html_url": page,
        "description": repo.description or None,
        "fork": False,
        "url": url,
        **{
            name: url + (f"{path}" if path.startswith("/") else path)
            for name, path in _REPOSITORY_LINKS.items()
        },
        "git_url": f"git://{page.partition('://')[2]}.git",
        "ssh_url": f"git@127.0.0.1:{repo.full_name}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "license": None,
        **dict.fromkeys(("forks", "forks_count", "stargazers_count", "watchers"), 0),
        **dict.fromkeys(("watchers_count", "network_count", "size"), 0),
        "subscribers_count": repo.watchers,
        "open_issues": opened,
        "open_issues_count": opened,
        "default_branch": repo.default_branch,
        "topics": [],
        "has_issues": repo.has_issues,
        "has_projects": True,
        "has_wiki": False,
        "has_pages": False,
        "has_downloads": True,
        "has_discussions": repo.has_discussions,
        "archived": repo.archived,
        "disabled": False,
        "pushed_at": stamp(repo.pushed),
        "created_at": stamp(repo.created),
        "updated_at": stamp(repo.updated),
        "permissions": {
            name: bool(rank) and RANKS.index(each) <= RANKS.index(rank)
            for each, name in names.items()
        },
    }


def label(repo: Repository, made: Label) -> dict[str, Any]:
    """A `label`."""
    from urllib.parse import quote

    return {
        "id": made.id,
        "node_id": node_id("label", repo.id, made.id),
        "url": f"{repo_url(repo)}/labels/{quote(made.name, safe='')}",
        "name": made.name,
        "color": made.color,
        "default": False,
        "description": made.description or None,
    }


def labels(repo: Repository, item: Item) -> list[dict[str, Any]]:
    """The labels of an item."""
    found = (repo.label(name) for name in item.labels)
    return [label(repo, made) for made in found if made]


def milestone(repo: Repository, made: Milestone) -> dict[str, Any]:
    """A `milestone`."""
    url = f"{repo_url(repo)}/milestones/{made.number}"
    inside = [item.closed for item in repo.of("issue") if item.milestone == made.number]
    return {
        "id": made.id,
        "node_id": node_id("milestone", repo.id, made.number),
        "url": url,
        "html_url": f"{repo.url}/milestone/{made.number}",
        "labels_url": f"{url}/labels",
        "number": made.number,
        "title": made.title,
        "description": made.description or None,
        "creator": user(repo.world, repo.world.user(made.creator)),
        "open_issues": inside.count(False),
        "closed_issues": inside.count(True),
        "state": "closed" if made.closed else "open",
        "created_at": stamp(made.created),
        "updated_at": stamp(made.updated),
        "due_on": stamp(made.due),
        "closed_at": stamp(made.closed_at),
    }


def reactions(url: str) -> dict[str, Any]:
    """A `reaction-rollup` that counts nothing."""
    return {"url": f"{url}/reactions", "total_count": 0, **dict.fromkeys(_REACTIONS, 0)}


def html_url(repo: Repository, item: Item) -> str:
    """An item's page for people."""
    folder = {"issue": "issues", "discussion": "discussions", "pull": "pull"}[item.kind]
    return f"{repo.url}/{folder}/{item.number}"


def issue(repo: Repository, item: Item, *, single: bool = False) -> dict[str, Any]:
    """An `issue`; pull requests look like one, too."""
    url, page = f"{repo_url(repo)}/issues/{item.number}", html_url(repo, item)
    planned = repo.milestones.get(item.milestone)
    assignees = [user(repo.world, repo.world.user(login)) for login in item.assignees]
    shown = {
        "id": item.id,
        "node_id": node_id(item.kind, repo.id, item.number),
        "url": url,
        "repository_url": repo_url(repo),
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "timeline_url": f"{url}/timeline",
        "html_url": page,
        "number": item.number,
        "state": "closed" if item.closed else "open",
        "state_reason": item.state_reason or None,
        "title": item.title,
        "body": item.body or None,
        "user": user(repo.world, repo.world.user(item.author)),
        "labels": labels(repo, item),
        "assignee": assignees[0] if assignees else None,
        "assignees": assignees,
        "milestone": milestone(repo, planned) if planned else None,
        "locked": item.locked,
        "active_lock_reason": item.lock_reason or None,
        "comments": len(item.comments),
        "closed_at": stamp(item.closed_at),
        "created_at": stamp(item.created),
        "updated_at": stamp(item.updated),
        "author_association": repo.association(item.author),
        "reactions": reactions(url),
        "performed_via_github_app": None,
    }
    if single:
        closer = repo.world.user(item.closed_by) if item.closed_by else None
        shown["closed_by"] = user(repo.world, closer) if closer else None
    if item.kind == "pull":
        pull = {"url": f"{repo_url(repo)}/pulls/{item.number}", "html_url": page}
        files = {"diff_url": f"{page}.diff", "patch_url": f"{page}.patch"}
        made = item.proposal
        merged = {"merged_at": stamp(made.merged_at) if made else None}
        draft = made is not None and made.draft
        shown |= {"draft": draft, "pull_request": {**pull, **files, **merged}}
    return shown


def comment(repo: Repository, item: Item, made: Comment) -> dict[str, Any]:
    """An `issue-comment`."""
    url = f"{repo_url(repo)}/issues/comments/{made.id}"
    return {
        "id": made.id,
        "node_id": node_id("comment", repo.id, f"{item.number}.{made.id}"),
        "url": url,
        "html_url": f"{html_url(repo, item)}#issuecomment-{made.id}",
        "issue_url": f"{repo_url(repo)}/issues/{item.number}",
        "body": made.body,
        "user": user(repo.world, repo.world.user(made.author)),
        "created_at": stamp(made.created),
        "updated_at": stamp(made.updated),
        "author_association": repo.association(made.author),
        "reactions": reactions(url),
        "performed_via_github_app": None,
    }

"""Users, repositories and commits as GitHub's webhooks show them.

From “Webhook events and payloads” in GitHub's documentation; `shapes.py` holds their fields.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from payloads.shapes import REPOSITORY_URLS

from ghblog.sandbox.git import CommitFacts
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.users import User

Json = dict[str, Any]


def stamp(at: datetime) -> str:
    """A time as GitHub writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def user(person: User, root: str) -> Json:
    """A user; `root` is GitHub's address for people."""
    api = f"{root}/api/v3/users/{person.login}"
    return {
        "login": person.login,
        "id": person.id,
        "node_id": f"U_{person.id}",
        "avatar_url": f"{root}/avatars/u/{person.id}?v=4",
        "gravatar_id": "",
        "url": api,
        "html_url": f"{root}/{person.login}",
        "followers_url": f"{api}/followers",
        "following_url": f"{api}/following{{/other_user}}",
        "gists_url": f"{api}/gists{{/gist_id}}",
        "starred_url": f"{api}/starred{{/owner}}{{/repo}}",
        "subscriptions_url": f"{api}/subscriptions",
        "organizations_url": f"{api}/orgs",
        "repos_url": f"{api}/repos",
        "events_url": f"{api}/events{{/privacy}}",
        "received_events_url": f"{api}/received_events",
        "type": person.kind,
        "user_view_type": "public",
        "site_admin": False,
    }


def repository(repo: Repository, *, fork: bool = False) -> Json:
    """A repository."""
    root = repo.world.url
    name = repo.full_name
    api = f"{root}/api/v3/repos/{name}"
    return {
        "id": repo.id,
        "node_id": f"R_{repo.id}",
        "name": repo.name,
        "full_name": name,
        "private": repo.private,
        "visibility": "private" if repo.private else "public",
        "owner": user(repo.owner, root),
        "html_url": f"{root}/{name}",
        "description": repo.description or None,
        "fork": fork,
        "url": api,
        **{key: api + rest for key, rest in REPOSITORY_URLS.items()},
        "created_at": stamp(repo.created),
        "updated_at": stamp(repo.updated),
        "pushed_at": stamp(repo.pushed),
        "git_url": f"git://{root.partition('://')[2]}/{name}.git",
        "ssh_url": f"git@{root.partition('://')[2]}:{name}.git",
        "clone_url": f"{root}/{name}.git",
        "svn_url": f"{root}/{name}",
        "homepage": None,
        "language": None,
        "mirror_url": None,
        "license": None,
        **dict.fromkeys(("size", "stargazers_count", "watchers_count", "forks_count"), 0),
        **dict.fromkeys(("open_issues_count", "forks", "open_issues", "watchers"), 0),
        "has_issues": repo.has_issues,
        "has_discussions": repo.has_discussions,
        **dict.fromkeys(("has_projects", "has_downloads", "has_wiki", "allow_forking"), True),
        **dict.fromkeys(("has_pages", "disabled", "is_template"), False),
        "archived": repo.archived,
        "web_commit_signoff_required": False,
        "topics": [],
        "default_branch": repo.default_branch,
    }


def commit(repo: Repository, facts: CommitFacts) -> Json:
    """A commit as pushes show it."""
    return {
        "id": facts.oid,
        "tree_id": facts.tree,
        "distinct": True,
        "message": facts.message,
        "timestamp": facts.committed.isoformat(),
        "url": f"{repo.url}/commit/{facts.oid}",
        "author": {"name": facts.author.name, "email": facts.author.email},
        "committer": {"name": facts.committer.name, "email": facts.committer.email},
    }

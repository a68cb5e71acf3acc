"""REST: the viewer, the repository itself, a branch, limits, Markdown, and what GitHub is."""

from __future__ import annotations

from typing import Any

from ghblog.sandbox.limits import Budget
from ghblog.sandbox.problems import Reason, RefusedError, invalid, not_found
from ghblog.sandbox.rest import shapes
from ghblog.sandbox.rest.call import Answer, Call
from ghblog.sandbox.rest.git import commit_shape


def get_user(call: Call) -> Answer:
    """GET /user; an installation is nobody."""
    if call.viewer.user is None:
        raise RefusedError(Reason.UNAUTHORIZED, "Requires authentication")
    if call.viewer.token and call.viewer.token.kind == "installation":
        raise call.viewer.denial()
    return Answer(shapes.full_user(call.world, call.viewer.user))


def get_repository(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}."""
    return Answer(shapes.repository(call.repo, call.viewer))


def update_repository(call: Call) -> Answer:
    """PATCH /repos/{owner}/{repo}: name, description, switches."""
    repo = call.repo
    call.viewer.require_sight(repo)
    if not call.viewer.can(repo, "administration", "ADMIN"):
        raise call.viewer.denial()
    body = call.body
    for name in ("private", "archived", "has_issues"):
        if name in body:
            setattr(repo, name, bool(body[name]))
    repo.description = call.maybe_text("description") or repo.description
    branch = call.maybe_text("default_branch")
    if branch and repo.head(branch) is None:
        raise invalid(f"The branch {branch} was not found.", resource="Repository", field="branch")
    repo.default_branch = branch or repo.default_branch
    new_name = call.maybe_text("name")
    if new_name and new_name != repo.name:
        repo.rename(new_name)
    return Answer(shapes.repository(repo, call.viewer))


def get_branch(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/branches/{branch}."""
    repo, name = call.repo, call.params["branch"]
    call.viewer.require_read(repo, "contents")
    head = repo.head(name)
    facts = repo.git.commit(head) if head else None
    if facts is None:
        raise not_found("Branch not found")
    api, whole = shapes.repo_url(repo), commit_shape(repo, facts)
    url = f"{api}/branches/{name}"
    inner = {name: whole[name] for name in ("author", "committer", "tree", "message")}
    commit = {
        **{name: whole[name] for name in ("sha", "node_id", "html_url", "parents")},
        "url": f"{api}/commits/{facts.oid}",
        "comments_url": f"{api}/commits/{facts.oid}/comments",
        "commit": {**inner, "url": whole["url"], "comment_count": 0},
        "author": None,
        "committer": None,
    }
    return Answer(
        {
            "name": name,
            "commit": commit,
            "_links": {"self": url, "html": f"{repo.url}/tree/{name}"},
            "protected": False,
            "protection": {"enabled": False},
            "protection_url": f"{url}/protection",
        }
    )


def _rate(budget: Budget) -> dict[str, Any]:
    shown = {"limit": budget.limit, "used": budget.used, "remaining": budget.remaining}
    return {**shown, "reset": int(budget.reset)}


def get_rate_limit(call: Call) -> Answer:
    """GET /rate_limit, which counts against nothing."""
    core = _rate(call.limits.budget(call.viewer, "core"))
    graphql = _rate(call.limits.budget(call.viewer, "graphql"))
    search = {**core, "limit": 30, "used": 0, "remaining": 30}
    return Answer({"resources": {"core": core, "search": search, "graphql": graphql}, "rate": core})


def get_meta(_: Call) -> Answer:
    """GET /meta."""
    return Answer({"verifiable_password_authentication": False, "domains": {"website": ["*"]}})


def render(call: Call) -> Answer:
    """POST /markdown: as in a file, or with line breaks as in an issue (`gfm`)."""
    from ghblog.render import page_html

    hard = call.maybe_text("mode") == "gfm"
    return _html(page_html(call.text("text"), hard_breaks=hard))


def render_raw(call: Call) -> Answer:
    """POST /markdown/raw."""
    from ghblog.render import page_html

    return _html(page_html(call.data.decode(errors="replace"), hard_breaks=False))


def _html(text: str) -> Answer:
    return Answer(raw=text.encode(), content_type="text/html; charset=utf-8")


def unfurnished(call: Call) -> Answer:
    """What GitHub has and the sandbox has not: 501, so that no test takes it for an answer."""
    text = f"The sandbox does not furnish {call.method} {call.base}."
    raise RefusedError(Reason.UNFURNISHED, text)

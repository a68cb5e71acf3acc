"""REST: issues, their labels, and their comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ghblog.sandbox import issues
from ghblog.sandbox.items import Item
from ghblog.sandbox.problems import Reason, RefusedError, invalid, not_found
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.rest import shapes
from ghblog.sandbox.rest.call import Answer, Call

_STATES = {"completed", "not_planned", "duplicate", "reopened", ""}


def find(call: Call, *, pulls: bool = True) -> tuple[Repository, Item]:
    """The issue of the path; the API calls pull requests issues, too."""
    repo = call.repo
    call.viewer.require_read(repo, "issues")
    if not repo.has_issues:
        raise RefusedError(Reason.GONE, "Issues are disabled for this repo")
    item = repo.items.get(call.params["issue_number"])
    if call.params["issue_number"] in repo.deleted:
        raise RefusedError(Reason.GONE, "This issue was deleted")
    if item is None or item.kind == "discussion" or (item.kind == "pull" and not pulls):
        raise not_found()
    return repo, item


def list_issues(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/issues, newest first, as far as the lists know by now."""
    repo = call.repo
    call.viewer.require_read(repo, "issues")
    if not repo.has_issues:
        raise RefusedError(Reason.GONE, "Issues are disabled for this repo")
    found = [item for item in repo.listed("issue", "pull") if _wanted(call, item)]
    order = call.query.get("sort", "created")
    if order not in {"created", "updated", "comments"}:
        raise invalid("Invalid sort", resource="Issue", field="sort", code="invalid")
    found.sort(key=lambda item: _sort_key(item, order))
    if call.query.get("direction", "desc") == "desc":
        found.reverse()
    page, headers = call.page(found)
    return Answer([shapes.issue(repo, item) for item in page], headers=headers)


def _sort_key(item: Item, order: str) -> tuple[float, int]:
    keys = {"created": item.created.timestamp(), "updated": item.updated.timestamp()}
    return keys.get(order, float(len(item.comments))), item.number


def _wanted(call: Call, item: Item) -> bool:
    query = call.query
    state = query.get("state", "open")
    if state != "all" and (state == "closed") != item.closed:
        return False
    names = {name.casefold() for name in item.labels}
    asked = [name.strip().casefold() for name in query.get("labels", "").split(",") if name]
    if any(name not in names for name in asked):
        return False
    if "creator" in query and query["creator"].casefold() != item.author.casefold():
        return False
    return "since" not in query or item.updated >= since(query["since"])


def since(text: str) -> datetime:
    """The time that `since` gives."""
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise invalid("Invalid since", resource="Issue", field="since", code="invalid") from None
    return found.astimezone()


def create_issue(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/issues."""
    title = call.body.get("title")
    if title is None:
        raise invalid('Invalid request.\n\n"title" wasn\'t supplied.')
    body = call.maybe_text("body") or ""
    names = label_list(call.body.get("labels") or [])
    plan = _planned(call, call.repo)
    made = issues.create(call.viewer, call.repo, "issue", title=str(title), body=body, labels=names)
    _set_plan(call.repo, made, plan)
    shown = shapes.issue(call.repo, made, single=True)
    return Answer(shown, 201, {"Location": shown["url"]})


def label_list(value: Any) -> list[str]:
    """Label names out of `["a", {"name": "b"}]`."""
    if not isinstance(value, list):
        raise invalid(f"Invalid request.\n\nFor 'labels', {value!r} is not an array.")
    return [str(each.get("name", "")) if isinstance(each, dict) else str(each) for each in value]


def get_issue(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/issues/{issue_number}."""
    repo, item = find(call)
    return Answer(shapes.issue(repo, item, single=True))


def update_issue(call: Call) -> Answer:
    """PATCH /repos/{owner}/{repo}/issues/{issue_number}; everything is checked before."""
    repo, item = find(call)
    body = call.body
    title = None if body.get("title") is None else str(body["title"])
    text = (call.maybe_text("body") or "") if "body" in body else None
    reason = body.get("state_reason") or ""
    if body.get("state") not in {None, "open", "closed"} or reason not in _STATES:
        raise invalid("state is invalid", resource="Issue", field="state", code="invalid")
    issues.require_edit(call.viewer, repo, item)
    issues.check_texts(item.kind, title, text)
    if body.get("labels") is not None and call.viewer.can(repo, "issues", "TRIAGE"):
        issues.set_labels(call.viewer, repo, item, label_list(body["labels"]))
    plan = _planned(call, repo)
    issues.edit(call.viewer, repo, item, title=title, body=text)
    _set_plan(repo, item, plan)
    if body.get("state"):
        closed = body["state"] == "closed"
        issues.set_state(call.viewer, repo, item, closed=closed, reason=reason)
    return Answer(shapes.issue(repo, item, single=True))


def _planned(call: Call, repo: Repository) -> dict[str, Any]:
    """Milestone and assignees as sent, checked; from who may not set them they are dropped."""
    body = call.body
    plan: dict[str, Any] = {}
    if not call.viewer.can(repo, "issues", "TRIAGE"):
        return {}
    if "milestone" in body:
        made = issues.find_milestone(repo, body["milestone"])
        plan["milestone"] = made.number if made else 0
    if body.get("assignees") is not None:
        plan["assignees"] = issues.find_assignees(repo, [str(each) for each in body["assignees"]])
    return plan


def _set_plan(repo: Repository, item: Item, plan: dict[str, Any]) -> None:
    for name, value in plan.items():
        setattr(item, name, value)
    if plan:
        repo.touch(item)


def _answer_labels(call: Call, names: Sequence[str] | None = None) -> Answer:
    repo, item = find(call)
    if names is not None:
        issues.set_labels(call.viewer, repo, item, names)
    return Answer(shapes.labels(repo, item))


def list_issue_labels(call: Call) -> Answer:
    """GET .../issues/{issue_number}/labels."""
    repo, item = find(call)
    page, headers = call.page(shapes.labels(repo, item))
    return Answer(list(page), headers=headers)


def add_issue_labels(call: Call) -> Answer:
    """POST .../issues/{issue_number}/labels."""
    _, item = find(call)
    return _answer_labels(call, [*item.labels, *label_list(call.body.get("labels") or [])])


def set_issue_labels(call: Call) -> Answer:
    """PUT .../issues/{issue_number}/labels."""
    return _answer_labels(call, label_list(call.body.get("labels") or []))


def remove_issue_label(call: Call) -> Answer:
    """DELETE .../issues/{issue_number}/labels/{name}."""
    repo, item = find(call)
    call.viewer.require_write(repo, "issues", "TRIAGE")
    made = repo.label(call.params["name"])
    if made is None or made.name not in item.labels:
        raise not_found("Label does not exist")
    return _answer_labels(call, [name for name in item.labels if name != made.name])


def remove_all_issue_labels(call: Call) -> Answer:
    """DELETE .../issues/{issue_number}/labels."""
    _answer_labels(call, [])
    return Answer(status=204)


def lock(call: Call) -> Answer:
    """PUT .../issues/{issue_number}/lock."""
    repo, item = find(call)
    call.viewer.require_write(repo, "issues")
    item.locked, item.lock_reason = True, call.maybe_text("lock_reason") or ""
    repo.touch(item)
    return Answer(status=204)


def unlock(call: Call) -> Answer:
    """DELETE .../issues/{issue_number}/lock."""
    repo, item = find(call)
    call.viewer.require_write(repo, "issues")
    item.locked, item.lock_reason = False, ""
    repo.touch(item)
    return Answer(status=204)

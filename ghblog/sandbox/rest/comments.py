"""REST: comments on issues, and labels of a repository."""

from __future__ import annotations

from ghblog.sandbox import issues
from ghblog.sandbox.items import Label
from ghblog.sandbox.problems import not_found
from ghblog.sandbox.repository import DEFAULT_LABEL_COLOR, Repository
from ghblog.sandbox.rest import shapes
from ghblog.sandbox.rest.call import Answer, Call
from ghblog.sandbox.rest.issues import find, since


def list_comments(call: Call) -> Answer:
    """GET .../issues/{issue_number}/comments, oldest first."""
    repo, item = find(call)
    page, headers = call.page([made for made in item.comments if repo.visible(made.created)])
    return Answer([shapes.comment(repo, item, made) for made in page], headers=headers)


def list_all_comments(call: Call) -> Answer:
    """GET .../issues/comments, by id."""
    repo = call.repo
    call.viewer.require_read(repo, "issues")
    found = [
        (item, made)
        for item in repo.of("issue", "pull")
        for made in item.comments
        if repo.visible(made.created)
    ]
    if "since" in call.query:
        found = [pair for pair in found if pair[1].updated >= since(call.query["since"])]
    found.sort(key=lambda pair: pair[1].id, reverse=call.query.get("direction") == "desc")
    page, headers = call.page(found)
    return Answer([shapes.comment(repo, item, made) for item, made in page], headers=headers)


def create_comment(call: Call) -> Answer:
    """POST .../issues/{issue_number}/comments."""
    repo, item = find(call)
    made = issues.comment(call.viewer, repo, item, call.text("body"))
    shown = shapes.comment(repo, item, made)
    return Answer(shown, 201, {"Location": shown["url"]})


def get_comment(call: Call) -> Answer:
    """GET .../issues/comments/{comment_id}."""
    repo = call.repo
    item, made = issues.find_comment(repo, call.params["comment_id"])
    return Answer(shapes.comment(repo, item, made))


def update_comment(call: Call) -> Answer:
    """PATCH .../issues/comments/{comment_id}."""
    repo = call.repo
    item, made = issues.find_comment(repo, call.params["comment_id"])
    issues.edit_comment(call.viewer, repo, item, made, call.text("body"))
    return Answer(shapes.comment(repo, item, made))


def delete_comment(call: Call) -> Answer:
    """DELETE .../issues/comments/{comment_id}."""
    repo = call.repo
    item, made = issues.find_comment(repo, call.params["comment_id"])
    issues.delete_comment(call.viewer, repo, item, made)
    return Answer(status=204)


def _label(call: Call) -> tuple[Repository, Label]:
    repo = call.repo
    made = repo.label(call.params["name"])
    if made is None:
        raise not_found()
    return repo, made


def list_labels(call: Call) -> Answer:
    """GET .../labels."""
    repo = call.repo
    page, headers = call.page(sorted(repo.labels.values(), key=lambda made: made.name.casefold()))
    return Answer([shapes.label(repo, made) for made in page], headers=headers)


def create_label(call: Call) -> Answer:
    """POST .../labels."""
    repo = call.repo
    made = issues.create_label(
        call.viewer,
        repo,
        name=call.text("name"),
        color=call.maybe_text("color") or DEFAULT_LABEL_COLOR,
        description=call.maybe_text("description") or "",
    )
    shown = shapes.label(repo, made)
    return Answer(shown, 201, {"Location": shown["url"]})


def get_label(call: Call) -> Answer:
    """GET .../labels/{name}."""
    return Answer(shapes.label(*_label(call)))


def update_label(call: Call) -> Answer:
    """PATCH .../labels/{name}."""
    repo, made = _label(call)
    call.viewer.require_write(repo, "issues")
    name = call.maybe_text("new_name")
    issues.check_label(name or made.name, call.maybe_text("description") or "")
    if name and name != made.name:
        issues.rename_label(repo, made, name)
    made.color = call.maybe_text("color") or made.color
    made.description = call.body.get("description", made.description) or ""
    return Answer(shapes.label(repo, made))


def delete_label(call: Call) -> Answer:
    """DELETE .../labels/{name}."""
    repo, made = _label(call)
    call.viewer.require_write(repo, "issues")
    issues.replace_label(repo, made.name, None)
    del repo.labels[made.name.casefold()]
    return Answer(status=204)

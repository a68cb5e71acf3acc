"""REST: milestones."""

from __future__ import annotations

from ghblog.sandbox import issues
from ghblog.sandbox.problems import invalid
from ghblog.sandbox.rest import shapes
from ghblog.sandbox.rest.call import Answer, Call


def list_milestones(call: Call) -> Answer:
    """GET .../milestones: the open ones unless asked otherwise."""
    repo = call.repo
    call.viewer.require_read(repo, "issues")
    state = call.query.get("state", "open")
    if state not in {"open", "closed", "all"}:
        raise invalid("Invalid state", resource="Milestone", field="state", code="invalid")
    made = repo.milestones.values()
    found = [each for each in made if state == "all" or each.closed == (state == "closed")]
    found.sort(key=lambda each: (each.due or each.created, each.number))
    if call.query.get("direction") == "desc":
        found.reverse()
    page, headers = call.page(found)
    return Answer([shapes.milestone(repo, each) for each in page], headers=headers)


def create_milestone(call: Call) -> Answer:
    """POST .../milestones."""
    repo = call.repo
    made = issues.create_milestone(
        call.viewer,
        repo,
        title=call.text("title"),
        description=call.maybe_text("description") or "",
        closed=call.maybe_text("state") == "closed",
    )
    shown = shapes.milestone(repo, made)
    return Answer(shown, 201, {"Location": shown["url"]})

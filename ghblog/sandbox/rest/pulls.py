"""REST: pull requests between branches of one repository."""

from __future__ import annotations

from ghblog.sandbox import issues, pulls
from ghblog.sandbox.items import Item
from ghblog.sandbox.problems import invalid, not_found
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.rest.call import Answer, Call
from ghblog.sandbox.rest.pull_shapes import pull

_STATES = {"open", "closed", "all"}
_SORTS = {"created", "updated", "popularity", "long-running"}


def list_pulls(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/pulls, as far as the lists know by now."""
    repo, query = call.repo, call.query
    call.viewer.require_read(repo, pulls.AREA)
    state, sort = query.get("state", "open"), query.get("sort", "created")
    if state not in _STATES or sort not in _SORTS:
        field = "state" if state not in _STATES else "sort"
        raise invalid(f"Invalid {field}", resource="PullRequest", field=field, code="invalid")
    found = [item for item in repo.listed("pull") if _wanted(call, repo, item)]
    found.sort(key=lambda item: (item.updated if sort == "updated" else item.created, item.number))
    if query.get("direction", "desc" if sort == "created" else "asc") == "desc":
        found.reverse()
    page, headers = call.page(found)
    return Answer([pull(repo, item, call.viewer) for item in page], headers=headers)


def _wanted(call: Call, repo: Repository, item: Item) -> bool:
    query, made = call.query, item.proposal
    state = query.get("state", "open")
    if made is None or (state != "all" and (state == "closed") != item.closed):
        return False
    # Without an owner the filter is ignored, as GitHub does.
    head = query.get("head", "")
    if ":" in head and head != f"{repo.owner.login}:{made.head}":
        return False
    return query.get("base", made.base) == made.base


def create_pull(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/pulls."""
    repo, title = call.repo, call.maybe_text("title")
    if title is None:
        raise invalid("is missing", resource="PullRequest", field="title", code="missing_field")
    made = pulls.create(
        call.viewer,
        repo,
        title=title,
        body=call.maybe_text("body") or "",
        head=call.text("head"),
        base=call.text("base"),
        draft=call.body.get("draft") is True,
    )
    shown = pull(repo, made, call.viewer, single=True)
    return Answer(shown, 201, {"Location": shown["url"]})


def _find(call: Call) -> tuple[Repository, Item]:
    repo = call.repo
    call.viewer.require_read(repo, pulls.AREA)
    item = repo.items.get(call.params["pull_number"])
    if item is None or item.proposal is None:
        raise not_found()
    return repo, item


def get_pull(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}."""
    repo, item = _find(call)
    return Answer(pull(repo, item, call.viewer, single=True))


def update_pull(call: Call) -> Answer:
    """PATCH /repos/{owner}/{repo}/pulls/{pull_number}: title, body, state."""
    repo, item = _find(call)
    state = call.maybe_text("state")
    if state not in {None, "open", "closed"}:
        raise invalid("state is invalid", resource="PullRequest", field="state", code="invalid")
    if item.author != call.viewer.login or not call.viewer.can(repo, pulls.AREA, "READ"):
        call.viewer.require_write(repo, pulls.AREA)
    title, body = call.maybe_text("title"), call.maybe_text("body")
    issues.check_texts("pull", title, body)
    item.edit(at=repo.world.now(), editor=call.viewer.login, title=title, body=body)
    if state:
        pulls.set_state(call.viewer, repo, item, closed=state == "closed")
    repo.touch(item)
    return Answer(pull(repo, item, call.viewer, single=True))

"""What a viewer does to issues, discussions, labels and comments, with GitHub's limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ghblog.sandbox.items import Category, Comment, Item, ItemKind, Label, Milestone
from ghblog.sandbox.problems import Reason, RefusedError, invalid, not_found
from ghblog.sandbox.repository import DEFAULT_LABEL_COLOR, Repository
from ghblog.sandbox.users import Viewer

MAX_BODY = 65_536
MAX_TITLE = 256
MAX_LABELS = 100
MAX_LABEL_NAME = 50
MAX_LABEL_DESCRIPTION = 100
MAX_PINS = 3
MAX_ASSIGNEES = 10
_RESOURCES = {"issue": "Issue", "discussion": "Discussion", "pull": "PullRequest"}
_COMMENTS = {
    "issue": "IssueComment",
    "discussion": "DiscussionComment",
    "pull": "IssueComment",
}
_SWITCHED_OFF = "Issues has been disabled in this repository."


def area(kind: ItemKind) -> str:
    """The permission that a kind of item belongs to."""
    return {"issue": "issues", "discussion": "discussions", "pull": "pull_requests"}[kind]


def require_switched_on(repo: Repository, kind: ItemKind) -> None:
    """Refuse what is switched off in the repository's settings."""
    if kind == "issue" and not repo.has_issues:
        raise RefusedError(Reason.GONE, _SWITCHED_OFF)
    if kind == "discussion" and not repo.has_discussions:
        raise RefusedError(Reason.GONE, "Discussions are disabled for this repository.")


def check_title(title: str, resource: str) -> None:
    """Refuse a title that GitHub would not take."""
    if not title.strip():
        raise invalid(
            "title can't be blank", resource=resource, field="title", code="missing_field"
        )
    if len(title) > MAX_TITLE:
        text = f"title is too long (maximum is {MAX_TITLE} characters)"
        raise invalid(text, resource=resource, field="title")


def check_body(body: str, resource: str, *, blank: bool = True) -> None:
    """Refuse a body that GitHub would not take."""
    if not blank and not body.strip():
        text = "body can't be blank"
        raise invalid(text, resource=resource, field="body", code="missing_field")
    if len(body) > MAX_BODY:
        text = f"body is too long (maximum is {MAX_BODY} characters)"
        raise invalid(text, resource=resource, field="body")


def check_texts(kind: ItemKind, title: str | None, body: str | None) -> None:
    """Refuse a title or a body that GitHub would not take; None is not changed."""
    if title is not None:
        check_title(title, _RESOURCES[kind])
    if body is not None:
        check_body(body, _RESOURCES[kind], blank=kind != "discussion")


def create(
    viewer: Viewer,
    repo: Repository,
    kind: ItemKind,
    *,
    title: str,
    body: str,
    labels: Sequence[str] = (),
    category: Category | None = None,
) -> Item:
    """Open an issue or a discussion. Labels of somebody without push access are dropped."""
    viewer.require_comment(repo, area(kind))
    require_switched_on(repo, kind)
    check_texts(kind, title, body)
    may_label = viewer.can(repo, area(kind), "TRIAGE")
    names = label_names(viewer, repo, labels, kind) if may_label else []
    if category:
        require_category(viewer, repo, category)
    item = repo.open(kind, title=title, body=body, author=viewer.login, labels=names)
    item.category = category.id if category else 0
    return item


def require_category(viewer: Viewer, repo: Repository, category: Category) -> None:
    """Only maintainers and apps start discussions in a category for announcements."""
    app = viewer.token is not None and viewer.token.kind == "installation"
    if category.slug == "announcements" and not app:
        viewer.require_write(repo, "discussions", "MAINTAIN")


def require_edit(viewer: Viewer, repo: Repository, item: Item) -> None:
    """Refuse unless the viewer wrote it or may write here."""
    viewer.require_comment(repo, area(item.kind))
    require_switched_on(repo, item.kind)
    if item.author != viewer.login:
        viewer.require_write(repo, area(item.kind), "WRITE")


def edit(
    viewer: Viewer, repo: Repository, item: Item, *, title: str | None, body: str | None
) -> None:
    """Change title or body; None leaves it."""
    require_edit(viewer, repo, item)
    check_texts(item.kind, title, body)
    item.edit(at=repo.world.now(), editor=viewer.login, title=title, body=body)
    repo.touch(item)


def set_state(
    viewer: Viewer, repo: Repository, item: Item, *, closed: bool, reason: str = ""
) -> None:
    """Close or reopen."""
    require_edit(viewer, repo, item)
    now = repo.world.now()
    if closed:
        item.closed_at, item.closed_by = item.closed_at or now, viewer.login
        item.state_reason = reason or "completed"
    elif item.closed:
        item.closed_at, item.closed_by, item.state_reason = None, "", "reopened"
    item.updated = now
    repo.touch(item)


def set_labels(viewer: Viewer, repo: Repository, item: Item, names: Iterable[str]) -> None:
    """Put these labels in the place of all others; missing ones are made."""
    viewer.require_write(repo, area(item.kind), "TRIAGE")
    item.labels = label_names(viewer, repo, names, item.kind)
    item.updated = repo.world.now()
    repo.touch(item)


def set_pinned(viewer: Viewer, repo: Repository, item: Item, *, pinned: bool) -> None:
    """Pin an issue or take the pin away; three are pinned at most."""
    viewer.require_write(repo, "issues")
    others = [each for each in repo.issues if each.pinned and each is not item]
    if pinned and item.pinned:
        raise invalid("Issue is already pinned")
    if pinned and len(others) >= MAX_PINS:
        raise invalid(f"Maximum {MAX_PINS} pinned issues per repository")
    item.pinned, item.pinned_by = pinned, viewer.login if pinned else ""
    repo.touch(item)


def find_milestone(repo: Repository, number: object) -> Milestone | None:
    """The milestone of this number, None for None. Raises RefusedError for any other."""
    if number is None:
        return None
    made = repo.milestones.get(number) if isinstance(number, int) else None
    if made is None:
        raise invalid("milestone is invalid", resource="Issue", field="milestone", code="invalid")
    return made


def find_assignees(repo: Repository, logins: Sequence[str]) -> list[str]:
    """Their logins as they spell them. Raises RefusedError for who cannot be assigned."""
    if len(logins) > MAX_ASSIGNEES or not all(map(repo.assignable, logins)):
        raise invalid("assignees is invalid", resource="Issue", field="assignees", code="invalid")
    return list(dict.fromkeys(repo.world.user(login).login for login in logins))


def create_milestone(
    viewer: Viewer, repo: Repository, *, title: str, description: str, closed: bool
) -> Milestone:
    """Make a milestone; its title must be new."""
    viewer.require_write(repo, "issues", "TRIAGE")
    check_title(title, "Milestone")
    if any(made.title == title for made in repo.milestones.values()):
        raise invalid(
            "title has already been taken",
            resource="Milestone",
            field="title",
            code="already_exists",
        )
    return repo.add_milestone(title, description=description, closed=closed, creator=viewer.login)


def label_names(
    viewer: Viewer, repo: Repository, names: Iterable[str], kind: ItemKind
) -> list[str]:
    """The names as the repository spells them, once each; missing ones are made."""
    wanted = list(dict.fromkeys(name.strip() for name in names))
    if len(wanted) > MAX_LABELS:
        text = f"labels are too many (maximum is {MAX_LABELS})"
        raise invalid(text, resource=_RESOURCES[kind], field="labels")
    for name in wanted:
        check_label(name)
    found = []
    for name in wanted:
        label = repo.label(name)
        if label is None:
            viewer.require_write(repo, area(kind))
            label = repo.make_label(name, DEFAULT_LABEL_COLOR, "")
        found.append(label.name)
    return list(dict.fromkeys(found))


def check_label(name: str, description: str = "") -> None:
    """Refuse a label that GitHub would not take."""
    if not name:
        raise invalid("name can't be blank", resource="Label", field="name", code="missing_field")
    if len(name) > MAX_LABEL_NAME:
        text = f"name is too long (maximum is {MAX_LABEL_NAME} characters)"
        raise invalid(text, resource="Label", field="name")
    if len(description) > MAX_LABEL_DESCRIPTION:
        text = f"description is too long (maximum is {MAX_LABEL_DESCRIPTION} characters)"
        raise invalid(text, resource="Label", field="description")


def create_label(
    viewer: Viewer, repo: Repository, *, name: str, color: str, description: str
) -> Label:
    """Make a label; its name must be new."""
    viewer.require_write(repo, "issues")
    check_label(name, description)
    if len(color) != 6 or not set(color.lower()) <= set("0123456789abcdef"):
        raise invalid("color is invalid", resource="Label", field="color", code="invalid")
    if repo.label(name):
        text = "name has already been taken"
        raise invalid(text, resource="Label", field="name", code="already_exists")
    return repo.make_label(name, color, description)


def rename_label(repo: Repository, label: Label, name: str) -> None:
    """Give a label another name, on the items that bear it too."""
    del repo.labels[label.name.casefold()]
    replace_label(repo, label.name, name)
    label.name = name
    repo.labels[name.casefold()] = label


def replace_label(repo: Repository, old: str, new: str | None) -> None:
    """Rename a label on all items, or with None take it away."""
    for item in repo.items.values():
        if old in item.labels:
            names = [new if name == old else name for name in item.labels]
            item.labels = [name for name in names if name is not None]
            repo.touch(item)


def comment(viewer: Viewer, repo: Repository, item: Item, body: str, reply_to: int = 0) -> Comment:
    """Comment on an item."""
    viewer.require_comment(repo, area(item.kind))
    require_switched_on(repo, item.kind)
    check_body(body, _COMMENTS[item.kind], blank=False)
    _require_unlocked(viewer, repo, item)
    if reply_to:
        _require_thread(item, reply_to)
    now = repo.world.now()
    made = Comment(repo.world.next_id(), body, viewer.login, now, now, reply_to=reply_to)
    item.comments.append(made)
    item.updated = now
    repo.touch(item)
    return made


def edit_comment(viewer: Viewer, repo: Repository, item: Item, made: Comment, body: str) -> None:
    """Change a comment's text."""
    _require_comment_right(viewer, repo, item, made)
    check_body(body, _COMMENTS[item.kind], blank=False)
    now = repo.world.now()
    made.edit(at=now, editor=viewer.login, body=body)
    repo.touch(item)


def delete_comment(viewer: Viewer, repo: Repository, item: Item, made: Comment) -> None:
    """Remove a comment. One with answers leaves its place, and they stay."""
    _require_comment_right(viewer, repo, item, made)
    if any(each.reply_to == made.id for each in item.comments):
        made.body, made.author, made.history = "", "", []
        made.deleted = made.updated = repo.world.now()
    else:
        item.comments.remove(made)
    repo.touch(item)


def _require_comment_right(viewer: Viewer, repo: Repository, item: Item, made: Comment) -> None:
    viewer.require_comment(repo, area(item.kind))
    require_switched_on(repo, item.kind)
    if made.deleted:
        raise not_found()
    if made.author != viewer.login:
        viewer.require_write(repo, area(item.kind))
    _require_unlocked(viewer, repo, item)


def _require_unlocked(viewer: Viewer, repo: Repository, item: Item) -> None:
    if item.locked and not viewer.can(repo, area(item.kind)):
        raise RefusedError(Reason.FORBIDDEN, "Unable to create comment because issue is locked.")


def _require_thread(item: Item, number: int) -> None:
    """Refuse an answer to what is not a comment here, or is an answer itself."""
    above = next((made for made in item.comments if made.id == number), None)
    if above is None or above.deleted:
        raise not_found("Could not resolve to a comment of this discussion.")
    if above.reply_to:
        raise invalid("Parent comment is already in a thread, cannot reply to it")


def find_comment(repo: Repository, number: int) -> tuple[Item, Comment]:
    """The comment of this id on an issue or pull request, and the item it belongs to."""
    for item in repo.of("issue", "pull"):
        for made in item.comments:
            if made.id == number:
                return item, made
    raise not_found()


def delete(viewer: Viewer, repo: Repository, item: Item) -> None:
    """Delete an item for good; its number is not given again."""
    viewer.require_write(repo, area(item.kind), "ADMIN" if item.kind == "issue" else "TRIAGE")
    del repo.items[item.number]
    repo.deleted.add(item.number)
    repo.touch(item)

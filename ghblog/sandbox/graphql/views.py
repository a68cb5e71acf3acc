"""Users, labels, categories, issues, discussions and comments as GraphQL shows them."""

from __future__ import annotations

import re
from datetime import datetime
from types import SimpleNamespace
from typing import Any, ClassVar

from ghblog.sandbox.graphql.connections import Connection
from ghblog.sandbox.graphql.context import Context, View
from ghblog.sandbox.items import Category, Comment, Edit, Item, Label, Milestone
from ghblog.sandbox.nodes import node_id
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.rest.shapes import html_url
from ghblog.sandbox.users import User

_REACTIONS = ["THUMBS_UP", "THUMBS_DOWN", "LAUGH", "HOORAY", "CONFUSED", "HEART", "ROCKET", "EYES"]


def html(text: str, *, hard_breaks: bool) -> str:
    """Markdown as GitHub renders it."""
    from ghblog.render import page_html

    return page_html(text, hard_breaks=hard_breaks)


def order(things: list[Any], order_by: dict[str, str] | None, **keys: Any) -> list[Any]:
    """Sorted as `orderBy` says: `keys` gives each field's key; None leaves the order."""
    if not order_by:
        return things
    backwards = order_by["direction"] == "DESC"
    return sorted(things, key=keys[order_by["field"]], reverse=backwards)


class ActorView(View):
    """A user, an organization or a bot."""

    def __init__(self, context: Context, user: User) -> None:
        super().__init__(context)
        self.user = user
        self.typename = user.kind  # type: ignore[misc]
        self.id = node_id("user", user.id)
        self.database_id = user.id
        self.login = user.graphql_login
        self.name = user.name or None
        self.email = ""
        self.resource_path = f"/{user.login}"
        self.url = f"{self.world.url}/{user.login}"

    def avatar_url(self, size: int | None = None) -> str:
        """The picture's address."""
        return f"{self.world.url}/avatars/{self.user.id}" + (f"?s={size}" if size else "")

    def repository(self, name: str, *, follow_renames: bool = True) -> Any:
        """One of the user's repositories."""
        from ghblog.sandbox.graphql.repositories import repository_view

        owner = self.user.login
        return repository_view(self.context, owner, name, follow_renames=follow_renames)


class RepositoryPart(View):
    """Something that belongs to a repository."""

    def __init__(self, context: Context, repo: Repository) -> None:
        super().__init__(context)
        self.repo = repo

    @property
    def repository(self) -> Any:
        """The repository."""
        from ghblog.sandbox.graphql.repositories import RepositoryView

        return RepositoryView(self.context, self.repo)

    def actor(self, login: str) -> ActorView | None:
        """The user of this login, if there is a login."""
        return ActorView(self.context, self.world.user(login)) if login else None


class LabelView(RepositoryPart):
    """A label."""

    typename: ClassVar[str] = "Label"
    is_default = False

    def __init__(self, context: Context, repo: Repository, made: Label) -> None:
        super().__init__(context, repo)
        self.id = node_id("label", repo.id, made.id)
        self.label = made
        self.name, self.color = made.name, made.color
        self.description = made.description or None
        self.created_at = self.updated_at = made.created
        self.resource_path = f"/{repo.full_name}/labels/{made.name}"
        self.url = self.world.url + self.resource_path

    def issues(self, **how: Any) -> Connection:
        """The issues that bear it."""
        return self.repository.issues(**{**how, "labels": [self.name]})  # type: ignore[no-any-return]


class CategoryView(RepositoryPart):
    """A category of discussions."""

    typename: ClassVar[str] = "DiscussionCategory"

    def __init__(self, context: Context, repo: Repository, made: Category) -> None:
        super().__init__(context, repo)
        self.made = made
        self.id = node_id("category", repo.id, made.id)
        self.name, self.slug, self.emoji = made.name, made.slug, made.emoji
        self.emoji_html = f"<div>{made.emoji}</div>"
        self.description = made.description or None
        self.is_answerable = made.answerable
        self.created_at = self.updated_at = made.created


class MilestoneView(RepositoryPart):
    """A milestone."""

    typename: ClassVar[str] = "Milestone"

    def __init__(self, context: Context, repo: Repository, made: Milestone) -> None:
        super().__init__(context, repo)
        self.made = made
        self.id = node_id("milestone", repo.id, made.number)
        self.number, self.title = made.number, made.title
        self.description = made.description or None
        self.creator = self.actor(made.creator)
        self.created_at, self.updated_at = made.created, made.updated
        self.due_on, self.closed_at, self.closed = made.due, made.closed_at, made.closed
        self.state = "CLOSED" if made.closed else "OPEN"
        self.resource_path = f"/{repo.full_name}/milestone/{made.number}"
        self.url = self.world.url + self.resource_path
        self.viewer_can_close = self.viewer_can_reopen = self.viewer.can(repo, "issues", "TRIAGE")

    @property
    def progress_percentage(self) -> float:
        """How many of its issues are closed, of a hundred."""
        states = [item.closed for item in self.repo.issues if item.milestone == self.number]
        return 100 * sum(states) / len(states) if states else 0.0

    def issues(self, **how: Any) -> Connection:
        """The issues in it."""
        rules = {**(how.pop("filter_by", None) or {}), "milestoneNumber": str(self.number)}
        return self.repository.issues(**how, filter_by=rules)  # type: ignore[no-any-return]


class TextView(RepositoryPart):
    """What issues, discussions and comments have in common: a text and its author."""

    created_via_email = False
    viewer_can_react = True
    viewer_cannot_update_reasons: tuple[str, ...] = ()

    def __init__(self, context: Context, repo: Repository, made: Item | Comment) -> None:
        super().__init__(context, repo)
        self.made = made
        self.database_id = made.id
        self.full_database_id = str(made.id)
        self.body = made.body
        self.author = self.actor(made.author)
        self.author_association = repo.association(made.author)
        self.created_at = self.published_at = made.created
        self.updated_at = made.updated
        self.last_edited_at: datetime | None = made.edited
        self.editor = self.actor(made.editor)
        self.includes_created_edit = bool(made.history)
        self.viewer_did_author = made.author == self.viewer.login
        writes = self.viewer.can(repo, "issues")
        self.viewer_can_update = self.viewer_did_author or writes
        self.viewer_can_delete = self.viewer_can_label = writes
        self.viewer_can_close = self.viewer_can_reopen = self.viewer_can_update

    @property
    def body_html(self) -> str:
        """The text rendered; a single line break counts, unlike in a file."""
        return html(self.body, hard_breaks=True)

    @property
    def body_text(self) -> str:
        """The rendered text without tags."""
        return re.sub(r"<[^>]*>", "", self.body_html).strip()

    @property
    def reaction_groups(self) -> list[Any]:
        """The eight reactions, which nobody has given."""
        return [
            SimpleNamespace(
                content=name,
                created_at=None,
                viewer_has_reacted=False,
                users=lambda **how: Connection([], how),
            )
            for name in _REACTIONS
        ]

    def user_content_edits(self, **how: Any) -> Connection:
        """The history of the text, newest first; the first entry is what it was at first."""
        edits = [self._edit(n, each) for n, each in enumerate(self.made.history)]
        return Connection(edits[::-1], how)

    def _edit(self, number: int, edit: Edit) -> Any:
        node = node_id("edit", self.repo.id, f"{self.made.id}.{number}")
        return SimpleNamespace(
            typename="UserContentEdit",
            id=node,
            key=node,
            created_at=edit.at,
            edited_at=edit.at,
            updated_at=edit.at,
            deleted_at=None,
            deleted_by=None,
            diff=edit.text,
            editor=self.actor(edit.editor),
        )


class CommentView(TextView):
    """A comment on an issue or a discussion."""

    is_minimized = False
    minimized_reason = None
    is_answer = False
    upvote_count = 0
    viewer_can_minimize = viewer_can_mark_as_answer = viewer_can_unmark_as_answer = False
    viewer_can_upvote = True
    viewer_has_upvoted = False

    def __init__(self, context: Context, repo: Repository, item: Item, made: Comment) -> None:
        super().__init__(context, repo, made)
        self.item, self.comment = item, made
        self.deleted_at = made.deleted
        reply = item.kind == "discussion"
        self.typename = "DiscussionComment" if reply else "IssueComment"  # type: ignore[misc]
        self.id = node_id("reply" if reply else "comment", repo.id, f"{item.number}.{made.id}")
        anchor = "discussioncomment" if reply else "issuecomment"
        self.url = f"{html_url(repo, item)}#{anchor}-{made.id}"
        self.resource_path = self.url.removeprefix(self.world.url)

    @property
    def issue(self) -> ItemView:
        """The issue that it belongs to."""
        return ItemView(self.context, self.repo, self.item)

    discussion = issue

    @property
    def reply_to(self) -> CommentView | None:
        """The comment that it answers."""
        found = [each for each in self.item.comments if each.id == self.comment.reply_to]
        return CommentView(self.context, self.repo, self.item, found[0]) if found else None

    def replies(self, **how: Any) -> Connection:
        """The answers to it."""
        found = [each for each in self.item.comments if each.reply_to == self.comment.id]
        views = [CommentView(self.context, self.repo, self.item, each) for each in found]
        return Connection(views, how)


class ItemView(TextView):
    """An issue or a discussion."""

    parent = answer = answer_chosen_at = answer_chosen_by = None
    is_read_by_viewer = True
    upvote_count = 0
    viewer_can_subscribe = viewer_can_upvote = True
    viewer_has_upvoted = False
    viewer_thread_subscription_form_action = "SUBSCRIBE"
    viewer_thread_subscription_status = "NONE"
    viewer_subscription = "UNSUBSCRIBED"

    def __init__(self, context: Context, repo: Repository, item: Item) -> None:
        super().__init__(context, repo, item)
        self.item = item
        self.typename = "Issue" if item.kind == "issue" else "Discussion"  # type: ignore[misc]
        self.id = node_id(item.kind, repo.id, item.number)
        self.number, self.title = item.number, item.title
        self.closed, self.closed_at = item.closed, item.closed_at
        self.state = "CLOSED" if item.closed else "OPEN"
        self.locked = item.locked
        self.active_lock_reason = item.lock_reason.upper().replace(" ", "_") or None
        self.is_pinned = item.pinned
        self.is_answered = False
        self.url = self.body_url = html_url(repo, item)
        self.resource_path = self.body_resource_path = self.url.removeprefix(self.world.url)

    @property
    def title_html(self) -> str:
        """The title, escaped."""
        from html import escape

        return escape(self.title, quote=False)

    def state_reason(self, *, enable_duplicate: bool = False) -> str | None:
        """Why it is closed, or REOPENED."""
        reason = self.item.state_reason.upper() or None
        return "NOT_PLANNED" if reason == "DUPLICATE" and not enable_duplicate else reason

    @property
    def milestone(self) -> MilestoneView | None:
        """The issue's milestone."""
        made = self.repo.milestones.get(self.item.milestone)
        return MilestoneView(self.context, self.repo, made) if made else None

    @property
    def category(self) -> CategoryView:
        """The discussion's category."""
        return CategoryView(self.context, self.repo, self.repo.categories[self.item.category])

    def labels(self, order_by: dict[str, str] | None = None, **how: Any) -> Connection:
        """The labels."""
        made = [label for name in self.item.labels if (label := self.repo.label(name))]
        views = [LabelView(self.context, self.repo, each) for each in made]
        names = order(views, order_by, CREATED_AT=lambda v: v.label.id, NAME=lambda v: v.name)
        return Connection(names, how)

    def comments(self, order_by: dict[str, str] | None = None, **how: Any) -> Connection:
        """The comments, oldest first; answers to comments are below those."""
        made = [each for each in self.item.comments if not each.reply_to]
        seen = [each for each in made if self.repo.visible(each.created)]
        views = [CommentView(self.context, self.repo, self.item, each) for each in seen]
        return Connection(order(views, order_by, UPDATED_AT=lambda view: view.updated_at), how)

    def sub_issues(self, **how: Any) -> Connection:
        """None: the sandbox knows no hierarchies."""
        return Connection([], how)

    tracked_issues = tracked_in_issues = sub_issues

    def tracked_issues_count(self, states: list[str] | None = None) -> int:  # noqa: ARG002
        """None either."""
        return 0

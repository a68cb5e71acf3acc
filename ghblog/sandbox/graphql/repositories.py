"""A repository as GraphQL shows it."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, ClassVar

from ghblog.sandbox import branches
from ghblog.sandbox.graphql.connections import Connection
from ghblog.sandbox.graphql.context import Context, View
from ghblog.sandbox.graphql.objects import ObjectView, RefView, object_view
from ghblog.sandbox.graphql.views import (
    ActorView,
    CategoryView,
    ItemView,
    LabelView,
    MilestoneView,
    order,
)
from ghblog.sandbox.items import Item
from ghblog.sandbox.nodes import node_id
from ghblog.sandbox.problems import RefusedError, not_found
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.rest.issues import since as read_time

_KEYS: dict[str, Any] = {
    "CREATED_AT": lambda view: (view.created_at, view.number),
    "UPDATED_AT": lambda view: (view.updated_at, view.number),
    "COMMENTS": lambda view: (len(view.item.comments), view.number),
}
_MILESTONE_KEYS: dict[str, Any] = {
    "CREATED_AT": lambda view: (view.created_at, view.number),
    "UPDATED_AT": lambda view: (view.updated_at, view.number),
    "DUE_DATE": lambda view: (view.due_on or view.created_at, view.number),
    "NUMBER": lambda view: view.number,
}


def repository_view(
    context: Context, owner: str, name: str, *, follow_renames: bool = True
) -> RepositoryView:
    """The repository of this name, or former name; NOT_FOUND if it cannot be seen."""
    try:
        repo = context.world.find(owner, name)
        context.viewer.require_sight(repo)
    except RefusedError:
        repo = None
    renamed = repo and repo.full_name.casefold() != f"{owner}/{name}".casefold()
    if repo is None or (renamed and not follow_renames):
        raise not_found(f"Could not resolve to a Repository with the name '{owner}/{name}'.")
    return RepositoryView(context, repo)


class RepositoryView(View):
    """A repository."""

    typename: ClassVar[str] = "Repository"
    is_fork = False

    def __init__(self, context: Context, repo: Repository) -> None:
        super().__init__(context)
        self.repo = repo
        self.id = node_id("repository", repo.id)
        self.database_id = repo.id
        self.name, self.name_with_owner = repo.name, repo.full_name
        self.description = repo.description or None
        self.url = repo.url
        self.owner = ActorView(context, repo.owner)
        self.is_private, self.is_archived, self.is_empty = repo.private, repo.archived, repo.empty
        self.visibility = "PRIVATE" if repo.private else "PUBLIC"
        self.has_issues_enabled = repo.has_issues
        self.has_discussions_enabled = repo.has_discussions
        self.created_at, self.updated_at = repo.created, repo.updated
        self.pushed_at = None if repo.empty else repo.pushed
        token = self.viewer.token
        app = token is not None and token.kind == "installation"
        # GitHub documents null for apps.
        self.viewer_permission = None if app else self.viewer.permission(repo) or None
        self.viewer_can_administer = self.viewer_permission == "ADMIN"

    @property
    def default_branch_ref(self) -> RefView | None:
        """None in an empty repository."""
        return self.ref(f"refs/heads/{self.repo.default_branch}")

    def ref(self, qualified_name: str) -> RefView | None:
        """The reference of this name, in full or a branch's or a tag's."""
        self.viewer.require_read(self.repo, "contents")
        for name in (qualified_name, f"refs/heads/{qualified_name}", f"refs/tags/{qualified_name}"):
            if name.startswith("refs/") and self.repo.git.ref(name):
                return RefView(self.context, self.repo, name)
        return None

    def refs(
        self,
        ref_prefix: str,
        query: str | None = None,
        direction: str | None = None,
        order_by: dict[str, str] | None = None,
        **how: Any,
    ) -> Connection:
        """References whose full name begins with the prefix, by name."""
        names = [name for name in self.repo.git.refs() if name.startswith(ref_prefix)]
        names = [name for name in names if not query or query.casefold() in name.casefold()]
        if "DESC" in (direction, (order_by or {}).get("direction")):
            names.reverse()
        return Connection([RefView(self.context, self.repo, name) for name in names], how)

    def object(self, expression: str | None = None, oid: str | None = None) -> ObjectView | None:
        """What `revision:path` or an oid names; None if nothing."""
        self.viewer.require_read(self.repo, "contents")
        found, _ = branches.lookup(self.repo, oid or expression or "HEAD")
        path = (expression or "").partition(":")[2].strip("/")
        return object_view(self.context, self.repo, found, path) if found else None

    def issue(self, number: int) -> ItemView:
        """The issue of this number; NOT_FOUND for anything else."""
        return self._item("issue", number, "an Issue")

    def discussion(self, number: int) -> ItemView:
        """The discussion of this number."""
        return self._item("discussion", number, "a Discussion")

    def _item(self, kind: str, number: int, words: str) -> ItemView:
        self.viewer.require_read(self.repo, f"{kind}s")
        item = self.repo.items.get(number)
        if item is None or item.kind != kind or (kind == "issue" and not self.repo.has_issues):
            raise not_found(f"Could not resolve to {words} with the number of {number}.")
        return ItemView(self.context, self.repo, item)

    def issues(
        self,
        states: Sequence[str] | None = None,
        labels: Sequence[str] | None = None,
        order_by: dict[str, str] | None = None,
        filter_by: dict[str, Any] | None = None,
        **how: Any,
    ) -> Connection:
        """The issues, without pull requests, oldest first, as far as lists know by now."""
        self.viewer.require_read(self.repo, "issues")
        rules = filter_by or {}
        wanted = set(states or rules.get("states") or ())
        names = {name.casefold() for name in (*(labels or ()), *(rules.get("labels") or ()))}
        found = self.repo.listed("issue") if self.repo.has_issues else []
        found = [item for item in found if _fits(item, wanted, names)]
        if rules.get("milestoneNumber"):
            found = [item for item in found if str(item.milestone) == rules["milestoneNumber"]]
        if rules.get("createdBy"):
            found = [item for item in found if item.author == rules["createdBy"]]
        if rules.get("since"):
            found = [item for item in found if item.updated >= read_time(rules["since"])]
        return self._connection(found, order_by, how)

    def discussions(
        self,
        states: Sequence[str] = (),
        category_id: str | None = None,
        order_by: dict[str, str] | None = None,
        *,
        answered: bool | None = None,
        **how: Any,
    ) -> Connection:
        """The discussions, by default those changed last first."""
        self.viewer.require_read(self.repo, "discussions")
        found = [item for item in self.repo.listed("discussion") if _fits(item, set(states), set())]
        if category_id:
            ours = [(item, node_id("category", self.repo.id, item.category)) for item in found]
            found = [item for item, category in ours if category == category_id]
        return self._connection([] if answered else found, order_by, how)

    def _connection(
        self, items: list[Item], order_by: dict[str, str] | None, how: dict[str, Any]
    ) -> Connection:
        views = [ItemView(self.context, self.repo, item) for item in items]
        return Connection(order(views, order_by, **_KEYS), how)

    def pinned_issues(self, **how: Any) -> Connection:
        """The pinned issues: three at most."""
        found = [item for item in self.repo.issues if item.pinned and self.repo.has_issues]
        return Connection([self._pin(item) for item in found], how)

    def _pin(self, item: Item) -> Any:
        node = node_id("pin", self.repo.id, item.number)
        return SimpleNamespace(
            typename="PinnedIssue",
            id=node,
            key=node,
            database_id=item.id,
            full_database_id=str(item.id),
            issue=ItemView(self.context, self.repo, item),
            pinned_by=ActorView(self.context, self.world.user(item.pinned_by or item.author)),
            repository=self,
        )

    def label(self, name: str) -> LabelView | None:
        """The label of this name, or None."""
        made = self.repo.label(name)
        return LabelView(self.context, self.repo, made) if made else None

    def labels(
        self, query: str | None = None, order_by: dict[str, str] | None = None, **how: Any
    ) -> Connection:
        """The labels."""
        views = [LabelView(self.context, self.repo, each) for each in self.repo.labels.values()]
        views = [view for view in views if not query or query.casefold() in view.name.casefold()]
        views = order(views, order_by, CREATED_AT=lambda v: v.label.id, NAME=lambda v: v.name)
        return Connection(views, how)

    def milestone(self, number: int) -> MilestoneView:
        """The milestone of this number."""
        self.viewer.require_read(self.repo, "issues")
        made = self.repo.milestones.get(number)
        if made is None:
            raise not_found(f"Could not resolve to a Milestone with the number of {number}.")
        return MilestoneView(self.context, self.repo, made)

    def milestones(
        self,
        states: Sequence[str] | None = None,
        query: str | None = None,
        order_by: dict[str, str] | None = None,
        **how: Any,
    ) -> Connection:
        """The milestones, open and closed."""
        self.viewer.require_read(self.repo, "issues")
        made = self.repo.milestones.values()
        views = [MilestoneView(self.context, self.repo, each) for each in made]
        views = [view for view in views if not states or view.state in states]
        views = [view for view in views if not query or query.casefold() in view.title.casefold()]
        return Connection(order(views, order_by, **_MILESTONE_KEYS), how)

    def discussion_category(self, slug: str) -> CategoryView | None:
        """The category of this slug."""
        found = [each for each in self.repo.categories.values() if each.slug == slug]
        return CategoryView(self.context, self.repo, found[0]) if found else None

    def discussion_categories(
        self,
        *,
        filter_by_assignable: bool = False,
        **how: Any,
    ) -> Connection:
        """The categories; without the right to write, not those for announcements."""
        made = list(self.repo.categories.values()) if self.repo.has_discussions else []
        if filter_by_assignable and not self.viewer.can(self.repo, "discussions"):
            made = [each for each in made if each.slug != "announcements"]
        return Connection([CategoryView(self.context, self.repo, each) for each in made], how)


def _fits(item: Item, states: set[str], labels: set[str]) -> bool:
    state = "CLOSED" if item.closed else "OPEN"
    names = {name.casefold() for name in item.labels}
    return (not states or state in states) and labels <= names

"""Things by node id."""

from __future__ import annotations

from typing import Any

from ghblog.sandbox.graphql.context import Context
from ghblog.sandbox.graphql.objects import RefView, object_view
from ghblog.sandbox.graphql.repositories import RepositoryView
from ghblog.sandbox.graphql.views import (
    ActorView,
    CategoryView,
    CommentView,
    ItemView,
    LabelView,
    MilestoneView,
)
from ghblog.sandbox.nodes import read_node_id
from ghblog.sandbox.problems import RefusedError, not_found
from ghblog.sandbox.repository import Repository


def view_of(context: Context, node: str) -> Any:
    """The view of the thing with this id. Raises RefusedError."""
    lost = not_found(f"Could not resolve to a node with the global id of '{node}'.")
    found = read_node_id(node)
    if found is None:
        raise lost
    try:
        view = _view(context, *found)
    except (RefusedError, KeyError, ValueError, IndexError):
        raise lost from None
    if view is None:
        raise lost
    return view


def _view(context: Context, kind: str, parts: list[str]) -> Any:
    if kind == "user":
        users = context.world.users.values()
        return next((ActorView(context, each) for each in users if each.id == int(parts[0])), None)
    repo = context.world.repositories[int(parts[0])]
    context.viewer.require_sight(repo)
    if kind == "repository":
        return RepositoryView(context, repo)
    return _part(context, repo, kind, parts[1])


def _part(context: Context, repo: Repository, kind: str, name: str) -> Any:
    if kind in {"issue", "discussion"}:
        item = repo.items[int(name)]
        return ItemView(context, repo, item) if item.kind == kind else None
    if kind in {"comment", "reply"}:
        return _comment(context, repo, name)
    if kind == "ref":
        return RefView(context, repo, name) if repo.git.ref(name) else None
    return object_view(context, repo, name) if kind == "object" else _tag(context, repo, kind, name)


def _tag(context: Context, repo: Repository, kind: str, name: str) -> Any:
    """What an item bears."""
    if kind == "label":
        labels = (each for each in repo.labels.values() if each.id == int(name))
        return next((LabelView(context, repo, each) for each in labels), None)
    if kind == "category":
        return CategoryView(context, repo, repo.categories[int(name)])
    made = repo.milestones[int(name)] if kind == "milestone" else None
    return MilestoneView(context, repo, made) if made else None


def _comment(context: Context, repo: Repository, name: str) -> CommentView | None:
    number, _, comment = name.partition(".")
    item = repo.items[int(number)]
    found = (each for each in item.comments if each.id == int(comment))
    return next((CommentView(context, repo, item, each) for each in found), None)


def typed(context: Context, node: str, *kinds: type[Any]) -> Any:
    """The view of this id, which must be of one of these kinds."""
    view = view_of(context, node)
    if not isinstance(view, kinds):
        raise not_found(f"Could not resolve to a node with the global id of '{node}'.")
    return view

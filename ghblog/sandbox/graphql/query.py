"""The root of GraphQL queries."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, ClassVar

from ghblog.sandbox.graphql.connections import Connection
from ghblog.sandbox.graphql.context import Context, View
from ghblog.sandbox.graphql.lookup import view_of
from ghblog.sandbox.graphql.repositories import RepositoryView, repository_view
from ghblog.sandbox.graphql.views import ActorView, ItemView
from ghblog.sandbox.problems import Reason, RefusedError, not_found
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.rest.shapes import stamp

_NODES = 100


class Query(View):
    """What may be asked at the top."""

    typename: ClassVar[str] = "Query"
    id = "Q_root"

    def repository(self, owner: str, name: str, *, follow_renames: bool = True) -> RepositoryView:
        """A repository by name."""
        return repository_view(self.context, owner, name, follow_renames=follow_renames)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        assert context.viewer.user
        self.me = ActorView(context, context.viewer.user)
        # Always a User in the schema; the Actions bot's login keeps its [bot] here.
        self.me.login = context.viewer.login

    def user(self, login: str) -> ActorView:
        """A user by login."""
        found = self.world.users.get(login.casefold())
        if found is None or found.kind != "User":
            raise not_found(f"Could not resolve to a User with the login of '{login}'.")
        return ActorView(self.context, found)

    def node(self, id: str) -> Any:  # noqa: A002 - the schema's name
        """A thing by its id."""
        return view_of(self.context, id)

    def nodes(self, ids: list[str]) -> list[Any]:
        """Things by their ids; each one that is not there is null and an error."""
        if len(ids) > _NODES:
            text = f"You may not provide more than {_NODES} node ids; you provided {len(ids)}."
            raise RefusedError(Reason.EXCESSIVE, text)
        return [self._or_error(node) for node in ids]

    def _or_error(self, node: str) -> Any:
        try:
            return view_of(self.context, node)
        except RefusedError as error:
            return error

    def rate_limit(self, *, dry_run: bool = False) -> Any:  # noqa: ARG002
        """The viewer's GraphQL budget."""
        budget = self.context.limits.budget(self.context.viewer, "graphql")
        return SimpleNamespace(
            cost=1,
            limit=budget.limit,
            node_count=0,
            remaining=budget.remaining,
            used=budget.used,
            reset_at=stamp(datetime.fromtimestamp(budget.reset, UTC)),
        )

    def search(self, query: str, type: str, **how: Any) -> Connection:  # noqa: A002
        """Fuzzy, and late: any word of the query anywhere in title or body."""
        words = query.casefold().split()
        names = {word.removeprefix("repo:") for word in words if word.startswith("repo:")}
        plain = [word.strip("\"'") for word in words if ":" not in word]
        repos = [r for r in self.world.repositories.values() if self.context.viewer.permission(r)]
        repos = [repo for repo in repos if not names or repo.full_name.casefold() in names]
        found = [view for repo in repos for view in self._matches(repo, type, plain)]
        empty = dict.fromkeys(("code_count", "repository_count", "user_count", "wiki_count"), 0)
        counts = {"issue_count": 0, "discussion_count": 0}
        counts["discussion_count" if type == "DISCUSSION" else "issue_count"] = len(found)
        return Connection(found, how, **empty, **counts)

    def _matches(self, repo: Repository, kind: str, words: list[str]) -> list[ItemView]:
        kinds = {"ISSUE": "issue", "DISCUSSION": "discussion"}
        if kind not in kinds:
            return []
        items = repo.listed("issue" if kind == "ISSUE" else "discussion")
        texts = [(item, f"{item.title} {item.body}".casefold()) for item in items]
        hits = [item for item, text in texts if not words or any(word in text for word in words)]
        return [ItemView(self.context, repo, item) for item in hits]

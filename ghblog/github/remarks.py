"""What stands beside the posts: people's comments, who is told of new ones, the neighbours, and
GitHub's own rendering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ghblog.errors import GitHubError
from ghblog.github.calls import Call
from ghblog.github.reading import remark_of, remarks_of
from ghblog.github.reads import Reads
from ghblog.github.session import understood
from ghblog.model import Remark

REMARKED = 20  # items a query, with 100 comments each
MOST_RENDERED = 400_000  # bytes
_UNSEEN = frozenset({"NOT_FOUND", "FORBIDDEN", "INSUFFICIENT_SCOPES"})
_COMMENTED = frozenset({"Issue", "Discussion"})
_COMMENTS = frozenset({"IssueComment", "DiscussionComment"})


class Remarks(Reads):
    """Comments, watchers, other repositories; reading is repeated as often as needed."""

    def remarks(self, nodes: Sequence[str]) -> Mapping[str, Sequence[Remark]]:
        """The comments below issues and discussions, oldest first, by node id; no replies. A
        comment's own node id gives that comment."""
        found: dict[str, list[Remark]] = {}
        more: list[tuple[str, str]] = []
        for start in range(0, len(nodes), REMARKED):
            for node, comments, after in self._page(list(nodes[start : start + REMARKED])):
                found[node] = comments
                if after:
                    more.append((node, after))
        for node, first in more:
            following: str | None = first
            while following:
                [(_, comments, following)] = self._page([node], following) or [(node, [], None)]
                found[node] += comments
        return {node: sorted(one, key=lambda remark: remark.created) for node, one in found.items()}

    def watchers(self) -> int:
        """How many people get a notification for each new issue: one request."""
        doing = f"read who watches {self._repository}"
        path = f"/repos/{self._repository}"
        call = Call("GET", path, doing, right="Metadata: read", fits=_counts_subscribers)
        return int(self._transport.send(call).data["subscribers_count"])

    def is_private(self, repository: str) -> bool | None:
        """Whether another repository is private; None if it cannot be seen: one request."""
        owner, _, name = repository.partition("/")
        doing = f"look at {repository}"
        call, good = self._ask("private", doing, {"owner": owner, "name": name})
        self._complete(call, (one for one in good.faults if one.type not in _UNSEEN))
        with understood(doing):
            found = good.data["repository"]
            return None if found is None else bool(found["isPrivate"])

    def render(self, text: str, repository: str) -> str:
        """The HTML that GitHub makes of Markdown in an issue of `repository`: one request.

        https://docs.github.com/en/rest/markdown/markdown
        """
        if len(text.encode()) > MOST_RENDERED:
            raise GitHubError(
                f"GitHub renders no more than {MOST_RENDERED:,} bytes at a time",
                hint="look at it without --exact",
            )
        body = {"text": text, "mode": "gfm", "context": repository}
        call = Call("POST", "/markdown", "render Markdown", body, plain=True)
        return str(self._transport.send(call).data)

    def _page(
        self, ids: list[str], after: str | None = None
    ) -> list[tuple[str, list[Remark], str | None]]:
        """A page of comments a node: (node, comments, cursor of the next page)."""
        doing = f"read the comments in {self._repository}"
        call, good = self._ask("remarks", doing, {"ids": ids, "after": after})
        self._complete(call, good.faults)
        with understood(doing):
            nodes = [node for node in good.data["nodes"] or () if node]
            found = [
                (str(node["id"]), *remarks_of(node))
                for node in nodes
                if node["__typename"] in _COMMENTED
            ]
            alone = [remark_of(node) for node in nodes if node["__typename"] in _COMMENTS]
            return [*found, *((one.node, [one], None) for one in alone)]


def _counts_subscribers(data: Any) -> bool:
    return isinstance(data, dict) and type(data.get("subscribers_count")) is int

"""What was asked of the sandbox: one entry a request, so that tests can count them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

API = "/api/v3"
GRAPHQL = "/api/graphql"
UPLOADS = "/api/uploads"
MAX_LOGGED = 1_000_000


@dataclass
class Incoming:
    """A request as it arrives; what a fault's predicate looks at.

    Attributes:
        path: without query, `/api/v3/...` included.
        operation: name of the GraphQL operation; empty if it has none.
        fields: names of the GraphQL root fields, in order, such as ("createCommitOnBranch",).
        mutation: whether it is a GraphQL mutation.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    operation: str = ""
    fields: tuple[str, ...] = ()
    mutation: bool = False

    @property
    def api(self) -> bool:
        """Whether it is for a program, not a page for people."""
        return self.path.startswith((API, f"{UPLOADS}/")) or self.path == GRAPHQL

    @property
    def upload(self) -> bool:
        """Whether it uploads an attachment."""
        return self.method == "POST" and self.path.startswith(f"{UPLOADS}/")

    @property
    def graphql(self) -> bool:
        """Whether it is a GraphQL request."""
        return self.path == GRAPHQL

    @property
    def writes(self) -> bool:
        """Whether it may change anything."""
        if self.graphql:
            return self.mutation
        return self.method not in {"GET", "HEAD", "OPTIONS"}


@dataclass
class Entry(Incoming):
    """A request and what became of it.

    Attributes:
        status: of the answer; 0: the connection was dropped.
        sent, size: bytes of the request's and the answer's body. `body` itself is kept up to
            a megabyte.
        viewer: the login that the token stands for.
        fault: what was done to it on purpose, in words.
    """

    status: int = 0
    sent: int = 0
    size: int = 0
    viewer: str = ""
    fault: str = ""

    def __str__(self) -> str:
        what = self.operation or ",".join(self.fields)
        return " ".join(filter(None, [self.method, self.path, what, f"→ {self.status}"]))


@lru_cache(maxsize=512)
def _describe(document: str, name: str) -> tuple[str, tuple[str, ...], bool]:
    from graphql import GraphQLError, parse
    from graphql.language import FieldNode, OperationDefinitionNode, OperationType

    try:
        definitions = parse(document, no_location=True).definitions
    except GraphQLError:
        return "", (), False
    operations = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
    for each in operations:
        own = each.name.value if each.name else ""
        if name in ("", own):
            nodes = each.selection_set.selections
            fields = tuple(node.name.value for node in nodes if isinstance(node, FieldNode))
            return own, fields, each.operation is OperationType.MUTATION
    return "", (), False


def describe(incoming: Incoming) -> None:
    """Fill in what its GraphQL document says."""
    if not incoming.graphql:
        return
    try:
        sent = json.loads(incoming.body)
        document, name = sent["query"], sent.get("operationName") or ""
        found = _describe(document, name)
    except (ValueError, KeyError, TypeError):
        return
    incoming.operation, incoming.fields, incoming.mutation = found

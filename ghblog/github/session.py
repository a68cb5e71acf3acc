"""What reads and writes share: a transport, and the repository that they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ghblog.errors import GitHubError
from ghblog.github.calls import Call, Fault, Good
from ghblog.github.documents import document
from ghblog.github.refusals import graphql_refusal
from ghblog.github.transport import Transport


class Session:
    """One repository through one transport.

    Args:
        transport: what sends the calls.
        repository: `owner/name`; `read()` learns its present name.
    """

    def __init__(self, transport: Transport, repository: str) -> None:
        self._transport = transport
        self._repository = repository
        self._node = ""  # the repository's, until `read()` or somebody asks
        self._id = 0  # its numeric id, alike
        self._has_discussions = True  # until `read()` knows better

    def _now_called(self, name: str) -> None:
        """Learn the repository's present name: GraphQL follows renames, REST writes do not."""
        self._repository = name
        self._transport.place = replace(self._transport.place, repository=name)

    @property
    def _names(self) -> dict[str, str]:
        owner, _, name = self._repository.partition("/")
        return {"owner": owner, "name": name}

    def _path(self, rest: str) -> str:
        return f"/repos/{self._repository}/{rest}"

    def _ask(
        self,
        name: str,
        doing: str,
        variables: Mapping[str, Any],
        counts: Mapping[str, int] | None = None,
    ) -> tuple[Call, Good]:
        """Send the query in `queries/<name>.graphql`."""
        query = document(name, counts)
        body = {"query": query, "variables": dict(variables)}
        call = Call("POST", "", doing, body, right="Contents: read and Issues: read")
        return call, self._transport.send(call)

    def _missing(self, call: Call, faults: tuple[Fault, ...]) -> Exception:
        """Why there is no repository in an answer."""
        fault = faults[0] if faults else Fault("NOT_FOUND", "")
        return graphql_refusal(self._transport.place, call, fault.type, fault.message)


@contextmanager
def understood(doing: str) -> Iterator[None]:
    """Turn an answer of an unexpected shape into an error for people."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GitHubError(
            f"cannot {doing}: GitHub's answer has an unexpected shape ({type(error).__name__}: "
            f"{error})",
            hint="run the command again; if it stays so, GITHUB_API_URL may lead to an Enterprise "
            "server that is too old",
        ) from error

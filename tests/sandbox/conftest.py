"""A plain client, for the sandbox is tested without ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from ghblog.sandbox import Repository, Sandbox

WRONG = {"X-Wrong-On-Purpose": "yes"}


class Api:
    """Requests to a sandbox with a token; `None` sends none."""

    def __init__(self, box: Sandbox, token: str | None = "ghp_writer") -> None:
        self.box = box
        self.session = requests.Session()
        self.session.trust_env = False
        if token is not None:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def __call__(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        wrong: bool = False,
        **how: Any,
    ) -> requests.Response:
        """Send; `wrong` says that the request is against the contract on purpose."""
        how.setdefault("allow_redirects", False)
        headers = {**how.pop("headers", {}), **(WRONG if wrong else {})}
        url = path if path.startswith("http") else self.box.api_url + path
        return self.session.request(method, url, json=json, timeout=10, headers=headers, **how)

    def graphql(self, document: str, *, wrong: bool = False, **variables: Any) -> Any:
        """Send a GraphQL document; the answer's JSON."""
        sent = {"query": document, "variables": variables}
        return self("POST", f"{self.box.url}/api/graphql", sent, wrong=wrong).json()


@pytest.fixture
def client(sandbox: Sandbox) -> Callable[[str | None], Api]:
    """Makes clients with other tokens."""
    return lambda token: Api(sandbox, token)


@pytest.fixture
def api(sandbox: Sandbox) -> Api:
    """A client with the writer's token."""
    return Api(sandbox)


@pytest.fixture
def repo(sandbox: Sandbox) -> Repository:
    """The writer's repository, with a README."""
    return sandbox.add_repository("writer/weekly", files={"README.md": b"# Weekly\n"})

"""A REST request on its way to a handler, and how handlers answer and refuse."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from ghblog.sandbox.limits import Limits
from ghblog.sandbox.problems import Reason, RefusedError, invalid, not_found
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.users import Viewer
from ghblog.sandbox.world import World

DOCS = "https://docs.github.com/rest"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What goes back: `body` is JSON unless `raw` is given."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    content_type: str = JSON

    @property
    def content(self) -> bytes:
        """The body's bytes."""
        if self.raw is not None:
            return self.raw
        if self.status == 204:
            return b""
        return json.dumps(self.body, ensure_ascii=False).encode()


class MovedError(Exception):
    """The repository has another name by now."""

    def __init__(self, repo: Repository) -> None:
        super().__init__(repo.full_name)
        self.repo = repo


@dataclass(frozen=True)
class Call:
    """A request: who asks for what. `base` is the URL without query."""

    world: World
    limits: Limits
    viewer: Viewer
    method: str
    base: str
    params: Mapping[str, Any]
    query: Mapping[str, str]
    data: bytes
    accept: str = ""
    content_type: str = ""

    @property
    def repo(self) -> Repository:
        """The repository of the path, if the viewer may see it."""
        if "repository_id" in self.params:
            repo = self.world.repositories.get(int(self.params["repository_id"]))
            if repo is None:
                raise not_found()
            self.viewer.require_sight(repo)
            return repo
        owner, name = self.params["owner"], self.params["repo"]
        repo = self.world.find(owner, name)
        self.viewer.require_sight(repo)
        if repo.full_name.casefold() != f"{owner}/{name}".casefold():
            raise MovedError(repo)
        return repo

    @property
    def body(self) -> dict[str, Any]:
        """The JSON object that was sent."""
        try:
            found = json.loads(self.data or b"{}")
        except ValueError:
            raise RefusedError(Reason.BAD_REQUEST, "Problems parsing JSON") from None
        if not isinstance(found, dict):
            raise RefusedError(Reason.BAD_REQUEST, "Body should be a JSON object")
        return found

    def text(self, name: str) -> str:
        """A string that must be there."""
        found = self.maybe_text(name)
        if found is None:
            raise invalid(f'Invalid request.\n\n"{name}" wasn\'t supplied.')
        return found

    def maybe_text(self, name: str) -> str | None:
        """A string, or None if it is null or not there."""
        found = self.body.get(name)
        if found is None or isinstance(found, str):
            return found
        raise invalid(f"Invalid request.\n\nFor '{name}', {json.dumps(found)} is not a string.")

    def page(self, things: Sequence[Any]) -> tuple[Sequence[Any], dict[str, str]]:
        """The page that is asked for, and the `Link` header that leads on."""
        size = min(100, max(1, self._number("per_page", 30)))
        page = max(1, self._number("page", 1))
        last = max(1, -(-len(things) // size))
        turns = {"prev": page - 1, "next": page + 1, "last": last, "first": 1}
        if page >= last:
            del turns["next"], turns["last"]
        if page <= 1:
            del turns["prev"], turns["first"]
        links = [f'<{self._link(number)}>; rel="{name}"' for name, number in turns.items()]
        headers = {"Link": ", ".join(links)} if links else {}
        return things[(page - 1) * size : page * size], headers

    def _number(self, name: str, default: int) -> int:
        text = self.query.get(name, "")
        return int(text) if text.isdigit() else default

    def _link(self, page: int) -> str:
        return f"{self.base}?{urlencode({**self.query, 'page': page})}"


def refusal(error: RefusedError) -> Answer:
    """GitHub's words for a refusal."""
    status = error.reason.status
    body: dict[str, Any] = {"message": error.message}
    if status == 422 and error.resource:
        detail = {"resource": error.resource, "field": error.field, "code": error.code}
        if error.code == "custom":
            detail["message"] = error.message
        body = {"message": "Validation Failed", "errors": [detail]}
    # What GitHub describes for 422 has no `status` in it.
    shown = {} if status == 422 else {"status": str(status)}
    return Answer({**body, "documentation_url": DOCS, **shown}, status)


def message(status: int, text: str, **headers: str) -> Answer:
    """A refusal that needs no more than a sentence."""
    body = {"message": text, "documentation_url": DOCS, "status": str(status)}
    return Answer(body, status, {k.replace("_", "-"): v for k, v in headers.items()})

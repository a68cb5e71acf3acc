"""Pull requests: REST.

https://docs.github.com/en/rest/pulls/pulls
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ghblog.github.calls import Call, Repeat
from ghblog.github.session import Session, understood
from ghblog.model import Pull

_RIGHT = "Pull requests: write"


class Pulls(Session):
    """Listing, opening and changing the pull requests of one branch."""

    def pulls(self, branch: str, base: str) -> Sequence[Pull]:
        """Those from `branch` of this repository into `base`, newest first, at most 100."""
        doing = f"list the pull requests from `{branch}`"
        owner = self._repository.partition("/")[0]
        parameters = {
            "head": f"{owner}:{branch}",
            "base": base,
            "state": "all",
            "sort": "created",
            "direction": "desc",
            "per_page": "100",
        }
        call = Call(
            "GET",
            self._path("pulls"),
            doing,
            parameters=parameters,
            right="Pull requests: read",
            fits=lambda data: isinstance(data, list),
        )
        found = self._transport.send(call).data
        with understood(doing):
            return [_pull(one) for one in found if one["head"]["ref"] == branch]

    def propose(self, branch: str, base: str, title: str, body: str) -> Pull:
        """Open a pull request: one request, never repeated; see `model.GitHub.propose`."""
        doing = f"open a pull request from `{branch}`"
        call = Call(
            "POST",
            self._path("pulls"),
            doing,
            {"title": title, "body": body, "head": branch, "base": base},
            repeat=Repeat.NEVER,
            right=_RIGHT,
            writes=True,
            content=1,
            fits=_is_pull,
        )
        data = self._transport.send(call).data
        with understood(doing):
            return _pull(data)

    def revise(self, number: int, title: str, body: str) -> None:
        """Set title and text. Harmless to repeat."""
        call = Call(
            "PATCH",
            self._path(f"pulls/{number}"),
            f"update pull request #{number}",
            {"title": title, "body": body},
            right=_RIGHT,
            writes=True,
            content=1,
            fits=lambda data: _is_pull(data) and data["number"] == number,
        )
        self._transport.send(call)


def _pull(data: Mapping[str, Any]) -> Pull:
    return Pull(
        number=int(data["number"]),
        url=str(data["html_url"]),
        title=str(data["title"]),
        body=str(data["body"] or ""),
        head=str(data["head"]["sha"]),
        open=data["state"] == "open",
        merged=bool(data["merged_at"]),
    )


def _is_pull(data: Any) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("head"), dict):
        return False
    return type(data.get("number")) is int

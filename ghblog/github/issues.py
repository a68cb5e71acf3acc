"""Making and changing issues. Only what is harmless to repeat is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ghblog.github.calls import Call, Repeat
from ghblog.github.remarks import Remarks
from ghblog.model import Created

_RIGHT = "Issues: write"


class Issues(Remarks):
    """Issues, and the pace at which GitHub takes what is created and edited."""

    def wait_turn(self) -> None:
        """Wait until GitHub's pace lets another create or edit through."""
        self._transport.pace.wait_turn()

    def create_issue(
        self,
        title: str,
        body: str,
        labels: Sequence[str],
        *,
        milestone: int = 0,
        assignees: Sequence[str] = (),
    ) -> Created:
        """Make an issue: one request, never repeated; see `model.GitHub.create_issue`."""
        sent: dict[str, object] = {"title": title, "body": body, "labels": list(labels)}
        if milestone:
            sent["milestone"] = milestone
        if assignees:
            sent["assignees"] = list(assignees)
        call = Call(
            "POST",
            self._path("issues"),
            f"create the issue “{short(title)}”",
            sent,
            repeat=Repeat.NEVER,
            right=_RIGHT,
            writes=True,
            content=1,
            fits=_is_issue,
        )
        data = self._transport.send(call).data
        return Created(number=data["number"], node=data["node_id"])

    def update_issue(
        self,
        number: int,
        title: str,
        body: str,
        labels: Sequence[str] | None,
        *,
        milestone: int | None = None,
        assignees: Sequence[str] | None = None,
    ) -> None:
        """Set title and text, and all labels, the milestone (0: none) and all assignees unless
        None. Harmless to repeat."""
        changes: dict[str, object] = {"title": title, "body": body}
        if labels is not None:
            changes["labels"] = list(labels)
        if milestone is not None:
            changes["milestone"] = milestone or None
        if assignees is not None:
            changes["assignees"] = list(assignees)
        self._transport.send(
            Call(
                "PATCH",
                self._path(f"issues/{number}"),
                f"update issue #{number} “{short(title)}”",
                changes,
                right=_RIGHT,
                writes=True,
                content=1,
                fits=lambda data: _is_issue(data) and data["number"] == number,
            )
        )


def short(title: str, longest: int = 60) -> str:
    """A title for a message."""
    return title if len(title) <= longest else f"{title[:longest]}…"


def _is_issue(data: Any) -> bool:
    """A redirected create looks like an issue without a number."""
    if not isinstance(data, dict) or not isinstance(data.get("node_id"), str):
        return False
    return type(data.get("number")) is int

"""Comments below issues and discussions: GraphQL for both, with other names for each."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from ghblog.errors import AnswerLostError, NotFoundError
from ghblog.github.calls import Call, Repeat
from ghblog.github.discussions import Discussions
from ghblog.github.documents import document
from ghblog.model import Kind

_SUBJECT = {Kind.ISSUE: "subjectId", Kind.DISCUSSION: "discussionId"}
_ADDED = {Kind.ISSUE: "addComment", Kind.DISCUSSION: "addDiscussionComment"}
_UPDATED = {Kind.ISSUE: "updateIssueComment", Kind.DISCUSSION: "updateDiscussionComment"}
_DELETED = {Kind.ISSUE: "deleteIssueComment", Kind.DISCUSSION: "deleteDiscussionComment"}
_TEXT_ID = {Kind.ISSUE: "id", Kind.DISCUSSION: "commentId"}
_RIGHTS = {Kind.ISSUE: "Issues: write", Kind.DISCUSSION: "Discussions: write"}


class Comments(Discussions):
    """Making, changing and deleting comments."""

    def create_comment(self, node: str, kind: Kind, body: str) -> str:
        """Comment on an issue or discussion: one request, never repeated; its node id."""
        call = _call(
            f"add_{kind}_comment",
            f"comment on the {kind}",
            kind,
            {_SUBJECT[kind]: node, "body": body},
            repeat=Repeat.NEVER,
            content=1,
        )
        made = _node_of(self._payload(call, _ADDED[kind]))
        if not made:
            raise AnswerLostError(
                f"cannot tell whether GitHub did {call.doing}",
                hint="run the command again: it finds out first",
            )
        return made

    def update_comment(self, node: str, kind: Kind, body: str) -> None:
        """Set the text of a comment. Harmless to repeat.

        Raises:
            NotFoundError: it is not there any more.
        """
        sent = {_TEXT_ID[kind]: node, "body": body}
        doing = f"update a comment on the {kind}"
        call = _call(f"update_{kind}_comment", doing, kind, sent, content=1)
        self._payload(call, _UPDATED[kind])

    def delete_comment(self, node: str, kind: Kind) -> None:
        """Delete a comment; one that is gone is no error, so this is harmless to repeat."""
        doing = f"delete a comment on the {kind}"
        call = _call(f"delete_{kind}_comment", doing, kind, {"id": node})
        with suppress(NotFoundError):
            self._payload(call, _DELETED[kind])

    def _payload(self, call: Call, field: str) -> Any:
        """What a mutation answered. Raises where it was refused."""
        good = self._transport.send(call)
        payload = good.data.get(field)
        if payload is None:
            raise self._failure(call, good.faults[0] if good.faults else None)
        return payload


def _call(
    name: str,
    doing: str,
    kind: Kind,
    sent: dict[str, str],
    *,
    repeat: Repeat = Repeat.FREELY,
    content: int = 0,
) -> Call:
    return Call(
        "POST",
        "",
        doing,
        {"query": document(name), "variables": {"input": sent}},
        repeat=repeat,
        right=_RIGHTS[kind],
        writes=True,
        content=content,
    )


def _node_of(payload: Any) -> str:
    """The node id of a new comment; empty if the answer does not tell it."""
    edge = payload.get("commentEdge") if isinstance(payload, dict) else None
    holder = {"comment": edge.get("node")} if isinstance(edge, dict) else payload
    comment = holder.get("comment") if isinstance(holder, dict) else None
    node = comment.get("id") if isinstance(comment, dict) else None
    return node if isinstance(node, str) else ""

"""Discussions: GraphQL only, and a create takes no labels."""

from __future__ import annotations

from ghblog.errors import AnswerLostError, GitHubError, NotFoundError
from ghblog.github.calls import Call, Repeat
from ghblog.github.documents import document
from ghblog.github.finishing import Finishing, aliases
from ghblog.github.issues import short
from ghblog.model import Created, Finish, Kind

_RIGHT = "Discussions: write"


class Discussions(Finishing):
    """Making and changing discussions."""

    def create_discussion(self, title: str, body: str, category: str) -> Created:
        """Make a discussion: one request, never repeated; see `model.GitHub.create_discussion`.

        One more, before it, if nobody has called `read()` yet.
        """
        sent = {
            "repositoryId": self._repository_node(),
            "categoryId": category,
            "title": title,
            "body": body,
        }
        call = Call(
            "POST",
            "",
            f"create the discussion “{short(title)}”",
            {"query": document("create_discussion"), "variables": {"input": sent}},
            repeat=Repeat.NEVER,
            right=_RIGHT,
            writes=True,
            content=1,
        )
        good = self._transport.send(call)
        payload = good.data.get("createDiscussion")
        made = payload.get("discussion") if isinstance(payload, dict) else None
        if not isinstance(made, dict) or type(made.get("number")) is not int:
            error = self._failure(call, good.faults[0] if good.faults and not made else None)
            if isinstance(error, NotFoundError):
                raise _no_category(call) from error
            raise error
        if not isinstance(made.get("id"), str):
            raise AnswerLostError(
                f"cannot tell whether GitHub did {call.doing}",
                hint="run the command again: it finds out first",
            )
        return Created(number=made["number"], node=made["id"])

    def update_discussion(
        self, node: str, title: str, body: str, category: str, finish: Finish
    ) -> None:
        """Set title, text, category and what `finish` says, in one request. Harmless to repeat."""
        text = {"discussionId": node, "title": title, "body": body}
        if category:
            text["categoryId"] = category
        doing = f"update the discussion “{short(title)}”"
        self._set(doing, Kind.DISCUSSION, {"text": text, **aliases(node, Kind.DISCUSSION, finish)})


def _no_category(call: Call) -> GitHubError:
    """The repository was read a moment ago, so what cannot be found is the category."""
    return GitHubError(
        f"cannot {call.doing}: its category, or the repository, is not there any more",
        hint="run the command again: it reads the categories anew; only GitHub's web pages can "
        "make one",
    )

"""What is set besides texts, where GitHub's words or its half-done answers decide."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from contract.graphql_check import request_complaints
from github_stubs import adapter, answer

from ghblog.errors import AnswerLostError, GitHubError, NotAllowedError
from ghblog.github.calls import Answer
from ghblog.github.finishing import aliases
from ghblog.model import Finish, Kind, Label

NODE = "I_1"


def did(**parts: Any) -> Answer:
    """An answer: alias → None, or the error that GitHub gives for it."""
    faults = [{"path": [name], **fault} for name, fault in parts.items() if fault]
    data = {name: None if fault else {"clientMutationId": None} for name, fault in parts.items()}
    return answer(200, {"data": data, "errors": faults} if faults else {"data": data})


def fault(message: str, kind: str = "UNPROCESSABLE") -> dict[str, str]:
    return {"type": kind, "message": message}


@pytest.mark.parametrize("kind", list(Kind))
def test_no_finish_needs_more_than_five_mutations_a_request(kind: Kind) -> None:
    flags = (True, False, None)
    for closed, locked, pinned in itertools.product(flags, flags, flags):
        finish = Finish(("a",), ("b",), closed=closed, locked=locked, pinned=pinned)
        text = 1 if kind is Kind.DISCUSSION else 0
        assert text + len(aliases(NODE, kind, finish)) <= 5
    assert aliases(NODE, kind, Finish()) == {}


def test_issues_and_discussions_are_closed_with_their_own_reasons() -> None:
    closed = Finish(closed=True, reason="not_planned")
    issue = {"closeissue": {"issueId": NODE, "stateReason": "NOT_PLANNED"}}
    assert aliases(NODE, Kind.ISSUE, closed) == issue
    talk = {"closediscussion": {"discussionId": NODE, "reason": "DUPLICATE"}}
    assert aliases(NODE, Kind.DISCUSSION, Finish(closed=True, reason="duplicate")) == talk
    plain = {"closediscussion": {"discussionId": NODE}}
    assert aliases(NODE, Kind.DISCUSSION, Finish(closed=True)) == plain
    reopened = {"reopenissue": {"issueId": NODE}}
    assert aliases(NODE, Kind.ISSUE, Finish(closed=False, reason="completed")) == reopened


@pytest.mark.parametrize(
    "words",
    [
        "Issue is already pinned",
        "Discussion is already closed.",
        "The conversation has already been locked",
        "Issue is not pinned",
        "This discussion isn't locked",
    ],
)
def test_what_is_set_already_is_no_error(words: str) -> None:
    hub, wire, _, _ = adapter(did(closeissue0=None, pin0=fault(words)))
    hub.finish(NODE, Kind.ISSUE, Finish(closed=True, pinned=True))
    assert len(wire.sent) == 1


def test_one_error_among_several_is_told() -> None:
    hub, _, _, _ = adapter(
        did(add0=None, closeissue0=fault("may not", "FORBIDDEN"), lock0=fault("nor this"))
    )
    with pytest.raises(NotAllowedError, match="Issues: write"):
        hub.finish(NODE, Kind.ISSUE, Finish(("a",), closed=True, locked=True))


def test_a_part_that_was_not_answered_is_asked_again() -> None:
    half = did(add0=None, closeissue0={"message": "Something went wrong while executing"})
    limited = did(add0=None, closeissue0=fault("API rate limit exceeded", "RATE_LIMITED"))
    hub, wire, clock, _ = adapter(half, limited, did(add0=None, closeissue0=None))
    hub.finish(NODE, Kind.ISSUE, Finish(("a",), closed=True))
    assert len(wire.sent) == 3
    assert clock.seconds >= 60


def test_a_part_without_answer_or_reason_is_in_doubt() -> None:
    hub, _, _, _ = adapter(answer(200, {"data": {"add0": {"clientMutationId": None}}}))
    with pytest.raises(AnswerLostError):
        hub.finish(NODE, Kind.ISSUE, Finish(("a",), closed=True))


@pytest.mark.parametrize(
    ("words", "told", "hint"),
    [
        ("Maximum 3 pinned issues per repository", "three pinned issues", "pin: true"),
        ("You can pin only 3 pinned issues", "three pinned issues", "unpin one"),
        ("Discussions are disabled for this repository.", "switched off", "Features"),
        ("Discussions are not enabled for this repository", "switched off", "Features"),
    ],
)
def test_what_github_does_not_do_is_told_with_a_way_out(words: str, told: str, hint: str) -> None:
    hub, _, _, _ = adapter(did(pin0=fault(words)))
    with pytest.raises(GitHubError, match=told) as caught:
        hub.finish(NODE, Kind.ISSUE, Finish(pinned=True))
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        {"createDiscussion": {"discussion": None}},
        {"createDiscussion": {"discussion": {"id": "D_1", "number": None}}},
        {"createDiscussion": {"discussion": {"number": 7}}},
    ],
)
def test_a_discussion_without_number_or_node_is_in_doubt(data: dict[str, Any]) -> None:
    found = answer(200, {"data": {"repository": {"id": "R_1", "databaseId": 5}}})
    hub, wire, _, _ = adapter(found, answer(200, {"data": data}))
    with pytest.raises(AnswerLostError):
        hub.create_discussion("Talk", "words", "DIC_1")
    assert len(wire.sent) == 2


def test_a_label_that_github_hides_is_told() -> None:
    taken = answer(
        200,
        {
            "data": {"label0": None},
            "errors": [{"path": ["label0"], **fault("Name has already been taken")}],
        },
    )
    found = answer(200, {"data": {"repository": {"id": "R_1", "databaseId": 5}}})
    nothing = answer(200, {"data": {"repository": {"id": "R_1", "label0": None}}})
    hub, _, _, _ = adapter(found, taken, nothing)
    with pytest.raises(GitHubError, match="does not show it"):
        hub.make_labels([Label("weekly", "0e8a16")])


@pytest.mark.parametrize(
    ("token", "hint"),
    [
        ("github_pat_a", "Contents: write and Discussions: write"),
        ("ghs_a", "`discussions: write` into the workflow"),
    ],
)
def test_a_token_for_discussions_is_told_the_right_for_discussions(token: str, hint: str) -> None:
    hub, _, _, _ = adapter(did(lock0=fault("no", "FORBIDDEN")), token=token)
    with pytest.raises(NotAllowedError) as caught:
        hub.finish("D_1", Kind.DISCUSSION, Finish(locked=True))
    assert hint in caught.value.hint


def test_every_document_of_a_finish_is_valid_by_githubs_schema() -> None:
    finish = Finish(("a",), ("b",), closed=True, reason="completed", locked=False, pinned=True)
    hub, wire, _, _ = adapter(
        did(add0=None, remove0=None, closeissue0=None, unlock0=None, pin0=None)
    )
    hub.finish(NODE, Kind.ISSUE, finish)
    body = wire.sent[0].body
    assert body is not None
    assert list(request_complaints(body)) == []
    assert json.dumps(body["variables"]).count(NODE) == 5


def test_nothing_to_set_sends_nothing() -> None:
    hub, wire, _, _ = adapter()
    hub.finish(NODE, Kind.ISSUE, Finish())
    hub.finish("D_1", Kind.DISCUSSION, Finish(pinned=True))  # discussions have no pins here
    assert wire.sent == []

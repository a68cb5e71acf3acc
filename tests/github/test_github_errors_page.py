"""docs/errors.md explains every error that GitHub, the way to it, or the token can cause."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from github_stubs import adapter, answer

from ghblog.credentials import find_token
from ghblog.errors import GhblogError
from ghblog.github.calls import Answer, Lost
from ghblog.github.refusals import RULES
from ghblog.github.troubles import TROUBLES

PAGE = (Path(__file__).parents[2] / "docs" / "errors.md").read_text(encoding="utf-8")
PLACEHOLDERS = re.compile(r"HOST|REPOSITORY|TOKEN|TIME|SOURCE|…")


def _explained() -> list[re.Pattern[str]]:
    """The page's messages, in bold, as patterns."""
    bold = re.findall(r"\*\*(.+?)\*\*", PAGE, re.DOTALL)
    pieces = [PLACEHOLDERS.split(" ".join(text.split())) for text in bold]
    return [re.compile(".*".join(re.escape(piece) for piece in each)) for each in pieces]


def _is_explained(message: str) -> bool:
    return any(pattern.search(message) for pattern in _explained())


SAID = {
    "discussions?": (422, "Discussions are disabled for this repo"),
    "(maximum|more than": (422, "Maximum of 3 pinned issues reached"),
    r"\bassignees?": (422, "assignees invalid"),
    r"\bmilestone": (422, "milestone is invalid"),
    "is archived": (403, "Repository was archived so is read-only."),
    "SAML": (403, "Resource protected by organization SAML enforcement"),
    "IP allow list": (403, "IP allow list enabled"),
    "suspended": (403, "Your account was suspended"),
    "issues?": (410, "Issues are disabled for this repo"),
    "rule violations": (422, "Repository rule violations found"),
    "not permitted": (
        403,
        "GitHub Actions is not permitted to create or approve pull requests.",
    ),
    "pull request already": (422, "A pull request already exists for writer:ghblog-index."),
    "no commits between": (422, "No commits between main and ghblog-index"),
    "not a fast": (422, "Update is not a fast forward"),
    "deleted": (410, "This issue was deleted"),
    "reference already exists": (422, "Reference already exists"),
    "sha": (422, 'Invalid request. "sha" wasn\'t supplied.'),
    "repository is empty": (409, "Git Repository is empty."),
    "expected branch": (409, 'Expected branch to point to "a" but it did not.'),
    "is too long": (422, "body is too long (maximum is 65536 characters)"),
}


@pytest.mark.parametrize(
    ("statuses", "pattern"), [(statuses, pattern) for statuses, pattern, _ in RULES]
)
def test_every_refusal_is_explained(statuses: tuple[int, ...], pattern: str) -> None:
    said = next((SAID[start] for start in SAID if pattern.startswith(start)), None)
    status, message = said or (statuses[0], "")
    assert re.search(pattern, message, re.IGNORECASE)
    assert _is_explained(_message(answer(status, {"message": message})))


@pytest.mark.parametrize("reason", [reason for _, reason, _, _ in TROUBLES])
def test_every_trouble_on_the_way_is_explained(reason: str) -> None:
    lost = Lost(reason.format(host="api.github.com"), sent=False)
    assert _is_explained(_message(lost))


@pytest.mark.parametrize(
    "given",
    [
        answer(418, {"message": "teapot"}),
        answer(404, "<html>"),
        answer(201, "{"),
        answer(429, {}, {"x-ratelimit-remaining": "0"}),
        answer(429, {}),
        answer(403, {"message": "was submitted too quickly"}),
        Lost("the connection broke off"),
    ],
)
def test_everything_else_is_explained(given: Answer | Lost) -> None:
    assert _is_explained(_message(given))


def test_a_missing_token_is_explained() -> None:
    with pytest.raises(GhblogError) as caught:
        find_token("https://api.github.com", {}, run=lambda _: None)
    assert _is_explained(str(caught.value))
    with pytest.raises(GhblogError) as caught:
        find_token("https://api.github.com", {"GH_TOKEN": "a b"})
    assert _is_explained(str(caught.value))


def test_a_message_that_nobody_wrote_is_not_explained() -> None:
    assert not _is_explained("the moon is full")


def _message(given: Answer | Lost) -> str:
    hub, _, _, _ = adapter(given)
    with pytest.raises(GhblogError) as caught:
        hub.create_issue("Week 1", "text", ())
    return str(caught.value)

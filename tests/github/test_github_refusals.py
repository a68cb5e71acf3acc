"""What a person reads when GitHub says no."""

from __future__ import annotations

import logging

import pytest
from github_stubs import TOKEN, adapter, answer

from ghblog.errors import (
    GhblogError,
    GitHubError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ProtectedBranchError,
    UsageError,
)
from ghblog.github import connect
from ghblog.github.tokens import TokenKind, token_kind

NO_RIGHT = "Resource not accessible by personal access token"

CASES = [
    (401, "Bad credentials", NotAuthenticatedError, "does not accept the token", "GH_TOKEN"),
    (403, NO_RIGHT, NotAllowedError, "lacks the right Issues: write", "`repo`"),
    (403, "Repository was archived so is read-only.", GitHubError, "archived", "unarchive"),
    (403, "Resource protected by organization SAML enforcement.", NotAllowedError, "single", "SSO"),
    (403, "the org has an IP allow list enabled", NotAllowedError, "address", "network"),
    (403, "Sorry. Your account was suspended.", NotAllowedError, "blocked", "browser"),
    (404, "Not Found", NotFoundError, "not visible to this token", "spelling"),
    (410, "Issues are disabled for this repo", GitHubError, "switched off", "Features"),
    (410, "This issue was deleted", NotFoundError, "deleted", "status"),
    (301, "Moved Permanently", GitHubError, "renamed", "present name"),
    (307, "Temporary Redirect", GitHubError, "renamed", "present name"),
    (308, "", GitHubError, "renamed", "present name"),
    (407, "", GitHubError, "proxy asks for a user name", "HTTPS_PROXY"),
    (409, "Git Repository is empty.", GitHubError, "no commit yet", "first commit"),
    (422, "Repository rule violations found", ProtectedBranchError, "protects the", "bypass"),
    (422, "Validation Failed", GitHubError, "Validation Failed", "docs/errors.md"),
    (418, "", GitHubError, "HTTP status 418", "githubstatus"),
]


@pytest.mark.parametrize(("status", "message", "kind", "words", "hint"), CASES)
def test_each_refusal_says_what_and_why_and_what_next(
    status: int, message: str, kind: type[GhblogError], words: str, hint: str
) -> None:
    hub, wire, _, _ = adapter(answer(status, {"message": message}))
    with pytest.raises(kind) as caught:
        hub.update_issue(7, "Week 1", "text", ())
    assert type(caught.value) is kind
    assert words in caught.value.message
    assert hint in caught.value.hint
    assert len(wire.sent) == 1


def test_a_refused_text_says_which_rule_it_breaks() -> None:
    errors = [
        {"resource": "Issue", "field": "body", "code": "custom", "message": "body is too long"}
    ]
    hub, _, _, _ = adapter(answer(422, {"message": "Validation Failed", "errors": errors}))
    with pytest.raises(GitHubError, match="longer than GitHub takes"):
        hub.create_issue("Week 1", "x" * 70_000, ())


@pytest.mark.parametrize(
    ("token", "hint"),
    [
        ("ghp_a", "scope `repo`"),
        ("github_pat_a", "Issues: write"),
        ("gho_a", "gh auth refresh"),
        ("ghs_a", "issues: write` into the workflow"),
        ("ghu_a", "App must be installed"),
        ("whatever", "it needs Issues: write"),
    ],
)
def test_the_hint_for_a_missing_right_fits_the_kind_of_token(token: str, hint: str) -> None:
    hub, _, _, _ = adapter(answer(403, {"message": NO_RIGHT}), token=token)
    with pytest.raises(NotAllowedError) as caught:
        hub.create_issue("Week 1", "text", ())
    assert hint in caught.value.hint.replace("` and `issues: write` into", "issues: write` into")


def test_a_refusal_that_is_not_githubs_points_at_the_address_and_the_proxy() -> None:
    hub, wire, _, _ = adapter(answer(404, "<html>nginx</html>"))
    with pytest.raises(GitHubError, match="not GitHub's") as caught:
        hub.newest_number()
    assert "GITHUB_API_URL" in caught.value.hint
    assert len(wire.sent) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 422, 429, 451, 500, 503])
@pytest.mark.parametrize("body", ["", "null", "[]", '"x"', '{"message": null}', "{", "[" * 9999])
def test_whatever_github_answers_there_is_an_error_for_people(status: int, body: str) -> None:
    hub, _, _, _ = adapter(*[answer(status, body)] * 20)
    with pytest.raises(GhblogError) as caught:
        hub.create_issue("Week 1", "text", ())
    assert caught.value.hint


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"data": {}},
        {"data": {"viewer": {}, "repository": {}}},
        {"data": {"viewer": None, "repository": {"nameWithOwner": 1}}},
        {"data": {"repository": {"nameWithOwner": "a/b", "hasDiscussionsEnabled": False}}},
        {"data": {"repository": []}},
        {"errors": "x"},
        {"errors": [{}]},
        {"errors": [{"path": 7, "message": 7}]},
    ],
)
def test_an_answer_of_another_shape_gives_no_traceback(body: object) -> None:
    hub, _, _, _ = adapter(*[answer(200, body)] * 20)
    with pytest.raises(GitHubError):
        hub.read(branch="ghblog", files=["posts.json"], index=["README.md"], labels=["weekly"])


def test_a_repository_that_is_not_there_is_named() -> None:
    fault = {"type": "NOT_FOUND", "path": ["repository"], "message": "Could not resolve"}
    body = {"data": {"viewer": {"login": "writer"}, "repository": None}, "errors": [fault]}
    hub, _, _, _ = adapter(answer(200, body))
    with pytest.raises(NotFoundError, match="writer/weekly") as caught:
        hub.read(branch="ghblog", files=(), index=(), labels=())
    assert "spelling" in caught.value.hint


def test_a_scope_that_is_missing_is_named() -> None:
    fault = {"type": "INSUFFICIENT_SCOPES", "message": "Your token has not been granted `repo`"}
    hub, _, _, _ = adapter(answer(200, {"errors": [fault]}))
    with pytest.raises(NotAllowedError, match="has not been granted"):
        hub.read(branch="ghblog", files=(), index=(), labels=())


@pytest.mark.parametrize("token", ["", "ghp_a b", "ghp_a\nX: y", "ghp_é", "ghp_\x00"])
def test_a_token_that_cannot_be_one_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(NotAuthenticatedError) as caught:
        adapter(token=token)
    assert not token or token not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["", "api.github.com", "ftp://x", "http://", "http://[", "https://x:y"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="GITHUB_API_URL"):
        connect(TOKEN, url, "a/b", None, print)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["weekly", "a/b/c", "a b/c", "../x", "a/b?c", "https://github.com/a/b"]
)
def test_a_name_that_is_no_repository_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="name of a repository"):
        connect(TOKEN, "https://api.github.com", name, None, print)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("token", "kind"), [("f" * 40, TokenKind.CLASSIC), ("f", TokenKind.UNKNOWN)]
)
def test_an_old_token_without_a_prefix_is_a_classic_one(token: str, kind: TokenKind) -> None:
    assert token_kind(token) is kind


def test_no_message_and_no_log_shows_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for status in (401, 403, 404, 500):
        hub, _, _, _ = adapter(answer(status, {"message": "no"}))
        with pytest.raises(GhblogError) as caught:
            hub.create_issue("Week 1", "text", ())
        assert TOKEN not in f"{caught.value!r} {caught.value.hint}"
    assert TOKEN not in caplog.text

"""GitHub's own rendering: `ghblog preview --exact`."""

from __future__ import annotations

import pytest
from github_stubs import adapter, answer

from ghblog.errors import GitHubError, NotAuthenticatedError
from ghblog.github.calls import Answer, Lost

PAGE = '<p dir="auto">第一行<br>\n第二行 <a href="https://github.com/x">x</a></p>'


def test_github_renders_a_text_as_in_an_issue_of_the_repository() -> None:
    hub, wire, _, _ = adapter(answer(200, PAGE, {"content-type": "text/html; charset=utf-8"}))
    assert hub.render("第一行\n第二行 x", "writer/weekly") == PAGE
    (call,) = wire.sent
    assert (call.verb, call.path) == ("POST", "/markdown")
    assert call.body == {"text": "第一行\n第二行 x", "mode": "gfm", "context": "writer/weekly"}
    assert not call.writes


@pytest.mark.parametrize("page", ["", "12", '"text"', "[1]", "{}", "null"])
def test_a_page_that_looks_like_json_is_a_page(page: str) -> None:
    hub, _, _, _ = adapter(answer(200, page))
    assert hub.render("x", "writer/weekly") == page


def test_a_lost_answer_is_asked_for_again_since_nothing_is_written() -> None:
    hub, wire, clock, _ = adapter(Lost("the connection broke off"), answer(200, PAGE))
    assert hub.render("x", "writer/weekly") == PAGE
    assert len(wire.sent) == 2
    assert clock.slept


def test_a_text_that_github_would_not_take_is_not_sent() -> None:
    hub, wire, _, _ = adapter()
    with pytest.raises(GitHubError, match="no more than 400,000 bytes"):
        hub.render("周" * 133_334, "writer/weekly")
    assert wire.sent == []


def test_a_bad_token_is_told() -> None:
    hub, _, _, _ = adapter(answer(401, {"message": "Bad credentials"}))
    with pytest.raises(NotAuthenticatedError):
        hub.render("x", "writer/weekly")


def test_a_sign_in_page_is_no_rendering() -> None:
    pages: list[Answer | Lost] = [answer(200, "\n<!DOCTYPE html><title>Sign in</title>")] * 9
    hub, _, _, _ = adapter(*pages)
    with pytest.raises(GitHubError, match="makes no sense"):
        hub.render("x", "writer/weekly")

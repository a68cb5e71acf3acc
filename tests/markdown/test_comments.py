"""HTML comments that GitHub takes for comments."""

from __future__ import annotations

import pytest

from ghblog.markdown import probe
from ghblog.markdown.comments import (
    CommentError,
    append_comment,
    live_comments,
)

OURS = "<!-- ghblog: 1 -->"


def found(text: str, needle: str) -> list[str]:
    return [text[start:end] for start, end in live_comments(text, needle)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n<!-- x -->\n", ["<!-- x -->"]),
        ("a <!-- x --> b <!-- y --> c <!--x-->\n", ["<!-- x -->", "<!--x-->"]),
        ("<!-- y\n\n x -->\r\n- <!-- x\n  z -->\n", ["<!-- y\n\n x -->", "<!-- x\n  z -->"]),
        ("`<!-- x -->`\n\n    <!-- x -->\n\n```\n<!-- x -->\n```\n<!-- x -->", ["<!-- x -->"]),
        ("<!-- <!-- x -->\n", ["<!-- <!-- x -->"]),
        ("`<!--` <!-- x -->\n", ["<!-- x -->"]),
        ("<!--> x -->\n", []),
        ("\\<!-- x -->\n", []),
        ('<img alt="<!-- x -->">\n', []),
        ("[a](b '<!-- x -->')\n", []),
        ("<!-- x", []),
        ("x <!-- y -->", []),
    ],
)
def test_only_real_comments_that_hold_the_needle_are_found(text: str, expected: list[str]) -> None:
    assert found(text, "x") == expected


def test_the_needle_may_be_the_whole_comment() -> None:
    text = "<!-- a -->\n<!-- x -->\n`<!-- x -->`\n"
    assert live_comments(text, "<!-- x -->") == ((11, 21),)


def test_a_text_without_the_needle_is_not_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(probe, "page")
    assert live_comments("<!-- a -->", "x") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n", "a\n\n" + OURS),
        ("a", "a\n\n" + OURS),
        ("a\r\nb\r\n", "a\r\nb\r\n\r\n" + OURS),
        ("a\r", "a\r\r" + OURS),
        ("- a\n- b\n", "- a\n- b\n\n" + OURS),
        ("a[^1]\n\n[^1]: b\n", "a[^1]\n\n[^1]: b\n\n" + OURS),
        ("", OURS),
        ("```\na\n", OURS + "\n\n```\na\n"),
        ("\ufeff<!-- a\r\n", "\ufeff" + OURS + "\r\n\r\n<!-- a\r\n"),
    ],
)
def test_ours_goes_to_the_end_or_else_to_the_head(text: str, expected: str) -> None:
    assert append_comment(text, OURS) == expected


def test_a_comment_of_two_lines_is_refused() -> None:
    with pytest.raises(CommentError, match="one line"):
        append_comment("a", "<!-- a\n-->")


def test_what_is_no_comment_is_refused() -> None:
    with pytest.raises(CommentError, match="no place"):
        append_comment("a", "ghblog: 1")

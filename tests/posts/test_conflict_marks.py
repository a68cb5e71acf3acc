"""Merge-conflict marks: whoever publishes them does it by accident."""

from __future__ import annotations

import pytest
from posts.blogging import Blog

MARKS = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"# T\n\n{MARKS}", 3),
        (f"---\ntitle: x\n{MARKS}---\n\ntext", 3),
        (f"```\ncode\n```\n{MARKS}", 4),
        (MARKS.replace("\n", "\r\n"), 1),
        (f"~~~\n```\n~~~\n\n{MARKS}", 5),
    ],
)
def test_a_post_with_them_is_refused_with_the_first_ones_line(
    blog: Blog, text: str, line: int
) -> None:
    refusal = blog.refusal(text)
    assert (refusal.code, refusal.line) == ("merge-conflict", line)


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{MARKS}```\n",
        f"~~~~ diff\n{MARKS}~~~\n~~~~\n",
        "".join(f" {line}\n" for line in MARKS.splitlines()),
        "<<<<<<< HEAD\nours\n",
        "Title\n=======\n\ntext",
        ">>>>>>> x\n=======\n<<<<<<< y\n",
    ],
)
def test_one_that_shows_them_or_has_other_lines_like_them_is_published(
    blog: Blog, text: str
) -> None:
    assert blog.post(text)

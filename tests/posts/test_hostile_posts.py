"""Whatever a post is made of, reading it ends soon, and says what is wrong with it."""

from __future__ import annotations

import time

import pytest
from posts.blogging import Blog

SOON = 60  # seconds of computing, on a slow machine; each of these took minutes, or for ever
TEXTS = {
    "blank lines of Windows": "\r\n" * 3000 + "x",
    "comments that cannot be taken out": "%% a\n" * 4000,
    "percent signs in one line": "%% " * 3000,
    "images that are none": "![a](a b" * 4000,
    "sizes that never end": "![a](a.png =" * 4000,
    "a path of blanks": "![a](a " + " " * 30_000,
    "widths that never end": "![a](a.png){" + "width " * 20_000,
    "pictures on another computer": r"![a](C:\a b.png) " * 2500,
    "mentions": "@a " * 20_000,
    "mentions in a table": "|a|b|\n|-|-|\n" + "|@a|b|\n" * 5000,
    "wikilinks": "[[a]] " * 5000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_long(blog: Blog, name: str) -> None:
    began = time.process_time()
    posts, refusals = blog.read(TEXTS[name])
    assert posts or refusals
    assert time.process_time() - began < SOON


def test_a_line_end_of_windows_is_one(blog: Blog) -> None:
    assert blog.sent("a %%b\r\nc%% d\r\n") == "a  d"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# a %%secret%%\n\nx", 1),
        ("\n%%secret%%\n===\n\nx", 2),
        ("# %%secret%% [x](b.md)\n\nx", 1),
        ('---\nid: x\ntitle: "%%secret%%"\n---\nx', 3),
    ],
)
def test_no_private_words_become_a_title(blog: Blog, text: str, line: int) -> None:
    refusal = blog.refusal(text)
    assert (refusal.code, refusal.line) == ("private-comment", line)


@pytest.mark.parametrize("text", ["# 50%% and 60%%\n\nx", "# `%%a%%` in code\n\nx"])
def test_percent_signs_in_a_title_may_be_just_that(blog: Blog, text: str) -> None:
    assert "%%" in blog.post(text).title


def test_a_mention_behind_thousands_of_riddles_is_not_overlooked(blog: Blog) -> None:
    post = blog.post("b &#64;https://github.com/a/b/issues/1" * 1600 + "\n\nand @bob\n")
    assert post.silenced + post.mentions >= 1
    assert any("@bob" in each.message for each in post.findings if each.code == "mention")

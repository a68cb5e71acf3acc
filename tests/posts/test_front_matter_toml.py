"""Hugo's heads: TOML is read as YAML is, and JSON is refused rather than published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posts.blogging import Blog

from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import read_front_matter

FULL = """+++
# from Hugo
title = "第二周 #2: 湖"
date = 2022-07-10T18:30:00+08:00
draft = false
labels = [
  "weekly",  # [a comment
  "旅行",
]
summary = '''
title = "not this"
'''
weight = 3
"two words" = 1.5
author.name = "x"

[params]
title = "nor this"

[[resources]]
src = "a.png"
+++
# Text
"""


def fault(text: str) -> FaultError:
    with pytest.raises(FaultError) as caught:
        read_front_matter(text)
    return caught.value


def test_a_head_between_lines_of_plus_signs_is_not_published(blog: Blog) -> None:
    post = blog.post(FULL)
    assert (post.title, str(post.date), post.labels) == (
        "第二周 #2: 湖",
        "2022-07-10",
        ("weekly", "旅行"),
    )
    assert blog.sent(FULL) == "# Text"


def test_a_draft_is_held_back(blog: Blog) -> None:
    post = blog.post('+++\ntitle = "x"\ndraft = true\n+++\ntext\n')
    assert post.held == "it is a draft (draft = true)"
    post = blog.post("+++\npublished = false\n+++\ntext\n")
    assert post.held == "it is not to be published (published = false)"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('+++\ndraft = "maybe"\n+++\ntext\n', "write draft = true, or false"),
        ('+++\ntitle = "x"\n+++\n', "write something below, or add draft = true to its head"),
    ],
)
def test_what_to_write_is_told_as_the_head_has_it(blog: Blog, text: str, hint: str) -> None:
    assert blog.refusal(text).hint == hint


def test_dates_with_a_zone_are_converted_to_the_blogs(blog: Blog) -> None:
    blog.set(timezone="Asia/Shanghai")
    assert str(blog.post("+++\ndate = 2022-07-10T18:30:00.5Z\n+++\ntext\n").date) == "2022-07-11"
    assert str(blog.post('+++\ndate = "2022年7月9日"\n+++\ntext\n').date) == "2022-07-09"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_of_each_key_is_known(end: str) -> None:
    fields = read_front_matter(FULL.replace("\n", end)).fields
    assert {name: field.line for name, field in fields.items()} == {
        "title": 3,
        "date": 4,
        "draft": 5,
        "labels": 6,
        "summary": 10,
        "weight": 13,
        "two words": 14,
        "author": 15,
        "params": 17,
        "resources": 20,
    }


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\n+++\ntitle = 'x'\n+++\n",
        "+++\nnever = 'closed'\n",
        "+++\n\nSome words between two rules.\n\n+++\n\nmore",
        "+++\n+++\nx",
        "+++\n# only a comment\n+++\nx",
        "\n\n+++\ncomment = 'no well-known key'\n+++\nx",
        "\n\n+++\n1 + 1 = [2\n+++\nx",
        "++++\ntitle = 'x'\n++++\n",
        "+++ x\ntitle = 'x'\n+++\n",
        " +++\ntitle = 'x'\n+++\n",
        "+++",
        '{"a": 1}\n\nand a text on it',
        '{{< youtube id >}}\n\n"title": x',
    ],
)
def test_what_is_not_front_matter_is_text(text: str) -> None:
    front = read_front_matter(text)
    assert (front.fields, front.end) == ({}, 0)


def test_blank_lines_may_stand_before_it_if_a_well_known_key_is_in_it() -> None:
    assert read_front_matter('\n \n+++\ntitle = "x"\n+++\ny').fields["title"].line == 4


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("+++\ntitle = no quotes\n+++\n", 2),
        ("+++\na = 1\ntitle = 'x\n+++\n", 3),
        ("+++\ntitle = 'x'\nlabels = ['a'\n+++\n", 3),
        ("\r\n+++\r\ntitle = 2022-13-45\r\n+++\r\n", 3),
        ("+++\ntitle = 'x'\n[a]\nb = 1\n[a]\n+++\n", 5),
        ("+++\nother = word\n+++\n", 2),
    ],
)
def test_broken_toml_is_told_with_its_line(text: str, line: int) -> None:
    told = fault(text)
    assert told.message.startswith("has front matter that is not TOML: ")
    assert "(at line" not in told.message
    assert "needs quotes" in told.hint
    assert told.line == line


def test_a_key_that_is_there_twice_is_told_at_both_places() -> None:
    told = fault("+++\ntitle = 'a'\nx = 1\n\ntitle = 'b'\n+++\n")
    assert told.line == 5
    assert told.message == 'has "title" twice in its front matter, in line 2 and here'


def test_a_value_that_its_key_cannot_have_is_told_with_its_line(blog: Blog) -> None:
    refusal = blog.refusal("+++\nx = '''\n\n'''\n\ntitle = ['a']\n+++\ntext\n")
    assert (refusal.line, refusal.message) == (6, "has a title that is not a text")


def test_front_matter_that_never_ends_is_not_published_as_text() -> None:
    told = fault("+++\ntitle = 'never closed'\n\ntext\n")
    assert "never ends" in told.message
    assert "+++" in told.hint


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "x", "draft": true}\n\ntext\n',
        '{\r\n  "author": "x",\r\n  "draft": true\r\n}\r\n\r\ntext\r\n',
        '{"draft": true,\n\ntext\n',
    ],
)
def test_a_head_of_json_is_refused_and_not_published_as_text(blog: Blog, text: str) -> None:
    refusal = blog.refusal(text)
    assert (refusal.line, refusal.code) == (1, "front-matter")
    assert "JSON" in refusal.message
    assert "toYAML" in refusal.hint


def line_told(text: str) -> int:
    """The line of what is wrong, or 0."""
    try:
        read_front_matter(text)
    except FaultError as told:
        return told.line
    return 0


@pytest.mark.parametrize(
    "odd",
    [
        "a = " + "[" * 20_000,
        "a = " + "9" * 5_000,
        "a = 0x" + "9" * 20_000,
        "b" * 40_000 + " = 1",
        'a = """' + '\\"""' * 5_000,
    ],
)
def test_odd_toml_does_no_harm(odd: str) -> None:
    assert line_told(f"+++\ntitle = 'x'\n{odd}\n+++\nbody") in {0, 2, 3}


@given(st.text(alphabet="-.=: \n\r\t[]{}'\"#+abt1周\\\x85\u2028\0", max_size=60))
def test_no_text_breaks_it(inner: str) -> None:
    text = f"+++\ntitle = 'x'\n{inner}\n+++\nbody"
    assert line_told(text) <= text.count("\n") + text.count("\r") + 1

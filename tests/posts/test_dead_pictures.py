"""A picture that GitHub will not show is told where it stands, whatever else the post shows."""

from __future__ import annotations

import pytest
from posts.blogging import Blog, png

PICTURES = ("a.png", "same.png", "b c.png")


@pytest.fixture
def written(blog: Blog) -> Blog:
    for name in PICTURES:
        blog.write(f"posts/{name}", png())  # the same bytes under each name
    return blog


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![a](a.png)\n\n<p>![p](a.png)</p>\n", ["3 a.png"]),
        ("<p>![p](a.png)</p>\n\n![a](a.png)\n", ["1 a.png"]),
        ("![a](a.png)\n\n<p>![p](same.png)</p>\n", ["3 same.png"]),
        ("<details>\n![x](a.png)\n</details>\n\nText: ![x](a.png)\n", ["2 a.png"]),
        ("<br/>\n![a][r]\n\n![a][r]\n\n[r]: a.png\n", ["2 a.png"]),
        ("<br/>\n![a](a.png)\n<br/>\n![a](a.png)\n", ["2 a.png", "4 a.png"]),
        ("![a ![b](same.png)](a.png)\n", ["1 same.png"]),
        ("<div>\n![a](b%20c.png) ![b](b%20c.png)\n</div>\n", ["2 b c.png"]),
    ],
)
def test_each_dead_place_is_told_with_its_own_line(
    written: Blog, text: str, told: list[str]
) -> None:
    found = [each for each in written.findings(text) if each.code == "dead-picture"]
    names = [each.message.split('"')[1] for each in found]
    assert [f"{each.line} {name}" for each, name in zip(found, names, strict=True)] == told


@pytest.mark.parametrize(
    "text",
    [
        "![a][r] ![b][r] ![r]\n\n![r][]\n\n[r]: a.png\n",
        "![a](a.png) `![a](a.png)`\n\n```\n![a](a.png)\n<img src=a.png>\n```\n",
        "![a](a.png)\n\n<pre>\n![a](a.png)\n</pre>\n\n<!-- ![a](a.png) -->\n",
        "**图**![a](a.png)**图** *![b](a.png)* ~~![](a.png)~~\n",
        "![a\nb](a.png\n'title')\n\n> ![c\n> d](a.png)\n",
        "<picture>\n<source srcset='same.png'>\n<img src=a.png srcset='same.png 2x'>\n</picture>\n",
        "<p>\n<img alt='![x](a.png)'\n  src='a.png'></p>\n\n[![a](a.png)](a.png)\n",
        "| a | b |\n|---|---|\n| ![a](a.png) | ![b](same.png) |\n\n- ![a](a.png)\n",
        "![a](a.png) \\![a](a.png) [a](a.png)\n\n[^1]\n\n[^1]: ![a](a.png)\n",
        "![“a” **b** `c`](a.png) and ![](a.png)\n",
    ],
)
def test_what_is_shown_or_code_is_no_dead_picture(written: Blog, text: str) -> None:
    assert [each for each in written.findings(text) if each.code == "dead-picture"] == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("<br/>\n![外滩](b%20c.png)\n", "leave a blank line above it"),
        ("> <br/>\n> ![a](a.png)\n", "leave a blank line above it"),
        ("<p>![p](a.png)</p>\n", 'write <img src="a.png" alt="p">'),
        ("<p>![p][r]</p>\n\n[r]: a.png\n", "let ![](a.png) stand in a paragraph of its own"),
    ],
)
def test_the_way_out_has_been_tried_and_keeps_the_description(
    written: Blog, text: str, hint: str
) -> None:
    (found,) = [each for each in written.findings(text) if each.code == "dead-picture"]
    assert found.hint == hint

"""What the writer meant as pictures, whether GitHub will show it or not."""

from __future__ import annotations

import pytest

from ghblog.markdown.dialect import pictures_meant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](a.png)\r\n\r\n![b](<b c.png> 't')", [("a.png", 1), ("b c.png", 3)]),
        ("![x](图 1.png) ![y](a (1).png)", [("图 1.png", 1), ("a (1).png", 1)]),
        ("![x](a.png =500x) ![x](b c.png =50%x20)", [("a.png", 1), ("b c.png", 1)]),
        ("a\n![[b c.png]]\n![[图.jpg|300]]", [("b c.png", 2), ("图.jpg", 3)]),
        ("![a]\n\n![b][A]\n\n[a]: %E5%9B%BE.png", [("图.png", 1), ("图.png", 3)]),
        ("> - ![a](a.png)\n>   ![b](b.png)", [("a.png", 1), ("b.png", 2)]),
        ("| a |\n|---|\n| ![a](a.png) |", [("a.png", 3)]),
        ("# ![a](a.png)\n[^1]\n\n[^1]: ![b](b.png)", [("a.png", 1), ("b.png", 4)]),
        ("[![a](a.png)](b)", [("a.png", 1)]),
        ("<p>\n<IMG src='a.png'></p>\n\nb <img src=b.png>", [("a.png", 2), ("b.png", 4)]),
        ("<br/>\n![a](a.png)", [("a.png", 2)]),
        ("![]()", [("", 1)]),
        ("\n\\\\![a](a.png)", [("a.png", 2)]),
        ("![x](C:\\a b\\c.png)", [("C:\\a b\\c.png", 1)]),
    ],
)
def test_pictures_are_found_with_their_lines(text: str, expected: list[tuple[str, int]]) -> None:
    assert pictures_meant(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "text", "`![a](a.png)`", "```\n![a](a b.png)\n```", "    ![[a.png]]",
        "<!-- ![a](a.png) -->", "![[note]]", "![[note#part|x]]", "\\![a](a.png)", "[a](a b.png)",
        "![a", "<imgx src=a>",
    ],
)  # fmt: skip
def test_what_is_no_picture_to_the_writer_is_not_found(text: str) -> None:
    assert pictures_meant(text) == []


def test_a_picture_by_reference_is_meant_within_html_too() -> None:
    assert pictures_meant("<p>![a][r]</p>\n\n[r]: a.png\n") == [("a.png", 1)]

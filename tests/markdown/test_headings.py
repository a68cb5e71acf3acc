"""The H1 that a post begins with."""

from __future__ import annotations

import pytest

from ghblog.markdown import headings
from ghblog.markdown.github import page
from ghblog.markdown.headings import leading_heading


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("# 第一周周报\n\ntext\n", "第一周周报", "\ntext\n"),
        ("\n \n  # a *b* `c` &amp; ~~d~~ #\r\ntext", "a b c & d", "\n \ntext"),
        ("Title\n===\ntext", "Title", "text"),
        ("Long\ntitle\\\nhere\n ==  \ntext\n===\n", "Long title here", "text\n===\n"),
        ("#\ta\rtext", "a", "text"),
        ("\ufeff# a\n\ntext", "a", "\ufeff\ntext"),
        ("# [a] b\n\ntext", "[a] b", "\ntext"),
        ("# a", "a", ""),
        ("# 第　一\u00a0周\n", "第　一\u00a0周", ""),
    ],
)
def test_its_plain_text_is_the_title_and_the_rest_goes_on_without_it(
    text: str, title: str, rest: str
) -> None:
    heading = leading_heading(text)
    assert heading is not None
    assert heading.title == title
    assert heading.whole
    assert text[: heading.start] + text[heading.end :] == rest


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# a ![b *c*](d.png)\n", "a b c"),
        ("# a [b][r]\n\n[r]: c.md\n", "a b"),
        ("# a[^1] b\n\n[^1]: c\n", "a b"),
        ("# a <b>c</b>\n", "a c"),
        ("# a <!-- c -->\n", "a"),
        ("# see https://example.org\n", "see https://example.org"),
        ("[r]: c.md\nTitle\n===\n\n[r]\n", "Title"),
    ],
)
def test_a_heading_that_holds_more_than_text_gives_the_title_and_stays(
    text: str, title: str
) -> None:
    heading = leading_heading(text)
    assert heading is not None
    assert heading.title == title
    assert not heading.whole


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "text\n\n# a\n", "## a\n", "#a\n", "#\n", "#### a\n", "    # a\n", "> # a\n",
        "- # a\n", "```\n# a\n```\n", "<!-- c -->\n# a\n", "<div>\n# a\n</div>\n", "a\n---\n",
        "text\n# a\n", "---\n===\n", "![a](b.png)\n", "# ![](b.png)\n", "a\n\n===\n",
    ],
)  # fmt: skip
def test_another_first_block_gives_no_title(text: str) -> None:
    assert leading_heading(text) is None


def test_a_long_post_is_not_rendered_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[int] = []

    def counted(text: str, *, positions: bool = False) -> str:
        rendered.append(len(text))
        return page(text, positions=positions)

    monkeypatch.setattr(headings, "page", counted)
    leading_heading("# a\n\n" + "text [b](c)\n\n" * 10_000)
    leading_heading("text\n\n" + "# b\n\n" * 10_000)
    assert rendered == [len("# a\n")]

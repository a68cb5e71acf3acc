from __future__ import annotations

import html
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghblog.index import (
    END,
    START,
    IndexEntry,
    IndexProblemError,
    render_block,
    render_readme,
    replace_block,
)
from ghblog.markdown.github import page

OLD = IndexEntry("Old", "https://example.test/1", date(2021, 12, 26), 1, "issue")
NEW = IndexEntry("2022年7月第二周周报", "https://example.test/3", date(2022, 7, 10), 3, "issue")
MID = IndexEntry("Same day, earlier", "https://example.test/2", date(2022, 7, 10), 2, "issue")

EXPECTED = """\
## 2022

### 2022-07

- 2022-07-10 [2022年7月第二周周报](https://example.test/3)
- 2022-07-10 [Same day, earlier](https://example.test/2)

## 2021

### 2021-12

- 2021-12-26 [Old](https://example.test/1)"""


def test_the_index_is_by_year_and_month_newest_first() -> None:
    assert render_block([OLD, NEW, MID], {}) == EXPECTED


@settings(derandomize=True)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])))
def test_any_title_shows_letter_by_letter(title: str) -> None:
    entry = IndexEntry(title, "https://example.test/1", date(2022, 7, 10), 1, "issue")
    shown = re.findall(
        r'<a href="https://example.test/1">(.*?)</a>', page(render_block([entry], {}))
    )
    assert [html.unescape(one) for one in shown] == [" ".join(title.split())]


@pytest.mark.parametrize("title", ["a | b", "<b>", "![x](y)", "[^1]", "`a` *b* _c_ ~~d~~", "&amp;"])
def test_a_title_with_markup_shows_letter_by_letter(title: str) -> None:
    entry = IndexEntry(title, "https://example.test/1", date(2022, 7, 10), 1, "issue")
    shown = re.findall(r'">(.*?)</a>', page(render_block([entry], {})))
    assert [html.unescape(one) for one in shown] == [title]


def test_every_byte_outside_the_markers_is_kept() -> None:
    readme = f"# Mine\r\n \r\nbefore {START}\r\nold\r\n{END} after\r\nmixed\nend"
    readme = readme.replace("before ", "").replace(" after", "")
    assert replace_block(readme, "new") == readme.replace("\r\nold\r\n", "\r\n\r\nnew\r\n\r\n")


def test_a_readme_without_markers_gets_them_at_its_end() -> None:
    assert replace_block("# Mine", "x") == f"# Mine\n\n{START}\n\nx\n\n{END}\n"
    assert replace_block("# Mine\n", "x") == f"# Mine\n\n{START}\n\nx\n\n{END}\n"


def test_writing_twice_changes_nothing() -> None:
    once = replace_block("# Mine\n", EXPECTED)
    assert replace_block(once, EXPECTED) == once


def test_markers_in_code_do_not_count() -> None:
    readme = f"Write this:\n\n```\n{START}\n{END}\n```\n\n{START}\nold\n{END}\n"
    assert replace_block(readme, "new") == readme.replace("\nold\n", "\n\nnew\n\n")


@pytest.mark.parametrize(
    "readme", [START, END, f"{START}\n{END}\n{START}\n{END}", f"{END}\n\n{START}"]
)
def test_markers_that_are_no_pair_are_refused(readme: str) -> None:
    with pytest.raises(IndexProblemError):
        replace_block(readme, "x")


def test_a_repository_without_a_readme_gets_one() -> None:
    text = render_readme("weekly", "x", {})
    assert text.startswith("# weekly\n")
    assert replace_block(text, "x") == text


def test_the_blogs_own_template_wins() -> None:
    own = {"index.md.j2": "{% for post in posts %}* {{ post.title | md }}\n{% endfor %}"}
    assert render_block([OLD], own) == "* Old"


@pytest.mark.parametrize(
    "template", ["{{ missing }}", "{% for %}", "{{ 1 / 0 }}", "{{ ''.__class__.__mro__ }}"]
)
def test_a_template_that_fails_is_named(template: str) -> None:
    with pytest.raises(IndexProblemError, match=r"templates/index\.md\.j2"):
        render_block([OLD], {"index.md.j2": template})


@pytest.mark.parametrize("readme", ["# x\n\n```\nnever closed\n", "# x\n\n<!-- never closed\n"])
def test_a_readme_that_ends_in_something_open_is_refused(readme: str) -> None:
    with pytest.raises(IndexProblemError, match="still open"):
        replace_block(readme, "x")


def test_a_template_cannot_write_the_markers() -> None:
    with pytest.raises(IndexProblemError, match="holds its markers"):
        replace_block("# x\n", f"a\n{END}\nb")

"""But for what GitHub adds, a page is the one that cmark-gfm makes."""

from __future__ import annotations

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render.outline import expected, found
from render.strict import dangers
from render.test_cases import CASES

from ghblog.render import Place, file_page, issue_page

PLACE = Place(repository="writer/weekly")
ADDED = (
    "> [!NOTE]\n",
    "> a\n",
    "$x$ ",
    "$$\n",
    "```math\nx\n```\n",
    "```python\nf(1)\n```\n",
    ":tada: ",
    "`#fff000` ",
    "@ann ",
    "#12 ",
    "0a1b2c3 ",
    "- [x] a\n",
    "[^1] ",
    "[^1]: b\n",
    "https://github.com/a/b/issues/3\n",
    "https://github.com/user-attachments/assets/0a1b2c3d\n",
)
PIECES = [*hostile.BLOCKS, *hostile.INLINES, *ADDED * 3]


def check(text: str) -> None:
    issue, file = issue_page(text, PLACE), file_page(text, PLACE)
    assert found(issue) == expected(text, hard_breaks=True)
    assert found(file) == expected(text, hard_breaks=False)
    assert dangers(issue) == dangers(file) == []


@pytest.mark.parametrize("name", CASES)
def test_each_case_keeps_its_text_and_blocks(name: str) -> None:
    check(CASES[name].text)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_mixture_keeps_its_text_and_blocks(text: str) -> None:
    check(text)


def test_the_outline_tells_one_page_from_another() -> None:
    assert found(issue_page("a\n\nb", PLACE)) != expected("a\n\n- b", hard_breaks=True)
    assert found(issue_page("a `b`", PLACE)) != expected("a `c`", hard_breaks=True)

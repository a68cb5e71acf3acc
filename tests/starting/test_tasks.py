"""Open tasks are carried over as GitHub shows them, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghblog.markdown.github import page
from ghblog.starting.moving import moved
from ghblog.starting.tasks import open_tasks


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("- [ ] one\n- [x] two\n- three\n", "- [ ] one"),
        ("* [ ] one\n+ [ ] two\n1. [ ] three\n", "- [ ] one\n- [ ] two\n- [ ] three"),
        ("- [ ] one\n  - [x] done\n  - [ ] below\n", "- [ ] one\n  - [ ] below"),
        ("- garden\n  - [ ] mow\n  - [x] dig\n", "- garden\n  - [ ] mow"),
        ("- [x] garden\n  - [ ] mow\n", "- garden\n  - [ ] mow"),
        ("- [ ] a\n  - b\n    1. c\n       - [ ] d\n", "- [ ] a\n  - b\n    - c\n      - [ ] d"),
        ("- [ ] one\n  and more\n", "- [ ] one\n  and more"),
        ("- [ ] one\n\n  more\n\n      code\n", "- [ ] one\n\n  more\n\n      code"),
        ("- - a\n    - [ ] deep\n", "- a\n  - [ ] deep"),
        ("- [ ] **b** `c` [l](https://x.example)\n", "- [ ] **b** `c` [l](https://x.example)"),
        ("- [ ] see [this][1]\n\n[1]: https://x.example\n", "- [ ] see this"),
        ("- [ ] ![x](x.png)\n- [x] [ ]\n", "- [ ] ![x](x.png)"),
        ("- [ ] one\r\n- [x] two\r\n", "- [ ] one"),
        ("- [ ] 写周报✅\n  - [ ] 配图\n", "- [ ] 写周报✅\n  - [ ] 配图"),
    ],
)
def test_open_tasks_come_along_with_what_they_stand_below(text: str, carried: str) -> None:
    assert open_tasks(text)[0] == carried


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- [x] done\n",
        "- [ ]\n- [ ] \n",
        "```\n- [ ] an example\n```\n",
        "    - [ ] code\n",
        "`- [ ] code`\n",
        "<!--\n- [ ] hidden\n-->\n",
        "text - [ ] text\n",
        "- \\[ ] not a box\n",
    ],
)
def test_what_github_shows_as_no_open_box_stays(text: str) -> None:
    assert open_tasks(text) == ("", 0)


LINES = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "  ", "    ", "\t", "> ", "   ", "      "]),
        st.sampled_from(
            ["- [ ] ", "- [x] ", "* ", "1. [ ] ", "", "```", "- - [ ] ", "# ", "<!-- "]
        ),
        st.sampled_from(
            [
                "a",
                "b *c*",
                "",
                "[x][1]",
                "`q`",
                "-->",
                "&lt;",
                "d\\",
                "_",
                "|",
                "# h",
                "- n",
                "> q",
                "1. n",
                "***",
            ]
        ),
    ),
    max_size=9,
)


@given(LINES)
def test_as_many_boxes_come_along_as_are_told_of_and_all_are_open(lines: list[str]) -> None:
    carried, count = open_tasks("\n".join(lines))
    assert page(carried).count('<input type="checkbox"') == count
    assert len(re.findall(r"^ *- \[ \] ", carried, re.MULTILINE)) >= count


@given(LINES)
def test_what_was_carried_over_once_is_carried_over_the_same_again(lines: list[str]) -> None:
    carried, count = open_tasks("\n".join(lines))
    again, same = open_tasks(carried)
    assert (words(again), same) == (words(carried), count)


def words(text: str) -> list[str]:
    return re.sub(r"<[^>]+>", "", page(text)).split()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("- [ ] ![p](a%20b.png)", "- [ ] ![p](../2022/a%20b.png)"),
        ("- [ ] [l](../x.md#part)", "- [ ] [l](../x.md#part)"),
        ("- [ ] [l](https://x.example/a)", "- [ ] [l](https://x.example/a)"),
        ("- [ ] [l](#part) [m](/a.md)", "- [ ] [l](#part) [m](/a.md)"),
        ("- [ ] `[l](a.md)`", "- [ ] `[l](a.md)`"),
    ],
)
def test_links_lead_to_the_same_files_from_another_folder(text: str, after: str) -> None:
    assert moved(text, "posts/2022", "posts/2023") == after
    assert moved(text, "posts/2022", "posts/2022") == text


@pytest.mark.parametrize(
    "text",
    [
        '<li data-sourcepos="99:1-99:9"><input type="checkbox"> raw\n\n- [ ] a\n',
        f'<li data-sourcepos="{"9" * 5000}:1-1:1"></li></li></ul>\n\n- [ ] a\n',
        "- [ ] a\n\n</ul></li></li>\n",
    ],
)
def test_the_writers_own_html_leads_nobody_astray(text: str) -> None:
    assert open_tasks(text) == ("- [ ] a", 1)


def test_lists_without_end_are_survived() -> None:
    text = "\n".join(f"{'  ' * depth}- item {depth}" for depth in range(1500))
    carried, count = open_tasks(f"{text}\n{'  ' * 1500}- [ ] a\n")
    assert count == 1
    assert carried.endswith("- [ ] a")

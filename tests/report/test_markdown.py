"""Plans and outcomes as Markdown, letter by letter, and as GitHub shows it whatever titles say."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.test_reports import change, plan

from ghblog.markdown.github import page
from ghblog.model import Action, Outcome, Result, Status
from ghblog.report import plain
from ghblog.report.inert import code, fenced, link, prose, row
from ghblog.report.markdown import outcome_markdown, plan_markdown, table

FILES = "https://github.com/writer/weekly/blob/abc/"
EVIL = (
    "| a | b |",
    "`",
    "``x`",
    "x\\",
    "a\\|b",
    "<img src=x onerror=alert(1)>",
    "<!-- ghblog-plan: main -->",
    "two\nlines\r\nthree",
    "@everybody and @org/team",
    "#12, GH-12, other/repo#3, other/repo@0123456789abcdef",
    "https://github.com/other/repo/issues/1 www.example.com a@example.com",
    "[link](https://example.com) ![](https://example.com/a.png)",
    "\u202egnp.exe",
    "::error::no",
    "##[add-mask]no",
    "&commat;everybody &#64;everybody",
    "$x$ :smile: ~~no~~ **no** _no_",
    "</details>",
    "---",
    "# no",
    " ",
    "\udcff",
)
ANY = st.one_of(st.sampled_from(EVIL), st.text(max_size=60), st.text("`|\\ @#<a", max_size=30))

PLAN = """\
[`writer/weekly`](<https://github.com/writer/weekly>) as `writer`: 1 new · 1 changed · 1 in \
step · 1 edited on the web · 1 refused.

|  | post | why |
| --- | --- | --- |
| refused | [`e.md:3`](<https://github.com/writer/weekly/blob/abc/e.md?plain=1#L3>) | broken \
YAML · mend it |
| edited on the web | [`周报 d`](<https://github.com/writer/weekly/issues/9>) | `the text of #9 \
was edited on the web · d.md · look` |
| new | [`周报 a`](<https://github.com/writer/weekly/blob/abc/a.md>) | new · a.md · 1 new picture, \
1.2 MB |
| changed | [`周报 b`](<https://github.com/writer/weekly/issues/7>) | text changed · b.md |

**This needs a yes**: 4 new posts, more than publish.max_new = 3.

<details><summary>Index: 1 line more, 1 less</summary>

`README.md`

```diff
-- old line
+- new line
```

</details>

- New pictures: 1, 1.2 MB, to the branch “ghblog”
- Labels to be made: `周报`
- Note: `e.md:9: look at this`
"""


def outcome() -> Outcome:
    of = plan()
    made = (
        Result(of.changes[0], Status.DONE, 12, "https://github.com/writer/weekly/issues/12"),
        Result(of.changes[1], Status.FAILED, 7, "", "GitHub refuses @you", "try again"),
    )
    return Outcome(of, made, index=Status.DONE, settled=False, problem="a limit", hint="later")


def test_a_plan_reads_well_the_gravest_first() -> None:
    assert plan_markdown(plan(), most=9999, files=FILES) == PLAN


def test_an_outcome_leads_to_what_was_made_and_says_what_was_not() -> None:
    shown = outcome_markdown(outcome(), most=9999)
    assert shown.splitlines()[2:] == [
        "| failed | `周报 b` | `GitHub refuses @you · try again` |",
        "| published | [`周报 a`](<https://github.com/writer/weekly/issues/12>) |  |",
        "",
        "**Stopped:** a limit. later",
        "",
        "- Index: [`README.md`](<https://github.com/writer/weekly/blob/main/README.md>)",
    ]


def test_a_plan_with_nothing_to_do_says_so_without_a_table() -> None:
    quiet = replace(plan(), changes=(), index=None, unsafe=(), notices=(), missing_labels=())
    assert plan_markdown(quiet, most=999).endswith("as `writer`: no posts.\n\n")


def test_a_yes_that_was_given_is_told() -> None:
    assert "Agreed to with “yes”: 4 new" in plan_markdown(plan(), most=9999, agreed=True)


def test_a_table_is_cut_at_a_row_and_says_how_many_more_there_are() -> None:
    many = [change(Action.CREATE, f"n{number:03}", "new") for number in range(1000)]
    shown = plan_markdown(replace(plan(), changes=tuple(many)), most=20_000, files=FILES)
    assert len(shown.encode()) <= 20_000
    rows = shown.count("| new |")
    assert rows > 100
    assert f"… and {1000 - rows} more, for which there is no room here." in shown
    assert "**This needs a yes**" in shown  # what is below the table is not lost


@given(st.integers(0, 3000), st.integers(0, 60))
def test_a_report_is_never_larger_than_it_may_be(most: int, count: int) -> None:
    rows = [row("new", code(f"周报 {number}")) for number in range(count)]
    assert len(table(("a", "b"), rows, most + 200).encode()) <= most + 200


def cells(markdown: str) -> list[list[str]]:
    """The cells of a table as HTML, row by row, the head first."""
    rows = re.findall(r"<tr>(.*?)</tr>", page(markdown), re.DOTALL)
    return [re.findall(r"<t[hd]>(.*?)</t[hd]>", one, re.DOTALL) for one in rows]


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def outside_code(html: str) -> str:
    return unescape(re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL))


@given(ANY, ANY)
def test_whatever_a_title_and_a_reason_say_they_are_shown_and_do_nothing(
    title: str, reason: str
) -> None:
    titled = code(title)
    told = prose(reason)
    shown = cells(table(("post", "why"), [row(titled, told), row("end", "end")], 9999))
    assert [len(one) for one in shown] == [2, 2, 2]
    first, second = shown[1]
    assert not re.search(r"<(?!/?code>)", first + second)
    rest = outside_code(first) + outside_code(second)
    assert not re.search(r"[@#<>&*`]|www\.|://|\bGH-\d", rest, re.IGNORECASE)
    if code(title):
        assert text_of(first) == " ".join(shown_title(title).split())


def shown_title(title: str) -> str:
    """What people read: controls as escapes. A surrogate stands for a byte that is no text, and
    cannot be written."""
    return plain(title).encode("utf-8", "replace").decode()


@given(ANY)
def test_a_link_with_any_title_leads_where_we_say_and_nowhere_else(title: str) -> None:
    shown = page(f"{link(title, 'https://github.com/a/b/issues/1')} end")
    assert re.findall(r'href="([^"]*)"', shown) in ([], ["https://github.com/a/b/issues/1"])
    assert shown.count("<a ") == (1 if code(title) else 0)


@given(st.lists(ANY, max_size=4))
def test_no_line_ends_a_block_of_code(lines: list[str]) -> None:
    joined = [" ".join(line.split()) for line in lines]
    shown = page(f"{fenced(joined, 'diff')}\nend\n")
    assert shown.endswith("<p>end</p>\n")
    assert shown.count("<pre") == 1


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("the text changed · posts/2026-11 周报.md", "the text changed · posts/2026-11 周报.md"),
        ("run `git pull` first", "run `git pull` first"),
        ("ask @bob, then run `git pull`", "`ask @bob, then run` `git pull`"),
        ("3 posts: too many", "3 posts: too many"),
        ("see https://example.com", "`see https://example.com`"),
        ("4 posts, more than publish.max_new = 3", "4 posts, more than publish.max_new = 3"),
        ("an _old_ one", "`an _old_ one`"),
    ],
)
def test_sentences_stay_sentences_where_nothing_in_them_is_markup(told: str, shown: str) -> None:
    assert prose(told) == shown

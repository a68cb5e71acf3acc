"""What a file's text alone tells. Lints look at what GitHub shows, so never at code."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghblog.codes import CODES
from ghblog.linting import lint
from ghblog.model import Finding, Severity
from ghblog.posts import DiskFiles


def linted(data: bytes) -> tuple[Finding, ...]:
    """What is found in a file of a folder that holds nothing else."""
    nowhere = Path("/nowhere")
    return lint("a.md", data, DiskFiles(nowhere), nowhere)


def told(text: str | bytes) -> list[tuple[int, str]]:
    """(line, code) of what is found."""
    data = text if isinstance(text, bytes) else text.encode()
    return [(each.line, each.code) for each in linted(data)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](a.png)", [(1, "missing-alt")]),
        ("text\n\n```js\na\n\nmore", [(3, "endless-code")]),
        ("~~~~\na\n~~~\nmore", [(1, "endless-code")]),
        ("```\na\n```js\nmore", [(1, "endless-code")]),
        ("```\na\n```\n\nmore\n\n~~~\nb\n~~~", []),
        ("> ```\n> a\n\nmore", []),
        ("- x\n\n  ```\n  a\n\nmore", []),
        ("text\n\n    ```\n    a", []),
        ("<!--\n```\na", []),
        ("text **注意：**这里", [(1, "lost-bold")]),
        ("这是**“重点”**的\n\n**Note:**这里", [(1, "lost-bold"), (3, "lost-bold")]),
        ("**注意：**这里和**再：**来", [(1, "lost-bold"), (1, "lost-bold")]),
        ("- **结论（重要）**是", [(1, "lost-bold")]),
        ("| a |\n| - |\n| **注意：**这里 |", [(3, "lost-bold")]),
        ("**注意：** 这里，**注意**：这里，**（好）**，**完成✅**然后**30°**左右", []),
        ("`**注意：**这里` 和\n\n    **注意：**这里\n\n```\n**注意：**这里\n```", []),
        (r"\**注意：**这里 和 **注意：\**这里", []),
        ("2**(n)**x and **a**b", []),
        ("[**注意：**这里](b.md)", [(1, "lost-bold")]),
        ('<a title="**注意：**这里">x</a>', []),
        ("<div>\n**注意：**这里\n</div>", []),
        ("<div>\n\n**注意：**这里\n\n</div>", [(3, "lost-bold")]),
        ("看 https://example.org/c，后面", [(1, "run-on-address")]),
        (
            "(www.example.org/c)。\n\nhttps://example.org/?a=1&b=2。",
            [(1, "run-on-address"), (3, "run-on-address")],
        ),
        ("https://example.org/c（说明）", [(1, "run-on-address")]),
        ("https://example.org/c ，后面 https://example.org/文，字", []),
        ("<https://example.org/c>，[x](https://example.org/c)，`https://example.org/c，`", []),
        ("<https://example.org/c，x> [https://example.org/d，](b.md)", []),
        ("https://example.org/（说明）", [(1, "run-on-address")]),
        ("https://example.org/wiki/（一）", []),
        ("https://example.org/?q=“一”", []),
        ("**https://example.org/c**，后面", [(1, "run-on-address")]),
        ("text\n\n![ ](a.png) and ![x](b.png)", [(3, "missing-alt")]),
        ("![][one]\n\n[one]: a.png", [(1, "missing-alt")]),
        ("[![](a.png)](https://example.org)", [(1, "missing-alt")]),
        ('<img src="a.png">', [(1, "missing-alt")]),
        ("<p>\n<img width=3 src=a.png>", [(2, "missing-alt")]),
        ('<img src="a.png" alt="">', []),  # it says that it only decorates
        ('<img src="a.png" alt="a cat">', []),
        ("![a cat](a.png)", []),
        ("`![](a.png)`", []),
        ("    ![](a.png)", []),
        ("```\n![](a.png)\n```", []),
        (r"\![](a.png)", [(1, "empty-link")]),
        ("[](https://example.org)", [(1, "empty-link")]),
        ("[ ](a.md) [x](b.md)", [(1, "empty-link")]),
        ("[][one]\n\n[one]: https://example.org", [(1, "empty-link")]),
        ("`[](https://example.org)`", []),
        ("- [ ](x", []),
        ("- [ ] a task", []),
        ("words[^1]\n\n[^1]: a footnote", []),
        ('<a name="here"></a>', []),
        ("![Cover]()", [(1, "empty-picture")]),
        ("![Cover](<>)", [(1, "empty-picture")]),
        ('<img alt="x" src="">', [(1, "empty-picture")]),
        ("[words]()", []),
        ("`![Cover]()`", []),
        ("![x](http://example.org/a.png)", [(1, "http-picture")]),
        ('<img alt="x" src="HTTP://example.org/a.png">', [(1, "http-picture")]),
        ("![x](https://example.org/a.png)", []),
        ("[x](http://example.org/)", []),
        ("~~~\n![x](http://example.org/a.png)\n~~~", []),
        ("<!-- call Ann before Friday -->", [(1, "html-comment")]),
        ("text <!-- one --> and\n<!-- two -->", [(1, "html-comment"), (2, "html-comment")]),
        ("`<!-- shown -->`", []),
        ("<!-- more -->\n\n<!--more-->\n\n<!-- -->", []),
        ("<!-- prettier-ignore -->\n\n<!-- markdownlint-disable MD013 -->", []),
        ("<!-- moreover, call Ann -->", [(1, "html-comment")]),
        (r"![x](C:\Users\Ann Lee\a.png)", [(1, "machine-path")]),
        ("text ![x](/Users/me/Application Support/a.png) text", [(1, "machine-path")]),
        ("![x](no such.png)", [(1, "missing-picture")]),
        ("`![x](no such.png)` and <b title='![x](no such.png)'>", []),
        ("![x](no.png 'a title') ![x](no.png (a title)) ![x](<no such.png>)", []),
        ("![x](https://example.org/a b.png)", []),
        ("![x](no.png =300x)", []),
        ("# One\n\ntext\n\n# Two", [(5, "several-h1")]),
        ("text\n\n# One\n\n# Two\n\n# Three", [(5, "several-h1")]),
        ("# One\n\n## Two\n\n#Three", []),
        ("text\n\nOne\n===\n\nTwo\n===", [(6, "several-h1")]),
        ("# One\n\n```\n# a comment\n```\n\n    # another", []),
        ("---\ntitle: x\n---\n\n# One", []),
    ],
)
def test_a_lint_tells_what_is_live_and_where(text: str, expected: list[tuple[int, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file(end: str) -> None:
    text = "---\ntitle: x\n---\n\n# Two\n\n![](a.png)\n\n<!-- hidden -->\n"
    assert told(text.replace("\n", end)) == [(7, "missing-alt"), (9, "html-comment")]


def test_lines_below_a_heading_that_became_the_title_are_those_of_the_file() -> None:
    assert told("\ufeff# Title\n\n![](a.png)\n") == [(3, "missing-alt")]


def test_a_long_comment_is_quoted_short_and_on_one_line() -> None:
    (found,) = linted(f"<!--\nfirst\n\n{'周' * 99}\n-->".encode())
    assert found.message.startswith("the comment “first 周周周")
    assert "\n" not in found.message and len(found.message) < 120


OURS, MIDDLE, THEIRS = "<<<<<<< HEAD", "=======", ">>>>>>> main"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([OURS, "a", MIDDLE, "b", THEIRS], [2]),
        ([OURS, "a", "||||||| base", "c", MIDDLE, "b", THEIRS], [2]),
        ([OURS, MIDDLE, THEIRS, OURS, MIDDLE, THEIRS], [2, 5]),
        (["```", OURS, MIDDLE, THEIRS, "```"], [3]),
        ([OURS, OURS, MIDDLE, THEIRS], [3]),
        ([MIDDLE, THEIRS], []),
        ([OURS, "a", THEIRS], []),
        ([MIDDLE, OURS, THEIRS], []),
        ([" " + OURS, MIDDLE, THEIRS], []),
        (["<<<<<<<< HEAD", MIDDLE, THEIRS], []),
        ([OURS, "========", THEIRS], []),
        (["Title", MIDDLE, "> > > quote"], []),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_only_all_three_marks_in_order_are_a_conflict(
    lines: list[str], expected: list[int], end: str
) -> None:
    found = told(end.join(["first", *lines, "last"]))
    assert [line for line, code in found if code == "merge-conflict"] == expected


def test_a_conflict_in_the_front_matter_is_named_although_the_yaml_is_broken() -> None:
    text = f"---\n{OURS}\ntitle: a\n{MIDDLE}\ntitle: b\n{THEIRS}\n---\ntext\n"
    assert told(text) == [(2, "merge-conflict")]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", "中文".encode("gb18030"), b"a\0b", b"---\ntitle: [\n---\nx"]
)
def test_what_cannot_be_read_is_left_to_who_reads_posts(data: bytes) -> None:
    assert linted(data) == ()


PIECES = [
    *("![](a.png)", "![ ][r]", "[](b)", "[r]: c.png", "![x]()", "<!-- s -->", "<!--", "-->"),
    *('<img src="x">', "<img", "src=", "# H", "===", "```", "`", "    ", "> ", "- ", "\n", "\n\n"),
    *("\r", "\r\n", "[", "](", ")", "\\", "[^1]", "[^1]: n", "<div>", "</div>", "中文", "x0gb"),
    *("![x](http://a/b.png)", OURS, MIDDLE, THEIRS, "|a|b|\n|-|-|\n", "---\n", "title: x\n"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=300)
def test_no_document_upsets_a_lint_and_every_finding_stands_in_the_file(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for each in linted(text.encode()):
        assert 1 <= each.line <= lines
        assert each.severity is CODES[each.code].severity
        assert each.message and not each.message.endswith(".")


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=200)
def test_nothing_in_a_code_block_is_told_but_conflicts(pieces: list[str]) -> None:
    body = "".join(pieces).replace("~", "").replace("\r", "\n")
    found = linted(f"title\n\n~~~~\n{body}\n~~~~\n".encode())
    assert {each.code for each in found} <= {"merge-conflict"}


def test_severities_are_those_of_the_table() -> None:
    (found,) = linted(b"![](a.png)")
    assert found.severity is Severity.INFO


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("![](<湖/猫 1.png>)", "“湖/猫%201.png”"),
        ("![](湖/猫.png)", "“湖/猫.png”"),
        ("![](%E7%8C%AB%20%FF.png)", "“猫%20%FF.png”"),
        ('<img src="猫.png">', "“猫.png”"),
        ("[](猫.md)", "“猫.md”"),
    ],
)
def test_a_name_is_shown_with_its_letters(typed: str, shown: str) -> None:
    (found,) = linted(typed.encode())
    assert shown in found.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("x **注意：**这里", "write **注意**："),
        ("是**“重点”**的", "write “**重点**”"),
        ("**结论（重要）**是", "write <b>结论（重要）</b>"),
        ("这是**`code`**的", "write <b>`code`</b>"),
        ("这是**[x](b.md)**的", "write <b>[x](b.md)</b>"),
        ("今日**5%**的", "write **5**%"),
        ("https://example.org/c).，后", "write <https://example.org/c>"),
        ("www.example.org。", "put a space behind it"),
        ("~~~~\nx", "close it with a line of ~~~~, and of nothing else"),
    ],
)
def test_the_hint_says_what_to_write(text: str, hint: str) -> None:
    (found,) = linted(text.encode())
    assert found.hint == hint

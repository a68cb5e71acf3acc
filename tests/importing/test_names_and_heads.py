"""Names of files and front matter, for whatever a title holds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ghblog.errors import UsageError
from ghblog.importing.heads import front_matter, quoted
from ghblog.importing.names import Names
from ghblog.model import Existing, Kind

DAY = date(2022, 7, 10)
CREATED = datetime(2022, 7, 10, tzinfo=UTC)
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def issue(title: str, number: int = 12) -> Existing:
    return Existing(Kind.ISSUE, "I_1", number, title, "text", "writer", "OWNER", created=CREATED)


def named(title: str, pattern: str = "{date}-{slug}", **rest: bool) -> str:
    rest.setdefault("ascii_only", False)
    names = Names("posts", pattern, fits=lambda path: True, **rest)  # type: ignore[arg-type]
    return names.of(issue(title), DAY)[0]


@pytest.mark.parametrize(
    ("title", "pattern", "path"),
    [
        ("Week 28", "{date}-{slug}", "posts/2022-07-10-week-28.md"),
        ("2022年7月第二周周报", "{slug}", "posts/2022年7月第二周周报.md"),
        ("周报 #3: 新的", "{title}", "posts/周报-3-新的.md"),
        ("Week", "{year}/{month}/{number}-{slug}.md", "posts/2022/07/12-week.md"),
        ("🎉🎉", "{date}-{slug}", "posts/2022-07-10-12.md"),
        ("🎉🎉", "{slug}", "posts/12.md"),
        ("../../etc/passwd", "{title}", "posts/etc-passwd.md"),
        ("../../etc/passwd", "{slug}", "posts/etc-passwd.md"),
        ("..", "{title}", "posts/12.md"),
        ("\0", "{title}", "posts/12.md"),
        ("a\0b", "{title}", "posts/a-b.md"),
        (".git", "{title}", "posts/git.md"),
        ("C:\\Windows", "{title}", "posts/C-Windows.md"),
        ("CON", "{slug}", "posts/con-.md"),
        ("nul.txt", "{title}", "posts/nul.txt-.md"),
        ("ends. . ", "{title}", "posts/ends.md"),
        ("-rf", "{title}", "posts/rf.md"),
        ("a\u202eb", "{title}", "posts/a-b.md"),
        ("{slug}", "{title}", "posts/{slug}.md"),
    ],
)
def test_a_file_is_named_after_its_title_and_safe_on_every_system(
    title: str, pattern: str, path: str
) -> None:
    assert named(title, pattern) == path


def test_chinese_can_be_transliterated() -> None:
    assert named("第一周周报", ascii_only=True) == "posts/2022-07-10-di-yi-zhou-zhou-bao.md"


@given(st.text(max_size=400), st.sampled_from(["{title}", "{slug}", "{year}/{title}"]))
def test_whatever_a_title_holds_its_file_stays_in_the_folder(title: str, pattern: str) -> None:
    path = named(title, pattern)
    parts = path.split("/")
    assert parts[0] == "posts"
    assert len(parts) == 2 + pattern.count("/")
    for part in parts:
        assert part not in {"", ".", ".."}
        assert not part.startswith((".", "-", " "))
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', part)
        assert not RESERVED.fullmatch(part)
        assert len(part.encode()) <= 130


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{name}", "“{name}” is nothing that a pattern knows"),
        ("{title.__class__}", "is nothing that a pattern knows"),
        ("../{slug}", "no file can be named after"),
        ("/{slug}", "no file can be named after"),
        ("", "no file can be named after"),
        ("a//{slug}", "no file can be named after"),
        ("a\\{slug}", "no file can be named after"),
        ("{slug", "no file can be named after"),
        ("con/{slug}", "no file can be named after"),
        ("a/b/c/d/{slug}", "too long"),
    ],
)
def test_a_pattern_that_gives_no_names_is_refused(pattern: str, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        named("Week", pattern)


def test_two_posts_of_one_title_get_two_names_and_the_reason_is_told() -> None:
    names = Names("", "{slug}", ascii_only=False, fits=lambda path: True)
    assert names.of(issue("Week", 3), DAY) == ("week.md", "")
    assert names.of(issue("WEEK!", 7), DAY) == (
        "week-7.md",
        "named otherwise, since #3 has the same",
    )


def test_a_name_that_would_be_no_post_is_not_given() -> None:
    names = Names("", "{title}", ascii_only=False, fits=lambda path: not path.startswith("README"))
    assert names.of(issue("README"), DAY) == (
        "post-12.md",
        "named otherwise, since a file of that name is not taken for a post",
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Week 28", "Week 28"),
        ("2022年7月第二周周报", "2022年7月第二周周报"),
        ("周报（三）", "周报（三）"),
        ("2022-07-10", '"2022-07-10"'),
        ("2022-13-45", '"2022-13-45"'),
        ("12", '"12"'),
        ("yes", '"yes"'),
        ("null", '"null"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("a, b", '"a, b"'),
        ("", '""'),
        (' "quoted" \\ ', '" \\"quoted\\" \\\\ "'),
        ("---", '"---"'),
        ("a\nid: evil", '"a\\nid: evil"'),
        ("a\u2028b\u202e", '"a\\u2028b\\u202e"'),
    ],
)
def test_a_value_is_quoted_where_it_must_be(text: str, written: str) -> None:
    assert quoted(text) == written


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_yaml_reads_every_text_as_it_was(text: str) -> None:
    assert yaml.safe_load(f"a: {quoted(text)}\nb: [{quoted(text)}, x]\n") == {
        "a": text,
        "b": [text, "x"],
    }


def test_a_head_says_only_what_is_not_the_blogs_own() -> None:
    talk = Existing(
        Kind.DISCUSSION, "D_1", 3, "Talk", "text", "writer", "OWNER", category="Ideas", closed=True
    )
    assert front_matter(talk, DAY, category="ideas") == (
        "---\ntitle: Talk\ndate: 2022-07-10\ndiscussion: 3\nclosed: true\n---\n"
    )
    assert "category: Ideas\nclosed: true\nid: a/b\n" in front_matter(talk, DAY, post_id="a/b")

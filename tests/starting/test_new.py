"""`ghblog new`: this week's report, like the last one."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from shells import Shell, Write

from ghblog.blog import Blog

SETTINGS = 'timezone = "Asia/Shanghai"\n[posts]\nfolder = "posts"\n'
LAST = """\
# 2026年11月第三周周报

## 本周

- [x] 写周报
- [ ] 修水龙头
  - [x] 买工具
  - [ ] 换垫圈
"""


@pytest.fixture
def posts(write: Write) -> Write:
    """A blog with two reports in folders of years."""
    write("ghblog.toml", SETTINGS)
    write("posts/2026/2026-11-w2.md", "# 2026年11月第二周周报\n\n- [ ] long ago\n")
    write("posts/2026/2026-11-w3.md", LAST)
    return write


def read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def test_this_weeks_report_goes_on_like_the_last_one(posts: Write, shell: Shell) -> None:
    done = shell("new")
    assert done.code == 0
    assert done.out == f"{Path('posts/2026/2026-11-w4.md')}\n"
    assert done.err.splitlines() == [
        "“2026年11月第四周周报”, with 2 open tasks of posts/2026/2026-11-w3.md.",
        "Next: write, then `ghblog preview`.",
    ]
    assert read("posts/2026/2026-11-w4.md") == (
        "# 2026年11月第四周周报\n\n## 本周\n\n-\n\n## 下周\n\n- [ ] 修水龙头\n  - [ ] 换垫圈\n"
    )


def test_a_name_without_the_year_of_its_folder_goes_on_too(write: Write, shell: Shell) -> None:
    for week in "二三":
        write(f"周报/2026/11月第{week}周.md", f"# 2026年11月第{week}周周报\n\ntext\n")
    assert shell("new", "-n").out.startswith(f"{Path('周报/2026/11月第四周.md')}\n")
    january = shell("new", "-n", "--date", "2027-01-04").out
    assert january.startswith(f"{Path('周报/2027/1月第二周.md')}\n")


def test_the_new_year_gets_a_folder_of_its_own(posts: Write, shell: Shell) -> None:
    assert shell("new", "--date", "2027-01-04").out == f"{Path('posts/2027/2027-01-w2.md')}\n"


def test_a_report_that_is_there_is_told_and_never_overwritten(posts: Write, shell: Shell) -> None:
    assert shell("new").code == 0
    posts("posts/2026/2026-11-w4.md", "# 2026年11月第四周周报\n\nwritten\n")
    done = shell("new")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("error: posts/2026/2026-11-w4.md: this report is there already\n")
    assert "--date" in done.err
    assert "written" in read("posts/2026/2026-11-w4.md")


def test_a_report_of_the_same_title_elsewhere_is_told(posts: Write, shell: Shell) -> None:
    posts("posts/other.md", "# 2026年11月第四周周报\n\nText\n")
    done = shell("new")
    assert done.code == 1
    assert "error: posts/other.md: a report “2026年11月第四周周报” is there already" in done.err


def test_a_dry_run_shows_path_and_text_and_writes_nothing(posts: Write, shell: Shell) -> None:
    done = shell("new", "--dry-run", "--no-tasks")
    assert done.code == 0
    assert done.out.startswith(f"{Path('posts/2026/2026-11-w4.md')}\n\n# 2026年11月第四周周报\n")
    assert "水龙头" not in done.out
    assert not Path("posts/2026/2026-11-w4.md").exists()


def test_a_title_of_ones_own_stands_in_the_text_letter_by_letter(
    posts: Write, shell: Shell
) -> None:
    title = "A *week* off: C# & [more] #"
    assert shell("new", "--title", title).code == 0
    (post,) = [one for one in Blog.open().read_posts().posts if "w4" in one.path]
    assert post.title == title


def test_a_counted_report_gets_the_next_number(write: Write, shell: Shell) -> None:
    for number in (9, 10, 11):
        write(f"issue-{number}.md", f"# Weekly #{number}: topic {number}\n\nText\n")
    done = shell("new")
    assert done.out == "issue-12.md\n"
    assert read("issue-12.md").startswith("# Weekly #12\n")


@pytest.mark.parametrize(
    ("style", "title", "path"),
    [
        ("chinese", "2026年11月第四周周报", "2026-11-w4.md"),
        ("iso", "2026-W47", "2026-w47.md"),
        ("number", "Weekly #1", "weekly-1.md"),
        ("Notes of {date}", "Notes of 2026-11-22", "notes-of-2026-11-22.md"),
        ("{year}{month:02} {month:cn}月", "202611 十一月", "202611-shi-yi-yue.md"),
    ],
)
def test_the_first_report_has_the_style_that_is_asked_for(
    shell: Shell, style: str, title: str, path: str
) -> None:
    assert shell("new", "--style", style).out == f"{path}\n"
    assert read(path).startswith(f"# {title}\n")


def test_the_first_report_speaks_the_users_language(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "# 2026-W47\n\n## This week\n" in shell("new", "--dry-run").out
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "# 2026年11月第四周周报\n\n## 本周\n" in shell("new", "--dry-run").out


def test_settings_say_title_and_file(write: Write, shell: Shell) -> None:
    settings = 'new = {title = "Log {number:03}", file = "{year}/{date}-{slug}"}\n'
    write("ghblog.toml", settings)
    write("2026/old.md", "# Log 041\n\nText\n")
    assert shell("new").out == f"{Path('2026/2026-11-22-log-042.md')}\n"
    assert read("2026/2026-11-22-log-042.md").startswith("# Log 042\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--style", "chinees"], 'did you mean "chinese"?'),
        (["--style", "W{wek}"], 'did you mean "week"?'),
        (["--style", "{slug}"], 'there is no "{slug}"'),
        (["--date", "2026-02-30"], "2026-02-30"),
        (["--title", "x" * 300], "256 characters"),
        (["--edit"], "EDITOR"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    posts: Write, shell: Shell, arguments: list[str], told: str
) -> None:
    done = shell("new", *arguments)
    assert done.code == 2
    assert told in done.err
    assert len(list(Path("posts").rglob("*.md"))) == 2


def test_a_file_that_would_be_no_post_is_refused(write: Write, shell: Shell) -> None:
    write("ghblog.toml", 'posts.exclude = ["drafts/**"]\nnew.file = "drafts/{date}"\n')
    done = shell("new")
    assert done.code == 2
    assert "“drafts/2026-11-22.md” would be no post of this blog" in done.err


def test_front_matter_goes_on_where_the_last_reports_have_some(write: Write, shell: Shell) -> None:
    for day, number in (("2026-11-08", 1), ("2026-11-15", 2)):
        write(
            f"{day}.md",
            f'---\ntitle: "Week: {number}"\ndate: {day}\ntags: [a, "b: c"]\nauthor: me\n'
            f"id: own-{number}\nissue: {number}\nmood: {number}\ndraft: false\n---\nText\n",
        )
    assert shell("new", "--title", "Week: 3").code == 0
    assert read("2026-11-22.md").split("## This week")[0] == (
        '---\ntitle: "Week: 3"\ndate: 2026-11-22\ntags: [a, "b: c"]\nauthor: me\n---\n\n'
    )


def test_front_matter_in_toml_goes_on_as_yaml(write: Write, shell: Shell) -> None:
    for number, day in enumerate(("2026-11-08", "2026-11-15")):
        head = f'title = "Week: {number}"\ndate = {day}\ntags = ["a", "b: c"]\ndraft = false\n'
        write(f"{day}.md", f"+++\n{head}+++\nText\n")
    assert shell("new", "--title", "Week: 3").code == 0
    assert read("2026-11-22.md").split("## This week")[0] == (
        '---\ntitle: "Week: 3"\ndate: 2026-11-22\ntags: [a, "b: c"]\n---\n\n'
    )


def test_without_front_matter_there_the_new_report_has_none(posts: Write, shell: Shell) -> None:
    assert shell("new").code == 0
    assert "---" not in read("posts/2026/2026-11-w4.md")


def test_pictures_in_tasks_are_found_from_the_new_years_folder(posts: Write, shell: Shell) -> None:
    posts("posts/2026/2026-11-w3.md", "# 2026年11月第三周周报\n\n- [ ] ![x](x.png)\n")
    assert shell("new", "--date", "2027-01-04").code == 0
    assert "- [ ] ![x](../2026/x.png)\n" in read("posts/2027/2027-01-w2.md")


def test_a_report_of_an_earlier_week_carries_over_from_the_one_before_it(
    posts: Write, shell: Shell
) -> None:
    posts("posts/2026/2026-11-w4.md", "# 2026年11月第四周周报\n\n- [ ] later\n")
    Path("posts/2026/2026-11-w3.md").unlink()
    done = shell("new", "--date", "2026-11-12", "--dry-run")
    assert done.out.startswith(f"{Path('posts/2026/2026-11-w3.md')}\n")
    assert "- [ ] long ago" in done.out
    assert "later" not in done.out


def test_a_report_from_before_all_others_carries_nothing_over_but_is_named_like_them(
    posts: Write, shell: Shell
) -> None:
    done = shell("new", "--date", "2020-01-01", "--dry-run")
    assert done.out.startswith(f"{Path('posts/2020/2020-01-w1.md')}\n\n# 2020年1月第一周周报\n")
    assert "[ ]" not in done.out
    assert "open task" not in done.err


@pytest.mark.parametrize("day", ["2026/12/20", "2026-12-20", "2026/12/2"])
def test_a_day_may_be_written_with_slashes(posts: Write, shell: Shell, day: str) -> None:
    assert "2026-12-w" in shell("new", "--dry-run", "--date", day).out


@pytest.mark.parametrize("day", ["明天", "2026-02-30", "20.12.2026"])
def test_a_day_that_is_none_is_told_with_how_to_write_it(
    posts: Write, shell: Shell, day: str
) -> None:
    done = shell("new", "--date", day)
    assert done.code == 2
    assert f"“{day}” is no day" in done.err
    assert "write it as YYYY-MM-DD, such as 2026-12-20" in done.err


def test_the_blogs_own_template_wins_and_its_mistakes_are_told(posts: Write, shell: Shell) -> None:
    posts("templates/report.md.j2", "# {{ heading }}\n\nNo. {{ number }} after {{ last.path }}\n")
    assert "\nNo. 1 after 2026-11-w3.md\n" in shell("new", "--dry-run").out
    posts("templates/report.md.j2", "# {{ nothing }}\n")
    done = shell("new")
    assert done.code == 1
    assert "templates/report.md.j2" in done.err
    assert "correct the template" in done.err


def test_line_ends_are_those_of_the_last_report(posts: Write, shell: Shell) -> None:
    posts("posts/2026/2026-11-w3.md", LAST.replace("\n", "\r\n"))
    assert shell("new").code == 0
    text = Path("posts/2026/2026-11-w4.md").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") > 5


def test_files_that_are_no_reports_or_unreadable_do_not_count(posts: Write, shell: Shell) -> None:
    posts("posts/zzz.md", "# About me\n\nText\n")
    posts("posts/2026/2026-12-w1.md", "# 周报".encode("gb18030"))
    posts("posts/2026/2026-12-w2.md", "---\ntitle: [\n---\nx\n")
    assert shell("new").out == f"{Path('posts/2026/2026-11-w4.md')}\n"


def test_the_editor_opens_the_report(
    posts: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = posts("my editor.py", "import sys; open('seen', 'w').write('|'.join(sys.argv[1:]))")
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script), "--wait"]))
    assert shell("new", "--edit").code == 0
    wait, path = read("seen").split("|")
    assert (wait, Path(path).name) == ("--wait", "2026-11-w4.md")


def test_an_editor_that_fails_is_told_and_the_report_is_kept(
    posts: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    done = shell("new", "--edit")
    assert done.code == 1
    assert "no-such-editor" in done.err
    assert "2026-11-w4.md" in done.err
    assert Path("posts/2026/2026-11-w4.md").exists()


def test_titles_cannot_steer_the_terminal(write: Write, shell: Shell) -> None:
    write("2026-11-15.md", "# \x1b[2J Weekly #1\n\n- [ ] \x1b[2J task\n")
    done = shell("new", "--dry-run")
    assert "Weekly #2" in done.out
    assert "\x1b" not in done.out + done.err


def test_what_new_writes_passes_the_check(posts: Write, shell: Shell) -> None:
    assert shell("new").code == 0
    assert shell("check", "--strict").code == 0

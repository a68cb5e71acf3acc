"""`ghblog new` with odd titles, days, names and editors."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shells import Shell, Write

from ghblog.cli.new import _words
from ghblog.config import load
from ghblog.posts import DiskFiles, discover
from ghblog.posts.fields import tidy
from ghblog.starting.reading import natural


def first(shell: Shell, *arguments: str) -> str:
    return Path(shell("new", "--dry-run", *arguments).out.split("\n")[0]).as_posix()


def heading(shell: Shell, *arguments: str) -> str:
    return shell("new", "--dry-run", *arguments).out.split("\n")[2]


@pytest.mark.parametrize(
    ("name", "title", "path", "following", "carried"),
    [
        ("2026/11月第{}周", "11月第{}周周报", "2026/11月第四周.md", "11月第四周周报", "三"),
        ("2026/11月第{}周", "", "2026/11月第四周.md", "11月第四周", "三"),
        ("2026/11月/第{}周", "", "2026/11月/第四周.md", "第四周", "三"),
        ("2026/11/第{}周", "第{}周：见闻", "2026/11/第四周.md", "第四周：见闻", "三"),
    ],
)
def test_weeks_in_folders_of_years_are_dated_so_that_the_last_one_is_told(
    write: Write, shell: Shell, name: str, title: str, path: str, following: str, carried: str
) -> None:
    for week in "一二三":
        head = f"# {title.format(week)}\n\n" if title else ""
        write(f"{name.format(week)}.md", f"{head}- [ ] task {week}\n")
    done = shell("new", "--dry-run")
    assert done.out.startswith(f"{Path(path)}\n\n# {following}\n")
    assert f"- [ ] task {carried}\n" in done.out
    assert "task 一" not in done.out


def test_a_week_of_the_month_begins_anew_where_a_number_goes_on(write: Write, shell: Shell) -> None:
    for week in (1, 2, 3):
        write(f"2026/11/第{week}周.md", f"# 第{week}周\n\ntext\n")
    december = ("--date", "2026-12-09")
    assert (first(shell, *december), heading(shell, *december)) == ("2026/12/第2周.md", "# 第2周")


def test_a_week_of_the_year_in_a_title_goes_by_the_calendar(write: Write, shell: Shell) -> None:
    for week in (8, 9):
        write(f"2026/第{week}周.md", f"# 第{week}周\n\ntext\n")
    assert heading(shell, "--date", "2027-01-06") == "# 第1周"
    assert first(shell, "--date", "2027-01-06") == "2027/第1周.md"


def test_a_numbered_week_goes_on_over_the_month(write: Write, shell: Shell) -> None:
    for day, number in (("2026-11-01", 1), ("2026-11-08", 2), ("2026-11-29", 5)):
        write(f"{day}.md", f"# 第{number}周\n\ntext\n")
    assert heading(shell, "--date", "2026-12-06") == "# 第6周"


def test_chinese_numbers_are_in_order_where_nothing_tells_a_date() -> None:
    names = ["第二期", "第九期", "第十期", "第十二期", "第二十一期", "第一百期"]
    assert sorted(set(names), key=natural) == names
    assert sorted(["一些话", "一下", "三思"], key=natural) == ["一下", "一些话", "三思"]


@pytest.mark.parametrize("day", ["0001-01-01", "0206-11-22", "9999-12-31"])
def test_a_year_that_no_report_can_have_is_told(shell: Shell, day: str) -> None:
    done = shell("new", "--date", day)
    assert done.code == 2
    assert f"“{day}” is not between 1990 and 2100" in done.err


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2020-12-31", "2020-W53"),
        ("2021-01-03", "2020-W53"),
        ("2021-01-04", "2021-W01"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2018-12-31", "2019-W01"),
        ("2024-12-29", "2024-W52"),
        ("2024-12-30", "2025-W01"),
    ],
)
def test_the_weeks_about_new_year_are_those_of_the_calendar(
    shell: Shell, day: str, title: str
) -> None:
    assert heading(shell, "--style", "iso", "--date", day) == f"# {title}"


def test_a_name_that_differs_in_letters_case_only_is_there_already(
    write: Write, shell: Shell
) -> None:
    write("Rain.md", "# About rain\n\ntext\n")
    write("été.md", "# About summer\n\ntext\n")
    for title in ("rain", unicodedata.normalize("NFD", "Été")):
        done = shell("new", "--title", title)
        assert done.code == 1
        assert "this report is there already" in done.err
    assert len(list(Path().glob("*.md"))) == 2


def test_a_long_chinese_title_gives_a_name_that_every_system_takes(
    write: Write, shell: Shell
) -> None:
    write("2026-11-15-一周.md", "# 一周\n\ntext\n")
    write("2026-11-08-又一周.md", "# 又一周\n\ntext\n")
    name = first(shell, "--title", "周报" * 100)
    assert len(name.encode()) < 143
    assert name.startswith("2026-11-22-周报周报")


@pytest.mark.parametrize(
    "pattern", ["con", "aux.{date}", "{date}?", "{date}.", " {date}", "LPT1", "a/nul/{date}"]
)
def test_a_pattern_of_names_that_windows_refuses_is_told(
    write: Write, shell: Shell, pattern: str
) -> None:
    write("ghblog.toml", f'new.file = "{pattern}"\n')
    done = shell("new")
    assert done.code == 2
    assert "not every system takes a file called" in done.err
    assert "new.file in ghblog.toml" in done.err


@pytest.mark.parametrize("pattern", [".drafts/{date}", ".{date}"])
def test_a_hidden_file_would_be_no_post(write: Write, shell: Shell, pattern: str) -> None:
    write("ghblog.toml", f'new.file = "{pattern}"\n')
    done = shell("new")
    assert done.code == 2
    assert "would be no post of this blog" in done.err


@pytest.mark.parametrize("name", ["2026", "2026/11"])
def test_a_folder_that_leads_elsewhere_gets_no_report(
    write: Write, shell: Shell, name: str
) -> None:
    outside = write("../elsewhere/x", "").parent
    write("ghblog.toml", 'new.file = "{year}/{month}/{date}"\n')
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).symlink_to(outside)
    done = shell("new")
    assert done.code == 1
    assert "it would lie outside of the blog's folder" in done.err
    assert [each.name for each in outside.rglob("*")] == ["x"]


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ title.__class__ }}", "is unsafe"),
        ("{{ cycler.__init__.__globals__ }}", "is unsafe"),
        ("{% include '/etc/passwd' %}", "no loader"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ title", "correct the template, or delete it"),
    ],
)
def test_a_template_reaches_nothing_but_what_it_is_given(
    write: Write, shell: Shell, template: str, told: str
) -> None:
    write("templates/report.md.j2", template)
    done = shell("new")
    assert done.code == 1
    assert "templates/report.md.j2" in done.err
    assert told in done.err
    assert list(Path().glob("*.md")) == []


def test_a_template_that_leads_elsewhere_is_not_read(write: Write, shell: Shell) -> None:
    outside = write("../secret.md", "secret")
    write("templates/x", "")
    Path("templates/report.md.j2").symlink_to(outside)
    done = shell("new")
    assert done.code == 1
    assert "cannot be read: it lies outside of the blog's folder\n" in done.err
    assert list(Path().glob("*.md")) == []


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    title=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
    front=st.booleans(),
)
@example(title="key: [v", front=True)
@example(title='--- "q" \\ # x', front=True)
@example(title="../../x", front=False)
@example(title="{{ 7*7 }} {% raw %}", front=False)
@example(title="null", front=True)
@example(title="- [ ] 1. > #", front=False)
def test_a_report_says_its_title_and_lies_in_the_blog_whatever_the_title_is(
    write: Write, shell: Shell, title: str, front: bool
) -> None:
    for each in Path().rglob("*.md"):
        each.unlink()
    write("2026-11-15.md", "---\ntitle: x\n---\ntext\n" if front else "# x\n\ntext\n")
    done = shell("new", f"--title={title}")
    if not tidy(title):
        return
    assert done.code == 0, done.err
    files = DiskFiles(Path.cwd())
    (path,) = [
        each for each in discover(files, load(Path.cwd(), environ={})) if "11-15" not in each
    ]
    text = files.read(path).decode()
    assert "{{ 7*7 }}" not in title or "{{ 7\\*7 }}" in text
    assert read_title(path) == tidy(title)


def read_title(path: str) -> str:
    from ghblog.blog import Blog

    return next(each.title for each in Blog.open().read_posts().posts if each.path == path)


@pytest.mark.parametrize(
    ("command", "windows", "words"),
    [
        ("code --wait", False, ["code", "--wait"]),
        ("'my editor' -n", False, ["my editor", "-n"]),
        ('"open', False, []),
        ("code --wait", True, ["code", "--wait"]),
        (r'"C:\Program Files\E\e.exe" -n', True, [r"C:\Program Files\E\e.exe", "-n"]),
        (r"C:\e\e.exe", True, [r"C:\e\e.exe"]),
        ("notepad", True, ["notepad"]),
    ],
)
def test_an_editors_command_is_taken_apart_as_its_system_writes_it(
    command: str, windows: bool, words: list[str]
) -> None:
    assert _words(command, windows=windows) == words


def test_an_editor_whose_path_has_spaces_needs_no_quotes(
    write: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = write("an editor", f"#!{sys.executable}\nimport sys; open('seen', 'w').write('x')\n")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", "  ")
    monkeypatch.setenv("EDITOR", str(script))
    assert shell("new", "--edit").code == 0
    assert Path("seen").exists()


def test_an_editor_that_ends_badly_is_told_with_the_place_of_the_report(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", f"{sys.executable} -c 'raise SystemExit(3)'")
    done = shell("new", "--edit")
    assert done.code == 1
    assert "the editor ended with 3" in done.err
    assert "2026-w47.md" in done.err

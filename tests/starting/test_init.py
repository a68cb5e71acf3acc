"""`ghblog init`: looks, shows, asks, writes; never over what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from shells import Shell, Write
from starting.conftest import Git

from ghblog.config import load
from ghblog.settings_table import KEYS

COMMIT = "0123456789012345678901234567890123456789"
PROGRAM = f"ghblog @ git+https://github.com/octo/ghblog@{COMMIT}"
WORKFLOW = ".github/workflows/ghblog.yml"


@pytest.fixture
def clone(git: Git, write: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    """A clone with reports of two years and a README."""
    monkeypatch.setattr("ghblog.starting.surveying.requirement", lambda: PROGRAM)
    write("README.md", "# weekly\n\nMy weeks.\n\n## Elsewhere\n\nText\n")
    write("CHANGELOG.md", "# Changes\n\n1.0\n")
    write("reports/2025/2025-12-w4.md", "# 2025年12月第四周周报\n\nText\n")
    write("reports/2026/2026-11-w2.md", "# 2026年11月第二周周报\n\nText\n")
    write("reports/2026/2026-11-w3.md", "# 2026年11月第三周周报\n\nText\n")
    return write


def read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def files() -> set[str]:
    return {
        path.relative_to(Path.cwd()).as_posix()
        for path in Path.cwd().rglob("*")
        if path.is_file() and ".git/" not in path.as_posix()
    }


def test_it_shows_what_it_found_and_what_it_would_write(clone: Write, shell: Shell) -> None:
    before = files()
    done = shell("init", "--dry-run")
    assert done.code == 0
    assert done.out.splitlines()[:5] == [
        "Repository  writer/weekly",
        "Reports     reports/: 3, up to “2026年11月第三周周报”",
        "Titles      {year}年{month}月第{month_week:cn}周周报, as in “2026年11月第三周周报”",
        "Time zone   Asia/Shanghai",
        "",
    ]
    assert '+folder = "reports"' in done.out
    assert "+++ .github/workflows/ghblog.yml" in done.out
    assert "+<!-- ghblog:index:start -->" in done.out
    assert files() == before


def test_where_nobody_can_be_asked_it_needs_a_yes(clone: Write, shell: Shell) -> None:
    before = files()
    done = shell("init")
    assert done.code == 1
    assert "not written: nobody can be asked here. If you mean it, add --yes." in done.err
    assert "--dry-run" in done.err
    assert done.out == ""
    assert files() == before


def test_of_the_new_settings_only_what_is_set_is_shown_unless_all_is_wanted(
    clone: Write, shell: Shell
) -> None:
    short = shell("init", "--dry-run").out
    settings = short[short.index("+++ ghblog.toml") : short.index("+++ .github")]
    assert settings.splitlines()[:5] == [
        "+++ ghblog.toml",
        '+timezone = "Asia/Shanghai"',
        "+[posts]",
        '+folder = "reports"',
        "... and every other setting, explained and commented out: --verbose shows all of it",
    ]
    whole = shell("init", "--dry-run", "--verbose").out
    assert '+# name = "main"' in whole
    assert "--verbose" not in whole


def test_after_a_yes_all_is_there_and_a_second_run_says_so(clone: Write, shell: Shell) -> None:
    before = files()
    done = shell("init", "--yes")
    assert done.code == 0
    assert done.err.splitlines() == [
        f"Written: ghblog.toml, {WORKFLOW}, README.md.",
        "Next: commit and push these files before you publish, then `ghblog preview`; or, if "
        "GitHub has some of them already, `ghblog adopt`.",
    ]
    assert files() - before == {"ghblog.toml", WORKFLOW}
    written = {path: read(path) for path in files()}
    again = shell("init")
    assert again.code == 0
    assert f"All there: ghblog.toml, {WORKFLOW}, README.md." in again.err
    assert {path: read(path) for path in files()} == written


def test_on_a_terminal_it_asks_once(
    clone: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("ghblog.cli.init.on_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    assert shell("init").code == 1
    assert "ghblog.toml" not in files()
    assert shell("init").code == 0
    assert "ghblog.toml" in files()
    assert asked == ["Write this?"] * 2


def test_only_what_is_needed_is_set_and_everything_is_explained(clone: Write, shell: Shell) -> None:
    assert shell("init", "--yes").code == 0
    text = read("ghblog.toml")
    assert tomllib.loads(text) == {
        "timezone": "Asia/Shanghai",
        "posts": {"folder": "reports"},
        **{name: {} for name in ("blog", "publish", "pictures", "new", "index")},
    }
    assert "# The git remote says writer/weekly.\n# repository = " in text
    assert "](" not in text
    uncommented = re.sub(r"^# (?=[a-z_]+ = )", "", text, flags=re.MULTILINE)
    told = tomllib.loads(uncommented)
    for key in KEYS:
        value: Any = told
        for part in key.path.split("."):
            value = value[part]
        assert value == key.default or key.path in {"timezone", "posts.folder"}
    settings = load(Path.cwd(), environ={})
    assert (settings.posts_folder, settings.timezone) == ("reports", "Asia/Shanghai")


def test_what_is_there_already_is_left_alone(clone: Write, shell: Shell) -> None:
    clone("ghblog.toml", 'timezone = "UTC"\n[posts]\nfolder = "reports/2026"\n')
    clone(".github/workflows/mine.yml", "jobs: {x: {steps: [{run: ghblog publish}]}}\n")
    clone("README.md", "<!-- ghblog:index:start -->\n<!-- ghblog:index:end -->\n")
    before = {path: read(path) for path in files()}
    done = shell("init", "--yes")
    assert done.code == 0
    assert "All there: ghblog.toml, .github/workflows/mine.yml, README.md." in done.err
    assert "Reports     reports/2026/: 2, up to" in done.out
    assert {path: read(path) for path in files()} == before
    done = shell("init", "--folder", "reports")
    assert done.code == 2
    assert "write posts.folder into ghblog.toml" in done.err
    assert shell("init", "--repository", "me/other").code == 2


def test_a_folder_that_is_not_there_is_made_so_that_the_settings_are_good(
    clone: Write, shell: Shell
) -> None:
    assert shell("init", "--yes", "--folder", "reports/new/one").code == 0
    assert "reports/new/one/.gitkeep" in files()
    assert load(Path.cwd(), environ={}).posts_folder == "reports/new/one"


def test_settings_in_pyproject_count(clone: Write, shell: Shell) -> None:
    clone("pyproject.toml", '[tool.ghblog]\ntimezone = "UTC"\n')
    done = shell("init", "--yes")
    assert done.code == 0
    assert "There already: pyproject.toml." in done.err
    assert "ghblog.toml" not in files()


def test_broken_settings_are_told_with_their_line(clone: Write, shell: Shell) -> None:
    clone("ghblog.toml", "\ntimezome = 1\n")
    done = shell("init")
    assert done.code == 2
    assert "ghblog.toml:2" in done.err


@pytest.mark.parametrize(
    ("readme", "after"),
    [
        ("# a\n\nb\n\n## c\n", "# a\n\nb\n\n{}## c\n"),
        ("# a\r\n\r\n## c\r\n", "# a\r\n\r\n{}## c\r\n"),
        ("# a\n\n```\n## c\n```\n", "# a\n\n```\n## c\n```\n\n{}"),
        ("# a\n\n> ## c\n", "# a\n\n> ## c\n\n{}"),
        ("# a\n\nB\n---\n\nx\n", "# a\n\n{}B\n---\n\nx\n"),
        ("a", "a\n\n{}"),
    ],
)
def test_the_markers_stand_before_the_first_section_else_at_the_end(
    clone: Write, shell: Shell, readme: str, after: str
) -> None:
    path = clone("README.md", readme)
    assert shell("init", "--yes").code == 0
    text = path.read_bytes().decode()
    end = "\r\n" if "\r\n" in readme else "\n"
    marks = f"<!-- ghblog:index:start -->{end}<!-- ghblog:index:end -->{end}"
    assert text in {after.format(marks + end), after.format(marks)}


def test_a_readme_that_ends_in_an_open_fence_is_left_alone_and_told(
    clone: Write, shell: Shell
) -> None:
    clone("README.md", "# a\n\n```\ncode\n")
    done = shell("init", "--yes")
    assert done.code == 0
    assert "README.md is left alone: the README ends in something that is still open" in done.err
    assert read("README.md") == "# a\n\n```\ncode\n"


def test_a_readme_that_is_not_utf_8_is_told(clone: Write, shell: Shell) -> None:
    clone("README.md", "# 周报\n".encode("gb18030"))
    done = shell("init")
    assert done.code == 1
    assert "README.md: it is not UTF-8" in done.err


def test_a_repository_without_reports_gets_a_folder_for_them(
    git: Git, write: Write, shell: Shell
) -> None:
    write("docs/guide.md", "# Guide\n\nText\n")
    done = shell("init", "--yes")
    assert "Reports     reports/ (a new folder): none yet" in done.out
    assert done.err.splitlines()[-1] == (
        "Next: commit and push these files before you publish, then `ghblog new`: this week's "
        "report."
    )
    assert "reports/.gitkeep" in files()
    assert shell("new").out == f"{Path('reports/2026-w47.md')}\n"


def test_reports_at_the_top_leave_out_what_every_project_has(clone: Write, shell: Shell) -> None:
    for number in range(5):
        clone(f"2026-0{number + 1}-07.md", "# Week\n\nText\n")
    for path in Path("reports").rglob("*.md"):
        path.unlink()
    done = shell("init", "--yes")
    assert "Reports     this folder: 5" in done.out
    assert load(Path.cwd(), environ={}).exclude == (
        "README*.md", "**/README*.md", "CHANGELOG.md",
    )  # fmt: skip
    assert "paths:" not in read(WORKFLOW)


def test_files_that_do_not_look_like_reports_are_named(clone: Write, shell: Shell) -> None:
    clone("reports/about-me.md", "# About me\n\nText\n")
    clone("old/2020-01-05.md", "# Week\n\nText\n")
    done = shell("init", "--dry-run", "--folder", "reports")
    assert "Not like reports, but would be published, too: reports/about-me.md." in done.err
    assert "Like reports, but not in that folder: old/2020-01-05.md." in done.err


@pytest.mark.parametrize("place", ["..", "README.md"])
def test_a_folder_that_cannot_be_is_refused(clone: Write, shell: Shell, place: str) -> None:
    assert shell("init", "--folder", place).code == 2


def test_posts_that_github_has_already_lead_to_adopt(clone: Write, shell: Shell) -> None:
    links = "".join(
        f"- [{number}](https://github.com/writer/weekly/issues/{number})\n" for number in (1, 2)
    )
    clone("README.md", f"# weekly\n\n{links}\n[x](https://github.com/other/x/issues/9)\n")
    done = shell("init", "--yes")
    assert done.err.splitlines()[-1] == (
        "Next: commit and push these files before you publish, then `ghblog adopt --dry-run`: "
        "GitHub seems to have 2 of them already."
    )


def test_without_git_it_asks_for_the_repository_and_takes_what_is_given(
    write: Write, shell: Shell
) -> None:
    write("2026-11-15.md", "# Week\n\nText\n")
    assert "Repository  unknown: no git remote tells it" in shell("init", "--dry-run").out
    assert shell("init", "--yes", "--repository", "me/weekly").code == 0
    assert load(Path.cwd(), environ={}).repository == "me/weekly"
    assert shell("init", "--dry-run").code == 0


def test_without_a_repository_the_next_step_is_to_set_it(write: Write, shell: Shell) -> None:
    write("2026-11-15.md", "# Week\n\nText\n")
    told = 'Next: set repository = "OWNER/NAME" in ghblog.toml, then `ghblog preview`'
    assert told in shell("init", "--yes").err
    assert told in shell("init").err
    write("ghblog.toml", 'repository = "me/weekly"\n')
    assert "OWNER/NAME" not in shell("init", "--yes").err


def test_a_repository_that_cannot_be_is_refused_before_anything_is_written(
    clone: Write, shell: Shell
) -> None:
    done = shell("init", "--yes", "--repository", "https://github.com/me/weekly")
    assert done.code == 2
    assert 'did you mean "me/weekly"?' in done.err
    assert "ghblog.toml" not in files()


def test_a_readme_that_changes_while_one_thinks_is_not_overwritten(
    clone: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def confirm(*_: object, **__: object) -> bool:
        clone("README.md", "# edited\n")
        return True

    monkeypatch.setattr("ghblog.cli.init.on_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    done = shell("init")
    assert done.code == 1
    assert "README.md: it changed meanwhile" in done.err
    assert read("README.md") == "# edited\n"


def test_names_cannot_steer_the_terminal(clone: Write, shell: Shell) -> None:
    clone("reports/2026/2026-11-w4.md", "# 2026年11月第四周周报 \x1b[2J\n\nText\n")
    assert "\x1b" not in shell("init", "--dry-run").out


def test_a_blogs_own_templates_win(clone: Write, shell: Shell) -> None:
    clone("templates/workflow.yml.j2", "on: {{ branch }}\n")
    assert shell("init", "--yes").code == 0
    assert read(WORKFLOW) == 'on: "main"\n'

"""`ghblog init` where something is in its way: links, odd names, files of others."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from shells import Shell, Write
from starting.conftest import Git

from ghblog.config import load
from ghblog.starting.values import WORKFLOW
from ghblog.starting.zones import machine_zone

PROGRAM = ("--program", "ghblog==1")


def names() -> set[str]:
    return {each.name for each in Path.cwd().iterdir()}


def test_a_readme_that_is_a_link_to_elsewhere_is_neither_read_nor_changed(
    write: Write, shell: Shell
) -> None:
    outside = write("../elsewhere.md", "# private\n")
    Path("README.md").symlink_to(outside)
    done = shell("init", "--yes")
    assert done.code == 0
    assert "README.md is left alone: it is a link that leads out of this folder." in done.err
    assert "private" not in done.out
    assert outside.read_text(encoding="utf-8") == "# private\n"


def test_a_readme_that_is_spelt_otherwise_is_the_one_that_gets_the_index(
    write: Write, shell: Shell
) -> None:
    write("readme.md", "# a\n")
    assert shell("init", "--yes").code == 0
    assert "index:start" in Path("readme.md").read_text(encoding="utf-8")
    assert load(Path.cwd(), environ={}).index_path == "readme.md"
    assert "All there: ghblog.toml, readme.md." in shell("init").err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (WORKFLOW, "something else is there already"),
        (".github", ".github is no folder"),
        (".github/workflows", ".github/workflows is no folder"),
    ],
)
def test_what_is_in_the_workflows_way_is_told_before_anything_is_written(
    write: Write, shell: Shell, name: str, told: str
) -> None:
    write("README.md", "# a\n")
    write(name, "name: another\n")
    before = names()
    done = shell("init", "--yes", *PROGRAM)
    assert done.code == 1
    assert f"{WORKFLOW}: {told}" in done.err
    assert "--no-workflow" in done.err
    assert names() == before
    assert shell("init", "--yes", "--no-workflow").code == 0


def test_a_folder_of_workflows_that_leads_elsewhere_gets_none(write: Write, shell: Shell) -> None:
    outside = write("../elsewhere/x", "").parent
    Path(".github").symlink_to(outside)
    done = shell("init", "--yes", *PROGRAM)
    assert done.code == 1
    assert ".github leads outside of the folder" in done.err
    assert [each.name for each in outside.rglob("*")] == ["x"]


@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_run_that_was_interrupted_can_be_repeated(
    write: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    write("README.md", "# a\n")
    link, left = os.link, iter([True] * written)

    def stops(*arguments: Any) -> None:
        if not next(left, False):
            raise KeyboardInterrupt
        link(*arguments)

    monkeypatch.setattr("os.link", stops)
    assert shell("init", "--yes", *PROGRAM).code == 1
    assert "ghblog.toml" not in names()
    monkeypatch.setattr("os.link", link)
    assert shell("init", "--yes", *PROGRAM).code == 0
    assert load(Path.cwd(), environ={}).posts_folder == "reports"
    assert {"ghblog.toml", "reports", ".github"} <= names()


def test_a_bare_repository_is_told_from_a_clone(shell: Shell) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", "."], check=True)
    before = names()
    done = shell("init", "--yes")
    assert done.code == 2
    assert "bare git repository" in done.err
    assert names() == before


@pytest.mark.parametrize("name", ["a\nb", os.fsdecode(b"\xff\xfe")])
def test_a_folder_whose_name_no_settings_can_say_is_told(
    write: Write, shell: Shell, name: str
) -> None:
    write(f"{name}/2026-11-15.md", "# Week\n\nText\n")
    done = shell("init", "--yes")
    assert done.code == 1
    assert "posts.folder: no settings can say" in done.err
    assert "--folder" in done.err
    assert "fault in ghblog" not in done.err
    assert "ghblog.toml" not in names()


def test_a_template_that_makes_no_settings_is_told_before_anything_is_written(
    write: Write, shell: Shell
) -> None:
    write("templates/ghblog.toml.j2", "x = [\n")
    done = shell("init", "--yes")
    assert done.code == 1
    assert "templates/ghblog.toml.j2: what it makes is not TOML" in done.err
    assert names() == {"templates"}


def test_a_readme_with_windows_line_ends_shows_what_changes_and_no_more(
    write: Write, shell: Shell
) -> None:
    write("README.md", "# a\r\n\r\ntext\r\n\r\n## b\r\n")
    shown = shell("init", "--dry-run").out.split("+++ README.md")[1]
    assert [line for line in shown.splitlines() if line.startswith("-")] == []
    assert len([line for line in shown.splitlines() if line.startswith("+")]) == 3


def test_documents_among_a_few_reports_are_named(write: Write, shell: Shell) -> None:
    write("docs/2026-11-15.md", "# Week\n\nText\n")
    write("docs/install.md", "# Install\n\nText\n")
    write("docs/usage.md", "# Usage\n\nText\n")
    told = "Not like reports, but would be published, too: docs/install.md, docs/usage.md."
    assert told in shell("init", "--dry-run").err


def test_names_that_mean_something_else_in_a_workflow_are_meant_as_they_stand(
    git: Git, write: Write, shell: Shell
) -> None:
    git("symbolic-ref", "HEAD", "refs/heads/c++")
    write("${{ github.token }}/2026-11-15.md", "# Week\n\nText\n")
    assert shell("init", "--yes", *PROGRAM).code == 0
    push = yaml.safe_load(Path(WORKFLOW).read_text(encoding="utf-8"))[True]["push"]
    assert push == {"branches": [r"c\+\+"]}


def test_a_left_out_file_in_a_folder_with_brackets_stays_left_out(
    write: Write, shell: Shell
) -> None:
    for month in "abc":
        write(f"[old]/2026-1-{month}1.md", "# Week 1\n\nText\n")
        write(f"2026/2026-11-0{ord(month) % 10}.md", "# Week\n\nText\n")
    write("[old]/CHANGELOG.md", "# Changes\n\nText\n")
    assert shell("init", "--yes", "--folder", ".").code == 0
    assert "[[]old]/CHANGELOG.md" in load(Path.cwd(), environ={}).exclude
    assert "CHANGELOG" not in shell("check").err


def test_a_token_in_the_remotes_address_is_neither_shown_nor_written(
    git: Git, write: Write, shell: Shell
) -> None:
    git("remote", "set-url", "origin", "https://me:ghp_secret@github.com/writer/weekly.git")
    write("README.md", "# a\n")
    done = shell("init", "--yes", "--verbose", *PROGRAM)
    assert "Repository  writer/weekly" in done.out
    written = [each.read_text("utf-8") for each in Path.cwd().rglob("*.*") if each.is_file()]
    assert len(written) >= 3
    assert "ghp_secret" not in done.out + done.err + "".join(
        text for text in written if "[remote" not in text
    )


def test_where_nothing_tells_the_time_zone_what_to_write_is_told_and_works(
    write: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        "ghblog.starting.surveying.machine_zone",
        lambda environ: machine_zone({}, tmp_path / "windows has no such folder"),
    )
    told = 'Time zone   unknown; write yours into ghblog.toml: timezone = "Asia/Shanghai"'
    assert told in shell("init", "--yes").out
    text = Path("ghblog.toml").read_text(encoding="utf-8")
    assert '# Nothing here tells it. Write yours, such as "Asia/Shanghai".\n# timezone' in text
    write("ghblog.toml", text.replace('# timezone = ""', 'timezone = "Asia/Shanghai"'))
    assert load(Path.cwd(), environ={}).timezone == "Asia/Shanghai"
    assert "Time zone   Asia/Shanghai" in shell("init").out


def test_a_link_that_nobody_can_follow_is_no_reason_to_stop(write: Write, shell: Shell) -> None:
    Path("endless.md").symlink_to("x" * 300)
    write("2026-11-15.md", "# Week\n\nText\n")
    done = shell("init", "--dry-run")
    assert done.code == 0
    assert "Reports     this folder: 1" in done.out


@pytest.mark.parametrize("place", ["/nonexistent", ".."])
def test_a_checkout_whose_files_are_elsewhere_is_none(
    git: Git, write: Write, shell: Shell, place: str
) -> None:
    write("../other/x", "")
    git("config", "core.worktree", "../../other" if place == ".." else place)
    assert shell("init", "--yes").code == 0
    assert "ghblog.toml" in names()


def test_reports_that_are_all_called_readme_are_not_passed_over_in_silence(
    write: Write, shell: Shell
) -> None:
    for day in ("20261108-rain", "20261115-sun"):
        write(f"daily/202611/{day}/README.md", "# Weather\n\nText\n")
    write("README.md", "# daily\n")
    done = shell("init", "--yes", "--folder", "daily")
    assert "daily/202611/20261115-sun/README.md and its like, 2 in all, are no posts" in done.err
    text = Path("ghblog.toml").read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if each.startswith("# exclude = "))
    write("ghblog.toml", text.replace(line, 'exclude = ["README.md"]'))
    assert "Reports     daily/: 2" in shell("init").out

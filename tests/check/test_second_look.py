"""What `ghblog check` tells of refused posts, and of links that readers cannot follow."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from shells import Shell, Write

HEAD = "# T\n\n"


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_an_error_does_not_hide_what_else_there_is_to_say(write: Write, shell: Shell) -> None:
    write("a.md", HEAD + "![x](no.png)\n\n[y](no.md)\n\n==z==\n")
    out = shell("check").out
    assert 'a.md:3: error: there is no picture "no.png"' in out
    assert 'a.md:5: warning: the link to "no.md" leads to no file' in out
    assert "a.md:7: warning: GitHub does not highlight ==z==" in out


def test_neither_does_a_date_that_does_not_exist(write: Write, shell: Shell) -> None:
    write("a.md", "---\ndate: 2022-02-31\n---\n[y](no.md)\n")
    out = shell("check").out
    assert "a.md:2: error: has an impossible date" in out
    assert 'a.md:4: warning: the link to "no.md"' in out


@pytest.mark.parametrize("head", ["---\ndraft: true\n---\n", "---\ndate: 2022-02-31\n---\n"])
def test_a_link_to_a_post_that_is_not_published_is_worth_knowing(
    write: Write, shell: Shell, head: str
) -> None:
    write("a.md", HEAD + "[y](b.md) and [z](c.md)\n")
    write("b.md", head + "text\n")
    write("c.md", "# C\n\ntext\n")
    out = shell("check", "--all").out
    said = "info: the link to “b.md” leads to a post that is not published yet [waiting-link]"
    assert f"a.md:3: {said}\n    it will follow\n" in out
    assert "c.md" not in out


def test_a_link_to_a_file_that_git_does_not_keep_is_a_warning(
    write: Write, shell: Shell, folder: Path
) -> None:
    for name in ("kept.csv", "new.csv", "ignored.csv", "数据/表.csv"):
        write(name, "1,2\n")
    write(".gitignore", "ignored.csv\n")
    write("a.md", HEAD + "[1](kept.csv) [2](数据/表.csv) [3](数据/)\n\n[4](new.csv)\n\n")
    write("b.md", "# B\n\n[5](ignored.csv#L1)\n")
    git(folder, "init", "-q")
    git(folder, "add", "kept.csv", "数据")
    out = shell("check").out
    said = "git does not keep this file [untracked-file]"
    assert f"a.md:5: warning: readers will not find “new.csv”: {said}" in out
    assert f"b.md:3: warning: readers will not find “ignored.csv#L1”: {said}" in out
    assert out.count("[untracked-file]") == 2


def test_without_a_checkout_no_file_is_on_github(write: Write, shell: Shell) -> None:
    write("data.csv", "1,2\n")
    write("a.md", HEAD + "[1](data.csv)\n")
    out = shell("check").out
    assert "a.md:3: warning: readers will not find “data.csv”: the blog's folder is no git" in out

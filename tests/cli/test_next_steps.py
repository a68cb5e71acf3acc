"""What commands say at the end, and what they leave behind, where it was not so."""

from __future__ import annotations

from pathlib import Path

import pytest
from shells import Shell
from writers import Writer

from ghblog.machine import cache_folder


def test_posts_that_wait_or_are_gone_are_told_apart_from_files_that_did_not_change(
    shell: Shell, blog: Writer
) -> None:
    blog.write_posts(2)
    assert shell("publish", "--yes").code == 0
    assert "Nothing to publish: no file changed." in shell("publish", "-n").err
    blog.write("posts/later.md", "---\ndraft: true\n---\n# Later\n\ntext\n")
    assert "Nothing to publish: 1 post held back, no other" in shell("publish", "-n").err
    next((blog.folder / "posts").glob("*1.md")).unlink()
    told = shell("publish", "-n").err
    assert "Nothing to publish: 1 post held back and 1 file gone, no other file changed." in told


def test_the_index_alone_says_nothing_of_posts(shell: Shell, blog: Writer) -> None:
    blog.write_posts(1)
    assert shell("publish", "--yes").code == 0
    blog.repo.commit("main", {"README.md": b"# weekly\n"}, "The index is gone")
    for command in (("index", "-n"), ("index", "--yes")):
        done = shell(*command)
        assert done.code == 0
        assert "writer/weekly as writer" in done.out
        assert "no posts" not in done.out


def test_offline_it_is_the_plan_that_asked_nobody_and_not_the_repository(
    shell: Shell, blog: Writer
) -> None:
    blog.write_posts(1)
    done = shell("publish", "-n", "--offline")
    assert done.out.startswith("writer/weekly without asking GitHub\n")


def test_a_dry_run_of_init_speaks_of_no_file_that_it_did_not_write(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = shell("init", "--dry-run", "--repository", "writer/weekly")
    assert done.code == 0
    assert done.err.endswith("Next: the same without --dry-run writes this.\n")
    assert list(tmp_path.glob("*.toml")) == []


def test_a_demo_leaves_nothing_in_the_users_cache(shell: Shell, tmp_path: Path) -> None:
    before = sorted(cache_folder().rglob("*"))
    assert shell("demo", "--no-serve", "--folder", "trial").code == 0
    assert sorted(cache_folder().rglob("*")) == before
    assert list((tmp_path / "trial" / "cache").glob("*.json"))

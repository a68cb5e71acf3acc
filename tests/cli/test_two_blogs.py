"""Two blogs of one repository whose settings name the same README."""

from __future__ import annotations

from pathlib import Path

import pytest
from shells import Done, Shell
from writers import Writer

MARKERS = "\n<!-- ghblog:index:start travel -->\n<!-- ghblog:index:end travel -->\n"


@pytest.fixture
def travel(blog: Writer, tmp_path: Path) -> Path:
    """A second blog's folder; the first, `main`, has published and has its index in the README."""
    blog.write("posts/2026-11-01-a.md", "# The week\n\ntext\n")
    folder = tmp_path / "travel"
    folder.mkdir()
    settings = 'repository = "writer/weekly"\ntimezone = "UTC"\nblog.name = "travel"\n'
    (folder / "ghblog.toml").write_text(settings, encoding="utf-8")
    (folder / "2026-11-02-b.md").write_text("# The lake\n\ntext\n", encoding="utf-8")
    return folder


def publish(shell: Shell, monkeypatch: pytest.MonkeyPatch, folder: Path, *command: str) -> Done:
    monkeypatch.chdir(folder)
    return shell(*(command or ("publish", "--yes")))


def test_the_second_blog_leaves_the_firsts_index_alone_and_says_what_to_do(
    shell: Shell, blog: Writer, travel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert publish(shell, monkeypatch, blog.folder).code == 0
    before = blog.readme()
    done = publish(shell, monkeypatch, travel)
    assert done.code == 1
    assert blog.readme() == before
    assert blog.titles() == ["The week", "The lake"]
    told = " ".join((done.out + done.err).split())
    assert "the README holds the index of the blog “main”, and this is “travel”" in told
    assert "set another index.path; or put “<!-- ghblog:index:start travel -->”" in told
    assert publish(shell, monkeypatch, travel, "init", "--dry-run").out.count("README.md") == 0


def test_with_markers_of_its_own_each_blog_keeps_its_index_in_the_one_readme(
    shell: Shell, blog: Writer, travel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert publish(shell, monkeypatch, blog.folder).code == 0
    readme = blog.readme() + MARKERS
    blog.repo.commit("main", {"README.md": readme.encode()}, "A place for the other index")
    assert publish(shell, monkeypatch, travel).code == 0
    both = blog.readme()
    assert "The week" in both.split("start travel")[0]
    assert "The lake" in both.split("start travel")[1]
    for folder in (blog.folder, travel, blog.folder):  # nobody has anything left to do
        done = publish(shell, monkeypatch, folder)
        assert (done.code, blog.readme()) == (0, both)
        assert "Nothing to publish" in done.err


def test_a_blog_with_a_name_begins_a_readme_with_its_own_markers(
    shell: Shell, blog: Writer, travel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert publish(shell, monkeypatch, travel).code == 0
    assert "<!-- ghblog:index:start travel -->" in blog.readme()
    assert publish(shell, monkeypatch, blog.folder).code == 1
    assert "The lake" in blog.readme()

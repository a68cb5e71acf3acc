"""What is found and read in the blog's folder, and what never is."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from ghblog.model import Files
from ghblog.posts.disk import EVERYTHING, DiskFiles
from ghblog.posts.globs import matches

ALL = ("**/*.md",)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "blog"
    root.mkdir()
    return root


def write(root: Path, *paths: str) -> DiskFiles:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")
    return DiskFiles(root)


def test_the_adapter_is_what_the_port_asks_for(root: Path) -> None:
    files: Files = DiskFiles(root)
    assert files.exists("nothing.md") is False


def test_files_come_in_a_stable_order_without_hidden_folders_and_node_modules(root: Path) -> None:
    files = write(
        root, "b.md", "a/z.md", "a/b.txt", ".git/x.md", ".github/x.md", "node_modules/p/x.md",
        "a/node_modules/x.md", "周报/一.md", "B.md", "a/._b.md",
    )  # fmt: skip
    assert files.find(".", ALL, ()) == ["B.md", "a/z.md", "b.md", "周报/一.md"]


def test_patterns_are_meant_below_the_posts_folder(root: Path) -> None:
    files = write(root, "posts/a.md", "posts/README.md", "posts/2022/README.md", "other/b.md")
    assert files.find("posts", ALL, ("README*.md",)) == ["posts/2022/README.md", "posts/a.md"]
    assert files.find("posts", ALL, ("**/README*.md",)) == ["posts/a.md"]
    assert files.find("posts", ("*.md",), ("a*",)) == ["posts/README.md"]


def test_a_missing_folder_holds_nothing(root: Path) -> None:
    assert DiskFiles(root).find("posts", ALL, ()) == []


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("**/*.md", "a.md", True),
        ("**/*.md", "a/b/c.md", True),
        ("*.md", "a/b.md", False),
        ("a/*.md", "a/b.md", True),
        ("a/", "a/b/c.md", True),
        ("./a.md", "a.md", True),
        ("a/**", "a/b/c.md", True),
        ("a/**/c.md", "a/c.md", True),
        ("20[12]?.md", "2032.md", False),
        ("20[12]?.md", "2012.md", True),
        ("[!a].md", "b.md", True),
        ("[!a].md", "a.md", False),
        ("[z-a].md", "[z-a].md", True),
        ("a+b(c).md", "a+b(c).md", True),
        ("é.md", "e\u0301.md", True),
        ("*.MD", "a.md", False),
    ],
)
def test_a_pattern_fits_what_the_writer_expects(pattern: str, path: str, fits: bool) -> None:
    assert matches(path, (pattern,)) is fits


def test_a_linked_folder_is_not_entered_and_a_link_out_is_listed_but_not_read(root: Path) -> None:
    outside = root.parent / "secret.md"
    outside.write_text("secret")
    files = write(root, "a/x.md")
    (root / "out.md").symlink_to(outside)
    (root / "in.md").symlink_to("a/x.md")
    (root / "broken.md").symlink_to("nowhere.md")
    (root / "again").symlink_to("a", target_is_directory=True)
    (root / "circle").symlink_to("circle")
    assert files.find(".", ("**/*",), ()) == ["a/x.md", "broken.md", "circle", "in.md", "out.md"]
    assert files.read("in.md") == b"a/x.md"
    assert files.read("again/x.md") == b"a/x.md"
    for path in ("out.md", "../secret.md", "a/../../secret.md", str(outside)):
        assert not files.inside(path)
        with pytest.raises(PermissionError):
            files.read(path)
    assert files.exists("out.md")
    assert not files.exists("circle")
    assert not files.inside("circle/x")


def test_odd_names_exist_nowhere(root: Path) -> None:
    files = DiskFiles(root)
    for path in ("a\0b", "x" * 5000, "", ".", "\udcff"):
        assert files.exists(path) is False
    assert files.inside("a\0b") is False
    assert files.similar("a\0b/c\0") == ""


def test_a_folder_and_a_pipe_are_no_files(root: Path) -> None:
    files = write(root, "a/x.md")
    os.mkfifo(root / "pipe.md")
    assert not files.exists("a")
    assert not files.exists("pipe.md")
    assert files.find(".", ALL, ()) == ["a/x.md"]
    with pytest.raises(OSError, match="directory"):
        files.read("a")


def test_a_name_in_another_unicode_form_is_found(root: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "été/brûlé.png")
    files = write(root, decomposed)
    assert files.exists("été/brûlé.png")
    assert files.read("été/brûlé.png") == decomposed.encode()
    assert files.inside("été/brûlé.png")
    assert not files.exists("été/autre.png")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("img/Cat.PNG", "img/cat.png"),
        ("img/catt.png", "img/cat.png"),
        ("cat.png", "img/cat.png"),
        ("nowhere/cat.png", "img/cat.png"),
        ("img/dog-and-bone.png", ""),
        ("../img/cat.png", "img/cat.png"),
    ],
)
def test_a_missing_file_has_a_likely_name(root: Path, asked: str, meant: str) -> None:
    assert write(root, "img/cat.png", "a.md").similar(asked) == meant


def test_after_many_comparisons_only_letters_case_is_forgiven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "picture.png").touch()
    files = DiskFiles(tmp_path)
    assert files.similar("pictures.png") == "picture.png"
    monkeypatch.setattr("ghblog.posts.disk._COMPARISONS", 0)
    assert files.similar("pictures.png") == ""
    assert files.similar("PICTURE.png") == "picture.png"


def test_asking_what_a_folder_holds_does_not_forget_where_names_are(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/a.md").touch()
    files = DiskFiles(tmp_path)
    assert files.named("a.md") == ["x/a.md"]
    (tmp_path / "a.md").touch()
    assert files.find("x", EVERYTHING, ()) == ["x/a.md"]
    assert files.named("a.md") == ["x/a.md"]
    files.find(".", ("**/*.md",), ())
    assert files.named("a.md") == ["a.md", "x/a.md"]

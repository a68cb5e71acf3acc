"""From a post to what GitHub should hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ghblog.marker import read_marker, unedited
from ghblog.model import Composer, Document, Kind, Post, Refusal, Settings
from ghblog.posts import DiskFiles, PartComposer, build_document, read_posts

NOW = datetime(2022, 7, 20, tzinfo=UTC)
SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def posted(root: Path, text: str) -> Post:
    (root / "a.md").write_text(text, encoding="utf-8", newline="")
    settings = Settings(root=root)
    (post,), refusals = read_posts(DiskFiles(root), settings, now=NOW, first_commits=dict)
    assert refusals == ()
    return post


def built(root: Path, text: str) -> Document | Refusal:
    return build_document(DiskFiles(root), Settings(root=root), posted(root, text))


def body(root: Path, text: str) -> str:
    document = built(root, text)
    assert isinstance(document, Document)
    (part,) = document.parts
    return part.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# T\n\n## x", "\n## x"),
        ("# T\r\n\r\n## x\r\n", "\r\n## x\r\n"),
        ("T\n=\nx\n", "x\n"),
        ("\n\n# T\nx", "\n\nx"),
        ("---\nid: b\n---\n\n# T\nx \t\n\ry", "\nx \t\n\ry"),
        ("---\ntitle: b\n---\n# T\nx", "# T\nx"),
        ("# [T](https://example.com)\nx", "# [T](https://example.com)\nx"),
        ("## T\nx", "## T\nx"),
        ("\ufeff# T\nx", "x"),
    ],
)
def test_the_body_is_the_source_without_front_matter_and_title_byte_for_byte(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert body(tmp_path, text) == expected


def test_a_document_has_the_posts_title_labels_and_kind(tmp_path: Path) -> None:
    document = built(tmp_path, "---\nid: b\nlabels: [x]\n---\n# T\nbody")
    assert isinstance(document, Document)
    found = (document.post, document.kind, document.title, document.labels)
    assert found == ("b", Kind.ISSUE, "T", ("x",))


def test_what_the_composer_writes_bears_a_marker_that_knows_the_text(tmp_path: Path) -> None:
    document = built(tmp_path, "# T\n\nbody\n")
    assert isinstance(document, Document)
    composer: Composer = PartComposer("travel")
    whole = composer.compose(document, 1, {})
    marker = read_marker(whole)
    assert marker
    assert (marker.blog, marker.post, marker.part, marker.parts) == ("travel", "a", 1, 1)
    assert marker.digest == document.digest
    assert unedited(whole)
    assert not unedited(whole.replace("body", "other"))


def test_after_an_unclosed_fence_the_marker_stands_at_the_head(tmp_path: Path) -> None:
    document = built(tmp_path, "text\n\n```\ncode")
    assert isinstance(document, Document)
    whole = PartComposer("main").compose(document, 1, {})
    assert whole.startswith("<!-- ghblog ")
    assert unedited(whole)


def test_a_file_that_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SVG)
    post = posted(tmp_path, "![](a.svg)")
    files, settings = DiskFiles(tmp_path), Settings(root=tmp_path)
    message = "a.md:1: changed while ghblog was running (run it again)"
    (tmp_path / "a.svg").write_text(SVG + "\n")
    assert str(build_document(files, settings, post)) == message
    (tmp_path / "a.svg").unlink()
    assert str(build_document(files, settings, post)) == message
    (tmp_path / "a.svg").write_text(SVG)
    assert isinstance(build_document(files, settings, post), Document)
    (tmp_path / "a.md").write_text("else")
    assert str(build_document(files, settings, post)) == message
    (tmp_path / "a.md").unlink()
    assert str(build_document(files, settings, post)) == message


def test_a_document_says_the_same_for_every_blog_but_its_marker(tmp_path: Path) -> None:
    post = posted(tmp_path, "text")
    settings = replace(Settings(root=tmp_path), blog="other")
    document = build_document(DiskFiles(tmp_path), settings, post)
    assert document == build_document(DiskFiles(tmp_path), Settings(root=tmp_path), post)

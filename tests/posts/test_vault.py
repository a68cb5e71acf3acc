"""Names as Obsidian looks them up: beside the post, in the attachment folder, by unique name."""

from __future__ import annotations

import json

import pytest
from posts.blogging import NOW, Blog, png

from ghblog.model import Settings
from ghblog.posts import DiskFiles, read_posts


def attachments(blog: Blog, folder: object, vault: str = "") -> None:
    blog.write(f"{vault}.obsidian/app.json", json.dumps({"attachmentFolderPath": folder}))


@pytest.mark.parametrize(
    ("embed", "path"),
    [
        ("![[a.png]]", "posts/a.png"),
        ("![[img/b.png]]", "posts/img/b.png"),
        ("![[posts/img/b.png]]", "posts/img/b.png"),
        ("![[b.png]]", "posts/img/b.png"),
        ("![[far.png]]", "other/deep/far.png"),
        ("![[deep/far.png]]", "other/deep/far.png"),
        ("![[FAR.PNG]]", "other/deep/far.png"),
        ("![[A.png|300]]", "posts/a.png"),
        ("![[图 1.png]]", "posts/图 1.png"),
        ("![[e\u0301.png]]", "posts/\u00e9.png"),
    ],
)
def test_a_name_means_the_nearest_file_or_the_only_one(blog: Blog, embed: str, path: str) -> None:
    places = ("posts/a.png", "a.png", "posts/img/b.png", "other/deep/far.png", "posts/图 1.png")
    for number, place in enumerate((*places, "posts/\u00e9.png")):
        blog.write(place, png(number))
    (shown,) = blog.pictures(embed)
    assert shown.replace("e\u0301", "\u00e9") == path


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        ("assets", "assets/a.png"),
        ("/assets", "assets/a.png"),
        ("./assets", "posts/assets/a.png"),
        ("./", "a.png"),  # beside the post, where there is none: the vault's root comes next
        ("/", "a.png"),
    ],
)
def test_the_attachment_folder_comes_before_any_other(blog: Blog, folder: str, path: str) -> None:
    for number, place in enumerate(("assets/a.png", "posts/assets/a.png", "x/a.png", "a.png")):
        blog.write(place, png(number))
    attachments(blog, folder)
    assert blog.pictures("![[a.png]]") == [path]


def test_a_vault_below_the_blogs_root_is_a_world_of_its_own(blog: Blog) -> None:
    blog.write("vault/assets/a.png", png(1))
    blog.write("vault/sub/b.png", png(2))
    blog.write("b.png", png(3))
    attachments(blog, "assets", "vault/")
    blog.set(posts_folder="vault")
    path = "vault/notes/a.md"
    assert blog.pictures("![[a.png]] ![[b.png]]", path) == ["vault/assets/a.png", "vault/sub/b.png"]


@pytest.mark.parametrize(
    "settings", ["", "[]", "{", '{"attachmentFolderPath": 3}', "\xff", "[" * 9999]
)
def test_settings_of_obsidian_that_make_no_sense_do_no_harm(blog: Blog, settings: str) -> None:
    blog.write(".obsidian/app.json", settings.encode("latin-1"))
    blog.write("x/a.png", png())
    assert blog.pictures("![[a.png]]") == ["x/a.png"]


def test_a_name_that_fits_several_is_an_error_that_names_them(blog: Blog) -> None:
    blog.write("x/a.png", png(1))
    blog.write("y/a.png", png(2))
    refusal = blog.refusal("# T\n\n![[a.png]]")
    assert (refusal.line, refusal.code) == (3, "ambiguous-embed")
    assert "x/a.png" in str(refusal) and "y/a.png" in str(refusal)


def test_a_name_that_fits_none_is_an_error(blog: Blog) -> None:
    assert blog.refusal("![[a.png]]").code == "missing-embed"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("[[b]]", "post:posts/b.md"),
        ("[[b.md]]", "post:posts/b.md"),
        ("[[old/c|the report]]", "post:posts/old/c.md"),
        ("[[c]]", "post:posts/old/c.md"),
        ("[[B#Heading|x]]", "post:posts/b.md#heading"),
        ("[[README]]", "file:README.md"),
    ],
)
def test_wikilinks_lead_to_posts(blog: Blog, link: str, target: str) -> None:
    for path in ("posts/b.md", "posts/old/c.md", "README.md"):
        blog.write(path, "text")
    assert blog.targets(link) == [target]


def test_a_wikilink_to_nowhere_stays_and_is_told(blog: Blog) -> None:
    assert blog.told("text\n\n[[nobody]]") == ["3 dead-wikilink"]
    assert blog.sent("text\n\n[[nobody]]") == "text\n\n[[nobody]]"


def test_the_file_that_a_name_resolves_to_counts_for_the_inputs(blog: Blog) -> None:
    blog.write("x/a.png", png(1))
    before = blog.post("![[a.png]]")
    blog.write("posts/a.png", png(2))
    after = blog.post("![[a.png]]")
    assert before.source == after.source
    assert before.inputs != after.inputs


def test_zoom_knows_the_width_and_reads_the_picture_once(blog: Blog) -> None:
    class Counting(DiskFiles):
        reads: list[str] = []  # noqa: RUF012

        def read(self, path: str) -> bytes:
            self.reads.append(path)
            return super().read(path)

    blog.write("posts/a.png", png())
    text = '<img src="a.png" style="zoom:50%;" /> and <img src="a.png" style="zoom:50%;" />'
    assert 'width="2"' in blog.sent(text)
    files = Counting(blog.root)
    read_posts(files, Settings(root=blog.root), now=NOW, first_commits=dict)
    assert files.reads == ["posts/a.md", "posts/a.png"]

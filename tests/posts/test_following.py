"""Links that spell names which files had before, once the ledger tells these."""

from __future__ import annotations

import pytest
from posts.blogging import NOW, Blog

from ghblog.model import Document, Post
from ghblog.posts import DiskFiles, build_document, follow, read_posts

LEFT = {"posts/w1.md": "a", "posts/old/w1.md": "a", "posts/old/二.md": "b", "else/二.md": "c"}


def followed(blog: Blog, text: str, left: dict[str, str]) -> Post:
    """The post of this text, once these names are known."""
    blog.write("posts/a.md", text)
    files = DiskFiles(blog.root)
    posts, refusals = read_posts(files, blog.settings, now=NOW, first_commits=dict)
    found = follow(files, blog.settings, posts, refusals, left)
    return next(post for post in found if post.path == "posts/a.md")


def targets(blog: Blog, post: Post) -> list[str]:
    built = build_document(DiskFiles(blog.root), blog.settings, post)
    assert isinstance(built, Document), built
    return [slot.target + slot.fragment for slot in built.parts[0].slots]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("[x](w1.md#top)", "post:posts/w1.md#top"),
        ("[x](W1.MD)", "post:posts/w1.md"),
        ("[x](old/%E4%BA%8C.md)", "post:posts/old/二.md"),
        ("[[w1]]", "post:posts/w1.md"),
        ("[[old/w1#Top]]", "post:posts/old/w1.md#top"),
        ("[[old/二|words]]", "post:posts/old/二.md"),
        ("![[w1]]", "post:posts/w1.md"),
    ],
)
def test_a_name_that_a_post_had_is_followed(blog: Blog, link: str, target: str) -> None:
    post = followed(blog, f"text {link}", LEFT)
    assert targets(blog, post) == [target]
    assert {each.code for each in post.findings} <= {"turned", "note-embed"}


def test_names_of_one_post_are_one(blog: Blog) -> None:
    left = {"x/w1.md": "a", "y/w1.md": "a"}
    assert len(targets(blog, followed(blog, "[[w1]]", left))) == 1
    assert targets(blog, followed(blog, "[[w1]]", {**left, "z/w1.md": "b"})) == []


def test_a_file_that_is_there_is_meant(blog: Blog) -> None:
    blog.write("posts/deep/w1.md", "text")
    assert targets(blog, followed(blog, "[[w1]]", LEFT)) == ["post:posts/deep/w1.md"]
    blog.write("posts/w1.md", "text")
    assert targets(blog, followed(blog, "[x](w1.md)", LEFT)) == ["post:posts/w1.md"]


def test_the_inputs_are_those_from_before_the_file_moved(blog: Blog) -> None:
    text = "[x](w1.md) [[w1]] [[old/二]]"
    for path in LEFT:
        blog.write(path, "text")
    before = blog.post(text)
    for path in LEFT:
        (blog.root / path).unlink()
    assert blog.post(text).inputs != before.inputs
    assert followed(blog, text, LEFT).inputs == before.inputs


def test_a_post_that_looks_for_no_such_name_is_left_as_it_is(blog: Blog) -> None:
    text = "[x](gone.md) [[nowhere]] ![[none]] [y](no.csv) [z](https://h/w1.md)"
    assert followed(blog, text, LEFT) == blog.post(text)


def test_a_post_with_a_dead_link_and_a_wikilink_of_the_same_name_is_built(blog: Blog) -> None:
    assert targets(blog, blog.post("[x](w1.md) [[w1]]")) == ["post:posts/w1.md"]
    both = targets(blog, followed(blog, "[x](w1.md) [[w1]]", LEFT))
    assert both == ["post:posts/w1.md"] * 2

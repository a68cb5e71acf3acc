"""`typora-root-url`: the folder in which destinations with a slash first begin."""

from __future__ import annotations

import pytest
from posts.blogging import Blog, png


def text(root_url: str, body: str = "![](/a.png)") -> str:
    return f"---\ntitle: x\ntypora-root-url: {root_url}\n---\n\n{body}"


@pytest.fixture
def typora(blog: Blog) -> Blog:
    for number, path in enumerate(("a.png", "posts/a.png", "static/a.png", "posts/img/a.png")):
        blog.write(path, png(number))
    return blog


@pytest.mark.parametrize(
    ("root_url", "path"),
    [
        ("../static", "static/a.png"),
        (r"..\static", "static/a.png"),
        ("./", "posts/a.png"),
        ("img", "posts/img/a.png"),
        ("/static", "static/a.png"),
        ("{root}/static", "static/a.png"),
        ("../nowhere", "a.png"),
        ("", "a.png"),
        ("[1, 2]", "a.png"),
        ("https://example.com/static", "a.png"),
        (r"C:\Users\me\static", "a.png"),
        ("/Users/me/static", "a.png"),
        ("../../..", "a.png"),
        ("/etc", "a.png"),
        ("file:///etc", "a.png"),
    ],
)
def test_it_is_tried_first_and_the_blogs_root_last(typora: Blog, root_url: str, path: str) -> None:
    assert typora.pictures(text(root_url.replace("{root}", str(typora.root)))) == [path]


def test_it_counts_for_links_and_for_names_with_spaces(typora: Blog) -> None:
    typora.write("static/b 1.png", png(9))
    typora.write("static/c.txt", "text")
    body = "![](/b 1.png) [x](/c.txt)"
    assert typora.pictures(text("../static", body)) == ["static/b 1.png"]
    assert typora.targets(text("../static", body))[1] == "file:static/c.txt"


def test_it_can_be_switched_off(typora: Blog) -> None:
    typora.set(dialects=())
    assert typora.pictures(text("../static")) == ["a.png"]


def test_destinations_without_a_slash_do_not_mind(typora: Blog) -> None:
    assert typora.pictures(text("../static", "![](a.png)")) == ["posts/a.png"]


def test_it_is_told_where_it_counts(typora: Blog) -> None:
    (finding,) = typora.post(text("../static")).findings
    assert (finding.line, finding.code) == (3, "turned")
    assert "in static/ first" in finding.message
    assert typora.post(text("../static", "![](a.png)")).findings == ()


def test_front_matter_with_nothing_else_is_front_matter(typora: Blog) -> None:
    assert typora.pictures("---\ntypora-root-url: ../static\n---\n\n![](/a.png)") == [
        "static/a.png"
    ]
    told = typora.told("---\ntypora-root-url: ../static\n---\n\n![](/a.png)")
    assert told == []

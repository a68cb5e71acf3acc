"""Local pictures of a post: which file is meant, and what is told when it will not do."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from ghblog.model import Document, Post, Refusal, Settings, Severity
from ghblog.posts import DiskFiles, PartComposer, build_document, read_posts

NOW = datetime(2022, 7, 20, tzinfo=UTC)


def png(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(out, "PNG")
    return out.getvalue()


class Blog:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = DiskFiles(root)
        self.settings = Settings(root=root, repository="octo/blog")

    def write(self, path: str, content: str | bytes) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (self.root / path).write_bytes(data)

    def read(self, text: str, path: str = "posts/a.md") -> tuple[list[Post], list[Refusal]]:
        self.write(path, text)
        posts, refusals = read_posts(self.files, self.settings, now=NOW, first_commits=dict)
        return list(posts), list(refusals)

    def post(self, text: str, path: str = "posts/a.md") -> Post:
        posts, refusals = self.read(text, path)
        assert refusals == []
        return next(post for post in posts if post.path == path)

    def paths(self, text: str) -> list[str]:
        return [picture.path for picture in self.post(text).pictures]

    def refused(self, text: str) -> list[str]:
        return [str(refusal) for refusal in self.read(text)[1]]

    def document(self, text: str) -> Document:
        document = build_document(self.files, self.settings, self.post(text))
        assert isinstance(document, Document), document
        return document


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    blog = Blog(tmp_path / "blog")
    for path in ("posts/cat.png", "posts/img/图 1.png", "assets/dog.png", "posts/a%20b.png"):
        blog.write(path, png(("red", "green", "blue", "teal")[len(path) % 4]))
    return blog


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("![](cat.png)", "posts/cat.png"),
        ("![](./img/../cat.png 'title')", "posts/cat.png"),
        ("![](<img/图 1.png>)", "posts/img/图 1.png"),
        ("![](img/%E5%9B%BE%201.png)", "posts/img/图 1.png"),
        ("![](img/图&#32;1.png)", "posts/img/图 1.png"),
        (r"![](img\图%201.png)", "posts/img/图 1.png"),
        ("![](/assets/dog.png)", "assets/dog.png"),
        ("![](../assets/dog.png)", "assets/dog.png"),
        ("![](cat.png?v=2)", "posts/cat.png"),
        ("![](cat.png#middle)", "posts/cat.png"),
        (r"![](cat\.png)", "posts/cat.png"),
        ("![](a%20b.png)", "posts/a%20b.png"),
        ("<img src=cat.png>", "posts/cat.png"),
        ("![x][y]\n\n[y]: cat.png", "posts/cat.png"),
    ],
)
def test_a_destination_means_the_file_that_is_there(blog: Blog, text: str, path: str) -> None:
    assert blog.paths(text) == [path]


@pytest.mark.parametrize(
    "text",
    [
        "![](https://example.com/cat.png)",
        "![](//example.com/cat.png)",
        "![](data:image/png;base64,AAAA)",
        "![](#cat)",
        "![Cover]()",
        "`![](missing.png)`",
        "    ![](missing.png)",
        "<!-- ![](missing.png) -->",
        "[a link](missing.png)",
        r"\![](missing.png)",
    ],
)
def test_what_is_no_picture_of_the_blogs_is_left_alone(blog: Blog, text: str) -> None:
    assert blog.paths(text) == []


MISSING = 'there is no picture "{}" ({})'
OUTSIDE = (
    "the picture \"{}\" lies outside of the blog's folder (copy the picture into the blog's folder)"
)
ELSEWHERE = (
    'the picture "{}" has a path that is right on one computer only'
    ' (copy the picture beside the post and write "cat.png")'
)
TOO_LARGE = (
    'the picture "{}" is larger than 30,000,000 bytes (make it smaller, or link to it where it is)'
)
NOT_SHOWN = 'the picture "{}" is not a picture: GitHub shows png, jpg, gif, webp and svg'
POINTER = 'the picture "{}" is a Git LFS pointer, not the picture itself (run git lfs pull)'


@pytest.mark.parametrize(
    ("target", "message", "hint"),
    [
        ("dog.png", MISSING, 'did you mean "../assets/dog.png"?'),
        ("Cat.PNG", MISSING, 'did you mean "cat.png"?'),
        ("/assets/dogs.png", MISSING, 'did you mean "/assets/dog.png"?'),
        ("x/none.gif", MISSING, "put it there, or correct its name"),
        ("img/", MISSING, "put it there, or correct its name"),
        ("../../out.png", OUTSIDE, ""),
        ("%2e%2e/%2e%2e/out.png", OUTSIDE, ""),
        ("link.png", OUTSIDE, ""),
        (r"C:\Users\me\cat.png", ELSEWHERE, ""),
        ("D:/cat.png", ELSEWHERE, ""),
        ("/Users/me/cat.png", ELSEWHERE, ""),
        ("~/cat.png", ELSEWHERE, ""),
        ("file:///home/me/cat.png", ELSEWHERE, ""),
        ("empty.png", 'the picture "{}" is empty (save the picture again)', ""),
        ("text.png", NOT_SHOWN, ""),
        ("lfs.png", POINTER, ""),
        ("huge.png", TOO_LARGE, ""),
        ("vast.png", TOO_LARGE, ""),
    ],
)
def test_a_picture_that_will_not_do_is_refused_with_its_line(
    blog: Blog, target: str, message: str, hint: str
) -> None:
    blog.write("posts/empty.png", b"")
    blog.write("posts/text.png", "words")
    blog.write("posts/lfs.png", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    for name, size in (("huge", 30_000_001), ("vast", 200_000_000)):
        blog.write(f"posts/{name}.png", png())
        os.truncate(blog.root / f"posts/{name}.png", size)
    blog.write("../out.png", png())
    (blog.root / "posts/link.png").symlink_to(blog.root.parent / "out.png")
    text = f"---\r\ntitle: x\r\n---\r\n\r\ntext\n\n![]({target})\n"
    assert blog.refused(text) == [f"posts/a.md:7: {message.format(target, hint)}"]


def test_lines_are_the_files_also_where_the_title_was_taken_out(blog: Blog) -> None:
    assert blog.refused("\n# Title\n\n![](no.png) ![](no.svg)\n\n![](nor.png)") == [
        'posts/a.md:4: there is no picture "no.png" (put it there, or correct its name)',
        'posts/a.md:4: there is no picture "no.svg" (put it there, or correct its name)',
        'posts/a.md:6: there is no picture "nor.png" (put it there, or correct its name)',
    ]


@pytest.mark.parametrize(
    ("text", "line", "target", "advice"),
    [
        ("x\n\n![[cat.png]]", 3, "cat.png", "write ![](cat.png)"),
        ("# T\n\n![a](img/图 1.png)", 3, "img/图 1.png", "write ![a](<img/图 1.png>)"),
        ("![a](cat.png =500x)", 1, "cat.png", "write ![a](cat.png)"),
        ("<br/>\n![](cat.png)\n", 2, "cat.png", "leave a blank line above it"),
    ],
)
def test_a_picture_that_github_will_not_show_is_a_finding(
    blog: Blog, text: str, line: int, target: str, advice: str
) -> None:
    blog.settings = replace(blog.settings, dialects=())
    (finding,) = blog.post(text).findings
    where = f"posts/a.md:{line}: GitHub will not show the picture"
    assert str(finding) == f'{where} "{target}" ({advice})'
    assert (finding.code, finding.severity) == ("dead-picture", Severity.WARNING)


def test_a_picture_in_the_heading_that_gives_the_title_is_a_finding(blog: Blog) -> None:
    (finding,) = blog.post("\n# Cats ![[cat.png]]\n\ntext").findings
    assert (finding.line, finding.code) == (2, "dead-picture")
    assert 'no picture in a title, so "cat.png" is not shown' in finding.message


@pytest.mark.parametrize("text", ["`![[cat.png]]`", "```\n![](cat.png)\n```"])
def test_nothing_is_said_of_code(blog: Blog, text: str) -> None:
    assert blog.post(text).findings == ()


def test_a_link_that_dies_soon_is_a_finding(blog: Blog) -> None:
    url = "https://private-user-images.githubusercontent.com/1/2.png?jwt=x"
    (finding,) = blog.post(f"text\n\n![]({url})").findings
    assert (finding.line, finding.code) == (3, "dying-url")
    assert "dies within minutes" in finding.message


def test_a_picture_is_told_by_its_bytes_and_counted_once(blog: Blog) -> None:
    blog.write("posts/same.jpg", (blog.root / "posts/cat.png").read_bytes())
    post = blog.post("![](cat.png) ![](cat.png) ![](same.jpg)")
    (picture,) = post.pictures
    assert (picture.suffix, picture.size) == (".png", (blog.root / "posts/cat.png").stat().st_size)
    assert len(blog.document("![](cat.png) ![](cat.png) ![](same.jpg)").parts[0].slots) == 3


def test_a_changed_picture_changes_the_inputs_and_not_the_source(blog: Blog) -> None:
    before = blog.post("![](cat.png)")
    blog.write("posts/cat.png", png("white"))
    after = blog.post("![](cat.png)")
    assert before.source == after.source
    assert before.inputs != after.inputs


def test_the_composer_puts_urls_in_and_the_marker_below(blog: Blog) -> None:
    text = "# T\r\n\r\nA ![x](cat.png 'y') and <img src=/assets/dog.png>\r\n"
    document = blog.document(text)
    cat, dog = blog.post(text).pictures
    urls = {cat.key: "https://h/c.png?raw=true", dog.key: "https://h/d"}
    whole = PartComposer("main").compose(document, 1, urls)
    body, _, marker = whole.partition("<!-- ghblog ")
    assert body == (
        "\r\nA ![x](https://h/c.png?raw=true 'y') and <img src=\"https://h/d\">\r\n\r\n"
    )
    assert '"post":"posts/a"' in marker
    assert document.digest in marker

"""Links of a post to other posts and files: where they lead, and what stays as it is."""

from __future__ import annotations

import pytest
from posts.blogging import Blog

from ghblog.model import Severity
from ghblog.posts import PartComposer


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("[x](b.md)", "post:posts/b.md"),
        ("[x](./b.md#heading)", "post:posts/b.md#heading"),
        ("[x](b.md#%E6%A0%87%E9%A2%98 'title')", "post:posts/b.md#%E6%A0%87%E9%A2%98"),
        ("[x](../posts/b.md)", "post:posts/b.md"),
        ("[x](/posts/b.md)", "post:posts/b.md"),
        (r"[x](..\posts\b.md)", "post:posts/b.md"),
        ("[x](b.md?plain=1#L2)", "post:posts/b.md#L2"),
        ("[x](<第 一周.md>)", "post:posts/第 一周.md"),
        ("[x](%E7%AC%AC%20%E4%B8%80%E5%91%A8.md)", "post:posts/第 一周.md"),
        ("[x](c#1.md)", "post:posts/c#1.md"),
        ("[x][r]\n\n[r]: b.md", "post:posts/b.md"),
        ("<a href=b.md>x</a>", "post:posts/b.md"),
        ("[x](../code/main.py#L10)", "file:code/main.py#L10"),
        ("[x](../code/)", "file:code"),
        ("[x](../code)", "file:code"),
        ("[x](..)", "file:."),
        ("[x](../README.md)", "file:README.md"),
        ("[x](a.png)", "file:posts/a.png"),
    ],
)
def test_a_link_leads_to_a_post_or_to_a_file(blog: Blog, link: str, target: str) -> None:
    for path in ("posts/b.md", "posts/第 一周.md", "posts/c#1.md", "code/main.py", "README.md"):
        blog.write(path, "text")
    blog.write("posts/a.png", "no picture, but nobody shows it")
    assert blog.targets(link) == [target]
    assert blog.told(link) == []


@pytest.mark.parametrize(
    "link",
    [
        "[x](https://example.com/b.md)",
        "[x](//example.com/b.md)",
        "[x](#heading)",
        "[x](mailto:me@example.com)",
        "[x]()",
        "`[x](b.md)`",
        "    [x](b.md)",
        r"\[x](b.md)",
        "<!-- [x](b.md) -->",
    ],
)
def test_urls_and_code_are_left_alone(blog: Blog, link: str) -> None:
    blog.write("posts/b.md", "text")
    assert blog.targets(link) == []
    assert blog.sent(link) == link
    assert "dead-link" not in str(blog.told(link))


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("no/where.html", 'the link to "no/where.html" leads to no file (correct it'),
        ("B.MD", 'the link to "B.MD" leads to no file (did you mean "b.md"?)'),
        ("www.example.com/a", '(did you mean "https://www.example.com/a"?)'),
        ("../../out.md", "leads out of the blog's folder (link to a file in it"),
        ("%2e%2e/%2e%2e/etc/passwd", "leads out of the blog's folder"),
        ("link.md", "leads out of the blog's folder"),
        ("up/", "leads out of the blog's folder"),
        ("file:///etc/passwd", "is right on one computer only"),
        ("/etc/passwd", "is right on one computer only"),
        (r"C:\notes\b.md", "is right on one computer only"),
    ],
)
def test_a_link_to_nowhere_stays_as_it_is_and_is_told(blog: Blog, target: str, says: str) -> None:
    blog.write("posts/b.md", "text")
    blog.write("../out.md", "secret")
    (blog.root / "posts/link.md").symlink_to(blog.root.parent / "out.md")
    (blog.root / "posts/up").symlink_to(blog.root.parent)
    blog.set(exclude=("**/link.md",))
    text = f"# T\n\ntext\n\n[x]({target})"
    (finding,) = blog.findings(text)
    assert (finding.line, finding.code, finding.severity) == (5, "dead-link", Severity.WARNING)
    assert says in str(finding)
    assert blog.sent(text) == f"\ntext\n\n[x]({target})"


def test_a_markdown_file_that_is_gone_may_be_a_post_that_moved(blog: Blog) -> None:
    text = "[x](../old/%E5%91%A8.md#top)"
    assert blog.targets(text) == ["post:old/周.md#top"]
    assert blog.post(text).links == ("post:old/周.md",)
    assert blog.told(text) == ["1 dead-link"]


def test_posts_that_are_led_to_are_told_once_each_in_order(blog: Blog) -> None:
    blog.write("posts/b.md", "text")
    blog.write("posts/c.md", "text")
    text = "[1](c.md) [2](b.md#x) [3](c.md#y) [4](https://example.com)"
    assert blog.post(text).links == ("post:posts/c.md", "post:posts/b.md")


def test_the_composer_puts_in_what_is_known_and_leaves_the_rest(blog: Blog) -> None:
    blog.write("posts/b.md", "text")
    blog.write("posts/c.md", "text")
    blog.write("x.py", "text")
    text = "[b](b.md#t) [c](<./c.md> 'c') <a href=../x.py#L1>x</a>"
    urls = {"post:posts/b.md": "https://h/issues/3", "file:x.py": "https://h/x.py"}
    assert blog.sent(text) == text
    assert blog.sent(text, **urls) == (
        "[b](https://h/issues/3#t) [c](<./c.md> 'c') <a href=\"https://h/x.py#L1\">x</a>"
    )


def test_a_draft_is_a_post_to_lead_to(blog: Blog) -> None:
    blog.write("posts/b.md", "---\ndraft: true\n---\ntext")
    assert blog.targets("[x](b.md)") == ["post:posts/b.md"]


def test_what_a_link_leads_to_counts_for_the_inputs(blog: Blog) -> None:
    before = blog.post("[x](b.md)")
    blog.write("posts/b.md", "text")
    there = blog.post("[x](b.md)")
    blog.set(exclude=("**/b.md",))
    file = blog.post("[x](b.md)")
    assert before.inputs == there.inputs  # it leads to that post, there or not
    assert file.inputs != there.inputs


def test_the_digest_follows_the_number_of_the_post_that_is_led_to(blog: Blog) -> None:
    blog.write("posts/b.md", "text")
    document = blog.document("[x](b.md)")
    one, two = ({"post:posts/b.md": f"issues/{n}"} for n in (1, 2))
    digests = {document.digest, document.linked(one).digest, document.linked(two).digest}
    assert len(digests) == 3
    text = PartComposer("main").compose(document, 1, {"post:posts/b.md": "https://h/1"})
    assert text.startswith("[x](https://h/1)")

"""For every file there could be: a post, or a reason with file and line; never a traceback."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pictures.filming import webm

from ghblog.codes import CODES
from ghblog.markdown.dialect import pictures_meant
from ghblog.marker import unedited
from ghblog.model import Document, Files, Settings
from ghblog.posts import PartComposer, build_document, read_posts

NOW = datetime(2022, 7, 20, tzinfo=UTC)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
URLS = ("https://example.com", "https://github.com/user-attachments/assets")
PIECES = (
    "---", "\n", "\n", "\r\n", "title: x", "date: 2022-07-10", "labels: [a]", "# ", "x", "周 ",
    "![a](a.svg)", "![](", ")", "![[a.svg]]", "<img src=a.svg>", "[r]", "[r]: a.svg", "`", "```",
    "<!--", "-->", "<br/>", "    ", "> ", "- ", "|", "![](b.svg)", "![](C:\\a)", "\ufeff", "\u2028",
    "![](<a.svg> 'x')", "&amp;", "\\", "===", "<video src=a.svg poster=a.svg>", "![[a.svg|9]]",
    "[[a]]", "[[a#h|t]]", "%%", "%%x%%", "> [!info] T\n> x", "<img src=a.svg style='zoom:50%'>",
    "![](a.svg =9x)", "![](a.svg){width=9}",
    "{{< figure src=a.svg >}}", "![](f.webm)",
    "[f](f.webm)", "@bob",
    "x/y#1", "fixes #1", "//github.com/x/y/pull/1", "https:", "[x](a.md#h)", "[x](no.md)",
    "[x](../up)", "typora-root-url: ..", "<<<<<<< a", "=======", ">>>>>>> b", "[TOC]", "==m==",
)  # fmt: skip


class Memory:
    """The port `Files` over one post and one picture."""

    def __init__(self, data: bytes) -> None:
        self.content = {"a.md": data, "a.svg": SVG, "f.webm": webm()}

    def find(self, folder: str, include: Sequence[str], exclude: Sequence[str]) -> Sequence[str]:
        return ["a.md"] if folder == "." else []

    def read(self, path: str) -> bytes:
        return self.content[path]

    def exists(self, path: str) -> bool:
        return path in self.content

    def inside(self, path: str) -> bool:
        return True

    def named(self, name: str) -> Sequence[str]:
        return [path for path in self.content if path == name]

    def similar(self, path: str) -> str:
        return ""


def judge(data: bytes) -> None:
    files: Files = Memory(data)
    settings = Settings(root=Path("/blog"), timezone="UTC")
    posts, refusals = read_posts(files, settings, now=NOW, first_commits=dict)
    assert len(posts) == (0 if refusals else 1)
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for refusal in refusals:
        assert refusal.code in CODES
        assert refusal.path == "a.md"
        assert 1 <= refusal.line <= lines
        assert "\n" not in str(refusal)
    for post in posts:
        document = build_document(files, settings, post)
        for finding in post.findings:
            assert 1 <= finding.line <= lines
            assert finding.code in CODES
            assert "\n" not in str(finding)
        if isinstance(document, Document):
            for base in URLS:
                urls = {picture.key: f"{base}/a" for picture in post.pictures}
                urls |= dict.fromkeys(post.links, "https://example.com/1")
                assert unedited(PartComposer("main").compose(document, 1, urls))
        else:
            assert 1 <= document.line <= lines


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_any_markdown_gives_a_post_or_a_reason(text: str) -> None:
    judge(text.encode())


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_a_picture_that_is_there_is_shown_or_told(text: str) -> None:
    text = text.replace("\ufeff", "").replace("---", "")  # heads hold no pictures
    settings = Settings(root=Path("/blog"), timezone="UTC")
    files: Files = Memory(text.encode())
    posts, _ = read_posts(files, settings, now=NOW, first_commits=dict)
    for post in posts:
        shown = {picture.path for picture in post.pictures}
        told = " ".join(map(str, post.findings))
        meant = {target for target, _ in pictures_meant(text)} & {"a.svg"}
        assert meant <= shown or "a.svg" in told


@given(st.binary(max_size=60))
def test_any_bytes_give_a_post_or_a_reason(data: bytes) -> None:
    judge(data)

"""A post for other platforms, as somebody sees it who runs `ghblog export`."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from shells import Shell
from writers import Writer, png

POST = """\
# 2022年7月第二周周报

第一行
第二行 & <b>粗</b>

> 引用

| 列 | 值 |
| --- | --- |
| a | `b` |

![猫](图/猫.png)

见 [上一篇](2022-07-w1.md)。

```python
print("x")
```
"""


@pytest.fixture
def post(blog: Writer, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GHBLOG_PICTURES_STORE", "branch")
    blog.write("posts/图/猫.png", png())
    blog.write("posts/2022-07-w1.md", "# 第一周\n\ntext\n")
    return blog.write("posts/2022-07-w2.md", POST)


class Sources(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.pictures: list[str] = []
        self.links: list[str] = []
        self.styles: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.pictures.append(given["src"])
        if tag == "a":
            self.links.append(given.get("href", ""))
        self.styles.setdefault(tag, given.get("style", ""))


def test_markdown_has_the_addresses_that_github_shows_and_no_marker(
    blog: Writer, shell: Shell, post: Path
) -> None:
    shell("publish", "--yes")
    done = shell("export", "posts/2022-07-w2.md", "--md")
    assert done.code == 0
    sent = re.sub(r"\n*<!-- ghblog .*?-->\s*$", "", blog.body(2), flags=re.DOTALL)
    assert done.out.strip() == sent.strip()
    assert f"![猫]({blog.box.url}/writer/weekly/blob/ghblog/pictures/" in done.out
    assert f"[上一篇]({blog.box.url}/writer/weekly/issues/1)" in done.out
    assert "ghblog {" not in done.out


def test_a_page_stands_alone_with_its_style_in_the_elements(
    blog: Writer, shell: Shell, post: Path
) -> None:
    shell("publish", "--yes")
    done = shell("export", "2022-07-w2", "--html", "-o", "w2.html")
    assert done.code == 0
    assert "w2.html" in done.err
    html = Path("w2.html").read_text(encoding="utf-8")
    found = Sources(html)
    assert "<title>2022年7月第二周周报</title>" in html
    assert html.count("2022年7月第二周周报</h1>") == 1
    assert [one.startswith(f"{blog.box.url}/writer/weekly/blob/") for one in found.pictures] == [
        True
    ]
    assert "border-left:.25em solid #d1d9e0" in found.styles["blockquote"]
    assert "padding:6px 13px" in found.styles["td"]
    assert "max-width:100%" in found.styles["img"]
    assert "var(" not in html
    assert "<style" not in html
    assert "<script" not in html
    assert "ghblog {" not in html


def test_pictures_that_are_not_published_yet_are_named_with_both_ways_on(
    blog: Writer, shell: Shell, post: Path
) -> None:
    done = shell("export", "posts/2022-07-w2.md", "--md")
    assert done.code == 1
    assert "posts/2022-07-w2.md: 1 picture is not published yet: posts/图/猫.png" in done.err
    assert "ghblog publish posts/2022-07-w2.md" in done.err
    assert "--local" in done.err
    assert done.out == ""


def test_without_a_token_the_ways_that_need_none_are_named(
    blog: Writer, shell: Shell, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GH_TOKEN")
    done = shell("export", "posts/2022-07-w2.md", "--md")
    assert done.code == 4
    assert "--local" in done.err
    assert "--offline" in done.err
    assert "GH_TOKEN" in done.err


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("11月第三周", "“posts/2026/11月第三周.md”"),
        ("11月第三周.md", "“posts/2026/11月第三周.md”"),
        ("2022-07-w3", "“posts/2022-07-w2.md”"),
        ("twin", "“posts/2025/twin.md” or “posts/2026/twin.md”"),
    ],
)
def test_a_name_that_is_not_whole_leads_to_the_posts_that_may_be_meant(
    blog: Writer, shell: Shell, post: Path, wanted: str, meant: str
) -> None:
    for name in ("2026/11月第三周", "2025/twin", "2026/twin"):
        blog.write(f"posts/{name}.md", f"# {name}\n\ntext\n")
    done = shell("export", wanted, "--md")
    assert done.code == 2
    assert f"did you mean {meant}" in done.err


def test_a_local_page_has_the_pictures_in_itself_and_asks_nobody(
    blog: Writer, shell: Shell, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GH_TOKEN")
    before = blog.requests()
    done = shell("export", "posts/2022-07-w2.md", "--html", "--local")
    assert done.code == 0
    found = Sources(done.out)
    assert [one[:22] for one in found.pictures] == ["data:image/png;base64,"]
    assert not any(one.startswith("data:") for one in found.links)
    assert "the link to posts/2022-07-w1.md is left out" in done.err
    assert blog.requests() == before


def test_local_markdown_has_paths_from_where_it_is_written(
    blog: Writer, shell: Shell, post: Path
) -> None:
    (blog.folder / "out").mkdir()
    assert shell("export", "posts/2022-07-w2.md", "--md", "--local", "-o", "out/w2.md").code == 0
    text = (blog.folder / "out/w2.md").read_text(encoding="utf-8")
    assert "![猫](../posts/%E5%9B%BE/%E7%8C%AB.png)" in text
    beside = shell("export", "posts/2022-07-w2.md", "--md", "--local").out
    assert "![猫](%E5%9B%BE/%E7%8C%AB.png)" in beside


def test_offline_goes_by_what_was_read_last_and_says_when_that_was(
    blog: Writer, shell: Shell, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell("publish", "--yes")
    online = shell("export", "posts/2022-07-w2.md", "--md").out
    monkeypatch.delenv("GH_TOKEN")
    before = blog.requests()
    done = shell("export", "posts/2022-07-w2.md", "--md", "--offline")
    assert done.out == online
    assert "as GitHub was on 2026-11-22 at" in done.err
    assert blog.requests() == before


def test_offline_without_a_memory_the_branch_tells_the_addresses(
    blog: Writer, shell: Shell, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GHBLOG_PICTURES_URL", "https://cdn.example/{owner}/{name}@{ref}/{path}")
    done = shell("export", "posts/2022-07-w2.md", "--md", "--offline")
    assert done.code == 0
    assert "![猫](https://cdn.example/writer/weekly@ghblog/pictures/" in done.out
    assert "nobody looked whether the pictures are on the branch" in done.err


def test_a_post_without_pictures_and_links_needs_no_token(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GH_TOKEN")
    blog.write("posts/a.md", "# A\n\ntext\n")
    done = shell("export", "posts/a.md", "--md")
    assert (done.code, done.out, done.err) == (0, "text\n", "")


def test_readers_elsewhere_do_not_see_pictures_of_a_private_repository(
    blog: Writer, shell: Shell, post: Path
) -> None:
    blog.repo.private = True
    shell("publish", "--yes")
    assert "writer/weekly is private" in shell("export", "posts/2022-07-w2.md", "--md").err


def test_a_post_in_parts_is_one_text_again(blog: Writer, shell: Shell) -> None:
    blocks = [f"## Block {n}\n\n" + "word " * 3000 for n in range(8)]
    blog.write("posts/long.md", "# Long\n\n" + "\n\n".join(blocks))
    shell("publish", "--yes")
    assert blog.repo.issues[0].comments
    done = shell("export", "posts/long.md", "--md")
    assert re.findall(r"^## Block (\d)$", done.out, re.MULTILINE) == list("01234567")
    page = shell("export", "posts/long.md", "--html").out
    assert len(re.findall(r"<h2", page)) == 8


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (["posts/2022-07-w2.md"], 2, "either --html or --md"),
        (["posts/2022-07-w2.md", "--html", "--md"], 2, "either --html or --md"),
        (["posts/none.md", "--md"], 2, "is no post of this blog"),
        (["posts/empty.md", "--md"], 1, "posts/empty.md:1"),
        (["posts/2022-07-w2.md", "--md", "--local", "-o", "posts/2022-07-w2.md"], 2, "itself"),
        (["posts/2022-07-w2.md", "--md", "--local", "-o", "none/x.md"], 2, "there is no folder"),
        (["empty", "--md"], 1, "posts/empty.md:1"),
        (["x" * 300, "--md"], 2, "is no post of this blog"),
    ],
)
def test_what_cannot_be_exported_is_told(
    blog: Writer, shell: Shell, post: Path, argv: list[str], code: int, told: str
) -> None:
    blog.write("posts/empty.md", "# empty\n")
    done = shell("export", *argv)
    assert done.code == code
    assert told in done.err
    assert post.read_text(encoding="utf-8") == POST


def test_a_device_stays_what_it_is_and_a_dash_is_stdout(
    blog: Writer, shell: Shell, post: Path
) -> None:
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert shell("export", "posts/2022-07-w2.md", "--md", "--local", "-o", "pipe").code == 0
    assert "第一行" in os.read(reader, 100_000).decode()
    os.close(reader)
    assert Path("pipe").is_fifo()
    assert "第一行" in shell("export", "posts/2022-07-w2.md", "--md", "--local", "-o", "-").out


def test_a_folder_that_takes_nothing_is_told_by_the_files_name(
    blog: Writer, shell: Shell, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", ".ghblog-1234")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    done = shell("export", "posts/2022-07-w2.md", "--md", "--local", "-o", "w2.md")
    assert done.code == 1
    assert "error: w2.md: it cannot be written: Permission denied\n" in done.err


def test_a_file_that_is_there_is_replaced_whole(blog: Writer, shell: Shell, post: Path) -> None:
    Path("w2.md").write_text("old", encoding="utf-8")
    Path("w2.md").chmod(0o600)
    assert shell("export", "posts/2022-07-w2.md", "--md", "--local", "-o", "w2.md").code == 0
    assert "第一行" in Path("w2.md").read_text(encoding="utf-8")
    assert Path("w2.md").stat().st_mode & 0o777 == 0o600
    assert [one.name for one in Path().iterdir() if one.name.startswith(".ghblog")] == []


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("--md", "ghblog.toml"),
        ("--md", "README.md"),
        ("--html", "README.md"),
        ("--html", "posts/other.png"),
        ("--html", "notes"),
        ("--md", "posts/other.md"),
    ],
)
def test_a_slip_of_the_pen_costs_no_other_file(
    blog: Writer, shell: Shell, post: Path, form: str, name: str
) -> None:
    there = blog.folder / name
    before = there.read_bytes() if there.exists() else blog.write(name, png(9)).read_bytes()
    done = shell("export", "posts/2022-07-w2.md", form, "--local", "-o", name)
    assert done.code == 2
    assert name in done.err
    assert there.read_bytes() == before


def test_where_nobody_knows_the_repository_no_link_leads_to_a_strangers(
    blog: Writer, shell: Shell
) -> None:
    blog.write("ghblog.toml", '[posts]\nfolder = "posts"\n')
    blog.write("posts/a.md", "# A\n\nsee #12 and [the draft](b.md)\n")
    blog.write("posts/b.md", "# B\n\ntext\n")
    page = shell("export", "posts/a.md", "--html", "--local").out
    assert "#12" in page
    assert "owner/name" not in page


def test_an_address_of_half_an_api_is_told_by_its_name(
    blog: Writer, shell: Shell, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_API_URL", "http://[::1")
    done = shell("export", "posts/2022-07-w2.md", "--md", "--local")
    assert done.code == 2
    assert "GITHUB_API_URL is not the address of an API: 'http://[::1'" in done.err


def test_an_export_that_would_be_published_itself_is_refused(
    blog: Writer, shell: Shell, post: Path
) -> None:
    done = shell("export", "posts/2022-07-w2.md", "--md", "--local", "-o", "posts/copy.md")
    assert done.code == 2
    assert "posts/copy.md lies among the posts, and would be published as one" in done.err
    assert not Path("posts/copy.md").exists()
    page = shell("export", "posts/2022-07-w2.md", "--html", "--local", "-o", "posts/copy.html")
    assert page.code == 0


def test_a_link_to_an_unpublished_post_is_words_only_in_a_page(blog: Writer, shell: Shell) -> None:
    blog.write("posts/a.md", "# A\n\n[the *next* one](c.md#x), [[c]] and [Go](https://go.dev)\n")
    blog.write("posts/c.md", "---\ndraft: true\n---\n# C\n\ntext\n")
    done = shell("export", "posts/a.md", "--html")
    assert Sources(done.out).links == ["https://go.dev"]
    assert "next</em> one, c and <a" in re.sub(r' style="[^"]*"', "", done.out)
    assert "the link to posts/c.md is left out: that post is not published" in done.err
    done = shell("export", "posts/a.md", "--md")
    assert "](c.md#x)" in done.out
    assert "the link to posts/c.md stays a path" in done.err

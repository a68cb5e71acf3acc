"""A writer with a Chinese browser is told everything in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, expect
from preview.conftest import SETTINGS, Folder
from preview.test_beside_github import POST, published
from writers import png

from ghblog.preview import Preview
from ghblog.sandbox import Sandbox

Serve = Callable[..., Preview]
Tabs = Callable[..., Page]

# What our program says, without what the writer wrote: texts, paths, names, labels, commands.
SAID = """() => {
  const copy = document.body.cloneNode(true);
  const theirs = '.markdown-body, code, pre, .diff, .row-title, .label, h1, .home, kbd, #lost';
  for (const each of copy.querySelectorAll(theirs)) each.remove();
  for (const each of copy.querySelectorAll('[title], [aria-label]')) {
    each.append(` ${each.title} ${each.getAttribute('aria-label') || ''}`);
  }
  const lines = [...copy.querySelectorAll('p, span, button, .notices li, option, dd, header')];
  return lines.map((each) => each.textContent.replace(/\\s+/g, ' ').trim());
}"""
# Words in a row that are English; GitHub's and the settings' names, and commands, are not.
ENGLISH = re.compile(r"(?<![\w/.`-])[A-Za-z’']+ [a-z’']{2,}(?: [a-z’']+)*")
TYPED = r"<[^<>]*>|\{\{.*?\}\}|!?\[\[.*?\]\]|\[.*?\](?: \w+)*|@\w+|==.*?=="  # what findings quote
NAMES = re.compile(
    rf"{TYPED}|front matter|ghblog \w+|git \w+|personal access token|`[^`]*`|“[^“”]*”"
)

POSTS = {
    "missing": "# 图\n\n![](no.png)\n\n![](good.png)\n\n![x](bad.png)\n\n![x](bad.svg)\n",
    "broken": "---\ntitle: a: b\n---\n\ntext\n",
    "open": "---\ntitle: 没有结束\n\ntext\n",
    "twice": "---\ntitle: 一\ntitle: 二\n---\n\ntext\n",
    "no-date": "---\ntitle: 日期\ndate: 2026-02-31\n---\n\ntext\n",
    "no-target": "---\ntarget: page\n---\n\ntext\n",
    "closed": "---\nclosed: resolved\n---\n\ntext\n",
    "id": "---\nid: a//b\n---\n\ntext\n",
    "same-a": "---\nid: same\n---\n\ntext\n",
    "same-b": "---\nid: Same\n---\n\ntext\n",
    "draft": "---\ndraft: true\n---\n\ntext\n",
    "later": "---\ndate: 2999-01-01\n---\n\ntext\n",
    "long": f"# {'长' * 300}\n\ntext\n",
    "label": f"---\nlabels: [{'长' * 60}]\n---\n\ntext\n",
    "empty": "",
    "head-only": "# 只有标题\n",
    "conflict": "# 冲突\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n",
    "table": "# 表\n\n| a |\n| - |\n" + f"| {'长' * 70_000} |\n",
    "hazards": (
        "# 提醒\n\n@somebody @another #12 fixes #13\n\nhttps://github.com/o/r/issues/4\n\n"
        "![](good.png)\n\n[](https://example.com/)\n\n<!-- a note to me -->\n\n"
        "![](http://example.com/a.png)\n\n![alt]()\n\n[there](gone.md) [file](notes.txt)\n"
        "[domain](example.com/x) [draft](draft.md)\n\n# One\n\n# Two\n\n"
        "![x](https://private-user-images.githubusercontent.com/1/a.png)\n"
    ),
    "dialects": (
        "# 写法\n\n![[good.png|300]] ![[no.png]] ![[hazards]] [[nowhere]] ==bright==\n\n[TOC]\n\n"
        "> [!todo] 待办\n> now\n\n- > [!note] in a list\n\n{{< youtube abc >}}\n\n"
        "![x](no picture.png)\n\n:octocat:\n\n```mermaid\ngraph TD\n```\n\n![f](film.mp4)\n"
    ),
    "private": "# 私\n\na %%b **c%% d** e\n\n| %%x | y%% |\n| - | - |\n",
    "twin-a": "# 周报\n\ntext\n",
    "twin-b": "# 周报\n\ntext\n",
    "plain": "# 平常\n\ntext\n",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'


def english(page: Page) -> Iterator[str]:
    """Pieces of English in what the program says on a page."""
    for said in page.evaluate(SAID):
        if found := ENGLISH.search(NAMES.sub("", said)):
            yield f"{page.url}: {found[0]}: {said}"


def faulty(folder: Folder) -> None:
    """A blog in which a lot is wrong."""
    folder.write(
        "ghblog.toml", SETTINGS.replace("[posts]", '[publish]\nbacklinks = "keep"\n[posts]')
    )
    for name, text in POSTS.items():
        folder.write(f"posts/{name}.md", text)
    folder.write("posts/good.png", png(5))
    folder.write("posts/bad.png", b"BM" + b"\0" * 60)
    folder.write("posts/bad.svg", SVG)
    folder.write("posts/film.mp4", b"RIFF")
    folder.write("posts/old.md", "# 旧\n\n中文内容\n".encode("gb18030"))
    folder.write("posts/wide.md", "# 旧\n".encode("utf-16"))
    folder.write("posts/nul.md", b"# x\n\n\0\n")
    folder.write("README.md", "# x\n\n<!-- ghblog:index:start -->\n")


def test_a_chinese_browser_shows_no_english_sentence_of_a_blog_full_of_faults(
    folder: Folder, serve: Serve, tab: Tabs
) -> None:
    faulty(folder)
    page = tab(locale="zh-CN")
    page.goto(serve(folder).url)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    rest = list(english(page))
    addresses = page.eval_on_selector_all("#rows a", "all => all.map((each) => each.href)")
    assert len(addresses) > len(POSTS)
    findings = 0
    for address in addresses:
        page.goto(address)
        rest += english(page)
        findings += page.locator(".finding").count()
    assert findings > 40
    assert rest == []


def test_a_chinese_browser_is_told_of_faults_in_chinese(
    folder: Folder, serve: Serve, tab: Tabs
) -> None:
    faulty(folder)
    page = tab(locale="zh-CN")
    url = serve(folder).url
    page.goto(f"{url}/posts/missing")
    expect(page.locator("main .box-error")).to_contain_text(
        "posts/missing.md:3：找不到图片“no.png”"
    )
    page.goto(f"{url}/posts/broken")
    expect(page.locator("main .box-error")).to_contain_text("front matter 不是合法的 YAML")
    page.goto(f"{url}/posts/long")
    expect(page.locator("main .box-error")).to_contain_text(
        "标题有 300 个字符，GitHub 最多允许 256 个"
    )
    page.goto(f"{url}/posts/hazards")
    page.keyboard.press("4")
    expect(page.get_by_role("tabpanel")).to_contain_text("@somebody, @another 不会通知任何人")
    page.goto(url)
    expect(page.locator("main")).to_contain_text("新文章有 4 篇，超过 publish.max_new = 3")


def test_broken_settings_are_told_in_chinese(folder: Folder, serve: Serve, tab: Tabs) -> None:
    folder.write("ghblog.toml", SETTINGS + '[publish]\nmax_new = "many"\n')
    page = tab(locale="zh-CN")
    page.goto(serve(folder).url)
    told = 'publish.max_new 必须是整数，不能是 "many"'
    expect(page.locator("main .box-error").first).to_contain_text(told)
    assert list(english(page)) == []


def test_changes_beside_github_are_told_in_chinese(
    sandbox: Sandbox, tmp_path: Path, serve: Serve, tab: Tabs
) -> None:
    texts = {"a": "one\n", "b": "two\n", "c": "three\n", "d": "four\n", "e": "five\n"}
    folder = published(sandbox, tmp_path, **texts)
    folder.write("posts/a.md", POST.format("another title") + "more\n")
    (folder.root / "posts/b.md").rename(folder.root / "posts/moved.md")
    (folder.root / "posts/c.md").unlink()
    repo = sandbox.repository("writer/weekly")
    issue = next(one for one in repo.issues if one.title == "d")
    issue.body = issue.body.replace("four", "by hand")
    folder.write("posts/d.md", POST.format("d") + "by me\n")
    page = tab(locale="zh-CN")
    url = serve(folder, offline=False).url
    reasons = {
        "a": "标题原来是“a”，正文有改动",
        "moved": "文件原来是 posts/b.md，仍然对应 #2",
        "c": "文件不见了；#3 和它在目录里的位置保持不变",
        "d": "#4 的正文发布之后在网页上改过",
    }
    page.goto(url)
    expect(page.locator(".as-of")).to_contain_text("GitHub 状态读取于")
    rest = list(english(page))
    for name, reason in reasons.items():
        page.goto(f"{url}/posts/{name}")
        expect(page.locator("main")).to_contain_text(reason)
        rest += english(page)
    assert rest == []


def test_why_github_was_not_read_is_told_in_chinese(
    sandbox: Sandbox, tmp_path: Path, serve: Serve, tab: Tabs
) -> None:
    folder = published(sandbox, tmp_path, a="one\n")
    sandbox.faults.add("*", times=None, status=401)
    page = tab(locale="zh-CN")
    page.goto(serve(folder, offline=False).url)
    expect(page.locator("main")).to_contain_text("不接受这个令牌：它不对、已过期或已撤销")
    assert list(english(page)) == []

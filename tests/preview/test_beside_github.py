"""What the preview shows once GitHub was read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from preview.conftest import Folder
from writers import make_writer, png

from ghblog.preview import Preview
from ghblog.sandbox import Sandbox
from ghblog.viewing import Viewer

Serve = Callable[..., Preview]
POST = "---\ntitle: {}\ndate: 2026-11-15\n---\n\n"


def published(sandbox: Sandbox, tmp_path: Path, **posts: str) -> Folder:
    """A blog whose posts are on GitHub."""
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    writer = make_writer(sandbox, repo, tmp_path)
    writer.store = "attachment"
    writer.write("posts/p.png", png(3))
    for name, text in posts.items():
        writer.write(f"posts/{name}.md", POST.format(name) + text)
    outcome = writer.publish()
    assert outcome and outcome.ok
    environ = {
        "GITHUB_API_URL": sandbox.api_url,
        "GH_TOKEN": "ghp_writer",
        "GHBLOG_PICTURES_STORE": "attachment",
    }

    class WithClock(Folder):
        def viewer(self, origin: str, offline: bool) -> Viewer:
            blog = writer.blog()
            return blog.viewer(origin=origin, offline=offline)

    return WithClock(writer.folder, environ)


def test_a_changed_post_shows_its_changed_words(
    sandbox: Sandbox, tmp_path: Path, serve: Serve, page: Page
) -> None:
    text = "one\n\ntwo\n\nThe weather was fine 天气很好。\n\nfour\n"
    folder = published(sandbox, tmp_path, a=text, b="other\n")
    folder.write("posts/a.md", POST.format("a") + text.replace("fine", "awful"))
    page.goto(f"{serve(folder, offline=False).url}/posts/a")
    expect(page.locator(".as-of")).to_contain_text("GitHub as of 2026-11-22 09:")
    expect(page.locator("h1")).to_contain_text("#1")
    expect(page.locator("#rows .row", has_text="posts/a.md")).to_contain_text("changed")
    expect(page.locator("#rows .row", has_text="posts/b.md")).to_contain_text("in step")
    page.keyboard.press("2")
    expect(page.locator(".diff .taken mark")).to_have_text("fine")
    expect(page.locator(".diff .added mark")).to_have_text("awful")
    expect(page.locator(".diff .added .code")).to_have_text("The weather was awful 天气很好。")
    folder.write("posts/a.md", POST.format("a") + text)
    expect(page.get_by_role("tabpanel")).to_have_text("Nothing would change.")


def test_github_is_read_again_when_asked(
    sandbox: Sandbox, tmp_path: Path, serve: Serve, page: Page
) -> None:
    folder = published(sandbox, tmp_path, a="one\n")
    preview = serve(folder, offline=False)
    page.goto(f"{preview.url}/posts/a")
    expect(page.locator(".as-of")).to_contain_text("09:0")
    sandbox.clock.advance(3600)
    page.get_by_role("button", name="Read GitHub again").click()
    expect(page.locator(".as-of")).to_contain_text("10:0")


def test_without_github_what_was_read_before_is_shown_and_dated(
    sandbox: Sandbox, tmp_path: Path, serve: Serve, page: Page
) -> None:
    folder = published(sandbox, tmp_path, a="one\n")
    folder.viewer("", offline=False).look()
    sandbox.faults.add("*", times=None, status=401)
    preview = serve(folder, offline=False)
    page.goto(f"{preview.url}/posts/a")
    expect(page.locator(".as-of")).to_contain_text("GitHub as of 2026-11-22")
    expect(page.locator(".as-of")).to_have_attribute("title", re.compile("not read now"))
    expect(page.locator("main")).to_contain_text("in step")


def test_the_readme_is_shown_before_and_after(
    sandbox: Sandbox, tmp_path: Path, serve: Serve, page: Page
) -> None:
    folder = published(sandbox, tmp_path, a="one\n")
    folder.write("posts/b.md", POST.format("Brand new") + "two\n")
    page.goto(f"{serve(folder, offline=False).url}/readme")
    sides = page.locator(".sides .part")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).not_to_contain_text("Brand new")
    expect(sides.nth(1)).to_contain_text("Brand new")
    page.keyboard.press("2")
    expect(page.locator(".diff .added")).to_contain_text(["Brand new"])


def test_rich_text_of_a_published_post_has_githubs_addresses(
    sandbox: Sandbox, tmp_path: Path, serve: Serve, page: Page
) -> None:
    folder = published(sandbox, tmp_path, a="![one](p.png)\n")
    page.goto(f"{serve(folder, offline=False).url}/posts/a")
    expect(page.locator(".as-of")).to_contain_text("GitHub as of")
    expect(page.locator(".markdown-body img")).to_have_count(1)
    page.get_by_role("button", name="Copy rich text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    html = page.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    assert re.search(r'<img src="http://[^"]+/user-attachments/assets/[0-9a-f-]{36}"', html)
    assert "data:" not in html

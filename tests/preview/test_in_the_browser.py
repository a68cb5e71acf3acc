"""What a writer sees in Chromium while writing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from pictures.filming import film
from playwright.sync_api import Page, expect
from preview.conftest import SETTINGS, Folder

from ghblog.preview import Preview

Serve = Callable[..., Preview]
Tabs = Callable[..., Page]

HEAD = "---\ntitle: {title}\ndate: {date}\n---\n\n"
LONG = "".join(f"Paragraph {n} 第{n}段。\n\n" for n in range(120))


def post(title: str, text: str, day: str = "2026-11-15") -> str:
    return HEAD.format(title=title, date=day) + text


def row(page: Page, title: str) -> Any:
    return page.locator("#rows .row", has_text=title)


def test_the_list_shows_every_post_with_its_state_and_a_click_opens_one(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", post("第一篇", "你好"))
    folder.write("posts/b.md", "---\ntitle: Draft\ndraft: true\ndate: 2026-11-16\n---\n\nx\n")
    folder.write("posts/c.md", "---\ntitle: [\n---\n\nbroken\n")
    page.goto(serve(folder).url)
    expect(page.locator("main")).to_contain_text("every post counts as new")
    expect(row(page, "第一篇")).to_contain_text("new")
    expect(row(page, "Draft")).to_contain_text("held back")
    expect(row(page, "posts/c.md").first).to_contain_text("refused")
    row(page, "第一篇").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("第一篇")
    expect(page.locator(".markdown-body")).to_have_text("你好")
    assert page.url.endswith("/posts/a")
    expect(row(page, "第一篇").get_by_role("link")).to_have_attribute("aria-current", "page")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("writer/weekly")


def test_the_tabs_show_page_change_text_and_findings(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", post("A", "**fett** [there](gone.md)\n"))
    page.goto(f"{serve(folder).url}/posts/a")
    expect(page.locator(".markdown-body strong")).to_have_text("fett")
    page.get_by_role("tab", name="Change").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("All of this is new.")
    page.get_by_role("tab", name="Text").click()
    expect(page.locator("pre.sent")).to_contain_text("**fett** [there](gone.md)")
    page.get_by_role("tab", name="Findings 1").click()
    found = page.locator(".source .found")
    expect(found).to_have_count(1)
    expect(found.locator("code").first).to_have_text("**fett** [there](gone.md)")
    expect(found.locator(".finding")).to_contain_text("dead-link")
    page.reload()
    expect(page.get_by_role("tab", name="Findings 1")).to_have_attribute("aria-selected", "true")


def test_a_save_appears_at_once_and_the_place_is_kept(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", post("A", LONG))
    page.goto(f"{serve(folder).url}/posts/a")
    mark = page.locator(".markdown-body p", has_text="Paragraph 80 ")
    mark.evaluate("each => window.scrollTo(0, each.getBoundingClientRect().top - 300)")
    before = mark.bounding_box()
    more = "".join(f"A new line {n}\n\n" for n in range(30))
    folder.write("posts/a.md", post("A", LONG.replace("Paragraph 3 ", more + "Paragraph 3 ")))
    expect(page.locator(".markdown-body").get_by_text("A new line 29")).to_be_attached()
    after = mark.bounding_box()
    assert before and after
    assert abs(before["y"] - after["y"]) < 2
    folder.write(
        "posts/a.md", post("A", LONG.replace("Paragraph 79 ", "Paragraph neunundsiebzig "))
    )
    expect(page.locator(".markdown-body").get_by_text("Paragraph neunundsiebzig")).to_be_visible()
    last = mark.bounding_box()
    assert last
    assert abs(before["y"] - last["y"]) < 2


def test_what_was_unfolded_stays_so_when_something_else_changes(
    folder: Folder, serve: Serve, page: Page
) -> None:
    text = "<details><summary>more</summary>\n\ninside\n\n</details>\n\n"
    folder.write("posts/a.md", post("A", text + "one\n"))
    page.goto(f"{serve(folder).url}/posts/a")
    page.locator("summary").click()
    folder.write("posts/a.md", post("A", text.replace("inside", "within") + "two\n"))
    expect(page.locator(".markdown-body").get_by_text("within")).to_be_visible()
    expect(page.locator(".markdown-body").get_by_text("two")).to_be_visible()


def test_a_save_by_renaming_a_new_file_and_a_deleted_one_appear(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", post("A", "one"))
    page.goto(f"{serve(folder).url}/posts/a")
    expect(page.locator(".markdown-body")).to_have_text("one")
    folder.swap("posts/a.md", post("A", "two"))
    expect(page.locator(".markdown-body")).to_have_text("two")
    other = folder.write("posts/b.md", post("Zweiter", "x"))
    expect(row(page, "Zweiter")).to_be_visible()
    other.unlink()
    expect(row(page, "Zweiter")).to_have_count(0)
    (folder.root / "posts/a.md").unlink()
    expect(page.locator("main")).to_contain_text("There is no such post")
    folder.write("posts/a.md", post("A", "three"))
    expect(page.locator(".markdown-body")).to_have_text("three")


def test_an_error_in_a_post_shows_and_goes_when_it_is_mended(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", post("A", "one"))
    page.goto(f"{serve(folder).url}/posts/a")
    expect(page.locator(".markdown-body")).to_have_text("one")
    folder.write("posts/a.md", "---\ntitle: A\ndate: 2026-02-31\n---\n\ntwo\n")
    expect(page.locator("main .box-error")).to_contain_text("2026-02-31")
    page.keyboard.press("4")
    expect(page.locator(".source .found code").first).to_have_text("date: 2026-02-31")
    folder.write("posts/a.md", post("A", "three"))
    expect(page.locator("main .box-error")).to_have_count(0)
    page.keyboard.press("1")
    expect(page.locator(".markdown-body")).to_have_text("three")


def test_a_post_that_cannot_be_published_is_shown_as_it_was_typed(
    folder: Folder, serve: Serve, page: Page
) -> None:
    text = "one **two** ![](gone.png) ![](also-gone.png)\n"
    folder.write("posts/a.md", post("A", text))
    page.goto(f"{serve(folder).url}/posts/a")
    expect(row(page, "posts/a.md")).to_have_count(1)
    expect(page.locator("main .box-error")).to_contain_text("there is no picture")
    expect(page.get_by_role("tabpanel")).to_contain_text("As it was typed")
    expect(page.locator(".markdown-body strong")).to_have_text("two")
    expect(page.locator(".markdown-body")).not_to_contain_text("title:")


def test_settings_that_cannot_be_read_are_told_and_the_posts_stay(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", post("A", "one"))
    page.goto(serve(folder).url)
    expect(row(page, "A").last).to_be_visible()
    folder.write("ghblog.toml", "repository = 7\n")
    expect(page.locator("main .box-error")).to_contain_text("ghblog.toml")
    expect(row(page, "posts/a.md")).to_have_count(1)
    folder.write("ghblog.toml", SETTINGS.replace("writer/weekly", "writer/monthly"))
    expect(page.get_by_role("heading", level=1)).to_have_text("writer/monthly")
    expect(page.locator("main .box-error")).to_have_count(0)


def test_pictures_of_the_blog_are_shown_and_those_from_elsewhere_are_named(
    folder: Folder, serve: Serve, page: Page, picture: bytes
) -> None:
    folder.write("posts/图 1.png", picture)
    folder.write(
        "posts/map.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>',
    )
    text = "![one](<图 1.png>) ![two](map.svg) ![far away](https://example.com/x.png)\n"
    folder.write("posts/a.md", post("A", text))
    page.goto(f"{serve(folder).url}/posts/a")
    pictures = page.locator(".markdown-body img")
    expect(pictures).to_have_count(2)
    for n in range(2):
        loaded = "each => each.decode().then(() => each.naturalWidth)"
        assert pictures.nth(n).evaluate(loaded) > 0
    expect(page.locator(".remote-picture")).to_have_text("far away https://example.com/x.png")
    expect(page.get_by_role("tabpanel")).to_contain_text("not fetched here: 1")


def test_a_picture_for_the_dark_follows_the_chosen_theme(
    folder: Folder, serve: Serve, page: Page, picture: bytes
) -> None:
    folder.write("posts/day.png", picture)
    folder.write("posts/night.png", picture + b"\0")
    text = (
        '<picture><source media="(prefers-color-scheme: dark)" srcset="night.png">'
        '<img src="day.png"></picture>\n'
    )
    folder.write("posts/a.md", post("A", text))
    page.goto(f"{serve(folder).url}/posts/a")
    shown = page.locator(".markdown-body img")
    loaded = "each => each.decode().then(() => each.currentSrc)"
    day = shown.evaluate(loaded)
    page.get_by_label("Theme").select_option("dark")
    source = page.locator("source")
    night = page.url.split("/posts")[0] + str(source.get_attribute("srcset"))
    page.wait_for_function(
        "url => document.querySelector('.markdown-body img').currentSrc === url", arg=night
    )
    assert night != day


def test_light_dark_and_system_can_be_chosen_and_are_remembered(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", post("A", "one"))
    page.emulate_media(color_scheme="dark")
    page.goto(serve(folder).url)
    dark, light = "rgb(13, 17, 23)", "rgb(255, 255, 255)"
    expect(page.locator("body")).to_have_css("background-color", dark)
    page.get_by_label("Theme").select_option("light")
    expect(page.locator("body")).to_have_css("background-color", light)
    page.reload()
    expect(page.locator("body")).to_have_css("background-color", light)
    page.emulate_media(color_scheme="light")
    page.get_by_label("Theme").select_option("dark")
    expect(page.locator("body")).to_have_css("background-color", dark)
    page.get_by_label("Theme").select_option("System")
    expect(page.locator("body")).to_have_css("background-color", light)


def test_a_narrow_screen_shows_the_post_and_the_list_on_request(
    folder: Folder, serve: Serve, tab: Tabs
) -> None:
    wide = "| a | b |\n| --- | --- |\n| " + "x" * 300 + " | y |\n\n`" + "y" * 300 + "`\n"
    folder.write("posts/a.md", post("A", wide))
    folder.write("posts/b.md", post("B", "two"))
    page = tab(viewport={"width": 360, "height": 640})
    page.goto(f"{serve(folder).url}/posts/a")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("#list")).to_be_hidden()
    page.get_by_role("button", name="List of posts").click()
    row(page, "posts/b.md").click()
    expect(page.locator(".markdown-body")).to_have_text("two")
    expect(page.locator("#list")).to_be_hidden()


def test_keys_go_from_post_to_post_and_choose_tabs(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", post("Older", "one", "2026-11-01"))
    folder.write("posts/b.md", post("Newer", "two", "2026-11-08"))
    page.goto(f"{serve(folder).url}/posts/b")
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("Older")
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text("Newer")
    page.keyboard.press("3")
    expect(page.get_by_role("tab", name="Text")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("next post")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("old")
    expect(row(page, "Newer")).to_be_hidden()
    expect(row(page, "Older")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Older")
    page.keyboard.press("/")
    page.keyboard.type("nothing like this")
    expect(page.get_by_text("No post fits the filter.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row(page, "Newer")).to_be_visible()


def test_the_filter_stays_when_a_file_is_saved(folder: Folder, serve: Serve, page: Page) -> None:
    folder.write("posts/a.md", post("Older", "one"))
    folder.write("posts/b.md", post("Newer", "two"))
    page.goto(serve(folder).url)
    page.get_by_label("Filter posts").fill("older")
    expect(row(page, "Newer")).to_be_hidden()
    folder.write("posts/c.md", post("Still older", "three"))
    expect(row(page, "Still older")).to_be_visible()
    expect(row(page, "Newer")).to_be_hidden()


def test_rich_text_carries_its_looks_and_its_pictures(
    folder: Folder, serve: Serve, page: Page, picture: bytes
) -> None:
    folder.write("posts/p.png", picture)
    text = "## 标题\n\n**bold** ![one](p.png)\n\n- [x] done\n\n![far](https://example.com/x.png)\n"
    folder.write("posts/a.md", post("A", text))
    page.emulate_media(color_scheme="dark")
    page.goto(f"{serve(folder).url}/posts/a")
    page.get_by_role("button", name="Copy rich text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    read = """async () => {
        const [item] = await navigator.clipboard.read();
        return (await item.getType('text/html')).text();
    }"""
    html = page.evaluate(read)
    assert re.search(r'<strong style="[^"]*font-weight: [67]00', html)
    assert re.search(r'<div style="[^"]*color: rgb\(31, 35, 40\)', html)  # the light theme's
    assert 'src="data:image/png;base64,' in html
    assert 'src="https://example.com/x.png"' in html
    assert "☑" in html
    assert "class=" not in html
    assert "127.0.0.1" not in html


def test_markdown_is_copied_as_it_will_be_sent(folder: Folder, serve: Serve, page: Page) -> None:
    folder.write("posts/a.md", post("A", "# 一\n\n**two** <b>three</b>\n"))
    page.goto(f"{serve(folder).url}/posts/a")
    page.keyboard.press("3")
    page.get_by_role("button", name="Copy Markdown").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == "# 一\n\n**two** <b>three</b>"


def test_a_chinese_browser_gets_chinese(folder: Folder, serve: Serve, tab: Tabs) -> None:
    folder.write("posts/a.md", post("A", "one"))
    page = tab(locale="zh-CN")
    page.goto(f"{serve(folder).url}/posts/a")
    expect(page.get_by_role("tab").first).to_have_text("页面")
    expect(row(page, "posts/a.md")).to_contain_text("新文章")


def test_links_lead_to_other_posts_here_and_to_headings(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write(
        "posts/a.md", post("A", "[there](b.md) [file](notes.txt) [down](#ende)\n\n## Ende\n")
    )
    folder.write("posts/b.md", post("B", "[back](a.md)"))
    folder.write("posts/notes.txt", "secret notes")
    page.goto(f"{serve(folder).url}/posts/a")
    page.get_by_role("link", name="down").click()
    page.get_by_role("link", name="file").click()
    expect(page.locator("main")).to_contain_text("will lead to the file posts/notes.txt")
    expect(page.locator("body")).not_to_contain_text("secret")
    page.go_back()
    page.get_by_role("link", name="there").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("B")


def test_a_film_is_played_where_its_address_stands(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/walk.mp4", film())
    folder.write("posts/a.md", post("A", "before\n\n![](walk.mp4)\n\nafter\n"))
    page.goto(f"{serve(folder).url}/posts/a")
    shown = page.locator(".markdown-body video")
    expect(shown).to_have_attribute("src", re.compile("^/user-attachments/assets/"))
    kind = page.evaluate(
        "async (url) => (await fetch(url)).headers.get('content-type')", shown.get_attribute("src")
    )
    assert kind == "video/mp4"


def test_without_following_saves_a_reload_shows_them(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", post("A", "one"))
    page.goto(f"{serve(folder, reload=False).url}/posts/a")
    expect(page.locator(".markdown-body")).to_have_text("one")
    folder.write("posts/a.md", post("A", "two"))
    page.reload()
    expect(page.locator(".markdown-body")).to_have_text("two")


@pytest.mark.parametrize("path", ["/", "/posts/a", "/readme", "/posts/none", "/nowhere"])
def test_every_page_has_a_title_and_one_main_heading_or_message(
    path: str, folder: Folder, serve: Serve, tab: Tabs
) -> None:
    folder.write("posts/a.md", post("A", "one"))
    url = serve(folder).url
    page = tab()
    if path in {"/posts/none", "/nowhere"}:
        page.goto(url)
        page.evaluate("path => show(path, { push: true })", path)
        expect(page.get_by_role("alert")).to_contain_text("There is no such post")
    else:
        page.goto(url + path)
        expect(page.locator("main > h1")).to_have_count(1)
    assert page.title().endswith("· ghblog")

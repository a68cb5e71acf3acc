"""What goes wrong round a page that is open, in Chromium."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from preview.conftest import Folder

from ghblog.preview import Preview

Serve = Callable[..., Preview]
POST = "---\ntitle: {}\ndate: 2026-11-15\n---\n\n"
LONG = "".join(f"Paragraph {n}\n\n" for n in range(150))
# Where a text stands in the chosen tab, in pixels from the top.
WHERE = """(wanted) => {
    const walker = document.createTreeWalker(document.querySelector('.panel:not([hidden])'), 4);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        return range.getBoundingClientRect().top;
    }
    throw new Error(`no ${wanted}`);
}"""
# What a page can try with an address of another origin; the names of what worked.
TRIES = """async (there) => {
    const made = (name, more) => new Promise((done, failed) => {
        const each = Object.assign(document.createElement(name), more);
        each.onload = done;
        each.onerror = failed;
        document.head.append(each);
    });
    const tries = {
        fetch: () => fetch(there),
        'fetch without cors': () => fetch(there, { mode: 'no-cors' }),
        ask: () => fetch(`${there}/ask`, { method: 'POST', mode: 'no-cors' }),
        image: () => made('img', { src: `${there}/static/icon.svg` }),
        script: () => made('script', { src: `${there}/static/preview.js` }),
        style: () => made('link', { rel: 'stylesheet', href: `${there}/static/page.css` }),
        events: () => new Promise((done, failed) => {
            const events = new EventSource(`${there}/events`);
            events.onopen = done;
            events.onerror = failed;
        }),
    };
    const worked = [];
    for (const [name, attempt] of Object.entries(tries)) {
        await attempt().then(() => worked.push(name), () => {});
    }
    return worked;
}"""


@pytest.mark.parametrize(("key", "wanted"), [("3", "Paragraph 80"), ("4", "Paragraph 80")])
def test_the_place_is_kept_in_other_tabs_too(
    folder: Folder, serve: Serve, page: Page, key: str, wanted: str
) -> None:
    folder.write("posts/a.md", POST.format("A") + LONG)
    page.goto(f"{serve(folder).url}/posts/a")
    page.keyboard.press(key)
    page.evaluate("y => window.scrollTo(0, y - 300)", page.evaluate(WHERE, wanted))
    before = page.evaluate(WHERE, wanted)
    more = "".join(f"New {n}\n\n" for n in range(20))
    folder.write("posts/a.md", POST.format("A") + more + LONG)
    expect(page.get_by_role("tabpanel")).to_contain_text("New 19")
    assert abs(page.evaluate(WHERE, wanted) - before) < 2


def test_the_way_back_leads_to_where_one_was(folder: Folder, serve: Serve, page: Page) -> None:
    folder.write("posts/a.md", POST.format("A") + LONG)
    folder.write("posts/b.md", POST.format("B") + LONG)
    page.goto(f"{serve(folder).url}/posts/a")
    page.evaluate("window.scrollTo(0, 1500)")
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("B")
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(page.locator("h1")).to_have_text("A")
    page.wait_for_function("() => window.scrollY === 1500")


def test_keys_that_choose_chinese_characters_do_nothing_else(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", POST.format("周报") + "x")
    url = serve(folder).url
    page.goto(url)
    page.get_by_label("Filter posts").fill("周")
    for key in ("Enter", "Escape"):  # the first takes what is proposed, the other one drops it
        told = {"key": key, "bubbles": True, "isComposing": True}
        page.get_by_label("Filter posts").dispatch_event("keydown", told)
    expect(page.get_by_label("Filter posts")).to_have_value("周")
    expect(page.get_by_label("Filter posts")).to_be_focused()
    assert page.url == f"{url}/"


def test_alt_and_an_arrow_is_the_browsers_and_home_and_end_are_the_tabs(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", POST.format("A") + "x")
    page.goto(f"{serve(folder).url}/posts/a")
    tabs = page.get_by_role("tab")
    tabs.first.focus()
    tabs.first.dispatch_event("keydown", {"key": "ArrowRight", "altKey": True, "bubbles": True})
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(tabs.last).to_be_focused()
    expect(tabs.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(tabs.first).to_be_focused()


def test_a_link_to_a_place_with_a_lone_percent_sign_is_no_error(
    folder: Folder, serve: Serve, page: Page
) -> None:
    folder.write("posts/a.md", POST.format("A") + '<a href="#100%">down</a>\n')
    page.goto(f"{serve(folder).url}/posts/a")
    page.get_by_role("link", name="down").click()  # what goes wrong is found out by the fixture
    expect(page.locator("h1")).to_have_text("A")


def test_a_page_says_that_the_preview_ended_and_goes_on_with_the_next_one(
    folder: Folder, serve: Serve, browser: Browser
) -> None:
    folder.write("posts/a.md", POST.format("A") + "one")
    context = browser.new_context(locale="en-US")  # the console may complain of a lost connection
    page = context.new_page()
    with Preview(folder.viewer, folder.root, port=0, offline=True) as first:
        page.goto(f"{first.url}/posts/a")
        expect(page.locator(".markdown-body")).to_have_text("one")
    expect(page.locator("#lost")).to_be_visible()
    folder.write("posts/a.md", POST.format("A") + "two")
    port = urlsplit(first.url).port
    with Preview(folder.viewer, folder.root, port=port, offline=True):
        expect(page.locator(".markdown-body")).to_have_text("two")
        expect(page.locator("#lost")).to_be_hidden()
        folder.write("posts/a.md", POST.format("A") + "three")
        expect(page.locator(".markdown-body")).to_have_text("three")
    context.close()


def test_a_stream_of_events_that_was_refused_is_asked_for_again(
    folder: Folder, serve: Serve, browser: Browser
) -> None:
    """Browsers give a stream up for ever when something between answers in its place."""
    folder.write("posts/a.md", POST.format("A") + "one")
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.clock.install()
    page.route("**/events", lambda route: route.fulfill(status=502), times=1)
    page.goto(f"{serve(folder).url}/posts/a")
    expect(page.locator("#lost")).to_be_visible()
    page.clock.run_for(3000)
    expect(page.locator("#lost")).to_be_hidden()
    context.close()


def test_without_scripts_the_post_can_be_read(
    folder: Folder, serve: Serve, browser: Browser
) -> None:
    folder.write("posts/a.md", POST.format("A") + "one")
    context = browser.new_context(locale="en-US", java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(folder).url)
    page.locator("#rows .row", has_text="posts/a.md").click()
    expect(page.locator(".markdown-body")).to_be_visible()
    context.close()


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a page of another site."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        running = threading.Thread(target=server.serve_forever)
        running.start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()
        running.join()


def test_a_page_of_another_site_gets_nothing_but_may_link(
    folder: Folder, serve: Serve, browser: Browser, elsewhere: str
) -> None:
    url = serve(folder).url
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(elsewhere)
    assert page.evaluate(TRIES, url) == []
    page.evaluate("url => { location.href = url; }", url)
    expect(page.locator("h1")).to_have_text("writer/weekly")
    context.close()

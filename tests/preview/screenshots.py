"""The pictures of docs/screenshots, taken of the example blog. `make screenshots` runs it.

The blog is published to the sandbox; then its author edits a report, so that there is something to
see. From run to run they differ in the ports of addresses only.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from preview.conftest import options

from ghblog.blog import Blog
from ghblog.cli import demo
from ghblog.machine import ThisMachine
from ghblog.preview import Preview
from ghblog.sandbox import Sandbox, SandboxClock
from ghblog.viewing import Viewer

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "screenshots"
POST = "posts/2026-11-w2.md"
WIDE = {"width": 1200, "height": 800}
NARROW = {"width": 390, "height": 780}


@contextmanager
def example() -> Iterator[str]:
    """The address of a preview of the example blog, published and then edited."""
    clock = SandboxClock(start=datetime(2026, 11, 22, 9, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as made, Sandbox(clock=clock) as box:
        folder = Path(made).resolve() / "blog"
        shutil.copytree(Path(demo.__file__).parents[1] / "example", folder)
        demo._prepare(box)
        environ = {"GITHUB_API_URL": box.api_url, "GH_TOKEN": demo.TOKEN}
        machine = ThisMachine(clock, folder.parent)

        def viewer(origin: str, offline: bool) -> Viewer:
            blog = Blog.open(folder, environ=environ, clock=clock, machine=machine)
            blog.remember = lambda *_: None  # type: ignore[method-assign]  # not in this user's cache
            return blog.viewer(origin=origin, offline=offline)

        Blog.open(folder, environ=environ, clock=clock, machine=machine).publish(
            agree=lambda plan: plan.pending
        )
        _edit(folder / POST)
        with Preview(viewer, folder, port=0) as preview:
            yield preview.url


def _edit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = text.replace("周日一整天胳膊抬不起来", "周日一整天胳膊都抬不起来，连筷子都拿不稳")
    text = text.replace("顺手修了三个老问题", "顺手修了两个老问题")
    text = text.replace("3. 重试：请求断了，**不能**再发一遍了事\n", "")
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Take them all."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, example() as url:
        browser = playwright.chromium.launch(**options())
        _take(browser, url, "page", "1")
        _take(browser, url, "change", "2", color_scheme="dark")
        _take(browser, url, "narrow", "1", viewport=NARROW, locale="zh-CN")
        browser.close()


def _take(browser: Browser, url: str, name: str, tab: str, **wishes: object) -> None:
    context = browser.new_context(**{"locale": "en-US", "viewport": WIDE, **wishes})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{url}/posts/2026-11-w2")
    expect(page.locator(".as-of")).to_contain_text("2026-11-22")
    expect(page.locator(".row.here .state-update")).to_be_attached()
    page.keyboard.press(tab)
    page.evaluate("Promise.all([...document.images].map((one) => one.decode()))")
    _save(page, TARGET / f"preview-{name}.png")
    context.close()


def _save(page: Page, path: Path) -> None:
    """With 256 colours a picture takes a third of the room."""
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()

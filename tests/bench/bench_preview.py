"""How soon a writer sees what was saved.

python tests/bench/bench_preview.py [POSTS]     (default: 1000)

Prints numbers, asserts nothing: from saving a 20 KB report to its changed page in the browser, in a
blog of one and of POSTS reports; and from starting `ghblog preview` to the first page. Drives
Chromium, so that all of it counts: the file system's notice, reading, planning, rendering, the
event, and the browser's work until the next frame is painted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

SAVES = 15
SETTINGS = 'repository = "writer/weekly"\n[posts]\nfolder = "posts"\n'
HEAD = "---\ntitle: Report {n}\ndate: {day}\n---\n\n"
PARAGRAPH = "一段文字，a few **words** and [a link](https://example.com/). `code` 😀\n\n"
# Sets window.seen to a promise: the next page that holds the text, painted.
SEEN = """text => {
    window.seen = new Promise(resolve => document.addEventListener('shown', function look() {
        if (!document.querySelector('.markdown-body').textContent.includes(text)) return;
        document.removeEventListener('shown', look);
        requestAnimationFrame(() => setTimeout(resolve, 0));
    }));
}"""


def report(n: int, size: int, mark: str = "") -> str:
    """A report of `size` bytes."""
    day = f"{1990 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
    section = f"## 第{n}节\n\n{PARAGRAPH * 4}- [x] done\n\n```python\nprint({n})\n```\n\n"
    count = size // len(section.encode()) + 1
    return HEAD.format(n=n, day=day) + f"{mark}\n\n" + section * count


def write(folder: Path, count: int) -> None:
    """A blog of numbered posts of about 3 KB, and one of 20."""
    (folder / "posts").mkdir(parents=True)
    (folder / "ghblog.toml").write_text(SETTINGS)
    for n in range(1, count):
        (folder / "posts" / f"{n}.md").write_text(report(n, 3_000), encoding="utf-8")
    (folder / "posts" / "long.md").write_text(report(0, 20_000), encoding="utf-8")


@contextmanager
def preview(folder: Path) -> Iterator[tuple[str, float]]:
    """A preview in a process of its own: its address, and when it was started."""
    command = [sys.executable, "-m", "ghblog", "preview", "--no-open", "--offline", "--port", "0"]
    start = perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout
    try:
        yield process.stdout.readline().decode().strip(), start
    finally:
        process.terminate()
        process.wait()


def saves(page: Page, path: Path, size: int) -> list[float]:
    """Seconds from each save to the painted page."""
    found = []
    for n in range(SAVES):
        text = report(0, size, mark=f"saved {n} times")
        page.evaluate(SEEN, f"saved {n} times")
        start = perf_counter()
        path.write_text(text, encoding="utf-8")
        page.evaluate("window.seen")
        found.append(perf_counter() - start)
    return found


def measure(page: Page, count: int) -> None:
    """Start, look, save."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "blog"
        write(folder, count)
        with preview(folder) as (url, start):
            page.goto(url)
            page.locator("#rows .post").nth(count - 1).wait_for(state="attached")
            print(f"{count:5} posts: start to first page        {perf_counter() - start:6.2f} s")
            began = perf_counter()
            page.goto(f"{url}posts/long")
            page.locator(".markdown-body p").first.wait_for()
            print(f"{count:5} posts: a 20 KB report opened       {perf_counter() - began:6.2f} s")
            found = saves(page, folder / "posts" / "long.md", 20_000)
            print(
                f"{count:5} posts: save to page, median        {median(found) * 1000:6.0f} ms"
                f"  (slowest {max(found) * 1000:.0f} ms of {SAVES})"
            )


def main() -> None:
    """A blog of one post, then one of many."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    root = getattr(os, "geteuid", lambda: 1)() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            channel=None if found else "chrome",
            args=["--no-sandbox"] if root else [],
        )
        for count in (1, many):
            measure(browser.new_page(), count)
        browser.close()


if __name__ == "__main__":
    main()

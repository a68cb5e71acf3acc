"""A browser, a folder of reports, and a preview of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from writers import png

from ghblog.blog import Blog
from ghblog.preview import Preview
from ghblog.viewing import Viewer

PATIENCE = 60  # seconds; only a test that fails waits so long, on a busy machine, too
SETTINGS = 'repository = "writer/weekly"\ntimezone = "Asia/Shanghai"\n[posts]\nfolder = "posts"\n'
expect.set_options(timeout=PATIENCE * 1000)


@dataclass
class Folder:
    """A blog's folder, as its writer has it."""

    root: Path
    environ: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, text: str | bytes) -> Path:
        """Save a file in place."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def swap(self, name: str, text: str) -> None:
        """Save a file as many editors do: beside it, then put in its place."""
        scratch = self.root / f"{name}.tmp"
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(self.root / name)

    def viewer(self, origin: str, offline: bool) -> Viewer:
        """What the command makes."""
        return Blog.open(self.root, environ=self.environ).viewer(origin=origin, offline=offline)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty blog."""
    made = Folder(tmp_path / "blog")
    made.write("ghblog.toml", SETTINGS)
    (made.root / "posts").mkdir()
    return made


@pytest.fixture
def serve() -> Iterator[Callable[..., Preview]]:
    """Previews that end with the test."""
    with ExitStack() as running:

        def start(folder: Folder, *, offline: bool = True, **rest: object) -> Preview:
            made = Preview(
                folder.viewer,
                folder.root,
                port=0,
                offline=offline,
                **rest,  # type: ignore[arg-type]
            )
            return running.enter_context(made)

        yield start


def options() -> dict[str, Any]:
    """How to start this machine's Chromium; else Chrome, wherever its installer puts it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    root = getattr(os, "geteuid", lambda: 1)() == 0  # its sandbox does not run as root
    which = {"executable_path": found} if found else {"channel": "chrome"}
    return {**which, "args": ["--no-sandbox"] if root else []}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(**options())
        yield made
        made.close()


@dataclass
class Watched:
    """A tab in which nothing may go wrong.

    Attributes:
        wrong: what the console complained of, and requests to elsewhere.
    """

    page: Page
    wrong: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Take down everything that must not be."""
        self.page.on("console", lambda said: self._heard(said.type, said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        self.page.on("request", lambda request: self._asked(request.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.wrong.append(f"{kind}: {text}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.wrong.append(f"request: {url}")


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens tabs; at the end nothing may have gone wrong in any."""
    contexts: list[BrowserContext] = []
    watched: list[Watched] = []

    def opened(**wishes: object) -> Page:
        wishes.setdefault("locale", "en-US")
        context = browser.new_context(**wishes)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        one = Watched(context.new_page())
        one.listen()
        watched.append(one)
        return one.page

    yield opened
    for context in contexts:
        context.close()
    assert [line for one in watched for line in one.wrong] == []


@pytest.fixture
def page(tab: Callable[..., Page]) -> Page:
    """A tab."""
    return tab()


@pytest.fixture
def picture() -> bytes:
    """A small one."""
    return png(7)

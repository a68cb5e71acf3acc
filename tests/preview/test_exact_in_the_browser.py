"""`ghblog preview --exact` in Chromium: GitHub's own page, or ours and why."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from preview.conftest import Folder
from writers import Writer, make_writer, png

from ghblog.cli import main
from ghblog.preview import Preview
from ghblog.sandbox import Sandbox
from ghblog.viewing import Viewer

Serve = Callable[..., Preview]
HEAD = "---\ntitle: {}\ndate: 2026-11-15\n---\n\n"
SENT = "its text was sent there (--exact)"
HERE = "GitHub did not make this page, so it was made here"


@dataclass
class Exact(Folder):
    """A folder whose preview asks GitHub for pages."""

    writer: Writer | None = None

    def viewer(self, origin: str, offline: bool) -> Viewer:
        """What the command makes with `--exact`."""
        assert self.writer
        return self.writer.blog().viewer(origin=origin, offline=offline, exact=True)


@pytest.fixture
def exact(sandbox: Sandbox, tmp_path: Path) -> Exact:
    """An empty blog."""
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    writer = make_writer(sandbox, repo, tmp_path)
    return Exact(writer.folder, writer=writer)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, GitHub's answer is waited for; slow ones set it to nothing."""
    monkeypatch.setattr("ghblog.viewing.exact.PATIENCE", 60.0)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Opened at the end at the latest, so that no answer is held back for ever."""
    made = threading.Event()
    yield made
    made.set()


def sent(sandbox: Sandbox) -> list[str]:
    """The texts that GitHub was asked to render, in order."""
    asked = [one for one in sandbox.requests if one.path.endswith("/markdown")]
    return [json.loads(one.body)["text"].strip() for one in asked]


def test_the_page_is_githubs_and_says_that_the_text_left_the_machine(
    exact: Exact, sandbox: Sandbox, serve: Serve, page: Page
) -> None:
    exact.write("posts/p.png", png(3))
    exact.write("posts/a.md", HEAD.format("A") + "one **two** ![](p.png)\n")
    exact.write("posts/b.md", HEAD.format("B") + "other words\n")
    preview = serve(exact, offline=False)
    page.goto(preview.url)
    expect(page.locator(".as-of")).to_contain_text("GitHub as of")
    assert sent(sandbox) == []
    page.goto(f"{preview.url}/posts/a")
    expect(page.get_by_role("tabpanel")).to_contain_text(SENT)
    expect(page.locator(".markdown-body strong")).to_have_text("two")
    picture = page.locator(".markdown-body img")
    expect(picture).to_have_js_property("naturalWidth", 4)
    assert [text.partition(" ")[0] for text in sent(sandbox)] == ["one"]
    page.reload()
    expect(page.get_by_role("tabpanel")).to_contain_text(SENT)
    assert len(sent(sandbox)) == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"status": 403, "body": {"message": "Resource not accessible"}}, "not accessible"),
        ({"status": 503}, "503"),
    ],
    ids=["403", "503"],
)
def test_where_github_refuses_the_page_is_made_here_and_says_why(
    exact: Exact,
    sandbox: Sandbox,
    serve: Serve,
    page: Page,
    fault: dict[str, object],
    told: str,
) -> None:
    sandbox.faults.add("POST *markdown", times=None, **fault)
    exact.write("posts/a.md", HEAD.format("A") + "one **two**\n")
    page.goto(f"{serve(exact, offline=False).url}/posts/a")
    expect(page.get_by_role("tabpanel")).to_contain_text(HERE)
    expect(page.get_by_role("tabpanel")).to_contain_text(told)
    expect(page.locator(".markdown-body strong")).to_have_text("two")
    expect(page.locator(".as-of")).to_contain_text("GitHub as of")


def test_while_github_is_slow_the_page_is_made_here_and_the_preview_goes_on(
    exact: Exact,
    sandbox: Sandbox,
    serve: Serve,
    page: Page,
    gate: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ghblog.viewing.exact.PATIENCE", 0.0)
    sandbox.faults.add("POST *markdown", times=1, before=lambda: gate.wait(60))
    exact.write("posts/a.md", HEAD.format("A") + "first\n\n:heart:\n")
    preview = serve(exact, offline=False)
    page.goto(f"{preview.url}/posts/a")
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("until its page is here, this one is made here")
    expect(page.locator(".markdown-body p").first).to_have_text("first")
    for word in ("second", "third", "fourth"):
        exact.write("posts/a.md", HEAD.format("A") + word + "\n")
        expect(page.locator(".markdown-body p").first).to_have_text(word)
    gate.set()
    expect(panel).to_contain_text(SENT)
    expect(page.locator(".markdown-body p")).to_have_text("fourth")
    texts = sent(sandbox)
    assert texts[0].startswith("first")
    assert texts[-1] == "fourth"
    assert len(texts) <= 3  # what was typed meanwhile is not sent


def test_a_refused_post_is_made_by_github_too_and_its_missing_picture_is_marked(
    exact: Exact, serve: Serve, page: Page
) -> None:
    exact.write("posts/p.png", png(3))
    text = "![](gone.png)\n\n![[p.png]]\n\n![[lost.png]]\n\n[[b]] **bold**\n"
    exact.write("posts/a.md", HEAD.format("A") + text)
    exact.write("posts/b.md", HEAD.format("B") + "x\n")
    page.goto(f"{serve(exact, offline=False).url}/posts/a")
    expect(page.locator("main .box-error")).to_contain_text("there is no")
    expect(page.get_by_role("tabpanel")).to_contain_text(SENT)
    expect(page.locator(".markdown-body strong")).to_have_text("bold")
    expect(page.locator(".markdown-body .missing-picture")).to_have_count(2)
    expect(page.locator(".markdown-body img")).to_have_js_property("naturalWidth", 4)
    page.locator(".markdown-body").get_by_role("link", name="b", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("B")


def test_what_github_answers_cannot_run_here(
    exact: Exact, sandbox: Sandbox, serve: Serve, page: Page
) -> None:
    attack = b"<p id=x onclick=alert(1)>ok<script>alert(2)</script><img src=x onerror=alert(3)></p>"
    sandbox.faults.add("POST *markdown", times=None, nonsense=attack)
    exact.write("posts/a.md", HEAD.format("A") + "one\n")
    page.goto(f"{serve(exact, offline=False).url}/posts/a")
    body = page.locator(".markdown-body")
    expect(body).to_contain_text("ok")
    assert body.locator("script, [onclick], [onerror]").count() == 0


def test_the_command_says_that_texts_are_sent_and_refuses_to_be_offline_too(
    exact: Exact, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(exact.root)
    serve = Preview.run

    def run(preview: Preview) -> None:
        monkeypatch.setattr(Preview, "run", serve)
        with preview:
            pass

    monkeypatch.setattr(Preview, "run", run)
    assert main(["preview", "--exact", "--port", "0", "--no-open"]) == 0
    assert "is sent to GitHub" in capsys.readouterr().err
    assert main(["preview", "--exact", "--offline"]) == 2
    assert "leave one out" in capsys.readouterr().err

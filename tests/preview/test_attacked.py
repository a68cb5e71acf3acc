"""What strangers, broken files and bad moments do to a preview: nothing."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import http.client
import shutil
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from preview.conftest import PATIENCE, SETTINGS, Folder
from preview.test_serving import ask, key_of
from watchfiles import awatch
from writers import Writer, make_writer

from ghblog.errors import UsageError
from ghblog.preview import Preview
from ghblog.preview.serving import bind
from ghblog.sandbox import Sandbox
from ghblog.viewing import Viewer

Serve = Callable[..., Preview]
POST = "---\ntitle: {}\ndate: 2026-11-15\n---\n\n"


@contextlib.contextmanager
def versions(preview: Preview) -> Iterator[Iterator[str]]:
    """What an open page hears, as it hears it."""
    place = urlsplit(preview.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    connection.request("GET", "/events")
    answer = connection.getresponse()
    try:
        yield _heard(answer)
    finally:
        connection.close()


def _heard(answer: http.client.HTTPResponse) -> Iterator[str]:
    until = time.monotonic() + PATIENCE  # there are signs of life in between: no read ever ends it
    while time.monotonic() < until and (line := answer.readline()):
        if line.startswith(b"data:"):
            yield line.decode()


def shows(preview: Preview, path: str, text: str) -> bool:
    """Whether a page shows a text sooner or later."""
    with versions(preview) as heard:
        return any(text in ask(preview, path).text for _ in heard)


def shows_no_more(preview: Preview, path: str, text: str) -> bool:
    """Whether a page ceases to show a text."""
    with versions(preview) as heard:
        return any(text not in ask(preview, path).text for _ in heard)


# --- other sites ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/posts/a", "/events", "/static/preview.js"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("mode", "goal"), [("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe")]
)
def test_nothing_of_another_site_may_ask_for_anything(
    folder: Folder, serve: Serve, path: str, site: str, mode: str, goal: str
) -> None:
    folder.write("posts/a.md", POST.format("A") + "the draft\n")
    told = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": goal}
    answer = ask(serve(folder), path, headers=told)
    assert answer.status == 403
    assert "the draft" not in answer.text
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_link_on_another_site_may_lead_here(folder: Folder, serve: Serve) -> None:
    visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    answer = ask(serve(folder), "/", headers={**visit, "Sec-Fetch-Dest": "document"})
    assert answer.status == 200


def test_no_other_page_may_frame_a_picture(folder: Folder, serve: Serve, picture: bytes) -> None:
    folder.write("posts/a.md", POST.format("A") + "![](p.png)\n")
    folder.write("posts/p.png", picture)
    address = f"/user-attachments/assets/{key_of(folder, 'posts/p.png')}"
    policy = ask(serve(folder), address).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("wanted", ["bytes=" + "9" * 5000 + "-", "bytes=-" + "9" * 5000])
def test_a_range_of_thousands_of_digits_is_no_range(
    folder: Folder, serve: Serve, picture: bytes, wanted: str
) -> None:
    folder.write("posts/a.md", POST.format("A") + "![](p.png)\n")
    folder.write("posts/p.png", picture)
    address = f"/user-attachments/assets/{key_of(folder, 'posts/p.png')}"
    answer = ask(serve(folder), address, headers={"Range": wanted})
    assert (answer.status, answer.body) == (200, picture)


# --- the port ---------------------------------------------------------------------------------


@pytest.mark.parametrize("host", [".", "a..b", "x" * 70])
def test_a_host_that_cannot_be_a_name_is_told(host: str) -> None:
    with pytest.raises(UsageError, match="is no address of this machine"):
        bind(host, 0)


def test_two_that_start_at_once_do_not_end_in_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_: object) -> None:
        raise OSError(errno.EADDRINUSE, "Address already in use")

    monkeypatch.setattr(socket.socket, "listen", taken)
    with pytest.raises(UsageError, match="cannot be served on: Address already in use"):
        bind("127.0.0.1", 0)
    with pytest.raises(UsageError, match="no port from 4000"):
        bind("127.0.0.1", None)


# --- files ------------------------------------------------------------------------------------


def test_saves_are_followed_though_watching_broke_off(
    folder: Folder, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it does at a file whose name is no text."""
    broke: list[bool] = []

    async def breaking(*given: Any, **rest: Any) -> AsyncIterator[set[Any]]:
        async for found in awatch(*given, **rest):
            if found and not broke:
                broke.append(True)
                raise ExceptionGroup("in a task", [RuntimeError("Unable to decode path")])
            yield found

    monkeypatch.setattr("ghblog.preview.watching.awatch", breaking)
    folder.write("posts/a.md", POST.format("A") + "one\n")
    preview = serve(folder)
    assert shows(preview, "/posts/a", "one")
    folder.write("posts/a.md", POST.format("A") + "two\n")
    assert shows(preview, "/posts/a", "two")
    assert broke
    folder.write("posts/a.md", POST.format("A") + "three\n")
    assert shows(preview, "/posts/a", "three")


def test_a_folder_that_cannot_be_watched_at_all_is_told(
    folder: Folder, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no more watches")

    monkeypatch.setattr("ghblog.preview.watching.awatch", refused)
    preview = serve(folder)
    assert shows(preview, "/", "saves are not followed")
    folder.write("posts/a.md", POST.format("A") + "one\n")
    page = ask(preview, "/posts/a").text  # each visit looks at the files, then
    assert '<div class="markdown-body"><p>one</p>' in page
    assert "saves are not followed" in page
    assert "below is what was there before" not in page


def test_a_blogs_folder_that_went_and_came_again_is_followed(folder: Folder, serve: Serve) -> None:
    folder.write("posts/a.md", POST.format("A") + "one\n")
    preview = serve(folder)
    assert shows(preview, "/posts/a", "one")
    shutil.rmtree(folder.root)
    assert shows(preview, "/posts/a", "there is no such folder")
    folder.write("posts/a.md", POST.format("A") + "two\n")
    folder.write("ghblog.toml", SETTINGS)
    assert shows(preview, "/posts/a", "two")
    folder.write("posts/a.md", POST.format("A") + "three\n")
    assert shows(preview, "/posts/a", "three")


def test_broken_settings_are_told_until_they_are_mended_whatever_else_is_saved(
    folder: Folder, serve: Serve
) -> None:
    folder.write("posts/a.md", POST.format("A") + "one\n")
    preview = serve(folder)
    assert shows(preview, "/", "writer/weekly")
    folder.write("ghblog.toml", "repository = 7\n")
    assert shows(preview, "/", "ghblog.toml:1")
    with versions(preview) as heard:
        next(heard)
        folder.write("posts/a.md", POST.format("A") + "two\n")
        next(heard)
    assert "ghblog.toml:1" in ask(preview, "/").text
    folder.write("ghblog.toml", SETTINGS)
    assert shows_no_more(preview, "/", "ghblog.toml:1")
    assert '<div class="markdown-body"><p>two</p>' in ask(preview, "/posts/a").text


def test_without_following_saves_a_visit_shows_changed_settings_too(
    folder: Folder, serve: Serve
) -> None:
    preview = serve(folder, reload=False)
    assert "writer/weekly" in ask(preview, "/").text
    folder.write("ghblog.toml", SETTINGS.replace("writer/weekly", "writer/monthly-report"))
    assert "<h1>writer/monthly-report</h1>" in ask(preview, "/").text


def test_a_finding_stands_beside_its_line_whatever_breaks_lines_elsewhere(
    folder: Folder, serve: Serve
) -> None:
    text = "one\u2028two\x0cthree\x85four\n\n[there](gone.md)\n"
    folder.write("posts/a.md", POST.format("A") + text)
    page = ask(serve(folder), "/posts/a").text
    assert '<li class="found"><code>[there](gone.md)</code>' in page


def test_half_a_character_spoils_no_page(
    folder: Folder, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ghblog.preview.pages.issue_page", lambda *_: "before \ud800 after")
    folder.write("posts/a.md", POST.format("A") + "x\n")
    answer = ask(serve(folder), "/posts/a")
    assert (answer.status, "before ? after" in answer.text) == (200, True)


# --- time -------------------------------------------------------------------------------------


def test_ctrl_c_waits_for_no_work(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, let_go = threading.Event(), threading.Event()

    def endless(_: object, **__: object) -> None:
        begun.set()
        let_go.wait(2 * PATIENCE)

    monkeypatch.setattr(Viewer, "look", endless)
    preview = Preview(folder.viewer, folder.root, port=0, offline=True)
    running = threading.Thread(target=preview.run)
    running.start()
    assert begun.wait(PATIENCE)
    preview._server.handle_exit(signal.SIGINT, None)
    running.join(PATIENCE)
    ours = [one for one in threading.enumerate() if one.name.startswith("ghblog-preview")]
    try:
        assert not running.is_alive()
        assert ours and all(one.daemon for one in ours)  # Python waits for the others at its end
    finally:
        let_go.set()


class Held:
    """Requests to GitHub that are answered only when somebody says so."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.asked, self._let_go = threading.Event(), threading.Event()
        self._fault = sandbox.faults.add("*", times=None, before=self._wait)

    def _wait(self) -> None:
        self.asked.set()
        assert self._let_go.wait(PATIENCE)

    def let_go(self) -> None:
        """All of them, from now on."""
        self._let_go.set()


@pytest.fixture
def writer(sandbox: Sandbox, tmp_path: Path) -> Writer:
    """A writer whose posts are on GitHub."""
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    made = make_writer(sandbox, repo, tmp_path)
    made.write("posts/a.md", POST.format("A") + "The weather was fine\n")
    made.write("posts/b.md", POST.format("B") + "other\n")
    made.publish()
    return made


class Published(Folder):
    """The folder of that writer."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer.folder)
        self._writer = writer

    def viewer(self, origin: str, offline: bool) -> Viewer:
        return self._writer.blog().viewer(origin=origin, offline=offline)


def test_settings_that_change_while_github_is_read_are_what_is_shown(
    writer: Writer, serve: Serve
) -> None:
    held = Held(writer.box)
    preview = serve(Published(writer), offline=False)
    assert held.asked.wait(PATIENCE)
    settings = (writer.folder / "ghblog.toml").read_text()
    writer.write("ghblog.toml", settings.replace("writer/weekly", "writer/monthly"))
    assert shows(preview, "/", "<h1>writer/monthly</h1>")
    held.let_go()
    assert shows(preview, "/", "GitHub was not read now")
    assert "<h1>writer/monthly</h1>" in ask(preview, "/").text


def test_a_save_waits_for_no_answer_of_github(writer: Writer, serve: Serve) -> None:
    preview = serve(Published(writer), offline=False)
    assert shows(preview, "/", "GitHub as of")
    held = Held(writer.box)
    writer.write("posts/a.md", POST.format("A") + "The weather was awful\n")
    assert shows(preview, "/posts/a", "The weather was awful")
    assert held.asked.wait(PATIENCE)
    assert "other" in ask(preview, "/posts/b").text
    assert "<mark>fine</mark>" not in ask(preview, "/posts/a").text
    held.let_go()
    assert shows(preview, "/posts/a", "<mark>fine</mark>")


def test_work_that_nobody_waits_for_any_more_is_left_out() -> None:
    from ghblog.preview.aside import Hand

    done: list[str] = []

    async def story() -> None:
        hand, let_go = Hand(), threading.Event()
        first = asyncio.create_task(hand.do(lambda: let_go.wait(PATIENCE)))
        second = asyncio.create_task(hand.do(lambda: done.append("second")))
        third = asyncio.create_task(hand.do(lambda: done.append("third")))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        let_go.set()
        await asyncio.gather(first, third)
        hand.close()

    thread = threading.Thread(target=asyncio.run, args=(story(),))  # the browser's loop is here
    thread.start()
    thread.join(PATIENCE)
    assert done == ["third"]

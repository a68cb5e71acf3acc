"""`ghblog preview`, as it is typed."""

from __future__ import annotations

import urllib.request

import pytest
from preview.conftest import Folder

from ghblog.cli import main
from ghblog.preview import Preview

POST = "---\ntitle: 周报\ndate: 2026-11-15\n---\n\nhello\n"


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pages that a visitor saw while the command ran; then Ctrl-C is pressed."""
    seen: list[str] = []
    opened: list[str] = []
    serve = Preview.run

    def run(preview: Preview) -> None:
        monkeypatch.setattr(Preview, "run", serve)
        with preview, urllib.request.urlopen(f"{preview.url}/posts/a") as answer:
            seen.append(answer.read().decode())
        seen.extend(opened)

    monkeypatch.setattr(Preview, "run", run)
    monkeypatch.setattr("webbrowser.open", opened.append)
    return seen


def test_it_says_the_address_and_what_next_and_ends_quietly(
    folder: Folder,
    visited: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder.write("posts/a.md", POST)
    monkeypatch.chdir(folder.root)
    assert main(["preview", "--offline"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("http://127.0.0.1:4")
    assert "`ghblog publish --dry-run`" in err
    assert "The preview is over." in err
    assert "hello" in visited[0]
    assert len(visited) == 1  # nothing was opened: this is no terminal


def test_a_post_can_be_named_and_a_browser_opened(
    folder: Folder,
    visited: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = folder.write("posts/a.md", POST)
    monkeypatch.chdir(folder.root.parent)
    assert main(["preview", str(path), "--offline", "--open", "--port", "0"]) == 0
    address = capsys.readouterr().out.strip()
    assert address.endswith("/posts/a")
    assert visited[1:] == [address]


def test_everybody_may_come_only_when_that_was_asked_for_and_it_is_said(
    folder: Folder,
    visited: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder.write("posts/a.md", POST)
    monkeypatch.chdir(folder.root)
    assert main(["preview", "--offline", "--host", "0.0.0.0", "--port", "0"]) == 0
    assert "Everybody who reaches this machine can read these posts." in capsys.readouterr().err


def test_a_file_that_is_no_post_and_settings_that_cannot_be_read_are_usage(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("posts/notes.txt", "x")
    monkeypatch.chdir(folder.root)
    assert main(["preview", "posts/notes.txt", "--port", "0"]) == 2
    assert "is no post of this blog" in capsys.readouterr().err
    folder.write("ghblog.toml", "repository = 7\n")
    assert main(["preview", "--port", "0"]) == 2
    assert "ghblog.toml" in capsys.readouterr().err

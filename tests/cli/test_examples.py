"""What `--help` tells people to type works as it is typed."""

from __future__ import annotations

import io
from pathlib import Path

import click
import pytest
from shells import Shell
from typed import ALL, examples, words
from writers import Writer

from ghblog.cli import console
from ghblog.preview import Preview
from ghblog.sandbox import Sandbox

LINES = [(name, line) for name, command in ALL.items() for line in examples(command)]
OTHER_HOST = "--host git.example.org"
# What an example is meant to end with, where it is not 0.
CODES = {"ghblog status --exit-code -q": {3}}


@pytest.fixture
def folder(blog: Writer, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A blog with the files that the examples name, and somebody at the terminal who says yes."""
    sandbox.add_user("old-login", token="ghp_old")
    blog.write("posts/2022-06-w4.md", "# 2022年6月第四周周报\n\ntext\n")
    blog.write("token.txt", "ghp_writer\n")
    monkeypatch.setattr(console, "_is_terminal", lambda _: True)
    monkeypatch.setattr(click, "confirm", lambda *_, **__: True)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "ghp_writer")
    monkeypatch.setattr("ghblog.cli.demo._serve", lambda *_: None)
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    serve = Preview.run

    def run(preview: Preview) -> None:
        monkeypatch.setattr(Preview, "run", serve)
        with preview:
            pass

    monkeypatch.setattr(Preview, "run", run)
    return blog.folder


def place(folder: Path, name: str, line: str, tmp_path: Path) -> Path:
    """Where somebody stands who types it."""
    if name == "ghblog init":
        fresh = tmp_path / "fresh"
        (fresh / "reports").mkdir(parents=True)
        (fresh / "reports/2022-07-w2.md").write_text("# 2022年7月第二周周报\n\ntext\n", "utf-8")
        (fresh / "reports/2022-07-w3.md").write_text("# 2022年7月第三周周报\n\ntext\n", "utf-8")
        return fresh
    for file, title in (
        ("2022-07-w2", "2022年7月第二周周报"),
        ("2026-11-w4", "2026年11月第四周周报"),
    ):
        if file in line:
            (folder / f"posts/{file}.md").write_text(f"# {title}\n\ntext\n", "utf-8")
    return folder / "posts" if " 2022-07-w2.md" in line else folder


def test_every_command_has_examples() -> None:
    assert {name for name, _ in LINES} == set(ALL)


@pytest.mark.parametrize(("name", "line"), LINES, ids=[line for _, line in LINES])
def test_an_example_works_as_typed(
    folder: Path,
    shell: Shell,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    line: str,
) -> None:
    argv, stdin = words(line)
    monkeypatch.chdir(place(folder, name, line, tmp_path))
    if stdin:
        monkeypatch.setattr("sys.stdin", io.StringIO(Path(stdin).read_text("utf-8")))
    if name == "ghblog export" and "--local" not in line:
        assert shell("publish", "--yes").code == 0
    done = shell(*argv)
    if OTHER_HOST in line and "logout" not in line:  # no such server can be reached from here
        assert done.code in {1, 4}, done.err
    else:
        assert done.code in CODES.get(line, {0}), done.err
    assert "fault in ghblog" not in done.err
    assert "ghp_writer" not in done.out + done.err

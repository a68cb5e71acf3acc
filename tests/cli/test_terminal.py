"""The terminal itself: colour, bars, what is said and what is not, help, completion."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from screens import Screen
from shells import Shell
from typed import ALL
from writers import Writer

from ghblog.cli.app import COMMANDS
from ghblog.cli.console import color


@pytest.mark.parametrize("name", ALL)
def test_every_command_takes_quiet_and_verbose(name: str) -> None:
    options = {one for parameter in ALL[name].params for one in parameter.opts}
    assert {"--quiet", "-q", "--verbose", "-v"} <= options


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("publsh", "publish"), ("Publish", "publish"), ("statsu", "status"), ("expotr", "export")],
)
def test_a_mistyped_command_is_answered_with_the_one_that_was_meant(
    shell: Shell, typed: str, meant: str
) -> None:
    done = shell(typed)
    assert done.code == 2
    assert f"there is no command “{typed}”; did you mean “{meant}”" in done.err


def test_a_mistyped_command_of_a_group_or_option_is_answered_alike(shell: Shell) -> None:
    assert "status" in shell("auth", "statsu").err
    assert "--dry-run" in shell("publish", "--dryrun").err


def test_a_word_that_is_like_no_command_gets_no_suggestion(shell: Shell) -> None:
    assert "did you mean" not in shell("xyzzy").err


def test_what_was_only_shown_says_how_to_do_it(blog: Writer, shell: Shell) -> None:
    blog.write_posts(1)
    assert "Next: `ghblog publish` does it." in shell("publish", "--dry-run").err
    assert "Next:" not in shell("publish", "--dry-run", "--json").err
    assert "Next: `ghblog publish`." in shell("status").err
    shell("publish")
    blog.repo.commit("main", {"README.md": b"# overwritten\n"}, "oops")
    assert "Next: `ghblog index` does it." in shell("index", "--dry-run").err
    blog.write_posts(4, start=1)
    assert "Next: `ghblog publish --yes` does it." in shell("publish", "--dry-run").err


@pytest.mark.parametrize("argv", [["--quiet", "publish"], ["publish", "-q"], ["-q", "publish"]])
def test_quiet_says_nothing_but_data(blog: Writer, shell: Shell, argv: list[str]) -> None:
    blog.write_posts(1)
    done = shell(*argv)
    assert (done.code, done.err) == (0, "")
    assert "published" in done.out
    assert shell("status").err != ""


def test_quiet_still_tells_errors_and_what_needs_a_yes(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.write_posts(4)
    assert "add --yes" in shell("-q", "publish").err
    monkeypatch.setenv("GH_TOKEN", "ghp_bad")
    assert "does not accept the token" in shell("status", "-q").err


@pytest.mark.parametrize("argv", [["--verbose", "status"], ["status", "-v"]])
def test_verbose_tells_each_request_and_where_the_token_is_from_and_never_the_token(
    blog: Writer, shell: Shell, argv: list[str]
) -> None:
    blog.write_posts(1)
    done = shell(*argv)
    assert done.code == 0
    assert f"blog: {blog.folder.resolve()}" in done.err
    assert "from GH_TOKEN" in done.err
    assert re.search(r"read writer/weekly: status 200, \d+\.\d\d s", done.err)
    assert "ghp_writer" not in done.err
    assert "status 200" not in shell("status").err


def test_quiet_and_verbose_together_are_refused(blog: Writer, shell: Shell) -> None:
    done = shell("-q", "status", "-v")
    assert done.code == 2
    assert "contradict" in done.err


@pytest.mark.parametrize(
    ("environ", "terminal", "colored"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colour_is_for_terminals_unless_the_environment_says_else(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], *, terminal: bool, colored: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert color(Screen() if terminal else None) is colored


def test_forced_colour_is_in_the_output_and_no_colour_is_not(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.write_posts(1)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[32m+" in shell("publish", "-n").out
    assert "\x1b" not in shell("publish", "-n", "--json").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in shell("publish", "-n").out


# -- as a process ----------------------------------------------------------------------------


def run(
    *argv: str, environ: dict[str, str] | None = None, stderr: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ghblog", *argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, **(environ or {})},
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp936", "cp437"])
def test_a_console_that_cannot_show_a_character_never_crashes(
    blog: Writer, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.write("posts/a.md", "# 周报 🎉\n\ntext\n")
    blog.write("posts/empty.md", "# 空\n")
    console = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for argv in (["check"], ["publish", "--dry-run", "--offline"], ["--help"], ["publsh"]):
        done = run(*argv, environ=console)
        assert b"Traceback" not in done.stderr
        assert b"fault" not in done.stderr
        assert done.returncode in (0, 1, 2)


def test_json_is_whole_on_a_console_that_cannot_show_its_letters(blog: Writer) -> None:
    blog.write("posts/a.md", "# 周报 🎉\n\ntext\n")
    for encoding in ("ascii", "cp936", "utf-8"):
        console = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
        done = run("publish", "--dry-run", "--offline", "--json", environ=console)
        data = json.loads(done.stdout.decode(encoding))
        assert data["changes"][0]["title"] == "周报 🎉"


def test_an_export_is_utf_8_on_any_console(blog: Writer) -> None:
    blog.write("posts/a.md", "# A\n\n周报 🎉\n")
    done = run("export", "posts/a.md", "--md", environ={"PYTHONIOENCODING": "cp1252"})
    assert done.stdout.decode("utf-8") == "周报 🎉\n"


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_prints_what_the_shell_reads(shell: Shell, name: str) -> None:
    done = shell("completion", name)
    assert done.code == 0
    assert f"_GHBLOG_COMPLETE={name}_complete" in done.out
    assert done.err == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ghblog pub", ["publish"]),
        ("ghblog auth lo", ["login", "logout"]),
        ("ghblog publish --dry", ["--dry-run"]),
        ("ghblog completion f", ["fish"]),
    ],
)
def test_commands_options_and_values_are_completed(words: str, expected: list[str]) -> None:
    asked = {
        "_GHBLOG_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    done = run(environ=asked)
    assert done.returncode == 0
    assert [line.partition(",")[2] for line in done.stdout.decode().splitlines()] == expected


def test_bash_itself_completes_with_it(tmp_path: Path) -> None:
    script = run("completion", "bash").stdout.decode()
    program = tmp_path / "ghblog"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ghblog "$@"\n')
    program.chmod(0o755)
    lines = [
        script,
        "COMP_WORDS=(ghblog stat)",
        "COMP_CWORD=1",
        "_ghblog_completion ghblog",
        'echo "${COMPREPLY[@]}"',
    ]
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", "\n".join(lines)],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["status"]


def test_data_goes_to_stdout_although_progress_has_a_terminal(blog: Writer) -> None:
    import pty

    blog.write_posts(1)
    ours, theirs = pty.openpty()
    try:
        done = run("publish", "--dry-run", "--json", environ={"TERM": "xterm"}, stderr=theirs)
    finally:
        os.close(theirs)
    os.close(ours)
    assert json.loads(done.stdout)["pending"] is True


def test_every_command_is_listed_in_the_help(shell: Shell) -> None:
    text = shell("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in text] == []

"""What steps print and write is read as GitHub's runner reads it, or these tests could not fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from composite.command_files import SUMMARY_LIMIT, CommandFileError, CommandFiles, pairs
from composite.console import Annotation, Console, Masks
from composite.matchers import PythonMatcher


def fed(text: str, *secrets: str) -> Console:
    console = Console(Masks(secrets))
    console.feed(text)
    return console


def test_an_annotation_is_unescaped() -> None:
    console = fed("  ::error file=a%2Cb.md,line=3,title=50%25%3A::one%0Atwo%250A,:: three\n")
    assert console.annotations == [
        Annotation("error", "one\ntwo%0A,:: three", file="a,b.md", line=3, title="50%:")
    ]
    assert console.shown == []


@pytest.mark.parametrize(
    "line",
    [
        "::error::x",
        "::ERROR::x",
        " \t::error::x",
        "see ##[error]x",
        "a\r::error::x",
        "\x0b::error::x",
    ],
)
def test_these_are_commands(line: str) -> None:
    assert [one.message for one in fed(line + "\n").annotations] == ["x"]


@pytest.mark.parametrize(
    "line", ["x ::error::x", "::errors::x", ":error::x", "::error:x", "## [error]x"]
)
def test_these_are_none(line: str) -> None:
    console = fed(line + "\n")
    assert console.shown == [line]
    assert console.echo == []


def test_masks_hide_from_then_on_and_line_by_line() -> None:
    console = fed("abc\n::add-mask::abc%0Adef\nabc def\n::notice::abc\n", "ghs_secret")
    assert console.shown == ["abc", "*** ***"]
    assert console.annotations[0].message == "***"
    assert fed("x ghs_secret y\n", "ghs_secret").shown == ["x *** y"]


def test_between_stop_and_the_token_no_command_counts() -> None:
    console = fed("::stop-commands::T0k\n::error::x\n##[error]x\n::wrong::\n::t0k::\n::error::y\n")
    assert console.shown[1:-1] == ["::error::x", "##[error]x", "::wrong::"]
    assert [one.message for one in console.annotations] == ["y"]


def test_the_old_commands_still_do_what_they_do_on_github() -> None:
    console = fed("::set-output name=urls::evil\n::set-env name=PATH::evil\n")
    assert console.outputs == {"urls": "evil"}
    assert console.failed


def test_a_traceback_becomes_an_annotation_where_python_was_set_up() -> None:
    text = '  File "a.py", line 3, in f\n    raise E(\'x\')\n  File "b.py", line 1, in g\n    g()\n'
    console = Console(Masks(), [PythonMatcher()])
    console.feed(text)
    assert console.annotations == [Annotation("error", "x", file="a.py", line=3)]
    assert fed(text).annotations == []


def test_a_file_of_values_is_read() -> None:
    text = "a=1=2\nb<<END\none\n\nEND=3\nEND\nc=<<x\n\nd<<E\nE\n"
    assert pairs(text) == {"a": "1=2", "b": "one\n\nEND=3", "c": "<<x", "d": ""}


@pytest.mark.parametrize("text", ["word\n", "=x\n", "a<<\n", "<<E\nE\n", "a<<E\nb\n", "a<<E\nE \n"])
def test_a_file_in_another_format_fails_the_step(text: str) -> None:
    with pytest.raises(CommandFileError):
        pairs(text)


def test_a_summary_over_a_mebibyte_fails(tmp_path: Path) -> None:
    files = CommandFiles.fresh(tmp_path)
    path = Path(files.variables["GITHUB_STEP_SUMMARY"])
    path.write_bytes("周".encode() * (SUMMARY_LIMIT // 3) + b"x")
    assert len(files.summary()) == SUMMARY_LIMIT // 3 + 1
    path.write_bytes(b"x" * (SUMMARY_LIMIT + 1))
    with pytest.raises(CommandFileError):
        files.summary()

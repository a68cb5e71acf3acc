"""Commands, outputs and annotations, read as the runner reads them."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from action.runner import outputs_in
from composite.console import Console, Masks
from hypothesis import given
from hypothesis import strategies as st

from ghblog.action.annotations import commands_of
from ghblog.action.commands import Log, command
from ghblog.action.files import SUMMARY_MOST, Summary, append, output_text
from ghblog.action.notes import Note

HOSTILE = (
    "::error::no",
    "  ::set-output name=x::no",
    "##[add-mask]a",
    "before ##[error]no",
    "::stop-commands::x",
    "100%25",
    "a,b:c=d::e",
    "\r\n::warning::no\r\n",
)
ANY = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))


def heard(*texts: str) -> Console:
    console = Console(Masks())
    for text in texts:
        console.feed(f"{text}\n")
    return console


@given(ANY, ANY.map(str.strip), ANY.map(str.strip))  # the runner trims properties
def test_a_command_arrives_as_it_was_meant(message: str, file: str, title: str) -> None:
    console = heard(command("error", message, {"file": file, "title": title}))
    assert console.shown == []
    (found,) = console.annotations
    assert (found.message, found.file, found.title) == (message, file, title)


@given(st.lists(ANY, max_size=6))
def test_nothing_that_is_shown_is_obeyed_and_all_of_it_is_seen(texts: list[str]) -> None:
    said: list[str] = []
    log = Log(said.append)
    log.stop()
    for text in texts:
        log.text(text)
    log.send(command("notice", "ours"))
    for text in texts:
        log.text(text)
    log.go_on()
    console = heard(*said)
    assert [one.message for one in console.annotations] == ["ours"]
    assert console.masks.hide("abc no x") == "abc no x"
    assert set(console.echo) <= {"stop-commands", "notice"}


def test_a_group_is_folded_and_its_text_is_not_obeyed() -> None:
    said: list[str] = []
    words = count()
    log = Log(said.append, lambda: f"word{next(words)}")
    log.stop()
    with log.group("Plan"):
        log.text("::endgroup::")
    log.go_on()
    shown = heard(*said).shown
    ours = [line for line in shown if "word" not in line]
    assert ours == ["##[group]Plan", "::endgroup::", "##[endgroup]"]
    assert next(words) == 3  # one for each time


def test_every_line_of_a_token_is_masked() -> None:
    said: list[str] = []
    Log(said.append).mask("one\r\n\ntwo%\n")
    masks = Masks()
    Console(masks).feed("\n".join(said))
    assert masks.hide("one two% three") == "*** *** three"


def test_without_a_token_there_is_nothing_to_mask() -> None:
    said: list[str] = []
    Log(said.append).mask("")
    assert said == []


@given(st.dictionaries(st.sampled_from(("plan", "urls", "created")), ANY.map(str.strip)))
def test_an_output_arrives_as_it_is_and_makes_no_other(values: dict[str, str]) -> None:
    plain = {name: "\n".join(value.splitlines()) for name, value in values.items()}
    assert outputs_in(output_text(plain)) == plain


def test_a_delimiter_that_the_value_holds_is_not_used() -> None:
    words = iter(("same", "other"))
    text = output_text({"plan": "a\nghblog_same\nb"}, lambda: next(words))
    assert outputs_in(text) == {"plan": "a\nghblog_same\nb"}


def notes(level: str, number: int) -> list[Note]:
    return [Note(level, f"{level} {n}", path="a.md", line=n + 1) for n in range(number)]


@pytest.mark.parametrize("number", [9, 10, 11, 500])
def test_github_shows_ten_of_each_level_so_the_last_one_counts_the_rest(number: int) -> None:
    several = [*notes("warning", 3), *notes("error", number)]
    found = heard(*commands_of(several, "blog/")).annotations
    errors = [one for one in found if one.level == "error"]
    assert len(errors) == min(number, 10)
    assert errors[0].file == "blog/a.md"
    assert len(found) == len(errors) + 3
    rest = [one.message for one in errors if one.message.startswith("and ")]
    expected = f"and {number - 9:,} more of this kind: the step's summary and its log have them"
    assert rest == ([expected] if number > 10 else [])


def test_a_note_names_file_and_lines_relative_to_the_workspace() -> None:
    line = commands_of([Note("error", "why\nwhat", "t: x", "图,1.md", 7)], "博 客/")[0]
    assert line == ("::error file=博 客/图%2C1.md,line=7,endLine=7,title=t%3A x::why%0Awhat")


def test_a_note_about_a_file_outside_of_the_workspace_names_none() -> None:
    assert commands_of([Note("error", "why", path="a.md", line=1)], None) == [
        "::error title=ghblog::why"
    ]


def test_a_summary_is_written_anew_below_what_others_wrote(tmp_path: Path) -> None:
    path = tmp_path / "summary"
    path.write_text("before\n")
    summary = Summary(str(path))
    summary.write("周报 long text")
    summary.write("周报")
    assert path.read_text("utf-8") == "before\n周报"
    assert summary.room < SUMMARY_MOST - 7


def test_a_summary_may_hold_a_byte_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "summary"
    Summary(str(path)).write("a\udcffb")
    append(str(path), "\udcff")
    assert path.read_text("utf-8") == "a?b?"


def test_without_a_runner_there_are_no_files(tmp_path: Path) -> None:
    append("", "x")
    Summary("").write("x")
    assert list(tmp_path.iterdir()) == []

"""What GitHub adds to a page, case by case: cases.txt says it all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from ghblog.render import Place, file_page, issue_page

PLACE = Place(repository="writer/weekly")
FENCE = "`" * 32
CASE = re.compile(
    rf"^(?P<name>[^\n`#]+)\n\n{FENCE} markdown\n(?P<text>.*?){FENCE} issue\n(?P<issue>.*?)"
    rf"(?:{FENCE} file\n(?P<file>.*?))?{FENCE}$",
    re.DOTALL | re.MULTILINE,
)


class Case(NamedTuple):
    text: str
    issue: str
    file: str


def cases() -> dict[str, Case]:
    text = Path(__file__).with_name("cases.txt").read_text(encoding="utf-8")
    return {
        match["name"]: Case(match["text"], match["issue"], match["file"] or match["issue"])
        for match in CASE.finditer(text)
    }


CASES = cases()


def test_every_case_of_the_file_is_read() -> None:
    text = Path(__file__).with_name("cases.txt").read_text(encoding="utf-8")
    assert len(CASES) == text.count(f"{FENCE} markdown\n")


@pytest.mark.parametrize("name", CASES)
def test_an_issue_shows_it_as_github_does(name: str) -> None:
    assert issue_page(CASES[name].text, PLACE).rstrip() == CASES[name].issue.rstrip()


@pytest.mark.parametrize("name", CASES)
def test_a_file_shows_it_as_github_does(name: str) -> None:
    assert file_page(CASES[name].text, PLACE).rstrip() == CASES[name].file.rstrip()


def test_without_a_repository_only_people_are_links() -> None:
    html = issue_page("#12 @ann [a](b.md) 0a1b2c3", Place())
    assert html == (
        '<p>#12 <a class="user-mention" href="https://github.com/ann">@ann</a> '
        '<a href="b.md" rel="nofollow">a</a> 0a1b2c3</p>\n'
    )


def test_another_server_has_its_own_addresses() -> None:
    place = Place("https://git.example", "writer/weekly")
    html = issue_page(
        "#12 https://git.example/ann/notes/issues/3 https://github.com/a/b/pull/4", place
    )
    assert 'href="https://git.example/writer/weekly/issues/12"' in html
    assert ">ann/notes#3</a>" in html
    assert ">https://github.com/a/b/pull/4</a>" in html

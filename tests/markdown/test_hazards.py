"""Who is notified by a text, where it leaves traces, and how both are avoided."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from ghblog.markdown import probe
from ghblog.markdown.github import page
from ghblog.markdown.hazards import Hazard, HazardKind, find_hazards, hush


class Case(NamedTuple):
    title: str
    text: str
    expected: str
    quiet: str


def cases() -> list[Case]:
    text = (Path(__file__).parent / "golden" / "hazards.txt").read_text(encoding="utf-8")
    found = []
    for case in text.replace("→", "\t").replace("∅", "\u200b").split("\n### ")[1:]:
        lines = case.split("\n")
        first = lines.index(".")
        second = lines.index(".", first + 1)
        third = lines.index(".", second + 1)
        source = "\n".join([*lines[1:first], ""]).replace("␍", "\r")
        quiet = "\n".join([*lines[second + 1 : third], ""]).replace("␍", "\r")
        found.append(Case(lines[0], source, "\n".join(lines[first + 1 : second]), quiet))
    return found


def look(text: str) -> tuple[Hazard, ...]:
    return find_hazards(text, repository="me/weekly", allowed=("friend", "@Team/editors"))


def told(hazard: Hazard) -> str:
    url = f" => {hazard.url}" if hazard.url else ""
    return f"{hazard.line} {hazard.kind.value} {hazard.text}{url}"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_what_github_acts_on_is_found_and_made_quiet(case: Case) -> None:
    found = look(case.text)
    assert "\n".join(told(each) for each in found) == case.expected
    assert all(case.text[each.start : each.end] == each.text for each in found)
    quiet = hush(case.text, found)
    assert quiet.text == case.quiet
    assert quiet.refused == ()
    assert [each for each in look(quiet.text) if each.quiet] == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_readers_see_the_same_as_before(case: Case) -> None:
    after = page(hush(case.text, look(case.text)).text)
    shown = after.replace("\u200b", "").replace("&#8203;", "").replace("redirect.", "")
    for each in look(case.text):
        if each.quiet and each.quiet.start < each.quiet.end and each.quiet.html:
            shown = shown.replace(each.quiet.html.replace("redirect.", ""), each.text.split()[-1])
    assert shown == page(case.text).replace("redirect.", "")


def test_a_text_without_anything_of_the_kind_is_not_rendered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(probe, "page")
    text = "Mail a@example.org, # 12, ## 3, C # 4, https://github.com/x, &#12; 第＃5期\n"
    assert find_hazards(text) == ()


def test_only_what_was_chosen_is_made_quiet() -> None:
    text = "@alice other/repo#1 #2\n"
    chosen = [each for each in look(text) if each.kind is HazardKind.FOREIGN]
    quiet = hush(text, chosen)
    url = "https://redirect.github.com/other/repo/issues/1"
    assert quiet.text == f"@alice [other/repo#1]({url}) #2\n"
    assert [told(each) for each in look(quiet.text)] == ["1 mention @alice", "1 own-reference #2"]


def test_offsets_of_the_quiet_text_lead_back() -> None:
    text = "@alice [x](https://github.com/a/b/issues/1) other/repo#1 @bob end\n"
    quiet = hush(text, look(text))
    for word in ("alice", "github.com", "bob", "end", "\n"):
        assert quiet.origin(quiet.text.index(word)) == text.index(word)


def test_nothing_to_do_is_nothing_done() -> None:
    assert hush("@alice\n", ()).text == "@alice\n"
    own = find_hazards("https://github.com/me/weekly/issues/1", repository="me/weekly")
    assert hush("https://github.com/me/weekly/issues/1", own).done == ()


def test_what_cannot_be_made_quiet_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "@alice and @bob\n"
    found = look(text)
    monkeypatch.setattr(
        "ghblog.markdown.hazards_quiet.page",
        lambda markdown: page(re.sub("(&#8203;|\u200b)bob", "x", markdown)),
    )
    quiet = hush(text, found)
    assert quiet.text == "@&#8203;alice and @bob\n"
    assert quiet.refused == (found[1].quiet,)


@pytest.mark.parametrize(
    ("where", "kinds"),
    [
        ({"repository": "a/b"}, ["own-reference", "foreign-reference"]),
        ({"owner": "A", "repository": "B"}, ["own-reference", "foreign-reference"]),
        ({"repository": "c/d", "mine": ("A/b",)}, ["own-reference", "own-reference"]),
        ({}, ["foreign-reference", "foreign-reference"]),
    ],
)
def test_the_own_repository_is_known_however_it_is_named(
    where: dict[str, str], kinds: list[str]
) -> None:
    found = find_hazards("a/b#1 https://github.com/c/d/pull/2\n", **where)
    assert [each.kind.value for each in found] == kinds


def test_a_label_with_a_mention_spoils_no_other() -> None:
    text = "[@alice] @bob [#1] #2\n\n[@alice]: a.md\n[#1]: b.md\n"
    assert [each.text for each in look(text)] == ["@bob", "#2"]


def test_many_names_that_are_labels_are_told_apart_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []

    def counted(text: str) -> str:
        pages.append(text)
        return page(text)

    monkeypatch.setattr(probe, "page", counted)
    names = [f"[@user{n}]" for n in range(200)]
    text = f"{' '.join(names)} @bob\n\n" + "".join(f"{name}: /x\n" for name in names)
    assert [each.text for each in look(text)] == ["@bob"]
    assert len(pages) == 2


def test_a_login_is_at_most_39_characters() -> None:
    assert [each.text for each in look(f"@{'a' * 39} @{'b' * 40}")] == [f"@{'a' * 39}"]

"""Which destinations are live, where they stand, and what it costs to know."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from ghblog.markdown import probe
from ghblog.markdown.github import page
from ghblog.markdown.references import Reference, find_references

_STAND_INS = {"→": "\t", "␍": "\r", "␀": "\0"}


class Case(NamedTuple):
    title: str
    text: str
    expected: str


def cases(name: str) -> list[Case]:
    """The cases of `golden/<name>`, in order."""
    lines = (Path(__file__).parent / "golden" / name).read_text(encoding="utf-8").split("\n")
    found: list[Case] = []
    starts = [n for n, line in enumerate(lines) if line.startswith("### ")]
    for start in starts:
        middle = lines.index(".", start)
        end = lines.index(".", middle + 1)
        text = "\n".join([*lines[start + 1 : middle], ""])
        for stand_in, character in _STAND_INS.items():
            text = text.replace(stand_in, character)
        found.append(Case(lines[start][4:], text, "\n".join(lines[middle + 1 : end])))
    return found


def told(reference: Reference) -> str:
    kind = "image" if reference.image else "media" if reference.media else "link"
    bare = " bare" if reference.bare else ""
    raw = reference.raw.replace("\0", "␀")
    return f"{reference.line} {kind}{bare} {raw} => {reference.url}"


@pytest.mark.parametrize("case", cases("references.txt"), ids=lambda case: case.title)
def test_the_live_destinations_are_found(case: Case) -> None:
    found = find_references(case.text)
    assert "\n".join(told(each) for each in found) == case.expected
    assert all(case.text[each.start : each.end] == each.raw for each in found)


def test_a_definition_used_as_link_and_picture_is_a_picture() -> None:
    (reference,) = find_references("[a] ![a]\n\n[a]: a.png\n")
    assert reference.image


def test_nothing_is_rendered_when_no_destination_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_text: str) -> str:
        raise AssertionError

    monkeypatch.setattr(probe, "page", refuse)
    text = "[a](https://example.org) `x` ![b](http://example.org/b.png)\n" * 100
    assert find_references(text, wanted=lambda raw: not raw.startswith("http")) == ()
    assert find_references("No destination here.\n" * 100) == ()


def test_only_wanted_destinations_are_returned() -> None:
    text = "![a](a.png) ![b](https://example.org/b.png)"
    found = find_references(text, wanted=lambda raw: "://" not in raw)
    assert [each.raw for each in found] == ["a.png"]


def test_a_text_that_holds_our_tokens_is_no_trouble() -> None:
    text = "x0gb000000h X1GB![a](x2gb000001ta.png) `x3gb`\n"
    assert [each.raw for each in find_references(text)] == ["x2gb000001ta.png"]


def test_tokens_that_disturb_the_page_spoil_no_other_destination() -> None:
    text = "](\n- ![a](a.png)\n\nhttps://x.org/a](https://x.org/b) ![c](c.png)\n" * 3
    assert [each.raw for each in find_references(text)] == ["a.png", "c.png"] * 3


def test_many_dead_candidates_do_not_take_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[int] = []

    def counted(text: str) -> str:
        pages.append(len(text))
        return page(text)

    monkeypatch.setattr(probe, "page", counted)
    text = "`[a](a.png)` [b]: b.png ![c](c d.png) [^1]: https://example.org/\n\n" * 200
    assert find_references(text) == ()
    assert len(pages) == 2

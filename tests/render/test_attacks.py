"""Nothing that a post holds runs, leads to a script, or takes the place of the page round it."""

from __future__ import annotations

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render.attacks import attacks
from render.strict import ATTRIBUTES, ELEMENTS, dangers

from ghblog.render import Place, file_page, issue_page, page_html

ATTACKS = attacks()
PLACE = Place(repository="writer/weekly")
PIECES = [line for text in ATTACKS.values() for line in text.splitlines(keepends=True)]


def pages(text: str) -> list[str]:
    return [issue_page(text, PLACE), file_page(text, PLACE), page_html(text, hard_breaks=True)]


def test_there_are_enough_of_them() -> None:
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("name", ATTACKS)
def test_no_attack_leaves_anything_harmful(name: str) -> None:
    for html in pages(ATTACKS[name]):
        assert dangers(html) == []


@pytest.mark.parametrize("name", ATTACKS)
def test_a_browser_reads_no_other_page_than_the_one_that_was_made(name: str) -> None:
    """Written anew by a parser that follows the HTML standard, it is still harmless."""
    for html in pages(ATTACKS[name]):
        again = nh3.clean(
            html,
            tags=ELEMENTS,
            clean_content_tags=set(),
            attributes={"*": ATTRIBUTES - {"rel"}},
            link_rel=None,
            url_schemes={"http", "https", "mailto", "xmpp", "irc", "ircs"},
        )
        assert dangers(again) == []
        assert nh3.clean(html, tags=set()) == nh3.clean(again, tags=set())


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_mixture_of_attacks_leaves_anything_harmful(text: str) -> None:
    assert [dangers(html) for html in pages(text)] == [[], [], []]


@settings(max_examples=150)
@given(st.text(st.sampled_from(list("<>\"'&;=/!-`$@#:[]()\\ \nabox1_*\0>"))))
def test_no_text_whatever_leaves_anything_harmful(text: str) -> None:
    assert [dangers(html) for html in pages(text)] == [[], [], []]

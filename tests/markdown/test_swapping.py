"""Other Markdown in the place of a piece of text, and nothing else changed."""

from __future__ import annotations

import pytest

from ghblog.markdown.swapping import Chain, Swap, swap


def one(text: str, old: str, new: str, html: str | None = None, *, block: bool = False) -> str:
    """The text with `old` swapped, or as it was."""
    start = text.index(old)
    return swap(text, [Swap(start, start + len(old), new, html, block)]).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a OLD b", "a *new* b"),
        ("- OLD\n> OLD", "- *new*\n> OLD"),
        ("| a |\n|---|\n| OLD |\r\n", "| a |\n|---|\n| *new* |\r\n"),
        ("\ufeffOLD\x00", "\ufeff*new*\x00"),
    ],
)
def test_a_piece_of_running_text_is_swapped(text: str, expected: str) -> None:
    assert one(text, "OLD", "*new*") == expected


@pytest.mark.parametrize(
    "text", ["`OLD`", "    OLD", "[a](OLD)", "<b c='OLD'>", "*OLD*", "OLD\n==="]
)
def test_what_is_not_live_or_would_change_more_is_refused(text: str) -> None:
    new = "*new*" if text != "OLD\n===" else "> new"
    assert one(text, "OLD", new) == text


def test_a_paragraph_goes_with_what_was_all_of_it() -> None:
    assert one("a\n\nOLD\n\nb\n", "OLD", "", "", block=True) == "a\n\n\n\nb\n"
    assert one("a\nOLD\nb\n", "OLD", "", "", block=True) == "a\nOLD\nb\n"


def test_a_tag_that_begins_a_block_of_html_is_swapped_by_a_mark_within_it() -> None:
    text = 'a\n\n<img src="OLD">\r\n\r\nb\n'
    start, end = text.index("<"), text.index(">") + 1
    new = '<img width="3">'
    assert swap(text, [Swap(start, end, new, new)]).text == text
    inside = Swap(start, end, new, new, inside=text.index("OLD"))
    assert swap(text, [inside]).text == f"a\n\n{new}\r\n\r\nb\n"


def test_a_tag_that_is_not_shown_as_typed_is_not_swapped() -> None:
    text = '`<img src="OLD">` &lt;<script src="OLD">'
    for start in (text.index("<"), text.rindex("<")):
        end = text.index(">", start) + 1
        each = Swap(start, end, "<b>", "<b>", inside=text.index("OLD", start))
        assert swap(text, [each]).refused == (each,)


def test_of_two_that_overlap_the_later_one_is_refused() -> None:
    first, second = Swap(0, 3, "x"), Swap(2, 4, "y")
    result = swap("abcd", [second, first])
    assert (result.text, result.done, result.refused) == ("xd", (first,), (second,))


def test_one_that_cannot_be_spoils_no_other() -> None:
    text = "A `B` C"
    result = swap(text, [Swap(0, 1, "a"), Swap(3, 4, "*b*"), Swap(6, 7, "c")])
    assert result.text == "a `B` c"


def test_offsets_lead_back_through_all_steps() -> None:
    first = swap("aXbYc", [Swap(1, 2, "xxx"), Swap(3, 4, "")])
    second = swap(first.text, [Swap(4, 5, "[b](b)")])
    chain = Chain(first, second)
    assert second.text == "axxx[b](b)c"
    assert [chain.origin(at) for at in (0, 1, 3, 4, 9, 10)] == [0, 1, 1, 2, 2, 4]

"""Other URLs in their places, every other character as it was."""

from __future__ import annotations

import pytest

from ghblog.markdown.references import RewriteError, find_references, rewrite


def rewritten(text: str, url: str) -> str:
    return rewrite(text, [(each.start, each.end, url, each.bare) for each in find_references(text)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](a.png 'T') `![a](a.png)`\r\n", "![a](N 'T') `![a](a.png)`\r\n"),
        ("![a](<a b.png>)", "![a](<N>)"),
        ("![a]\n\n> [a]:\n>   a.png\n", "![a]\n\n> [a]:\n>   N\n"),
        ("![Cover]()", "![Cover](N)"),
        ("<img src='a b.png'>", "<img src='N'>"),
        ("<img src=a.png alt=b>", '<img src="N" alt=b>'),
        ('<source srcset="a.png 1x, b.png 2x">', '<source srcset="N 1x, N 2x">'),
        ("\ufeffa\r![a](b\\)c.png)\n\t\x00", "\ufeffa\r![a](N)\n\t\x00"),
    ],
)
def test_only_the_destination_changes(text: str, expected: str) -> None:
    assert rewritten(text, "N") == expected


@pytest.mark.parametrize(
    ("url", "typed"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&amp;c=2"),
        ("图 (1).png", "%E5%9B%BE%20%281%29.png"),
        ("a%20b%.png", "a%20b%25.png"),
        ("a|b\\c'd\"e<f>[g]", "a%7Cb%5Cc%27d%22e%3Cf%3E%5Bg%5D"),
        (",a,b,", "%2Ca,b%2C"),
        ("&copy;", "&amp;copy;"),
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "![x]({})",
        "![x](<{}>)",
        '<img src="{}">',
        "| a |\n|-|\n| ![x]({}) |\n",
        "[x]: {}\n\n![x]",
    ],
)
def test_a_url_is_written_so_that_it_is_right_in_its_place(
    frame: str, url: str, typed: str
) -> None:
    assert rewritten(frame.format("a.png"), url) == frame.format(typed)


def test_nothing_to_replace_gives_the_text_itself() -> None:
    assert rewrite("![a](a.png)", []) == "![a](a.png)"


def test_what_is_no_live_destination_is_refused_with_its_line() -> None:
    text = "![a](a.png)\n\n`![b](b.png)`\n"
    start = text.index("b.png")
    with pytest.raises(RewriteError, match=r"line 3: replacing “b[.]png” would") as caught:
        rewrite(text, [(5, 10, "n", False), (start, start + 5, "n", False)])
    assert caught.value.line == 3


def test_half_a_destination_is_refused() -> None:
    with pytest.raises(RewriteError, match="line 1"):
        rewrite("![a](abc.png)", [(5, 7, "n", False)])


def test_an_empty_url_that_would_break_a_definition_is_refused() -> None:
    with pytest.raises(RewriteError, match="line 3"):
        rewritten("![a]\n\n[a]: a.png\n", "")


def test_an_autolink_is_refused_because_its_text_would_change() -> None:
    with pytest.raises(RewriteError, match="line 1"):
        rewrite("<https://example.org>", [(1, 20, "n", False)])


@pytest.mark.parametrize("spans", [[(5, 10), (7, 10)], [(-1, 3)], [(5, 99)], [(9, 5)]])
def test_spans_that_overlap_or_leave_the_text_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(RewriteError, match="overlap or leave the text"):
        rewrite("![a](a.png)", [(start, end, "n", False) for start, end in spans])

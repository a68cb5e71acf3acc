"""Over any text, what a dialect of another package found is turned, or its post is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from plugin.spoiler.ghblog_spoiler import PATTERN, spoiler
from vaults import ALL, FOLDER

from ghblog.markdown.dialects import Dialect, turn
from ghblog.markdown.dialects.live import outside_code
from ghblog.markdown.github import page
from ghblog.markdown.html import Kind

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

LINES = [
    ":::spoiler End",
    ":::spoiler",
    ":::",
    ":::",
    "",
    "",
    "He dies.",
    "- a",
    "  b",
    "# h",
    "---",
]
LINES += ["> q", "> :::spoiler", "> :::", "```", "~~~", "    code", "-->", "<!-- c", "![[a.png]]"]
LINES += ["[[n]]", "==x==", "%%p%%", "|a|@@b@@|", "|-|-|", "@@good@@", "*@@good@@*", "1. @@x@@"]
LINES += [
    "[@@l@@](a b.md)",
    "`@@c@@`",
    "`@@x",
    "@@y`@@",
    "@@a ![[a.png]] b@@",
    "[^1]: @@f@@",
    "[^1]",
]
TEXTS = st.builds(
    lambda end, lines: end.join([*lines, ""]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.lists(st.sampled_from(LINES), max_size=12),
)
BOLD = re.compile("@@(?P<words>[^@\n]+)@@")


def bold(md: Markdown) -> None:
    """`@@words@@` become bold."""

    def parse(_: InlineParser, match: re.Match[str], state: InlineState) -> int:
        attrs = {"markdown": f"**{match['bold_words']}**"}
        state.append_token({"type": "bold", "attrs": attrs})
        return match.end()

    md.inline.register("bold", BOLD.pattern.replace("<words>", "<bold_words>"), parse, "link")


PLUGGED = (
    Dialect("spoiler", spoiler, re.compile(":::spoiler"), package="ghblog-spoiler 1.0"),
    Dialect("bold", bold, re.compile("@@"), package="ghblog-bold 1.0"),
)


def shown(text: str) -> str:
    """What readers see as running text."""
    html = page(text)
    pieces = (each for each in outside_code(html) if each.kind is Kind.TEXT)
    return "".join(html[each.start : each.end] for each in pieces)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_nothing_that_was_found_is_published_as_it_was_typed(text: str) -> None:
    turning = turn(text, FOLDER, ALL, PLUGGED)
    assert not re.search("x[0-9]+gb[0-9]{6}", turning.swapped.text)  # a mark of the parser's
    refused = [each for each in turning.doubts if each.error]
    assert all(1 <= each.line <= len(re.split(r"\r\n?|\n", text)) for each in refused)
    if refused or re.search(r"(?m)^[> ]*(?:<!--|-->)", text):
        return  # in a block of HTML there is no Markdown, for mistune as for GitHub
    assert not BOLD.search(shown(turning.swapped.text))
    lf = re.sub(r"\r\n?", "\n", turning.swapped.text)
    closed = [each for each in re.finditer(PATTERN, lf, re.MULTILINE) if alone(lf, each)]
    assert [each.group() for each in closed] == []


def alone(text: str, match: re.Match[str]) -> bool:
    """Whether a spoiler in a text would be read as one: it is no part of something before it."""
    before = text[: match.start()]
    return match.group().split("\n")[0] in shown(text) and before in {"", "\n", "\n\n"}


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_what_nobody_found_stays_as_it_was(text: str) -> None:
    plain = re.sub(r"@@|:::spoiler", "", text)
    with_them = turn(plain, FOLDER, ALL, PLUGGED)
    assert with_them.swapped.text == turn(plain, FOLDER, ALL).swapped.text
    assert not [each for each in with_them.doubts if each.code == "dialect-failed"]

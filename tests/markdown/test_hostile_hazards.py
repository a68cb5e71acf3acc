"""What holds for the hazards of every document, tried on nasty ones full of them."""

# ruff: noqa: E501 (the table holds things as people type them)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.test_hostile_documents import BLOCKS, INLINES

from ghblog.markdown.github import page
from ghblog.markdown.hazards import Hazard, HazardKind, find_hazards, hush
from ghblog.markdown.html import Kind, read, unescape

HAZARDS = (
    "@bob", "@org/team", "你好@bob", "\\@esc", "&#64;ent", "@&#98;ob", "@", "@@", "@b-", "@a_b", "@me", "a@b.c",
    "用户@qq.com", "#12", "#", "12", "\\#3", "&#35;4", "&num;5", "GH-6", "gh-", "fixes #7", "closes ", "C#8",
    "o/r#9", "my_r/x_y#1", "fork#2", "me/weekly#3", "o/r@0123abc", "o/", "/r", "r#4", "#5@bob", "&#", "&",
    "https://github.com/o/r/issues/1", "<https://github.com/o/r/pull/2>", "https://", "github.com/o/r/issues/3",
    "[x](https://github.com/o/r/discussions/4)", "[y][y]", "[y]: https://github.com/o/r/issues/5\n", "[@bob]",
    "[@bob]: a.md\n", "[^@bob]", "[#12]", "<a href='https://github.com/o/r/commit/0123abc'>", "<a name=x>",
    "<code>", "</code>", "<tt>", "</tt>", "<p>@bob #1 o/r#2</p>\n", "![https://github.com/o/r/pull/6](@bob)",
    "<@bob>", "</@bob", "<img alt=@bob>", "&#8203;", "\u200b", "redirect.", "https://github.com/me/weekly/pull/7",
)  # fmt: skip

documents = st.lists(st.sampled_from(BLOCKS + INLINES + HAZARDS * 4), max_size=24).map("".join)


def look(text: str) -> tuple[Hazard, ...]:
    return find_hazards(text, repository="me/weekly")


# As GitHub's own filter for mentions was published.
MENTION = re.compile(
    r"(?:^|[^A-Za-z0-9_])@((?>[a-z0-9][a-z0-9-]*))(?!/)(?=\.+[^A-Za-z0-9_]|\.+$|[^0-9a-z_.]|$)",
    re.IGNORECASE | re.MULTILINE,
)


def texts(html: str) -> Iterator[str]:
    """The text nodes that no `code`, `pre`, `tt` or `a` holds, as a simple reader sees them."""
    depth = Counter[str]()
    for piece in read(html):
        if piece.kind is Kind.START:
            depth[piece.name] += 1
        elif piece.kind is Kind.END:
            depth[piece.name] = max(0, depth[piece.name] - 1)
        elif piece.kind is Kind.TEXT and not any(
            depth[name] > 0 for name in ("code", "pre", "tt", "a")
        ):
            yield unescape(html[piece.start : piece.end])


def quiet_page(text: str) -> str:
    """A page without what `hush` may add to it."""
    html = page(text).replace("\u200b", "").replace("&#8203;", "").replace("redirect.", "")
    return re.sub(r'<a href="https://github\.com/[^"]*">([\w./-]+[#@]\w+)</a>', r"\1", html)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(documents)
def test_everybody_whom_github_would_notify_is_found(text: str) -> None:
    found = look(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
    logins = [login for node in texts(page(text)) for login in MENTION.findall(node)]
    mentions = sum(each.kind is HazardKind.MENTION for each in found)
    assert sum(login.rstrip("-").lower() != "me" for login in logins) <= mentions


@settings(max_examples=500, derandomize=True, deadline=None)
@given(documents)
def test_hushing_changes_nothing_else_and_leaves_nothing_loud(text: str) -> None:
    found = look(text)
    hushed = hush(text, found)
    rebuilt, position = "", 0
    for each in hushed.done:
        rebuilt += text[position : each.start] + each.new
        position = each.end
    assert hushed.text == rebuilt + text[position:]
    assert quiet_page(hushed.text) == quiet_page(text)
    still = [each for each in look(hushed.text) if each.quiet]
    assert len(still) == len(hushed.refused)
    wishes = {each.quiet for each in found}
    assert set(hushed.refused) <= wishes

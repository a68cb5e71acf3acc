"""What holds for every document, tried on some put together from dialects and nasty bits."""

# ruff: noqa: E501, Q003 (the tables hold things as people type them)

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from vaults import ALL, FOLDER, NOTHING

from ghblog.markdown.dialects import Turning, Vault, turn
from ghblog.markdown.github import page
from ghblog.markdown.html import Kind, read

BLOCKS = (
    "# ", "> ", "> > ", "- ", "1. ", "  ", "    ", "\t", "```\n", "~~~\n", "---\n", "===\n", "<br/>\n",
    "| a | b |\n|---|---|\n", "| ", " | ", "|\n", "- [ ] ", "[^1]: ", "<div>\n", "</div>\n", "<pre>",
    "</pre>", "<details><summary>\n", "\n\n", "\n", "\n\n", "\n", "\r\n", "\r", "\n> ", "\n- ",
)  # fmt: skip
INLINES = (
    "`", "``", "`x`", "*", "**", "_", "~~", "\\", "[", "]", "(", ")", "!", "<", ">", "\"", "'", "|",
    "![x](a.png)", "[t](u.md)", "[r]", "[r]: r.png\n", "[^1]", "<!-- ", " -->", "<code>", "</code>",
    "中文", "🎉", " ", "  ", "x", "https://example.org/", "<a href=\"", "<img src=\"h.png\">", "x0gb",
    "\x00", "\ufeff", "\u3000", "\x0b", "&amp;", "&#37;", "5",
)  # fmt: skip
DIALECTAL = (
    "![[a.png]]", "![[a.png|300]]", "![[a.png\\|30x20]]", "![[two.png|w]]", "![[no.png]]", "![[n]]",
    "![[x.mp4]]", "![[", "]]", "[[n]]", "[[n|t *x*]]", "[[n#H x|`t`]]", "[[#H]]", "[[no]]", "[[dup]]",
    "[[1]](u)", "[[r]]", "[!info] T *x*", "> [!info] T\n> b\n", "> [!bug]-\n", "[!note]", "[!faq]+ 问",
    "<img src=\"a.png\" style=\"zoom:50%;\" />", "<IMG style='zoom: .5' src=a.png>", "![](a.png =500x)",
    "![al](b c.png =5x6 \"t\")", "![x](=x)", "![](a.png){width=30%}", "![](<a.png>){: height=\"3\"}",
    "![x](图 1.png)", "[x](a b.md)", "[![x](b c.png 't')](a b.md)", "![x](no no.png)",
    "{{< figure src=\"a.png\" caption=\"C [[n]]\" >}}", "{{<figure src=\"a.png\" width=\"3\">}}", "{{<",
    "{{% figure src=`a.png` title=\"T\" link=\"l\" %}}", "![m](a.mp4)", "![](https://x.org/y.webm)",
    "<video src=\"p/x.mp4\" controls></video>", "<video>\n<source src='p/x.mp4'>\n</video>\n", "[TOC]\n",
    "==m==", "==", "==[[n]]==",
)  # fmt: skip
PRIVATE = (
    "%%", "%%", "%%\n", "\n%%\n", "\n\n%%\n", "%%geheim%%", " %%geheim%% ", "\n%%geheim\n\ngeheim%%\n",
    "\n\n%%\n- geheim\n%%\n\n", "geheim", "50%%", "%%%", "%% geheim %%", "\\%%",
)  # fmt: skip

plain = st.sampled_from(BLOCKS + INLINES + DIALECTAL * 2)
private = st.sampled_from(BLOCKS + INLINES + DIALECTAL + PRIVATE * 4)


def numbered(pieces: list[str]) -> str:
    """The pieces with words of their own between them, to be found again on the page."""
    return "".join(f"{each}w{n}w" if n % 2 else each for n, each in enumerate(pieces))


documents = st.lists(plain, max_size=24).map(numbered)
diaries = st.lists(private, max_size=16).map(numbered)


def outside(text: str, result: Turning) -> tuple[str, list[str]]:
    """The new text put together again, and what of the old one was kept."""
    kept: list[str] = []
    parts: list[str] = []
    position = 0
    for each in result.swapped.done:
        assert position <= each.start <= each.end <= len(text)
        kept.append(text[position : each.start])
        parts += (kept[-1], each.new)
        position = each.end
    kept.append(text[position:])
    return "".join([*parts, kept[-1]]), kept


def places(html: str, words: set[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each of the words, in what kind of piece and in which elements the page has it."""
    stack: list[str] = []
    ours = {"figure", "video", "img", "br", "hr", "input", "source"}
    for piece in read(html):
        if piece.kind is Kind.START and piece.name not in ours and "." not in piece.name:
            stack.append(piece.name)
        elif piece.kind is Kind.END and piece.name in stack:
            while stack.pop() != piece.name:
                pass
        for word in re.findall(r"w\d+w", html[piece.start : piece.end]):
            if word in words:
                yield word, piece.kind.name, tuple(stack)


def check(text: str, vault: Vault) -> Turning:
    result = turn(text, vault, ALL)
    again, kept = outside(text, result)
    assert again == result.swapped.text
    words = set(re.findall(r"w\d+w", " ".join(kept)))
    before, after = page(text), page(result.swapped.text)
    assert [*places(after, words)] == [*places(before, words)]
    lines = [*(each.line for each in result.doubts), *(each.line for each in result.turned)]
    assert all(1 <= line <= len(text) + 1 for line in lines)
    assert all(each.dialect for each in result.turned)
    assert [each.new for each in result.turned] == [each.new for each in result.swapped.done]
    return result


@settings(max_examples=500, derandomize=True)
@given(documents)
def test_with_an_empty_vault_all_that_is_not_turned_stays_where_it_was(text: str) -> None:
    check(text, NOTHING)


@settings(max_examples=500, derandomize=True)
@given(documents)
def test_with_a_full_vault_all_that_is_not_turned_stays_where_it_was(text: str) -> None:
    check(text, FOLDER)


def shown(html: str) -> str:
    """The page's running text, without code and tags."""
    html = re.sub(r"(?s)<(pre|code)>.*?(?:</\1>|\Z)", "", html)
    return "".join(html[each.start : each.end] for each in read(html) if each.kind is Kind.TEXT)


@settings(max_examples=500, derandomize=True)
@given(diaries)
def test_private_words_are_gone_or_the_post_is_refused(text: str) -> None:
    result = turn(text, NOTHING, ALL)
    assert outside(text, result)[0] == result.swapped.text
    if not any(each.error and each.code == "private-comment" for each in result.doubts):
        left = shown(page(re.sub(r"\\+%+", "", result.swapped.text)))  # not those escaped
        assert not re.search(r"(?<![\d%])%%+[^%\\]*geheim[^%\\]*(?<!\d)%%", left)

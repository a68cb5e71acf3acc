"""One thing has one name, spelled one way, on all pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.pages import PAGES, named, read, without_blocks

# What nobody should read, and what to write instead.
INSTEAD = {
    r"\bGithub|\bGITHUB\b|git hub": "GitHub",
    r"\bGhblog|GHBlog|gh-blog": "ghblog",
    r"\bmarkdown\b(?!,|:| \|)|MarkDown": "Markdown",
    r"(?<![\w./-])readme\b|Readme\b": "README",
    r"front-matter|frontmatter": "front matter",
    r"\btimezone\b|time-zone\b": "time zone",
    r"\bcolor\b|\bcolors\b": "colour",
    r"\bbehavior": "behaviour",
    r"\blicense\b(?!s)": "licence",
    r"\bJsdelivr\b|\bJSDelivr\b|\bjsdelivr\b": "jsDelivr",
    r"(?<![/*])\brepos?\b(?!#)": "repository",
    r"\bPypi\b": "PyPI",
    r"command-line\b": "command line",
    r"e-?mails?\b(?! addresses)": "mail",
    r"\btoken（令牌）|令牌": "token",
}
# Where another spelling is right: names of things, and quotations.
RIGHT = re.compile(
    r"`[^`]*`|\[[a-z-]+\]\(#[^)]*\)|\]\([^)]*\)|\]\[[^\]]*\]|^\[[^\]]+\]: .*$|^### .*$"
    r"|<[^>]+>|https?://\S+|\*[^*\n]+\*",
    re.MULTILINE,
)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_spells_words_as_the_others_do(page: Path) -> None:
    text = RIGHT.sub(lambda match: " " * len(match[0]), without_blocks(read(page)))
    found = [
        f"{named(page)}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}: write {right}"
        for wrong, right in INSTEAD.items()
        for match in re.finditer(wrong, text)
    ]
    assert found == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_page_has_white_space_that_nobody_sees(page: Path) -> None:
    lines = read(page).splitlines()
    assert [n for n, line in enumerate(lines, 1) if line != line.rstrip() or "\t" in line] == []

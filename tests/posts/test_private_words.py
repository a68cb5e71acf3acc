"""Where Obsidian's `%%` leaves words in doubt, the writer is told the file's lines."""

from __future__ import annotations

import pytest
from posts.blogging import Blog

from ghblog.model import Severity

HEAD = "---\ntitle: x\ndate: 2022-07-01\n---\n\n"


def test_both_lines_are_the_files(blog: Blog) -> None:
    refusal = blog.refusal(HEAD + "a %%b\n\nc%% d\n")
    assert refusal.line == 6
    assert "to the %% in line 8 may be private" in refusal.message
    refusal = blog.refusal("# Title\n\na %%b\n\nc%% d\n")
    assert refusal.line == 3
    assert "to the %% in line 5 may be private" in refusal.message


@pytest.mark.parametrize("text", ["绩效 %%C，别让他看到", "绩效%%很差", "a (%%b", "%% a"])
def test_words_behind_a_mark_that_nobody_closes_are_not_published(blog: Blog, text: str) -> None:
    refusal = blog.refusal(f"# T\n\n{text}\n")
    assert (refusal.code, refusal.line) == ("private-comment", 3)


def test_a_mark_between_blanks_is_a_warning(blog: Blog) -> None:
    (found,) = blog.findings("# T\n\nThe operator %% gives the rest.\n")
    assert (found.line, found.code) == (3, "private-comment")
    assert found.severity is Severity.WARNING
    assert "Obsidian hides what follows" in found.message


@pytest.mark.parametrize("text", ["done 100%%", "100%% of 50%%, then", "`%%` as code", "\\%%x"])
def test_percent_signs_behind_numbers_and_in_code_are_none(blog: Blog, text: str) -> None:
    assert blog.findings(f"# T\n\n{text}\n") == []

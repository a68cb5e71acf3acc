"""What holds for every document, tried on some put together from the nasty bits of Markdown."""

from __future__ import annotations

import hostile
from hostile import BLOCKS, DIALECTS, HAZARDS, INLINES, URL
from hypothesis import given, settings
from hypothesis import strategies as st

from ghblog.markdown.comments import append_comment, live_comments
from ghblog.markdown.dialect import pictures_meant
from ghblog.markdown.github import page
from ghblog.markdown.headings import leading_heading
from ghblog.markdown.html import Kind, read, unescape
from ghblog.marker import marker_for, unedited


def made_of(*tables: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(tables), max_size=30).map("".join)


documents = made_of(*BLOCKS, *INLINES * 2)
loud = made_of(*BLOCKS, *INLINES, *HAZARDS * 4)
foreign = made_of(*BLOCKS, *INLINES, *HAZARDS, *DIALECTS * 3)
urls = st.text(st.sampled_from(URL), max_size=12).map("n{}".format)


@settings(max_examples=500, derandomize=True)
@given(documents)
def test_every_picture_that_the_page_shows_is_found(text: str) -> None:
    hostile.check_references(text)


@settings(max_examples=500, derandomize=True)
@given(documents, urls)
def test_the_page_differs_in_the_mapped_urls_alone(text: str, url: str) -> None:
    hostile.check_rewriting(text, url)


@settings(max_examples=500, derandomize=True)
@given(loud)
def test_everybody_whom_github_would_notify_is_found(text: str) -> None:
    hostile.check_hazards(text)


@settings(max_examples=500, derandomize=True)
@given(loud)
def test_hushing_changes_nothing_else_and_leaves_nothing_loud(text: str) -> None:
    assert hostile.check_hushing(text) == 0


@settings(max_examples=500, derandomize=True)
@given(foreign, urls)
def test_all_changes_one_after_the_other_change_nothing_else(text: str, url: str) -> None:
    hostile.check_chain(text, url)


@settings(max_examples=300, derandomize=True)
@given(documents)
def test_a_heading_taken_out_loses_nothing_else(text: str) -> None:
    heading = leading_heading(text)
    if heading is None:
        return
    html = page(text)
    assert html.startswith("<h1>")
    assert heading.title == heading.title.strip() != ""
    if heading.whole:
        rest = text[: heading.start] + text[heading.end :]
        assert page(rest) == html.partition("</h1>\n")[2]


@settings(max_examples=300, derandomize=True)
@given(documents, st.booleans())
def test_a_marker_put_in_is_live_and_tells_that_nobody_edited_the_text(
    text: str, crlf: bool
) -> None:
    ours = marker_for("main", "a", 1, 1, "digest", text)
    marked = append_comment(text, ours)
    (span,) = live_comments(marked, ours)
    assert marked[slice(*span)] == ours
    if crlf:  # as browsers save it
        marked = marked.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n") + "\r\n"
    assert unedited(marked)


@settings(max_examples=300, derandomize=True)
@given(documents)
def test_what_the_writer_meant_can_be_read_from_anything(text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= line <= lines for _target, line in pictures_meant(text))


@settings(max_examples=500, derandomize=True)
@given(st.one_of(documents, st.text(st.sampled_from("<>!-/?= \t\n'\"&;#aA[]é\0"), max_size=60)))
def test_the_tag_reader_reads_anything_from_front_to_back(html: str) -> None:
    position = 0
    for piece in read(html):
        assert position <= piece.start <= piece.end <= len(html)
        position = piece.end if piece.kind is not Kind.COMMENT else piece.start
        for attribute in piece.attributes:
            assert piece.start < attribute.start <= attribute.end < piece.end
            assert unescape(html[attribute.start : attribute.end]) == attribute.value


@settings(max_examples=500, derandomize=True)
@given(documents.map(page))
def test_reading_about_something_leaves_out_only_what_does_not_hold_it(html: str) -> None:
    wanted = [each for each in read(html) if "png" in html[each.start : each.end]]
    quick = [each for each in read(html, about="png") if "png" in html[each.start : each.end]]
    tags = (Kind.START, Kind.COMMENT)
    assert [each for each in quick if each.kind in tags] == [
        each for each in wanted if each.kind in tags
    ]

"""A file that is not UTF-8 is shown as what it is, or not at all; never as nonsense."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writers import Writer

from ghblog.model import Action
from ghblog.posts.encoding import decode, legible
from ghblog.posts.faults import FaultError
from ghblog.viewing import PostView

TEXT = "# 周报第三周\n\n今天天气很好，写了不少代码。\n"


def viewed(writer: Writer, data: bytes) -> PostView:
    writer.write("posts/a.md", data)
    view = writer.blog().viewer(offline=True).post("a")
    assert view
    assert view.summary.state is Action.REFUSE
    return view


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("gbk", "GB18030"), ("gb18030", "GB18030"), ("utf-16", "UTF-16"), ("euc_kr", "GB18030")],
)
def test_the_encoding_that_the_advice_names_is_the_one_it_is_read_by(
    writer: Writer, encoding: str, named: str
) -> None:
    text = TEXT if encoding != "euc_kr" else "# 주간 보고\n\n내용\n"
    view = viewed(writer, text.encode(encoding))
    assert f"if it is {named}:" in view.summary.hint
    assert view.notices[0].startswith(f"The file is shown as {named} text")
    if encoding != "euc_kr":
        assert view.summary.title == "周报第三周"
        assert "今天天气很好" in view.draft[0]
        assert "今天天气很好" in view.source


def test_a_file_in_no_known_encoding_is_not_shown(writer: Writer) -> None:
    view = viewed(writer, b"\xff\xff\xfe words \x81")
    assert view.draft == ()
    assert view.source == ""
    assert view.summary.title == "posts/a.md"
    assert "its text is not shown" in view.notices[0]


def test_a_picture_called_a_post_is_not_shown_as_letters(writer: Writer) -> None:
    from writers import png

    view = viewed(writer, png())
    assert (view.draft, view.source) == ((), "")


def test_a_file_in_utf_8_is_said_nothing_of(writer: Writer) -> None:
    writer.write("posts/a.md", TEXT)
    view = writer.blog().viewer(offline=True).post("a")
    assert view
    assert view.notices == ()


def advice(data: bytes) -> str | None:
    """What a writer is told to do with such a file; None if it is as it should be."""
    try:
        decode(data, "a.md")
    except FaultError as fault:
        return fault.hint
    return None


@given(st.binary(max_size=60))
def test_whatever_the_bytes_are_they_are_read_as_the_advice_says_or_not_at_all(
    data: bytes,
) -> None:
    seen, told = legible(data), advice(data)
    if told is None:
        assert (seen.text, seen.encoding) == (decode(data, "a.md"), "UTF-8")
    elif seen.encoding not in {"", "UTF-8"}:
        assert seen.encoding in told
        assert not re.search("[\ufffd\0]", seen.text)
    elif not seen.encoding:
        assert seen.text == ""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ghblog.marker import (
    marker_for,
    read_marker,
    same_text,
    split_marker,
    trusted,
    unedited,
)
from ghblog.model import Existing, Kind

TEXT = "Hello\n\n- one\n- two"


def signed(text: str, post: str = "2022-07-w2") -> str:
    return f"{text}\n\n{marker_for('main', post, 1, 1, 'd' * 22, text)}"


def test_a_marker_says_whose_text_it_is() -> None:
    marker = read_marker(signed(TEXT))
    assert marker
    assert (marker.blog, marker.post, marker.part, marker.parts) == ("main", "2022-07-w2", 1, 1)
    assert marker.digest == "d" * 22


@settings(derandomize=True)
@given(post=st.text(min_size=1).filter(lambda text: text.isprintable()), text=st.text())
def test_any_id_survives_and_nothing_in_it_ends_the_comment(post: str, text: str) -> None:
    comment = marker_for("main", post, 1, 1, "--", text)
    assert "--" not in comment.removeprefix("<!--").removesuffix("-->")
    assert ">" not in comment[:-1]
    marker = read_marker(f"{text}\n\n{comment}")
    assert marker
    assert marker.post == post


def test_a_text_that_only_changed_its_line_endings_is_not_edited() -> None:
    assert unedited(signed(TEXT).replace("\n", "\r\n"))
    assert unedited(f"\n{signed(TEXT)}\n\n")


def test_a_changed_word_is_an_edit() -> None:
    assert not unedited(signed(TEXT).replace("two", "three"))


def test_a_text_without_a_marker_counts_as_edited() -> None:
    assert not unedited(TEXT)


def test_a_marker_at_the_head_is_found_too() -> None:
    body = f"{marker_for('main', 'a', 1, 1, 'd', TEXT)}\n\n{TEXT}"
    assert unedited(body)
    assert split_marker(body)[0].strip() == TEXT


def test_a_marker_in_the_middle_is_text() -> None:
    body = f"before\n\n{marker_for('main', 'a', 1, 1, 'd', 'x')}\n\nafter"
    assert read_marker(body) is None


def test_a_damaged_marker_is_text() -> None:
    assert read_marker("x\n\n<!-- ghblog {not json} -->") is None
    assert read_marker('x\n\n<!-- ghblog {"v":2} -->') is None
    assert read_marker('x\n\n<!-- ghblog {"v":1,"part":"1"} -->') is None


def test_the_same_text_under_another_marker_is_the_same() -> None:
    assert same_text(signed(TEXT, "one"), signed(TEXT, "two").replace("\n", "\r\n"))
    assert not same_text(signed(TEXT), signed(TEXT + "!"))


def existing(author: str, association: str) -> Existing:
    return Existing(Kind.ISSUE, "I_1", 1, "t", "b", author, association)


def test_a_marker_counts_by_who_wrote_it() -> None:
    assert trusted(existing("me", "NONE"), "me", ())
    assert trusted(existing("github-actions", "NONE"), "me", ("github-actions",))
    assert trusted(existing("friend", "COLLABORATOR"), "me", ())
    assert not trusted(existing("stranger", "CONTRIBUTOR"), "me", ("github-actions",))

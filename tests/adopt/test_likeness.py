"""What counts when two texts are compared."""

from __future__ import annotations

import pytest
from adopt.handmade import prose
from hypothesis import given
from hypothesis import strategies as st

from ghblog.sync.likeness import gist, likeness, nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\r\n\r\nb  c\r\n", "a\nb c"),
        ("text\n\n![](pictures/a.png)\n", "text\n![image](https://github.com/user-attachments/x)"),
        ('text <img width="1" src="a.png"> end', "text  end"),
        ("text ![[a.png]]", "text"),
        ("see [this](../b.md)", "see [this](https://github.com/o/r/issues/2)"),
        ("see [this][1]\n\n[1]: b.md", "see [this][1]\n\n[1]: https://example.org"),
        ("text\n<!-- a note\n of mine -->\n", "text"),
        ("caf\u00e9", "cafe\u0301"),
        ("![a (b)](c (d).png) rest", "rest"),
    ],
)
def test_pictures_addresses_comments_and_white_space_do_not_count(one: str, other: str) -> None:
    assert gist(one) == gist(other)
    assert likeness(gist(one), gist(other)) == 1


def test_words_count() -> None:
    one, other = gist(prose(1)), gist(prose(2))
    assert likeness(one, other) < 0.6
    assert 0.9 < likeness(one, one + "\nA line more.") < 1
    assert 0.9 < likeness(one, one.replace("周报", "日报", 1)) <= 1


@given(st.text(max_size=400), st.text(max_size=400))
def test_likeness_is_a_number_from_0_to_1_whatever_the_texts(one: str, other: str) -> None:
    assert 0 <= likeness(gist(one), gist(other)) <= 1
    assert likeness(gist(one), gist(one)) == 1


@given(st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=8, unique_by=gist))
def test_a_text_is_nearest_to_itself(texts: list[str]) -> None:
    gists = {str(n): gist(text) for n, text in enumerate(texts)}
    numbered = {n: gists[str(n)] for n in range(len(texts))}
    for name, scores in nearest(gists, numbered).items():
        if gists[name]:
            assert scores[int(name)] == 1 or len(scores) == 5


def test_large_texts_are_compared_in_good_time() -> None:
    one = "\n".join(prose(n, 600) for n in range(20))
    other = one.replace("garden", "orchard")
    assert likeness(gist(one), gist(other)) > 0.5


def test_a_text_of_one_long_line_is_compared_in_good_time() -> None:
    one = " ".join(prose(n, 600).replace("\n", " ") for n in range(20))
    assert likeness(one, one + " more words") > 0.99

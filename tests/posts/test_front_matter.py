"""What counts as front matter, and what the writer reads when it is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import read_front_matter


def values(text: str) -> dict[str, object]:
    front = read_front_matter(text)
    return {k: v.items if v.items is not None else v.text for k, v in front.fields.items()}


def body(text: str) -> str:
    return text[read_front_matter(text).end :]


def test_front_matter_stands_between_two_lines_of_hyphens() -> None:
    text = "---\ntitle: One\ndate: 2022-07-10\nlabels: [a, b]\n---\n# Text\n"
    assert values(text) == {"title": "One", "date": "2022-07-10", "labels": ("a", "b")}
    assert body(text) == "# Text\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ends_will_do_and_the_body_keeps_its_own(end: str) -> None:
    text = end.join(["---", "title: 周报", "...", "", "x", ""])
    assert values(text) == {"title": "周报"}
    assert body(text) == f"{end}x{end}"


def test_the_line_of_each_key_is_known() -> None:
    text = '---\r\n# a comment\r\n\r\ntitle: "a\u2028b"\r\nid: 周\r\n---\r\n'
    fields = read_front_matter(text).fields
    assert (fields["title"].line, fields["id"].line) == (4, 5)


def test_values_stay_as_typed() -> None:
    text = "---\ntitle: 007\ndate: 2022-13-45\nid: yes\ndraft: No\n---\nx"
    assert values(text) == {"title": "007", "date": "2022-13-45", "id": "yes", "draft": "No"}


def test_a_key_without_value_counts_as_missing() -> None:
    front = read_front_matter('---\ntitle:\ndate: ~\nid: ""\n---\nx')
    assert (front.get("title"), front.get("date")) == (None, None)
    assert front.get("id") is not None


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\n---\ntitle: x\n---\n",
        "---\nnever: closed\n",
        "---\n\nSome words between two rules.\n\n---\n\nmore",
        "---\n- a\n- list\n---\nx",
        "---\n*Note* [a](b): c\n---\nx",
        "\n\n---\ncomment: no well-known key\n---\nx",
        "\n\n---\nWe said: [this\n---\nx",
        "---\n---\nx",
        "---\n# only a comment\n---\nx",
        "----\ntitle: x\n----\n",
        "--- x\ntitle: x\n---\n",
        " ---\ntitle: x\n---\n",
        "---",
        "",
    ],
)
def test_what_is_not_front_matter_is_text(text: str) -> None:
    assert read_front_matter(text).fields == {}
    assert body(text) == text


def test_blank_lines_may_stand_before_it_if_a_well_known_key_is_in_it() -> None:
    assert values("\n \n---\ntitle: x\n---\ny") == {"title": "x"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a: b\n---\n", 2),
        ("---\na: 1\ntitle: 'x\n---\n", 3),
        ("---\ntitle: x\n\tdate: y\n---\n", 3),
        ("---\ntitle: x\nlabels: [a\n---\n", 3),
        ("\r\n---\r\ntitle: @x\r\n---\r\n", 3),
        ("---\ntitle: \x07\n---\n", 2),
        ("---\nNote: [\n---\n", 2),
    ],
)
def test_broken_yaml_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(FaultError) as caught:
        read_front_matter(text)
    assert caught.value.message.startswith("has front matter that is not YAML: ")
    assert "needs quotes" in caught.value.hint
    assert caught.value.line == line


def test_a_key_that_is_read_may_not_be_there_twice() -> None:
    with pytest.raises(FaultError) as caught:
        read_front_matter("---\ntitle: a\nx: 1\nx: 2\ntitle: b\n---\n")
    assert caught.value.line == 5
    assert 'has "title:" twice in its front matter, in line 2 and here' in str(caught.value)


def test_odd_yaml_does_no_harm() -> None:
    text = "---\n? [a, b]\n: x\n&k title: &v {a: *v}\n<<: {id: no}\nlabels: [[a]]\n---\nx"
    front = read_front_matter(text)
    assert front.fields["title"].text is None
    assert front.fields["labels"].items is None
    assert "id" not in front.fields


def outcome(text: str) -> int:
    """The line of what is wrong, or 0."""
    try:
        read_front_matter(text)
    except FaultError as fault:
        return fault.line
    return 0


@pytest.mark.parametrize("nest", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_does_not_break_it(nest: str) -> None:
    text = "---\ntitle: x\na:\n  " + nest * 20_000 + "\n---\nx"
    assert outcome(text) in range(6)


@given(st.text(alphabet="-.: \n\r\t[]{}'\"#&*!|>%@`ab周\x85\u2028\0", max_size=60))
def test_no_text_breaks_it(inner: str) -> None:
    text = f"---\ntitle: x\n{inner}\n---\nbody"
    assert outcome(text) <= len(text)


def test_front_matter_that_never_ends_is_not_published_as_text() -> None:
    with pytest.raises(FaultError, match="never ends"):
        read_front_matter("---\ntitle: never closed\n\ntext\n")

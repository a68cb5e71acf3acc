"""Small things that a writer reads: labels, names that are nearly right, singular and plural."""

from __future__ import annotations

import pytest
from posts.blogging import Blog


@pytest.mark.parametrize("value", ["周报，工作", "周报、工作", "周报, 工作", "周报 ，工作，"])
def test_labels_in_one_text_are_parted_at_every_comma(blog: Blog, value: str) -> None:
    assert blog.post(f"---\nlabels: {value}\n---\nx").labels == ("周报", "工作")


def test_a_comma_in_a_label_of_a_list_stays(blog: Blog) -> None:
    assert blog.post("---\nlabels: [周报，工作]\n---\nx").labels == ("周报，工作",)


@pytest.mark.parametrize(
    ("wanted", "there", "hint"),
    [
        ("2026-09-w9.md", "2026-10-w4.md", "correct it, or take it away"),
        ("2026-09-w1.md", "2026-9-w01.md", 'did you mean "2026-9-w01.md"?'),
        ("2026-09-lkae.md", "2026-09-lake.md", 'did you mean "2026-09-lake.md"?'),
        ("pictur1.md", "picture1.md", 'did you mean "picture1.md"?'),
        ("picture2.md", "picture1.md", 'did you mean "picture1.md"?'),
    ],
)
def test_another_week_is_not_what_is_meant(blog: Blog, wanted: str, there: str, hint: str) -> None:
    blog.write(f"posts/{there}", "text")
    (found,) = blog.findings(f"# T\n\n[x]({wanted})\n")
    assert found.hint == hint


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("@ann", "@ann is notified"),
        ("@ann, @bob-x", "@ann, @bob-x are notified"),
        ("fixes #1", "“fixes #1” ties that issue to this text, and may close it"),
        ("fixes #1, closes #2", "tie those issues to this text, and may close them"),
    ],
)
def test_one_is_and_two_are(blog: Blog, text: str, says: str) -> None:
    blog.set(mentions="keep")
    (found,) = blog.findings(f"# T\n\n{text}\n")
    assert says in found.message


@pytest.mark.parametrize(
    ("text", "says"),
    [("@ann", "@ann notifies nobody: it is"), ("@ann @bob", "@ann, @bob notify nobody: they are")],
)
def test_one_is_and_two_are_made_quiet(blog: Blog, text: str, says: str) -> None:
    (found,) = blog.findings(f"# T\n\n{text}\n")
    assert found.message == f"{says} made quiet"

"""Several blogs whose index is the same README: each replaces its own block alone."""

from __future__ import annotations

import pytest

from ghblog.index import (
    END,
    START,
    IndexProblemError,
    indexed_blogs,
    markers,
    render_readme,
    replace_block,
)

NOTES, NOTES_END = markers("notes")
MAINS = f"{START}\n\nposts of main\n\n{END}\n"
BOTH = f"# Mine\n\n{MAINS}\nbetween\n\n{NOTES}\n\nposts of notes\n\n{NOTES_END}\n"


def test_a_block_names_its_blog_unless_it_is_main() -> None:
    assert markers("main") == ("<!-- ghblog:index:start -->", "<!-- ghblog:index:end -->")
    assert NOTES == "<!-- ghblog:index:start notes -->"
    assert NOTES_END == "<!-- ghblog:index:end notes -->"


def test_two_blogs_share_a_readme_and_each_replaces_its_own_block() -> None:
    assert indexed_blogs(BOTH) == {"main", "notes"}
    assert replace_block(BOTH, "new") == BOTH.replace("posts of main", "new")
    assert replace_block(BOTH, "new", "notes") == BOTH.replace("posts of notes", "new")
    assert replace_block(BOTH, "posts of notes", "notes") == BOTH


@pytest.mark.parametrize(("there", "blog"), [("main", "notes"), ("notes", "main"), ("a", "a-b")])
def test_a_readme_with_only_another_blogs_index_is_left_alone(there: str, blog: str) -> None:
    readme = replace_block("# Mine\n", "x", there)
    with pytest.raises(IndexProblemError) as caught:
        replace_block(readme, "y", blog)
    assert str(caught.value) == (
        f"the README holds the index of the blog “{there}”, and this is “{blog}”"
    )
    assert "set another index.path" in caught.value.hint
    assert all(marker in caught.value.hint for marker in markers(blog))


@pytest.mark.parametrize("blog", ["notes", "a--b", "a-", "0"])
def test_every_name_a_blog_may_have_is_found_again(blog: str) -> None:
    once = replace_block("# Mine\n", "x", blog)
    assert indexed_blogs(once) == {blog}
    assert replace_block(once, "y", blog) == once.replace("\nx\n", "\ny\n")
    assert replace_block(render_readme("weekly", "x", {}, blog), "x", blog).count(blog) == 2


@pytest.mark.parametrize("within", [MAINS, f"{START}\n", f"{END}\n"])
def test_an_index_within_another_blogs_is_not_overwritten(within: str) -> None:
    readme = f"{NOTES}\n{within}{NOTES_END}\n"
    with pytest.raises(IndexProblemError, match="of the blog “main” begins or ends within"):
        replace_block(readme, "x", "notes")


def test_half_a_pair_of_another_blog_is_no_reason_to_touch_nothing_of_ours() -> None:
    readme = f"{NOTES}\n\n{MAINS}"
    assert replace_block(readme, "new") == readme.replace("posts of main", "new")


def test_a_name_written_out_and_wide_spaces_are_the_same_marker() -> None:
    readme = "<!--  ghblog:index:start   main -->\n<!--ghblog:index:end-->\n"
    assert "\n\nnew\n\n" in replace_block(readme, "new")

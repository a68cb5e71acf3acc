"""Files that move, swap or take each other's names: an issue never gets another post's text."""

from __future__ import annotations

from pathlib import Path

import pytest
from writers import Writer

from ghblog.model import Action

ONE, TWO, THREE = (f"# Week {n}\n\nText of week {n}.\n" for n in (1, 2, 3))


@pytest.fixture
def blog(writer: Writer) -> Writer:
    """Two published weeks."""
    writer.write("posts/1.md", ONE)
    writer.write("posts/2.md", TWO)
    writer.publish()
    assert writer.titles() == ["Week 1", "Week 2"]
    return writer


def nothing_was_overwritten(blog: Writer) -> None:
    blog.publish()
    assert blog.titles()[:2] == ["Week 1", "Week 2"]
    assert "Text of week 1." in blog.body(1)
    assert "Text of week 2." in blog.body(2)
    assert len(blog.titles()) == len(set(blog.titles()))


def test_two_files_that_swap_names(blog: Writer) -> None:
    blog.write("posts/1.md", TWO)
    blog.write("posts/2.md", ONE)
    nothing_was_overwritten(blog)


def test_files_that_are_numbered_anew(blog: Writer) -> None:
    blog.write("posts/3.md", TWO)
    blog.write("posts/2.md", ONE)
    blog.write("posts/1.md", THREE)
    nothing_was_overwritten(blog)


def test_a_moved_and_edited_file_with_a_new_one_in_its_place(blog: Writer) -> None:
    blog.write("posts/old.md", TWO + "A small edit.\n")
    blog.write("posts/2.md", THREE)
    nothing_was_overwritten(blog)


def test_a_new_post_with_an_id_of_its_own_in_an_old_file(blog: Writer) -> None:
    blog.write("posts/2.md", "---\nid: week-3\n---\n" + THREE)
    nothing_was_overwritten(blog)


def test_an_id_added_to_a_published_file_keeps_its_issue(blog: Writer) -> None:
    blog.write("posts/2.md", "---\nid: week-2\n---\n" + TWO)
    blog.publish()
    assert blog.titles() == ["Week 1", "Week 2"]
    assert blog.publish() is None


def test_an_unreadable_file_may_be_the_moved_one(blog: Writer) -> None:
    (blog.folder / "posts/2.md").unlink()
    blog.write("posts/moved.md", TWO.encode() + b"\xff")
    blog.write("posts/new.md", "# Week 2\n\nQuite another text.\n")
    nothing_was_overwritten(blog)


def test_a_new_post_with_the_title_of_a_deleted_one_needs_a_yes(blog: Writer) -> None:
    (blog.folder / "posts/2.md").unlink()
    blog.write("posts/new.md", "# Week 2\n\nQuite another text.\n")
    plan = blog.plan()
    assert [change.action for change in plan.writes] == [Action.UPDATE]
    assert "moved file" in plan.unsafe[0]


def test_a_ledger_lost_after_a_rename_and_a_new_file_of_the_old_name(blog: Writer) -> None:
    (blog.folder / "posts/2.md").rename(blog.folder / "posts/renamed.md")
    blog.publish()
    blog.write("posts/2.md", THREE)
    blog.publish()
    assert blog.titles() == ["Week 1", "Week 2", "Week 3"]
    blog.repo.git.delete_ref("refs/heads/ghblog")
    blog.publish()
    assert blog.titles() == ["Week 1", "Week 2", "Week 3"]
    assert "Text of week 2." in blog.body(2)
    assert "Text of week 3." in blog.body(3)


def test_the_way_out_that_the_message_names_works(blog: Writer) -> None:
    blog.write("posts/3.md", TWO)
    blog.write("posts/2.md", THREE)
    held = blog.plan().of(Action.HOLD)
    assert {change.post for change in held} == {"2", "3"}
    assert "write `id: 2` into the front matter of the file that is #2" in held[0].reason
    blog.write("posts/3.md", "---\nid: 2\n---\n" + TWO)
    blog.write("posts/2.md", "---\nid: week-3\n---\n" + THREE)
    outcome = blog.publish()
    assert outcome
    assert outcome.ok
    assert blog.titles() == ["Week 1", "Week 2", "Week 3"]


def test_a_folder_that_moves_takes_its_issues_along(blog: Writer) -> None:
    (blog.folder / "posts/2022").mkdir()
    for name in ("1.md", "2.md"):
        (blog.folder / "posts" / name).rename(Path(blog.folder / "posts/2022" / name))
    outcome = blog.publish()
    assert outcome
    assert {result.change.action for result in outcome.results} == {Action.RENAME}
    assert blog.titles() == ["Week 1", "Week 2"]


def test_a_post_that_left_a_file_which_cannot_be_read_any_more_waits(blog: Writer) -> None:
    blog.write("posts/new.md", "# Week 2\n\nText of week 2, edited.\n")
    blog.write("posts/2.md", b"\xff\xfe")
    assert [change.post for change in blog.plan().of(Action.HOLD)] == ["new"]
    nothing_was_overwritten(blog)

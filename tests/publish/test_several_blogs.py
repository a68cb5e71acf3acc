"""Several blogs in one repository, and folders that are taken for each other."""

from __future__ import annotations

from writers import Writer

from ghblog.model import Action


def test_a_post_of_another_blog_with_the_same_title_keeps_nothing_back(writer: Writer) -> None:
    writer.write("posts/w1.md", "# Week 1\n\ntext\n")
    writer.publish()
    writer.environ["GHBLOG_BLOG_NAME"] = "second"
    writer.environ["GHBLOG_INDEX_PATH"] = "second.md"
    assert [change.action for change in writer.plan().changes] == [Action.CREATE]
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.titles() == ["Week 1", "Week 1"]
    writer.write("posts/w1.md", "# Week 1\n\nnew text\n")
    writer.publish()
    assert writer.body(1).startswith("\ntext")
    assert writer.body(2).startswith("\nnew text")


def test_another_blogs_folder_is_not_published_over_this_one_without_a_yes(
    writer: Writer,
) -> None:
    writer.write_posts(4)
    writer.publish()
    kept = [path.name for path in sorted((writer.folder / "posts").iterdir())]
    for path in (writer.folder / "posts").iterdir():
        path.unlink()
    writer.write(f"posts/{kept[0]}", "# Something else\n\nof another blog\n")
    plan = writer.plan()
    assert [change.action for change in plan.writes] == [Action.UPDATE]
    assert any("is this the folder of this blog?" in reason for reason in plan.unsafe)
    assert writer.blog().publish() is None
    assert writer.body(1).startswith("\nText of report 0")

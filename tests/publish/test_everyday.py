"""What a writer does every week."""

from __future__ import annotations

from writers import Writer, png

from ghblog.marker import read_marker, split_marker
from ghblog.model import Action, Status


def test_a_report_becomes_an_issue_byte_for_byte(writer: Writer) -> None:
    text = "# 2022年7月第二周周报\n\n## 生活\n\n本周又见证了历史  \n1. 一\r\n2. 二\n\n## 总结\n\n好"
    writer.write("posts/2022-07-w2.md", text)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.titles() == ["2022年7月第二周周报"]
    body = writer.body(1)
    below = text.partition("\n")[2]
    assert body.startswith(below)
    rest = body.removeprefix(below)
    assert rest.strip().startswith("<!-- ghblog {")
    assert rest.strip().endswith("} -->")


def test_a_second_run_changes_nothing_and_costs_one_request(writer: Writer) -> None:
    writer.write_posts(3)
    writer.publish()
    heads = writer.repo.head("main"), writer.repo.head("ghblog")
    outcome, requests = writer.counted()
    assert outcome is None
    assert requests == 1
    assert (writer.repo.head("main"), writer.repo.head("ghblog")) == heads


def test_an_edited_post_updates_its_issue_and_no_other(writer: Writer) -> None:
    writer.write_posts(3)
    writer.publish()
    edits = [issue.edits for issue in writer.repo.issues]
    writer.write("posts/2010-01-02-report-1.md", "# Report 1, again\n\nOther text.\n")
    outcome = writer.publish()
    assert outcome
    assert [result.change.reason for result in outcome.results] == [
        "title was “Report 1”, text changed"
    ]
    assert writer.titles() == ["Report 0", "Report 1, again", "Report 2"]
    assert [issue.edits for issue in writer.repo.issues] != edits
    assert writer.body(2).startswith("\nOther text.\n")
    assert "[Report 1, again]" in writer.readme()


def test_the_readme_keeps_what_the_writer_wrote_and_gains_the_index(writer: Writer) -> None:
    writer.write_posts(2)
    writer.publish()
    readme = writer.readme()
    assert readme.startswith("# weekly\n")
    url = f"{writer.box.url}/writer/weekly/issues"
    assert f"- 2010-01-02 [Report 1]({url}/2)\n- 2010-01-01 [Report 0]({url}/1)" in readme


def test_pictures_are_stored_by_content_and_the_text_points_to_them(writer: Writer) -> None:
    writer.write("posts/pictures/图 1.png", png(1))
    writer.write("posts/pictures/copy.png", png(1))
    text = "# With pictures\n\n![a](<pictures/图 1.png>) and ![b](pictures/copy.png 'x')\n"
    writer.write("posts/a.md", text)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    stored = [path for path in writer.repo.files("ghblog") if path.startswith("pictures/")]
    assert len(stored) == 1
    assert writer.repo.read(stored[0], branch="ghblog") == png(1)
    url = f"{writer.box.url}/writer/weekly/blob/ghblog/{stored[0]}?raw=true"
    assert f"![a](<{url}>) and ![b]({url} 'x')\n" in writer.body(1)


def test_a_picture_that_was_uploaded_is_never_uploaded_again(writer: Writer) -> None:
    writer.write("posts/p.png", png(1))
    writer.write("posts/a.md", "# A\n\n![a](p.png)\n")
    writer.publish()
    writer.write("posts/other name.png", png(1))
    writer.write("posts/b.md", "# B\n\n![b](<other name.png>)\n")
    plan = writer.plan()
    assert plan.pictures == ()
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == 4


def test_an_edit_with_a_new_picture_claims_first(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\ntext\n")
    writer.publish()
    writer.write("posts/p.png", png(1))
    writer.write("posts/a.md", "# A\n\n![a](p.png)\n")
    outcome, requests = writer.counted()
    assert outcome
    assert outcome.ok
    assert requests == 5
    assert "claim.json" not in writer.repo.files("ghblog")


def test_a_moved_file_keeps_its_issue(writer: Writer) -> None:
    path = writer.write("posts/2022-07-w2.md", "# T\n\ntext\n")
    writer.publish()
    path.rename(writer.folder / "posts" / "renamed.md")
    outcome = writer.publish()
    assert outcome
    assert [result.change.action for result in outcome.results] == [Action.RENAME]
    assert writer.titles() == ["T"]
    assert writer.repo.issues[0].edits == 0
    assert writer.publish() is None
    writer.write("posts/renamed.md", "# T\n\nnew text\n")
    writer.publish()
    assert writer.titles() == ["T"]
    assert read_marker(writer.body(1)).post == "renamed"  # type: ignore[union-attr]


def test_a_web_edit_that_only_changed_line_endings_is_no_conflict(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\ntwo\n")
    writer.publish()
    issue = writer.repo.issues[0]
    issue.body = issue.body.replace("\n", "\r\n")
    writer.write("posts/a.md", "# A\n\none\nthree\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.body(1).startswith("\none\nthree\n")


def test_a_text_edited_on_the_web_is_never_overwritten(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.write("posts/b.md", "# B\n\none\n")
    writer.publish()
    issue = writer.repo.issues[0]
    issue.body = issue.body.replace("one", "one, corrected by hand")
    by_hand = issue.body
    writer.write("posts/a.md", "# A\n\ntwo\n")
    writer.write("posts/b.md", "# B\n\ntwo\n")
    outcome = writer.publish()
    assert outcome
    assert [change.post for change in outcome.plan.of(Action.CONFLICT)] == ["a"]
    assert issue.body == by_hand
    assert writer.body(2).startswith("\ntwo\n")


def test_a_conflict_ends_when_the_file_says_what_the_web_says(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.publish()
    issue = writer.repo.issues[0]
    issue.body = issue.body.replace("one", "one, corrected")
    writer.write("posts/a.md", "# A\n\none, corrected\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.publish() is None


def test_a_refused_post_is_named_with_its_line_and_spoils_no_other(writer: Writer) -> None:
    writer.write("posts/bad.md", "# Bad\n\nline\n\n![gone](missing.png)\n")
    writer.write("posts/good.md", "# Good\n\ntext\n")
    outcome = writer.publish()
    assert outcome
    assert writer.titles() == ["Good"]
    refused = outcome.plan.of(Action.REFUSE)
    assert [change.reason.partition(": ")[0] for change in refused] == ["posts/bad.md:5"]


def test_drafts_and_future_posts_are_held_back(writer: Writer) -> None:
    writer.write("posts/draft.md", "---\ntitle: D\ndraft: true\n---\ntext\n")
    writer.write("posts/future.md", "---\ntitle: F\ndate: 2030-01-01\n---\ntext\n")
    plan = writer.plan()
    assert {change.post: change.action for change in plan.changes} == {
        "draft": Action.HOLD,
        "future": Action.HOLD,
    }
    assert not plan.pending


def test_a_path_limits_the_posts_and_the_index_covers_all(writer: Writer) -> None:
    writer.write_posts(2)
    writer.publish()
    chosen = writer.write("posts/c.md", "# C\n\ntext\n")
    writer.write("posts/d.md", "# D\n\ntext\n")
    writer.publish(chosen)
    assert writer.titles() == ["Report 0", "Report 1", "C"]
    readme = writer.readme()
    assert all(title in readme for title in ("Report 0", "Report 1", "[C]"))


def test_a_deleted_file_leaves_its_issue_and_its_place_in_the_index(writer: Writer) -> None:
    writer.write_posts(2)
    writer.publish()
    (writer.folder / "posts" / "2010-01-01-report-0.md").unlink()
    plan = writer.plan()
    assert [change.post for change in plan.of(Action.GONE)] == ["2010-01-01-report-0"]
    assert not plan.pending


def test_labels_are_set_and_only_ours_are_removed(writer: Writer) -> None:
    writer.write("posts/a.md", "---\ntitle: A\nlabels: [周报, 技术]\n---\ntext\n")
    writer.publish()
    issue = writer.repo.issues[0]
    assert set(issue.labels) == {"周报", "技术"}
    issue.labels.append(writer.repo.add_label("by hand").name)
    writer.write("posts/a.md", "---\ntitle: A\nlabels: [周报]\n---\ntext\n")
    writer.publish()
    assert set(writer.repo.issues[0].labels) == {"周报", "by hand"}


def test_a_label_that_differs_only_in_case_is_the_same(writer: Writer) -> None:
    writer.repo.add_label("Weekly")
    writer.write("posts/a.md", "---\ntitle: A\nlabels: [weekly]\n---\ntext\n")
    writer.publish()
    assert writer.repo.issues[0].labels == ["Weekly"]
    assert writer.publish(refresh=True) is None


def test_a_dry_run_writes_nothing(writer: Writer) -> None:
    writer.write_posts(2)
    heads = writer.repo.head("main"), writer.repo.head("ghblog")
    plan = writer.plan()
    assert len(plan.of(Action.CREATE)) == 2
    assert writer.repo.issues == []
    assert (writer.repo.head("main"), writer.repo.head("ghblog")) == heads


def test_a_refresh_writes_nothing_where_texts_are_right(writer: Writer) -> None:
    writer.write_posts(3)
    writer.publish()
    assert writer.publish(refresh=True) is None
    assert all(issue.edits == 0 for issue in writer.repo.issues)


def test_the_published_text_is_kept_in_the_branch(writer: Writer) -> None:
    writer.write("posts/一/甲.md", "# A\n\ntext\n")
    writer.publish()
    kept = writer.stored("posts/一/甲.md").decode()
    assert kept == writer.body(1)
    assert split_marker(kept)[0].strip() == "text"


def test_a_text_that_ends_in_an_open_fence_bears_its_marker_at_the_head(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\n```\nnever closed\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.body(1).startswith("<!-- ghblog {")
    assert writer.publish() is None


def test_a_template_of_the_blogs_own_makes_the_index(writer: Writer) -> None:
    writer.write("templates/index.md.j2", "{% for post in posts %}* {{ post.title }}\n{% endfor %}")
    writer.write_posts(1)
    writer.publish()
    assert "\n* Report 0\n" in writer.readme()


def test_an_index_that_cannot_be_written_keeps_no_post_back(writer: Writer) -> None:
    writer.write("templates/index.md.j2", "{{ nonsense }}")
    writer.write_posts(1)
    outcome = writer.publish()
    assert outcome
    assert outcome.index is Status.FAILED
    assert not outcome.ok
    assert writer.titles() == ["Report 0"]
    writer.write("templates/index.md.j2", "{% for post in posts %}* {{ post.title }}{% endfor %}")
    healed = writer.publish()
    assert healed
    assert healed.ok
    assert "* Report 0" in writer.readme()


def test_switched_off_index_leaves_the_readme_alone(writer: Writer) -> None:
    settings = (writer.folder / "ghblog.toml").read_text() + "[index]\nenabled = false\n"
    writer.write("ghblog.toml", settings)
    writer.write_posts(1)
    writer.publish()
    assert writer.repo.read("README.md", branch="main") == b"# weekly\n"


def test_another_posts_marked_text_pasted_on_the_web_is_an_edit(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.write("posts/b.md", "# B\n\ntwo\n")
    writer.publish()
    first, second = writer.repo.issues
    second.body = first.body
    writer.write("posts/b.md", "# B\n\nthree\n")
    outcome = writer.publish()
    assert outcome is None or not outcome.ok
    assert [change.post for change in writer.plan().of(Action.CONFLICT)] == ["b"]
    assert second.body == first.body

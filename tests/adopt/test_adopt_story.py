"""From 300 reports posted by hand to a blog that publishes itself."""

from __future__ import annotations

import pytest
from adopt.handmade import adopt, day, edits, found, numbers, prose, recorded
from writers import Writer, png

from ghblog.marker import read_marker
from ghblog.model import Action
from ghblog.model.adoption import Verdict
from ghblog.sandbox.filling import fill, write_sources

ISSUES, DISCUSSIONS = 200, 100


def furnish(writer: Writer) -> dict[str, int]:
    """Files and what was made from them by hand: path → number. Some are closed, some carry
    comments, pictures, CRLF, edited titles, or a title that many have."""
    made = {}
    for n in range(ISSUES + DISCUSSIONS):
        title = f"Report {n}" if n % 10 else "Weekly"
        text, shown = prose(n), ""
        if n % 7 == 0:
            writer.write(f"posts/pictures/{n}.png", png(n))
            text += f"\n![court {n}](pictures/{n}.png)\n"
            shown = f"\n![image](https://github.com/user-attachments/assets/{n})\n"
        target = "target: discussion\n" if n >= ISSUES else ""
        path = f"posts/{day(n)}-{n}.md"
        writer.write(path, f"---\ntitle: {title}\n{target}---\n{text}")
        body = (prose(n) + shown).replace("\n", "\r\n" if n % 2 else "\n")
        name = f"{title} (edited by hand)" if n % 13 == 1 else title
        item = (
            writer.repo.add_discussion(title=name, body=body)
            if n >= ISSUES
            else writer.repo.add_issue(title=name, body=body, labels=["by hand"])
        )
        if n % 5 == 0:
            writer.repo.add_comment(item.number, "nice", author="reader")
        if n % 6 == 0:
            item.closed_at = item.created
        made[path] = item.number
    for n in range(5):
        writer.repo.add_issue(title=f"Report {n + 1}", body="a question", author="reader")
    return made


def test_three_hundred_reports_are_taken_over_and_no_text_is_changed(writer: Writer) -> None:
    made = furnish(writer)
    before = {item.number: (item.title, item.body) for item in writer.repo.items.values()}
    comments = sum(len(item.comments) for item in writer.repo.items.values())
    adoption = found(writer)
    assert numbers(adoption) == made
    assert {match.verdict for match in adoption.matches} == {Verdict.EXACT, Verdict.LIKELY}
    assert adoption.others == 5
    assert adoption.left == ()
    adopted = adopt(writer)
    assert adopted
    assert adopted.ok
    assert "[Report 7]" in writer.readme()
    # nothing to publish, in one request
    assert writer.counted() == (None, 1)
    now = {item.number: (item.title, item.body) for item in writer.repo.items.values()}
    assert now == before
    assert edits(list(writer.repo.items.values())) == 0
    assert sum(len(item.comments) for item in writer.repo.items.values()) == comments
    assert not [one for one in writer.box.requests if one.method in {"PATCH", "PUT"}]
    # adopting again finds nothing to do, and writes nothing
    head = writer.repo.head("ghblog")
    assert adopt(writer) is None
    assert writer.repo.head("ghblog") == head


def test_after_that_one_edit_touches_one_post_and_gives_it_a_marker(writer: Writer) -> None:
    writer.write("posts/2022-07-10-a.md", "# A\n\n" + prose(1))
    writer.write("posts/2022-07-17-b.md", "# B\n\n" + prose(2))
    writer.repo.add_issue(title="A", body=prose(1), labels=["mine"])
    writer.repo.add_issue(title="B", body=prose(2))
    assert adopt(writer)
    writer.write("posts/2022-07-10-a.md", "# A\n\n" + prose(1) + "\nOne more line.\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert [change.title for change in outcome.plan.of(Action.UPDATE)] == ["A"]
    assert [item.edits for item in writer.repo.issues] == [1, 0]
    assert read_marker(writer.body(1))
    assert "One more line." in writer.body(1)
    assert writer.repo.issue(1).labels == ["mine"]
    assert read_marker(writer.body(2)) is None
    assert writer.counted() == (None, 1)


def test_an_edit_on_the_web_after_that_is_a_conflict(writer: Writer) -> None:
    writer.write("posts/2022-07-10-a.md", "# A\n\n" + prose(1))
    writer.repo.add_issue(title="A", body=prose(1))
    adopt(writer)
    writer.repo.edit_issue(1, body=prose(1) + "typed in the browser")
    writer.write("posts/2022-07-10-a.md", "# A\n\n" + prose(1) + "typed in the file\n")
    [change] = writer.plan().of(Action.CONFLICT)
    assert change.path == "posts/2022-07-10-a.md"
    assert writer.publish() is None
    assert writer.body(1).endswith("typed in the browser")


def test_a_discussion_is_edited_as_a_discussion(writer: Writer) -> None:
    head = "---\ntitle: A\ntarget: discussion\ncategory: General\n---\n"
    writer.write("posts/2022-07-10-a.md", head + prose(1))
    writer.repo.add_discussion(title="A", body=prose(1))
    adopt(writer)
    assert writer.counted() == (None, 1)
    writer.write("posts/2022-07-10-a.md", head + prose(1) + "\nOne more line.\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert "One more line." in writer.repo.discussions[0].body
    assert read_marker(writer.repo.discussions[0].body)


def test_the_texts_as_they_are_are_kept_for_comparing(writer: Writer) -> None:
    writer.write("posts/2022-07-10-a.md", "# A\n\n" + prose(1) + "\nA word more than on GitHub.\n")
    writer.repo.add_issue(title="A", body=prose(1))
    adopt(writer)
    assert writer.stored("posts/2022-07-10-a.md").decode() == prose(1)
    assert writer.counted() == (None, 1)


def test_what_a_writer_made_over_the_years_is_told_apart(writer: Writer) -> None:
    posts = fill(writer.repo, 300)
    wanted = {f"posts/{post.path}": n for n, post in enumerate(posts, start=1) if post.path}
    write_sources(writer.folder / "posts", posts)
    before = {item.number: (item.title, item.body) for item in writer.repo.items.values()}
    adopted = adopt(writer)
    assert adopted
    assert adopted.ok
    assert numbers(adopted.adoption) == wanted
    assert writer.counted() == (None, 1)
    assert {one.number: (one.title, one.body) for one in writer.repo.items.values()} == before


def test_pictures_that_the_sandbox_keeps_are_recognised(writer: Writer) -> None:
    posts = fill(writer.repo, 40)
    write_sources(writer.folder / "posts", posts)
    adopted = adopt(writer, pictures=True)
    assert adopted
    assert adopted.ok
    assert adopted.adoption.pictures
    assert adopted.adoption.lost == ()
    assert adopt(writer, pictures=True) is None


def test_a_title_edited_on_the_web_before_adopting_is_no_conflict_later(writer: Writer) -> None:
    text = prose(1)
    writer.write("posts/a.md", f"---\ntitle: Report\nissue: 1\n---\n{text}")
    writer.repo.add_issue(title="Report, edited on the web", body=text)
    recorded(writer)
    # A line of the front matter that changes nothing, carried along with another post …
    writer.write("posts/a.md", f"---\ntitle: Report\nissue: 1\nmood: good\n---\n{text}")
    writer.write("posts/b.md", "# New\n\ntext\n")
    writer.publish()
    assert edits(writer.repo.issues[:1]) == 0
    # … and then a real edit.
    writer.write("posts/a.md", f"---\ntitle: Report\nissue: 1\n---\n{text}\nmore\n")
    outcome = writer.publish()
    assert outcome and outcome.ok
    assert writer.titles()[0] == "Report"
    assert "more" in writer.body(1)


@pytest.mark.parametrize(
    "only", ["A sentence that only the web has.", "![](https://example.com/only-here.png)"]
)
def test_what_only_the_web_has_is_not_overwritten_by_the_next_edit(
    writer: Writer, only: str
) -> None:
    text = prose(1)
    writer.write("posts/a.md", f"---\ntitle: A\n---\n{text}")
    writer.repo.add_issue(title="A", body=f"{text}\n{only}\n")
    recorded(writer)
    assert writer.publish() is None
    writer.write("posts/a.md", f"---\ntitle: A\n---\n{text}\nmore\n")
    writer.publish()
    assert only in writer.body(1)


def test_a_number_that_nobody_recorded_creates_no_second_issue(writer: Writer) -> None:
    writer.write("posts/a.md", "---\ntitle: Quite another title\nissue: 1\n---\ntext\n")
    writer.repo.add_issue(title="A", body="text")
    plan = writer.plan()
    assert [change.action for change in plan.changes] == [Action.HOLD]
    assert "ghblog adopt" in plan.changes[0].hint

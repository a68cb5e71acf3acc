"""Discussions, and everything besides title and text."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from killing import kill_now, start
from writers import Writer, make_writer, png

from ghblog.errors import GhblogError
from ghblog.model import Action, Status
from ghblog.sandbox import Sandbox
from ghblog.sandbox.log import Incoming

TALK = "---\ntitle: Talk\ntarget: discussion\ncategory: General\nlabels: [周报, 技术]\n---\ntext\n"


def makes(incoming: Incoming) -> bool:
    return "createDiscussion" in incoming.fields


def labels(incoming: Incoming) -> bool:
    return "addLabelsToLabelable" in incoming.fields


@pytest.fixture
def talker(sandbox: Sandbox, tmp_path: Path) -> Writer:
    """A writer whose repository has discussions, and one post published in it."""
    repo = sandbox.add_repository(
        "writer/weekly", files={"README.md": b"# weekly\n"}, has_discussions=True
    )
    for name in ("周报", "技术"):
        repo.add_label(name)
    writer = make_writer(sandbox, repo, tmp_path)
    writer.write("posts/first.md", "# First\n\ntext\n")
    writer.publish()
    return writer


def test_one_new_discussion_with_labels_takes_five_requests(talker: Writer) -> None:
    talker.write("posts/talk.md", TALK)
    outcome, requests = talker.counted()
    assert outcome
    assert outcome.ok
    assert requests == 5
    talk = talker.repo.discussions[0]
    assert talk.title == "Talk"
    assert set(talk.labels) == {"周报", "技术"}
    assert talk.body.startswith("text\n")
    assert talker.counted() == (None, 1)


def test_both_kinds_stand_in_one_index(talker: Writer) -> None:
    talker.write("posts/talk.md", TALK)
    talker.publish()
    assert "/discussions/2)" in talker.readme()
    assert "/issues/1)" in talker.readme()


def test_an_edited_discussion_is_updated_in_one_request(talker: Writer) -> None:
    talker.write("posts/talk.md", TALK)
    talker.publish()
    talk = talker.repo.discussions[0]
    talk.labels.append(talker.repo.add_label("by hand").name)
    text = TALK.replace("技术", "new label").replace("text", "other text").replace("Talk", "Talks")
    talker.write("posts/talk.md", text)
    outcome, requests = talker.counted()
    assert outcome
    assert outcome.ok
    assert requests == 1 + 3 + 1  # and one to make the label that is missing
    assert (talk.title, set(talk.labels)) == ("Talks", {"周报", "by hand", "new label"})
    assert talk.body.startswith("other text\n")


@pytest.mark.parametrize("drop", ["before", "after"])
def test_the_lost_answer_of_a_discussion_makes_no_second_one(talker: Writer, drop: str) -> None:
    talker.write("posts/talk.md", TALK)
    talker.box.faults.add(makes, drop=drop)
    outcome = talker.publish()
    assert outcome
    assert outcome.ok
    assert len(talker.repo.discussions) == 1
    assert set(talker.repo.discussions[0].labels) == {"周报", "技术"}


def test_a_run_that_ends_between_a_discussion_and_its_labels_is_finished_by_the_next(
    talker: Writer,
) -> None:
    talker.write("posts/talk.md", TALK)
    talker.box.faults.add(labels, status=403, times=None, body={"message": "Forbidden"})
    outcome = talker.publish()
    assert outcome
    assert [result.status for result in outcome.results] == [Status.FAILED]
    assert "its labels or state are not" in outcome.results[0].message
    talker.box.faults.clear()
    healed = talker.publish()
    assert healed
    assert healed.ok
    assert len(talker.repo.discussions) == 1
    assert set(talker.repo.discussions[0].labels) == {"周报", "技术"}
    assert talker.publish() is None


def test_a_missing_category_names_those_that_exist(talker: Writer) -> None:
    talker.write("posts/talk.md", TALK.replace("General", "Weekly"))
    refused = talker.plan().of(Action.REFUSE)
    assert "no discussion category “Weekly”" in refused[0].reason
    assert "General" in refused[0].hint
    assert "only GitHub's web pages can make one" in refused[0].hint


def test_discussions_that_are_switched_off_are_told(writer: Writer) -> None:
    writer.write("posts/talk.md", TALK)
    with pytest.raises(GhblogError, match="discussions are switched off"):
        writer.publish()


def test_a_blog_may_live_in_discussions_altogether(sandbox: Sandbox, tmp_path: Path) -> None:
    repo = sandbox.add_repository(
        "writer/weekly", files={"README.md": b"# weekly\n"}, has_discussions=True
    )
    writer = make_writer(sandbox, repo, tmp_path)
    settings = (writer.folder / "ghblog.toml").read_text()
    writer.write("ghblog.toml", f'{settings}target = "discussion"\ncategory = "General"\n')
    writer.write("posts/p.png", png())
    writer.write("posts/a.md", "# A\n\n![](p.png)\n")
    writer.write_posts(2)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert len(repo.discussions) == 3
    assert repo.issues == []
    assert writer.publish() is None


def test_a_discussion_is_closed_reopened_and_locked_as_the_file_says(talker: Writer) -> None:
    closed = TALK.replace("labels", "closed: outdated\nlocked: true\nlabels")
    talker.write("posts/talk.md", closed)
    talker.publish()
    talk = talker.repo.discussions[0]
    assert (talk.closed, talk.locked, talk.state_reason.upper()) == (True, True, "OUTDATED")
    talker.write("posts/talk.md", closed.replace("outdated", "false").replace("true", "false"))
    talker.publish()
    assert (talk.closed, talk.locked) == (False, False)


def test_an_issue_is_closed_pinned_locked_and_given_a_milestone(talker: Writer) -> None:
    talker.repo.add_milestone("2026")
    meta = "closed: true\npin: true\nlocked: true\nmilestone: '2026'\n"
    talker.write("posts/a.md", f"---\ntitle: A\n{meta}---\ntext\n")
    outcome = talker.publish()
    assert outcome
    assert outcome.ok
    issue = talker.repo.issues[1]
    assert (issue.closed, issue.pinned, issue.locked) == (True, True, True)
    assert talker.publish() is None


def test_a_missing_milestone_is_refused_and_those_that_exist_are_named(talker: Writer) -> None:
    talker.repo.add_milestone("2026")
    talker.write("posts/a.md", "---\ntitle: A\nmilestone: '2027'\n---\ntext\n")
    refused = talker.plan().of(Action.REFUSE)
    assert "no milestone “2027”" in refused[0].reason
    assert "2026" in refused[0].hint


def test_what_people_did_by_hand_stays(talker: Writer) -> None:
    issue = talker.repo.issues[0]
    issue.closed_at, issue.locked = talker.box.clock.now(), True
    talker.write("posts/first.md", "# First\n\nother text\n")
    outcome = talker.publish()
    assert outcome
    assert outcome.ok
    assert (issue.closed, issue.locked) == (True, True)


def test_a_fourth_pin_is_told_and_publishes_all_the_same(talker: Writer) -> None:
    for n in range(4):
        talker.write(f"posts/{n}.md", f"---\ntitle: P{n}\npin: true\n---\ntext\n")
    plan = talker.plan()
    assert sum("cannot be pinned" in notice for notice in plan.notices) == 1
    outcome = talker.publish()
    assert outcome
    assert outcome.ok
    assert sum(issue.pinned for issue in talker.repo.issues) == 3
    assert talker.publish() is None


def test_a_label_is_made_in_the_colour_that_the_settings_give(talker: Writer) -> None:
    settings = (talker.folder / "ghblog.toml").read_text()
    talker.write("ghblog.toml", f'{settings}label_styles = ["读书 = 0E8A16 books"]\n')
    talker.write("posts/a.md", "---\ntitle: A\nlabels: [读书]\n---\ntext\n")
    outcome = talker.publish()
    assert outcome
    assert outcome.ok
    label = talker.repo.labels["读书"]
    assert (label.color, label.description) == ("0e8a16", "books")
    assert talker.repo.issues[1].labels == ["读书"]


def test_the_plan_says_how_many_people_are_notified_and_how_often(talker: Writer) -> None:
    from ghblog.report import plan_text

    talker.repo.watchers = 12
    talker.write("posts/a.md", "# A\n\ntext\n")
    plan = talker.plan(watchers=True)
    assert "Notifies: 12 watchers, 1 new post" in plan_text(plan)


def test_two_blogs_live_in_one_repository(talker: Writer) -> None:
    settings = (talker.folder / "ghblog.toml").read_text()
    other = talker.write(
        "other/ghblog.toml",
        settings + '[blog]\nname = "photos"\n[index]\n' + 'path = "PHOTOS.md"\n',
    ).parent
    (other / "posts").mkdir()
    (other / "posts/first.md").write_text("# Photos\n\ntext\n")
    first, talker.folder = talker.folder, other
    outcome = talker.publish()
    assert outcome
    assert outcome.ok
    assert talker.publish() is None
    talker.folder = first
    assert talker.publish() is None
    assert talker.titles() == ["First", "Photos"]
    assert talker.repo.files("ghblog-photos")


def test_killed_between_a_discussion_and_its_labels_there_is_one_and_it_is_labelled(
    real: Writer,
) -> None:
    real.repo.has_discussions = True
    real.repo.make_categories()
    real.write("posts/talk.md", TALK)
    process: list[subprocess.Popen[bytes]] = []
    real.box.faults.add(labels, before=lambda: kill_now(process), drop="before")
    process.append(start(real))
    assert process[0].wait(timeout=60) != 0
    assert [talk.labels for talk in real.repo.discussions] == [[]]
    outcome = real.publish()
    assert outcome
    assert outcome.ok
    assert [set(talk.labels) for talk in real.repo.discussions] == [{"周报", "技术"}]
    assert real.publish() is None

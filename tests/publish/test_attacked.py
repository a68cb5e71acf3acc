"""Rare troubles, one on top of the other: no part twice, no picture lost, nobody's words gone."""

from __future__ import annotations

import json
import re

import pytest
from writers import Writer, png

from ghblog.marker import read_marker, split_marker
from ghblog.model import Action, Plan, Status
from ghblog.report import plan_text
from ghblog.sandbox.log import Incoming

WORDS = "周报里的一句话，a few words. " * 40


def long_text(*names: str) -> str:
    """Some 43,000 characters a name."""
    texts = (f"{name} {n}: {WORDS}" for name in names for n in range(60))
    return "# Long\n\n" + "\n\n".join(texts) + "\n"


def parts(writer: Writer, number: int = 1) -> list[str]:
    """The text of an issue and its comments."""
    issue = next(one for one in writer.repo.issues if one.number == number)
    return [issue.body, *(comment.body for comment in issue.comments)]


def spoken(texts: list[str]) -> list[str]:
    """Which paragraphs of `long_text` texts of ours hold, in their order."""
    ours = [split_marker(text)[0] for text in texts if read_marker(text)]
    return re.findall(r"\w+ \d+:", "\n".join(ours))


def dead_pictures(writer: Writer) -> list[str]:
    """Pictures that texts show from the ledger's branch, which does not have them."""
    stored = set(writer.repo.files("ghblog"))
    texts = [text for issue in writer.repo.issues for text in parts(writer, issue.number)]
    shown = [
        path for text in texts for path in re.findall(r"/blob/ghblog/(pictures/[^?]+)\?", text)
    ]
    return [path for path in shown if path not in stored]


def is_comment(request: Incoming) -> bool:
    return "addComment" in request.fields


def is_commit(request: Incoming) -> bool:
    return "createCommitOnBranch" in request.fields


@pytest.fixture
def published(writer: Writer) -> Writer:
    writer.write("posts/zero.md", "# Zero\n\ntext\n")
    writer.publish()
    return writer


def picture_post(writer: Writer) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/a.md", "# A\n\n![](p.png)\n")


@pytest.mark.parametrize(("status", "times"), [(422, 1), (403, 1), (502, 6)])
def test_pictures_of_a_commit_that_github_refused_are_stored_by_the_next_run(
    published: Writer, status: int, times: int
) -> None:
    picture_post(published)
    published.box.faults.add(is_commit, status=status, body={"message": "no"}, times=times)
    published.publish()
    published.publish()
    assert published.titles() == ["Zero", "A"]
    assert dead_pictures(published) == []
    assert published.counted() == (None, 1)


def test_pictures_that_fall_back_are_stored_though_somebody_settles_beside(
    published: Writer,
) -> None:
    published.store = "auto"
    picture_post(published)
    published.box.faults.add(lambda request: request.upload, status=403, times=None)
    branch = "ghblog"
    note = {"README.md": b"somebody was here"}
    published.box.faults.add(
        is_commit, nth=2, before=lambda: published.repo.commit(branch, note, "beside")
    )
    outcome = published.publish()
    assert outcome
    assert outcome.ok
    assert f"/blob/{branch}/pictures/" in published.body(2)
    assert dead_pictures(published) == []


@pytest.mark.parametrize("store", ["branch", "attachment"])
def test_a_picture_that_goes_while_the_writer_is_asked_fails_its_post_only(
    published: Writer, store: str
) -> None:
    published.store = store
    picture_post(published)
    published.write("posts/b.md", "# B\n\ntext\n")

    def agree(plan: Plan) -> bool:
        (published.folder / "posts/p.png").unlink()
        return plan.pending

    outcome = published.blog().publish(agree=agree)
    assert outcome
    failed = [one for one in outcome.results if one.status is Status.FAILED]
    assert ["cannot be read any more" in one.message for one in failed] == [True]
    assert published.titles() == ["Zero", "B"]


@pytest.mark.parametrize("then", ["branch", "auto"])
def test_pictures_come_back_after_somebody_deleted_the_ledgers_branch(
    published: Writer, then: str
) -> None:
    picture_post(published)
    published.publish()
    published.repo.git.delete_ref("refs/heads/ghblog")
    published.store = then
    published.write("posts/b.md", "# B\n\nthe same ![](p.png)\n")
    before = published.body(2)
    outcome = published.publish()
    assert outcome
    assert outcome.ok
    assert published.body(2) == before
    assert dead_pictures(published) == []
    assert published.counted() == (None, 1)


def test_a_comment_whose_answer_is_lost_after_a_create_waits_its_own_minute(
    published: Writer,
) -> None:
    published.write("posts/long.md", long_text("A", "B", "C", "D"))
    published.box.faults.add("POST *issues", drop="before")
    late: list[str] = []  # the comment that GitHub carries out after the connection broke
    published.box.faults.add(
        is_comment, drop="before", before=lambda: late.append(published.body(2))
    )
    outcome = published.publish()
    assert outcome
    assert [one.status for one in outcome.results] == [Status.DOUBT]
    assert parts(published, 2) == late
    published.box.clock.advance(600)
    published.publish()
    assert spoken(parts(published, 2)) == re.findall(r"\w+ \d+:", long_text("A", "B", "C", "D"))
    assert published.counted() == (None, 1)


def test_a_run_stopped_between_two_parts_says_that_the_post_is_not_whole(writer: Writer) -> None:
    writer.write("posts/long.md", long_text("A", "B", "C", "D"))
    writer.stop = lambda: any(is_comment(request) for request in writer.box.requests)
    outcome = writer.publish()
    assert outcome
    assert [one.status for one in outcome.results] == [Status.FAILED]
    assert "further parts" in outcome.results[0].message
    writer.stop = lambda: False
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.publish() is None


def test_a_part_deleted_in_the_middle_leaves_the_text_in_its_order(writer: Writer) -> None:
    text = long_text("A", "B", "C", "D")
    writer.write("posts/long.md", text)
    writer.publish()
    comments = writer.repo.issues[0].comments
    assert len(comments) > 1
    comments.pop(0)
    writer.write("posts/long.md", text + "\nmore\n")
    writer.publish()
    assert spoken(parts(writer)) == re.findall(r"\w+ \d+:", text)
    assert "more" in parts(writer)[-1]
    assert writer.publish() is None


def test_refresh_learns_the_parts_that_a_broken_run_left(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.write("posts/long.md", long_text("A", "B", "C", "D"))
    writer.publish()
    ledger = json.loads(writer.stored("posts.json"))
    for line in ledger["posts"]:
        line["inputs"] = line["digest"] = ""
        line.pop("parts", None)
    writer.repo.commit("ghblog", {"posts.json": json.dumps(ledger).encode()}, "forget")
    writer.write("posts/a.md", "# A\n\ntwo\n")
    writer.publish(refresh=True)
    writer.write("posts/long.md", long_text("A"))
    writer.publish()
    assert [len(parts(writer, number)) for number in (1, 2)] == [1, 1]
    assert writer.publish() is None


def test_parts_that_a_lagging_list_does_not_show_yet_are_not_made_again(
    published: Writer,
) -> None:
    text = long_text("A", "B", "C", "D")
    published.write("posts/long.md", text)
    published.publish()
    before = parts(published, 2)
    published.box.lag = 600.0
    published.write("posts/long.md", text + "\nmore\n")
    outcome = published.publish()
    assert outcome
    assert outcome.ok
    after = parts(published, 2)
    assert len(after) == len(before)
    assert "more" in after[-1]


def test_the_stored_text_of_a_long_post_whose_file_moved_is_whole(published: Writer) -> None:
    text = long_text("A", "B", "C", "D")
    file = published.write("posts/long.md", text)
    published.publish()
    file.rename(published.folder / "posts/moved.md")
    published.publish()
    assert published.stored("posts/moved.md") == published.stored("posts/long.md")


def test_a_conflict_in_a_moved_file_leaves_its_place_in_the_index(published: Writer) -> None:
    published.write("posts/zero.md", "# Zero\n\nanother text\n").rename(
        published.folder / "posts/moved.md"
    )
    published.repo.edit_issue(1, body="edited " + published.body(1))
    plan = published.plan()
    assert [change.action for change in plan.changes] == [Action.CONFLICT]
    assert not plan.pending
    assert published.publish() is None


def test_parts_that_people_deleted_are_forgotten_once_the_post_is_short(
    published: Writer,
) -> None:
    published.write("posts/long.md", long_text("A", "B", "C", "D"))
    published.publish()
    published.repo.issues[1].comments.clear()
    published.write("posts/long.md", "# Long\n\nshort\n")
    published.publish()
    published.write("posts/long.md", "# Long\n\nshorter\n")
    _, requests = published.counted()
    assert requests == 4


def test_an_index_run_that_finds_what_a_dead_run_made_stores_its_text(published: Writer) -> None:
    published.write("posts/a.md", "# A\n\ntext\n")
    published.box.faults.add(is_commit, nth=2, status=422, times=None, body={"message": "no"})
    published.publish(machine="desktop")
    published.box.faults.clear()
    published.box.clock.advance(600)
    published.blog().write_index(agree=lambda _: True)
    published.publish()
    assert published.stored("posts/a.md").decode() == published.body(2)
    assert published.counted() == (None, 1)


def test_a_circle_that_took_long_overwrites_nobodys_edit(published: Writer) -> None:
    published.write("posts/a.md", "# A\n\n[b](b.md)\n")
    published.write("posts/b.md", "# B\n\n[a](a.md)\n")
    made = lambda: published.repo.edit_issue(2, body=f"edited {published.body(2)}")  # noqa: E731
    published.box.faults.add("POST *issues", nth=2, before=made)
    published.box.faults.add("POST *issues", nth=3, delay=400.0)
    published.write("posts/c.md", "# C\n\n[a](a.md)\n")
    outcome = published.publish()
    assert outcome
    assert not outcome.ok
    assert published.body(2).startswith("edited ")


def test_a_part_in_doubt_overwrites_no_edit_of_another_part(published: Writer) -> None:
    published.write("posts/long.md", long_text("A", "B", "C"))
    published.publish()
    comments = published.repo.issues[1].comments
    assert comments
    published.write("posts/long.md", long_text("A", "B", "C", "D", "E"))
    published.box.faults.add(is_comment, drop="before")

    def edit() -> None:
        comments[0].body = "edited " + comments[0].body

    published.box.faults.add("Remarks", nth=2, before=edit)
    outcome = published.publish()
    assert outcome
    assert "edited on the web" in outcome.results[0].message
    assert comments[0].body.startswith("edited ")


def test_the_plan_tells_which_comments_it_takes_away(published: Writer) -> None:
    published.write("posts/long.md", long_text("A", "B"))
    published.publish()
    count = len(published.repo.issues[1].comments)
    published.write("posts/long.md", "# Long\n\nshort\n")
    told = " ".join(plan_text(published.plan()).split())
    assert f"{count} comment" in told
    assert "taken away" in told

"""Posts longer than GitHub takes: the rest are comments below, kept in step like the text."""

from __future__ import annotations

import contextlib
import re
import subprocess
from pathlib import Path

import pytest
from killing import kill_now, start
from writers import Writer, make_writer, png

from ghblog.errors import GhblogError
from ghblog.marker import read_marker, split_marker
from ghblog.model import Action
from ghblog.sandbox import Sandbox

LIMIT = 65_536
WORDS = "周报里的一句话，a few words. " * 40


def section(name: str, paragraphs: int = 20) -> str:
    body = "\n\n".join(f"{name} {n}: {WORDS}" for n in range(paragraphs))
    return f"## {name}\n\n{body}\n\n"


def long_text(*names: str) -> str:
    return "# Long\n\n" + "".join(section(name, 60) for name in names)


def parts(writer: Writer, number: int = 1) -> list[str]:
    """The text of an issue and its comments."""
    issue = next(one for one in writer.repo.issues if one.number == number)
    return [issue.body, *(comment.body for comment in issue.comments)]


def whole(texts: list[str]) -> str:
    return "\n".join(split_marker(text)[0].strip() for text in texts if read_marker(text))


def words(text: str) -> list[str]:
    return re.findall(r"\w+ \d+:", text)


@pytest.fixture
def long(writer: Writer) -> Writer:
    writer.write("posts/zero.md", "# Zero\n\ntext\n")
    writer.publish()
    writer.write("posts/long.md", long_text("A", "B", "C", "D"))
    return writer


def test_a_long_post_becomes_an_issue_and_comments_below_it(long: Writer) -> None:
    plan = long.plan()
    [change] = plan.writes
    assert change.document
    count = len(change.document.parts)
    assert count > 1
    outcome, requests = long.counted()
    assert outcome
    assert outcome.ok
    assert requests == 4 + count - 1
    texts = parts(long, 2)
    assert len(texts) == count
    assert all(len(text) <= LIMIT for text in texts)
    markers = [read_marker(text) for text in texts]
    assert [marker and (marker.part, marker.parts) for marker in markers] == [
        (n + 1, count) for n in range(count)
    ]
    assert words(whole(texts)) == words(long_text("A", "B", "C", "D"))
    outcome, requests = long.counted()
    assert (outcome, requests) == (None, 1)


def test_an_edit_of_the_end_edits_the_last_comment_and_the_text_only(long: Writer) -> None:
    long.publish()
    before = parts(long, 2)
    long.write("posts/long.md", long_text("A", "B", "C", "D") + "\nand more\n")
    outcome = long.publish()
    assert outcome
    assert outcome.ok
    after = parts(long, 2)
    assert after[1:-1] == before[1:-1]
    assert "and more" in after[-1]
    assert long.publish() is None


def test_a_shorter_post_takes_its_comments_away(long: Writer) -> None:
    long.publish()
    long.write("posts/long.md", long_text("A"))
    outcome = long.publish()
    assert outcome
    assert outcome.ok
    assert len(parts(long, 2)) == 1
    assert long.publish() is None


def test_a_longer_post_gets_another_comment_below_those_of_readers(long: Writer) -> None:
    long.publish()
    count = len(parts(long, 2))
    long.box.add_user("reader", token="ghp_reader")
    long.repo.add_comment(2, "nice!", author="reader")
    long.write("posts/long.md", long_text("A", "B", "C", "D", "E", "F", "G"))
    outcome = long.publish()
    assert outcome
    assert outcome.ok
    after = parts(long, 2)
    assert after[count] == "nice!"
    assert len(after) > count + 1
    assert words(whole(after)) == words(long_text("A", "B", "C", "D", "E", "F", "G"))
    assert long.publish() is None


def test_a_comment_edited_on_the_web_is_a_conflict(long: Writer) -> None:
    long.publish()
    issue = long.repo.issues[1]
    issue.comments[-1].body = "edited " + issue.comments[-1].body
    kept = parts(long, 2)
    long.write("posts/long.md", long_text("A", "B", "C", "X"))
    plan = long.plan()
    assert [change.action for change in plan.changes if change.post == "long"] == [Action.CONFLICT]
    long.publish()
    assert parts(long, 2) == kept


def test_verify_tells_that_a_part_was_edited_or_deleted(long: Writer) -> None:
    long.publish()
    issue = long.repo.issues[1]
    original = issue.comments[0].body
    issue.comments[0].body = "edited " + original
    plan = long.plan(verify=True)
    assert [one.reason for one in plan.of(Action.CONFLICT)] == [
        "somebody edited part 2 of #2 on the web"
    ]
    issue.comments[0].body = original
    issue.comments.pop(0)
    plan = long.plan(verify=True)
    assert "somebody deleted part 2" in plan.of(Action.CONFLICT)[0].reason


def test_a_comment_deleted_on_the_web_is_made_again_with_the_next_edit(long: Writer) -> None:
    long.publish()
    count = len(parts(long, 2))
    long.repo.issues[1].comments.pop()
    long.write("posts/long.md", long_text("A", "B", "C", "D") + "\nand more\n")
    long.publish()
    texts = parts(long, 2)
    assert len(texts) == count
    assert "and more" in texts[-1]
    assert long.publish() is None


def test_somebody_elses_comment_with_our_marker_is_no_part(long: Writer) -> None:
    long.publish()
    issue = long.repo.issues[1]
    long.box.add_user("stranger", token="ghp_stranger")
    long.repo.add_comment(2, issue.comments[0].body, author="stranger")
    long.write("posts/long.md", long_text("A"))
    long.publish()
    assert [comment.author for comment in issue.comments] == ["stranger"]


def test_a_long_discussion_keeps_comments_that_people_replied_to(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"#"}, has_discussions=True)
    writer = make_writer(sandbox, repo, tmp_path)
    head = "---\ntitle: Long\ntarget: discussion\ncategory: General\n---\n"
    writer.write("posts/long.md", head + long_text("A", "B", "C", "D", "E"))
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    talk = repo.discussions[0]
    count = len(talk.comments)
    assert count >= 2
    sandbox.add_user("reader", token="ghp_reader")
    repo.add_comment(talk.number, "indeed", author="reader").reply_to = talk.comments[0].id
    writer.write("posts/long.md", head + "short\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert [comment.body for comment in talk.comments[1:]] == ["indeed"]
    assert "moved up" in talk.comments[0].body
    assert writer.publish() is None


def test_a_broken_template_for_taken_away_parts_is_told_and_mended_by_the_next_run(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"#"}, has_discussions=True)
    writer = make_writer(sandbox, repo, tmp_path)
    head = "---\ntitle: Long\ntarget: discussion\ncategory: General\n---\n"
    writer.write("posts/long.md", head + long_text("A", "B", "C"))
    writer.publish()
    talk = repo.discussions[0]
    sandbox.add_user("reader", token="ghp_reader")
    repo.add_comment(talk.number, "indeed", author="reader").reply_to = talk.comments[0].id
    own = writer.write("templates/removed-part.md.j2", "{% broken")
    writer.write("posts/long.md", head + "short\n")
    outcome = writer.publish()
    assert outcome
    assert "templates/removed-part.md.j2:1" in outcome.results[0].message
    own.write_text("moved\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert talk.comments[0].body == "moved\n"
    assert writer.publish() is None


@pytest.mark.parametrize("drop", ["before", "after"])
@pytest.mark.parametrize("k", range(1, 9))
def test_whatever_request_breaks_every_part_is_there_once(long: Writer, k: int, drop: str) -> None:
    wanted = len(long.plan().writes[0].document.parts)  # type: ignore[union-attr]
    long.box.faults.add("*", nth=k, drop=drop)
    with contextlib.suppress(GhblogError):
        long.publish(machine="desktop")
    long.box.faults.clear()
    outcome = long.publish()
    assert outcome is None or outcome.ok
    assert long.titles() == ["Zero", "Long"]
    texts = parts(long, 2)
    markers = [read_marker(text) for text in texts]
    assert [marker and marker.part for marker in markers] == list(range(1, wanted + 1))
    assert words(whole(texts)) == words(long_text("A", "B", "C", "D"))
    _, requests = long.counted()
    assert requests == 1


@pytest.mark.parametrize("k", range(1, 8))
def test_whatever_request_breaks_while_a_post_shrinks_nothing_is_left_over(
    long: Writer, k: int
) -> None:
    long.publish()
    long.write("posts/long.md", long_text("A"))
    long.box.faults.add("*", nth=k, times=None, drop="before")
    with contextlib.suppress(GhblogError):
        long.publish(machine="desktop")
    long.box.faults.clear()
    long.publish()
    assert len(parts(long, 2)) == 1
    assert words(whole(parts(long, 2))) == words(long_text("A"))
    _, requests = long.counted()
    assert requests == 1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_run_killed_between_two_parts_is_finished_by_the_next(
    real: Writer, nth: int, when: str
) -> None:
    real.write("posts/long.md", long_text("A", "B", "C", "D"))
    wanted = len(real.plan().writes[0].document.parts)  # type: ignore[union-attr]
    process: list[subprocess.Popen[bytes]] = []
    is_comment = {when: lambda: kill_now(process)}
    real.box.faults.add(lambda request: "addComment" in request.fields, nth=nth, **is_comment)
    process.append(start(real))
    process[0].wait()
    assert len(parts(real)) <= nth + 1
    real.box.clock.advance(600)
    outcome = real.publish()
    assert outcome
    assert outcome.ok
    assert real.titles() == ["Long"]
    markers = [read_marker(text) for text in parts(real)]
    assert [marker and marker.part for marker in markers] == list(range(1, wanted + 1))
    assert real.publish() is None


def test_a_writer_who_shortens_the_post_after_a_killed_run_has_nothing_left_over(
    real: Writer,
) -> None:
    real.write("posts/long.md", long_text("A"))
    real.publish()
    real.write("posts/long.md", long_text("A", "B", "C", "D"))
    process: list[subprocess.Popen[bytes]] = []
    real.box.faults.add(
        lambda request: "addComment" in request.fields, nth=2, before=lambda: kill_now(process)
    )
    process.append(start(real))
    process[0].wait()
    assert len(parts(real)) == 2
    real.write("posts/long.md", long_text("A"))
    real.box.clock.advance(600)
    real.publish()
    assert len(parts(real)) == 1
    assert words(whole(parts(real))) == words(long_text("A"))
    assert real.publish() is None


def test_the_ledger_is_rebuilt_from_markers_with_all_parts(long: Writer) -> None:
    long.publish()
    before = parts(long, 2)
    long.repo.git.delete_ref("refs/heads/ghblog")
    outcome = long.publish()
    assert outcome
    assert outcome.ok
    assert parts(long, 2) == before
    assert long.publish() is None
    long.write("posts/long.md", long_text("A"))
    long.publish()
    assert len(parts(long, 2)) == 1


def test_pictures_and_links_in_later_parts_get_their_addresses(writer: Writer) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/old.md", "---\ndate: 2020-01-01\n---\n# Old\n\ntext\n")
    tail = "## End\n\n![](p.png) and [old](old.md) and [r][r]\n\n[r]: old.md\n"
    writer.write("posts/long.md", long_text("A", "B", "C", "D") + tail)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    last = parts(writer, 2)[-1]
    assert "/blob/ghblog/pictures/" in last
    assert last.count(f"{writer.repo.url}/issues/1") == 2


def test_two_long_posts_that_lead_to_each_other(writer: Writer) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        text = long_text("A", "B", "C").replace("Long", name)
        writer.write(f"posts/{name}.md", f"{text}[other]({other}.md)\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    for number, back in ((1, 2), (2, 1)):
        texts = parts(writer, number)
        assert f"[other]({writer.repo.url}/issues/{back})" in texts[-1]
        assert len({read_marker(text).part for text in texts}) == len(texts)  # type: ignore[union-attr]
    assert writer.publish() is None

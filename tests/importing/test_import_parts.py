"""Posts that ghblog published in parts, and their dates: they come back whole, as they were."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from writers import Writer, png

from ghblog.importing import Choice, Fate, Order
from ghblog.intake import Taken
from ghblog.marker import read_marker, split_marker
from ghblog.model import Action
from ghblog.sandbox import Sandbox

WORDS = "a few words, 一句话。 " * 40


def paragraphs(count: int, note: str = "") -> str:
    return "\n\n".join(f"Paragraph {n}: {WORDS}{note}" for n in range(count))


LONG = paragraphs(160)
DEFINED = paragraphs(240, "[a][x] note[^1]") + "\n\n[x]: https://x.example/\n\n[^1]: A note.\n"
DEFINED_FIRST = "See [a][x] and [^1].\n\n[x]: https://x.example/\n\n[^1]: A note.\n\n" + paragraphs(
    160, "[a][x] note[^1]"
)
TIGHT = "\n".join(f"- item {n} {WORDS}" for n in range(160))
LOOSE = "\n\n".join(f"- item {n} {WORDS}" for n in range(160))
NUMBERED = "\n".join(f"{n}. item {n} {WORDS}" for n in range(1, 161))
HEADED = "\n\n".join(f"## Head {n}\n\n{paragraphs(40)}\n\n```\ncode\n```" for n in range(6))


def take_in(writer: Writer, **order: object) -> Taken:
    return writer.blog().take_in(Choice(), Order(**order))  # type: ignore[arg-type]


def published(writer: Writer, text: str, name: str = "2022-07-w2") -> None:
    """A long post, whose file is lost then."""
    writer.write(f"posts/{name}.md", f"# Long\n\n{text.strip()}\n")
    outcome = writer.publish()
    assert outcome and outcome.ok
    (writer.folder / f"posts/{name}.md").unlink()


def on_github(writer: Writer) -> list[str]:
    issue = writer.repo.issues[0]
    return [issue.title, issue.body, *(one.body for one in issue.comments)]


def the_file(writer: Writer) -> Path:
    [path] = (writer.folder / "posts").glob("*.md")
    return path


def lose_the_ledger(writer: Writer) -> None:
    writer.repo.git.delete_ref("refs/heads/ghblog")


TEXTS = {
    "paragraphs": LONG,
    "definitions": DEFINED,
    "definitions at the head": DEFINED_FIRST,
    "a tight list": TIGHT,
    "a loose list": LOOSE,
    "a numbered list": NUMBERED,
    "headings and code": HEADED,
}


@pytest.mark.parametrize("ledger", ["kept", "lost"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_post_in_parts_comes_back_whole_and_publishing_it_edits_nothing(
    writer: Writer, text: str, ledger: str
) -> None:
    published(writer, text)
    before = on_github(writer)
    assert len(before) > 2
    if ledger == "lost":
        lose_the_ledger(writer)
    taken = take_in(writer, comments=False)
    assert taken.ok
    assert the_file(writer).read_text(encoding="utf-8").partition("\n---\n\n")[2] == (
        text.strip() + "\n"
    )
    assert writer.plan().of(Action.UPDATE) == ()
    outcome = writer.publish()
    assert outcome is None or outcome.ok
    assert on_github(writer) == before
    assert writer.counted() == (None, 1)


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "without its text"])
def test_a_missing_part_is_told_and_nothing_is_written_as_if_it_were_the_whole(
    writer: Writer, gone: bool
) -> None:
    published(writer, LONG)
    comments = writer.repo.issues[0].comments
    if gone:
        comments.clear()
    else:
        comments[0].body = " "
    for order in ({"dry": True}, {}):
        taken = take_in(writer, **order)
        assert not taken.ok
        [blocked] = taken.imported.of(Fate.BLOCKED)
        assert blocked.reason.startswith("part 2 of 2 is missing: its comment was deleted")
    assert list((writer.folder / "posts").iterdir()) == []


@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_comments_of_other_people_are_no_parts_whatever_marker_they_bear(
    writer: Writer, sandbox: Sandbox, ledger: str
) -> None:
    published(writer, LONG)
    sandbox.add_user("stranger", token="ghp_stranger")
    second = writer.repo.issues[0].comments[0]
    writer.repo.add_comment(1, second.body.replace("Paragraph", "Spam"), author="stranger")
    if ledger == "lost":
        lose_the_ledger(writer)
        comments = writer.repo.issues[0].comments
        comments.reverse()
    take_in(writer)
    assert "Spam" not in the_file(writer).read_text(encoding="utf-8")
    if ledger == "lost":
        the_file(writer).unlink()
        comments.remove(second)
        [blocked] = take_in(writer).imported.of(Fate.BLOCKED)
        assert "part 2 of 2 is missing" in blocked.reason


def test_a_part_that_was_edited_on_the_web_is_taken_as_it_is_there(writer: Writer) -> None:
    published(writer, LONG)
    issue = writer.repo.issues[0]
    issue.comments[0].body = split_marker(issue.comments[0].body)[0] + "\nBetter.\n"
    issue.body = split_marker(issue.body)[0]
    take_in(writer)
    text = the_file(writer).read_text(encoding="utf-8")
    assert text.endswith("\n\nBetter.\n")
    assert "continued" not in text
    assert text.count("Paragraph") == 160


def test_parts_that_would_show_something_else_as_one_text_are_not_joined(writer: Writer) -> None:
    published(writer, LONG)
    issue = writer.repo.issues[0]
    issue.body = split_marker(issue.body)[0] + "\n\n```\nnever closed"
    [blocked] = take_in(writer).imported.of(Fate.BLOCKED)
    assert blocked.reason.startswith("its 2 parts would not show the same as one text")


def test_an_edit_after_the_import_keeps_every_part(writer: Writer) -> None:
    published(writer, LONG)
    take_in(writer)
    path = the_file(writer)
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    outcome = writer.publish()
    assert outcome and outcome.ok
    texts = on_github(writer)[1:]
    assert "".join(texts).count("Paragraph") == 160
    assert "\nMore.\n" in texts[-1]


@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_a_file_that_was_never_published_does_not_take_parts_away_without_a_yes(
    writer: Writer, ledger: str
) -> None:
    published(writer, LONG)
    if ledger == "lost":
        lose_the_ledger(writer)
    writer.write("posts/half.md", "---\nid: 2022-07-w2\ntitle: Long\n---\n\n" + paragraphs(3))
    [reason] = (one for one in writer.plan().unsafe if "deleted" in one)
    assert reason == (
        "comments that go on with a post would be deleted, and the file is not the one that was "
        "published: does it hold the whole text?"
    )


def test_a_file_that_its_writer_shortens_takes_parts_away_as_ever(writer: Writer) -> None:
    writer.write("posts/long.md", f"# Long\n\n{LONG}\n")
    writer.publish()
    writer.write("posts/long.md", f"# Long\n\n{paragraphs(3)}\n")
    assert writer.plan().unsafe == ()
    writer.publish()
    assert writer.repo.issues[0].comments == []


@pytest.mark.parametrize("half", [False, True])
def test_adopting_a_post_in_parts_learns_that_it_is_in_parts(writer: Writer, half: bool) -> None:
    published(writer, LONG)
    before = on_github(writer)
    lose_the_ledger(writer)
    writer.write("posts/2022-07-w2.md", f"# Long\n\n{paragraphs(3) if half else LONG.strip()}\n")
    writer.blog().adopt()
    [reason] = writer.plan().unsafe if half else ("",)
    assert ("would be deleted" in reason) is half
    if half:
        return
    writer.publish()
    assert on_github(writer) == before
    writer.repo.issues[0].comments[0].body += "edited"
    assert [one.reason for one in writer.plan(verify=True).of(Action.CONFLICT)] == [
        "somebody edited part 2 of #1 on the web"
    ]


@pytest.mark.parametrize(
    ("ledger", "head", "name", "day"),
    [
        ("kept", "---\ndate: 2021-03-04\n---\n", "a", date(2021, 3, 4)),
        ("kept", "", "2022-07-10-a", date(2022, 7, 10)),
        ("lost", "", "2022-07-10-a", date(2022, 7, 10)),
        ("lost", "", "a", date(2022, 7, 17)),
    ],
    ids=["front matter", "name", "name, by the marker", "title"],
)
def test_a_post_of_ours_keeps_its_date(
    writer: Writer, ledger: str, head: str, name: str, day: date
) -> None:
    writer.write(f"posts/{name}.md", f"{head}# 2022年7月第三周周报\n\nText.\n")
    writer.publish()
    index = writer.readme()
    (writer.folder / f"posts/{name}.md").unlink()
    if ledger == "lost":
        lose_the_ledger(writer)
    assert take_in(writer).ok
    assert f"\ndate: {day}\n" in the_file(writer).read_text(encoding="utf-8")
    assert the_file(writer).name.startswith(str(day))
    assert writer.plan().of(Action.UPDATE) == ()
    writer.publish()
    assert writer.readme() == index


def test_a_post_made_by_hand_has_the_day_on_which_it_was_opened(writer: Writer) -> None:
    writer.repo.add_issue(title="Looking back at 2019-01-01", body="Text.")
    take_in(writer)
    assert "\ndate: 2026-11-22\n" in the_file(writer).read_text(encoding="utf-8")
    assert read_marker(writer.body(1)) is None


@pytest.mark.parametrize("kind", ["issue", "discussion"])
def test_pictures_of_a_post_in_parts_come_back_too_and_no_part_is_lost(
    writer: Writer, kind: str
) -> None:
    writer.repo.has_discussions = True
    writer.repo.make_categories()
    category = "category: Ideas\n" if kind == "discussion" else ""
    text = LONG.replace("Paragraph 3:", "![a](a.png) 3:").replace("Paragraph 159:", "![b](b.png)")
    writer.write("posts/a.png", png(1))
    writer.write("posts/b.png", png(2))
    writer.write("posts/long.md", f"---\ntitle: Long\ntarget: {kind}\n{category}---\n{text}\n")
    outcome = writer.publish()
    assert outcome and outcome.ok
    [post] = writer.repo.of("issue", "discussion")
    [before] = post.comments
    for path in (writer.folder / "posts").iterdir():
        path.unlink()
    taken = take_in(writer)
    assert (taken.ok, taken.imported.pictures) == (True, 2)
    assert the_file(writer).read_text(encoding="utf-8").count("](pictures/") == 2
    writer.publish()
    assert [one.id for one in post.comments] == [before.id]
    assert "Paragraph 158:" in post.comments[0].body
    assert writer.counted() == (None, 1)

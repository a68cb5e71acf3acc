"""Which post is which issue, and when nobody can tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from adopt.handmade import adopt, found, match_of, numbers, prose, recorded
from writers import Writer

from ghblog.marker import marker_for
from ghblog.model import Action, Kind
from ghblog.model.adoption import Verdict


def post(writer: Writer, name: str, title: str, text: str, front: str = "") -> str:
    path = f"posts/{name}.md"
    writer.write(path, f"---\ntitle: {title}\n{front}---\n{text}")
    return path


def test_the_number_in_the_front_matter_decides(writer: Writer) -> None:
    writer.repo.add_issue(title="Another title", body="another text")
    writer.repo.add_discussion(title="A talk", body="another text")
    one = post(writer, "a", "A", prose(1), "issue: 1\n")
    two = post(writer, "b", "B", prose(2), "discussion: 2\n")
    adoption = found(writer)
    assert numbers(adoption) == {one: 1, two: 2}
    # … but a number may be mistyped: with quite another text it is asked about
    assert {match.verdict for match in adoption.matches} == {Verdict.LIKELY}


def test_the_number_and_the_same_text_are_exact(writer: Writer) -> None:
    writer.repo.add_issue(title="Another title", body=prose(1))
    post(writer, "a", "A", prose(1), "issue: 1\n")
    assert [match.verdict for match in found(writer).matches] == [Verdict.EXACT]


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("issue: 9\n", "there is no issue or discussion #9"),
        ("issue: 2\n", "#2 is a discussion, and the post is to be an issue"),
        ("issue: 3\n", "#3 is by reader"),
    ],
)
def test_a_number_that_cannot_be_meant_is_told(writer: Writer, front: str, why: str) -> None:
    writer.repo.add_issue(title="A", body=prose(1))
    writer.repo.add_discussion(title="A talk", body=prose(2))
    writer.repo.add_issue(title="A question", body="why?", author="reader")
    post(writer, "a", "A", prose(1), front)
    match = match_of(found(writer), "a.md")
    assert match.verdict is Verdict.UNFIT
    assert why in match.reason
    assert match.hint
    assert adopt(writer) is None


def test_a_number_that_two_files_name_is_nobodys(writer: Writer) -> None:
    writer.repo.add_issue(title="A", body=prose(1))
    post(writer, "a", "A", prose(1), "issue: 1\n")
    post(writer, "b", "B", prose(2), "issue: 1\n")
    adoption = found(writer)
    assert numbers(adoption) == {}
    assert "posts/a.md, posts/b.md" in match_of(adoption, "a.md").reason


def test_the_same_title_and_text_is_exact_whatever_the_browser_did_to_it(writer: Writer) -> None:
    body = "![image](https://github.com/user-attachments/assets/1)\n\n" + prose(1)
    writer.repo.add_issue(title="  A  post ", body=body.replace("\n", "\r\n") + "\r\n\r\n")
    path = post(writer, "a", "A post", prose(1) + "\n![](https://example.org/p.png)\n")
    adoption = found(writer)
    assert numbers(adoption) == {path: 1}
    assert match_of(adoption, "a.md").reason == "same title and text"
    assert adoption.unsafe == ()


def test_the_same_title_over_another_text_is_not_taken_over(writer: Writer) -> None:
    writer.repo.add_issue(title="Weekly", body=prose(2))
    post(writer, "a", "Weekly", prose(99)[:200].upper() + "完全不同的内容" * 30)
    match = match_of(found(writer), "a.md")
    assert match.verdict is Verdict.AMBIGUOUS
    assert match.numbers == (1,)
    assert "write `issue: 1` into its front matter" in match.hint


def test_a_report_that_goes_on_in_comments_is_likely(writer: Writer) -> None:
    writer.repo.add_issue(title="Long", body=prose(1, 100))
    path = post(writer, "a", "Long", "\n".join(prose(n, 100) for n in range(1, 12)))
    adoption = found(writer)
    match = match_of(adoption, "a.md")
    assert numbers(adoption) == {path: 1}
    assert match.verdict is Verdict.LIKELY
    assert "GitHub has a part of the text" in match.reason


def test_several_of_one_title_are_told_apart_by_their_texts(writer: Writer) -> None:
    wanted = {}
    for n in (3, 1, 4, 2):
        writer.repo.add_issue(title="Weekly", body=prose(n) + "A line typed in the browser.\n")
    for n in (1, 2, 3, 4):
        path = post(writer, str(n), "Weekly", prose(n))
        wanted[path] = {3: 1, 1: 2, 4: 3, 2: 4}[n]
    adoption = found(writer)
    assert numbers(adoption) == wanted
    assert {match.verdict for match in adoption.matches} == {Verdict.LIKELY}


def test_several_of_one_title_and_text_are_told_apart_by_their_dates(writer: Writer) -> None:
    start = datetime(2022, 7, 3, 20, tzinfo=UTC)
    wanted = {}
    for n in range(4):
        item = writer.repo.add_issue(title="Weekly", body="Nothing new.")
        item.created = start + timedelta(days=7 * n + n % 2)
        day = (start + timedelta(days=7 * n)).date()
        wanted[post(writer, f"{day}", "Weekly", "Nothing new.\n")] = item.number
    adoption = found(writer)
    assert numbers(adoption) == wanted
    assert {match.verdict for match in adoption.matches} == {Verdict.LIKELY}


def test_copies_that_nothing_tells_apart_are_ambiguous(writer: Writer) -> None:
    for _ in range(3):
        writer.repo.add_issue(title="Weekly", body=prose(1))
    post(writer, "a", "Weekly", prose(1))
    match = match_of(found(writer), "a.md")
    assert match.verdict is Verdict.AMBIGUOUS
    assert match.numbers == (1, 2, 3)
    assert "#1, #2, #3" in match.reason


def test_a_post_whose_title_was_edited_on_either_side_is_likely(writer: Writer) -> None:
    writer.repo.add_issue(title="What I did last week", body=prose(1) + "A line more.\n")
    for n in range(5):
        writer.repo.add_issue(title=f"Something else {n}", body=prose(50 + n))
    path = post(writer, "a", "Week 28", prose(1))
    adoption = found(writer)
    match = match_of(adoption, "a.md")
    assert numbers(adoption) == {path: 1}
    assert match.verdict is Verdict.LIKELY
    assert 0.8 <= match.likeness < 1
    assert [one.number for one in adoption.left] == [2, 3, 4, 5, 6]


def test_reports_made_from_one_template_are_not_taken_for_each_other(writer: Writer) -> None:
    template = prose(1, words=200)
    for n in range(4):
        writer.repo.add_issue(title=f"Week {n}", body=f"{template}\nSlept {n} hours.\n")
        post(writer, f"{n}", f"Week {n}", f"{template}\nSlept {n} hours.\n")
    # new, and not on GitHub: it is as like to every other as they are to each other
    post(writer, "new", "Week 9", f"{template}\nSlept 9 hours.\n")
    writer.repo.add_issue(title="Another one", body=f"{template}\nSlept 77 hours.\n")
    adoption = found(writer)
    assert numbers(adoption) == {f"posts/{n}.md": n + 1 for n in range(4)}
    assert match_of(adoption, "new.md").verdict is Verdict.AMBIGUOUS


def test_a_discussion_is_not_taken_for_an_issue_but_named(writer: Writer) -> None:
    writer.repo.add_discussion(title="A", body=prose(1))
    post(writer, "a", "A", prose(1))
    match = match_of(found(writer), "a.md")
    assert match.verdict is Verdict.UNFIT
    assert match.reason == "#1 is a discussion, and the post is to be an issue"
    assert "target: discussion" in match.hint
    assert adopt(writer) is None


def test_of_an_issue_and_a_discussion_the_right_kind_is_taken(writer: Writer) -> None:
    writer.repo.add_issue(title="A", body=prose(1))
    writer.repo.add_discussion(title="A", body=prose(1))
    path = post(writer, "a", "A", prose(1), "target: discussion\n")
    adoption = found(writer)
    assert numbers(adoption) == {path: 2}
    assert adoption.of(Verdict.EXACT)[0].existing.kind is Kind.DISCUSSION  # type: ignore[union-attr]


def test_a_strangers_issue_is_never_taken_over_unless_named(writer: Writer) -> None:
    writer.repo.add_issue(title="A", body=prose(1), author="reader")
    path = post(writer, "a", "A", prose(1))
    adoption = found(writer)
    assert match_of(adoption, "a.md").verdict is Verdict.UNMATCHED
    assert adoption.others == 1
    assert adoption.left == ()
    assert numbers(found(writer, authors=["Reader"])) == {path: 1}


def test_an_author_that_is_named_is_the_only_one_looked_at(writer: Writer) -> None:
    writer.repo.add_issue(title="A", body=prose(1))
    writer.repo.add_issue(title="A", body=prose(1), author="reader")
    path = post(writer, "a", "A", prose(1))
    assert numbers(found(writer)) == {path: 1}
    assert numbers(found(writer, authors=["reader"])) == {path: 2}


def test_a_strangers_copy_does_not_make_a_post_ambiguous(writer: Writer) -> None:
    writer.repo.add_issue(title="A", body=prose(1), author="reader")
    writer.repo.add_issue(title="A", body=prose(1))
    path = post(writer, "a", "A", prose(1))
    assert numbers(found(writer)) == {path: 2}


def test_what_bears_our_marker_is_found_by_it(writer: Writer) -> None:
    path = post(writer, "a", "A", prose(1))
    writer.publish()
    writer.repo.git.delete_ref("refs/heads/ghblog")
    writer.repo.edit_issue(1, title="Renamed on the web")
    adoption = found(writer)
    assert numbers(adoption) == {path: 1}
    assert match_of(adoption, "a.md").reason == "bears its marker"
    recorded(writer)
    assert writer.counted() == (None, 1)
    assert writer.repo.issue(1).edits == 1  # the renaming


def test_a_text_of_an_older_state_with_our_marker_is_still_updated(writer: Writer) -> None:
    post(writer, "a", "A", prose(1))
    writer.publish()
    writer.repo.git.delete_ref("refs/heads/ghblog")
    post(writer, "a", "A", prose(1) + "\nNew line.\n")
    adopt(writer)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert "New line." in writer.body(1)


def test_a_strangers_marker_and_another_blogs_are_no_candidates(writer: Writer) -> None:
    text = prose(1)
    for blog, author in (("main", "reader"), ("other", "writer")):
        marker = marker_for(blog, "a", 1, 1, "d" * 22, text)
        writer.repo.add_issue(title="A", body=f"{text}\n\n{marker}", author=author)
    post(writer, "a", "A", text)
    adoption = found(writer)
    assert match_of(adoption, "a.md").verdict is Verdict.UNMATCHED
    assert any("reader" in notice for notice in adoption.notices)


def test_a_moved_file_of_a_published_post_is_not_matched_anew(writer: Writer) -> None:
    first = writer.write("posts/a.md", "# A\n\n" + prose(1))
    writer.publish()
    writer.repo.add_issue(title="A", body=prose(1))
    first.rename(writer.folder / "posts/b.md")
    adoption = found(writer)
    assert adoption.matches == ()
    assert [one.number for one in adoption.left] == [2]
    outcome = writer.publish()
    assert outcome and [one.change.action for one in outcome.results] == [Action.RENAME]


def test_files_that_cannot_be_published_and_drafts_are_told(writer: Writer) -> None:
    writer.repo.add_issue(title="Bad", body=prose(1))
    post(writer, "bad", "Bad", prose(1) + "\n![](missing.png)\n")
    post(writer, "draft", "Draft", prose(2), "draft: true\n")
    adoption = found(writer)
    assert adoption.matches == ()
    assert any("posts/bad.md" in notice for notice in adoption.notices)
    assert any("1 post is held back" in notice for notice in adoption.notices)

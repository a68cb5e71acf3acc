from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from makers import compose, document, entry, existing, inputs, ledger, post

from ghblog.model import Action, Change, Picture, Refusal
from ghblog.sync.arranging import arrange
from ghblog.sync.entries import UNNUMBERED, entry_after, labels_after
from ghblog.sync.plan import draft
from ghblog.sync.safety import unsafe
from ghblog.sync.weigh import Present, to_read, verify, weigh


def actions(changes: tuple[Change, ...]) -> dict[str, Action]:
    return {change.post: change.action for change in changes}


def test_a_new_file_is_created() -> None:
    changes = draft(inputs([post("a")], ledger()))
    assert actions(changes) == {"a": Action.CREATE}


def test_equal_inputs_are_in_step_and_nothing_is_built() -> None:
    a = post("a")
    known = inputs([a], ledger(entry(a, 1)))
    changes = draft(replace(known, build=lambda _: pytest.fail("built")))
    assert actions(changes) == {"a": Action.KEEP}


def test_other_inputs_with_the_same_document_are_in_step() -> None:
    a = post("a")
    changes = draft(inputs([replace(a, inputs="other")], ledger(entry(a, 1))))
    assert actions(changes) == {"a": Action.REFRESH}


def test_a_changed_text_is_updated_and_the_reason_says_so() -> None:
    a = post("a")
    changed = post("a", "new text")
    changes = draft(inputs([changed], ledger(entry(a, 1)), texts={"a": "new text"}))
    assert actions(changes) == {"a": Action.UPDATE}
    assert changes[0].reason == "text changed"
    assert to_read(changes) == ("I_1",)


def test_a_changed_title_is_named_in_the_reason() -> None:
    a = post("a")
    changes = draft(inputs([post("a", "x", title="New")], ledger(entry(a, 1))))
    assert "title was “Title a”" in changes[0].reason


def test_a_draft_is_held_back_and_its_published_issue_stays() -> None:
    a = post("a", held="draft: true")
    changes = draft(inputs([a], ledger(entry(a, 7))))
    assert actions(changes) == {"a": Action.HOLD}
    assert changes[0].reason == "draft: true; #7 stays as it is"


def test_a_title_that_something_unmarked_bears_is_held_back_naming_both() -> None:
    changes = draft(inputs([post("a")], ledger(), titles={12: "Title a"}))
    assert actions(changes) == {"a": Action.HOLD}
    assert "#12" in changes[0].reason


def test_a_refused_post_spoils_no_other() -> None:
    refusal = Refusal("b.md", 3, "broken YAML", "mend it", id="b")
    changes = draft(inputs([post("a")], ledger(), refusals=(refusal,)))
    assert actions(changes) == {"b": Action.REFUSE, "a": Action.CREATE}
    assert changes[0].reason == "b.md:3: broken YAML"


def test_a_missing_file_is_gone_and_stays_published() -> None:
    a, b = post("a"), post("b")
    changes = draft(inputs([a], ledger(entry(a, 1), entry(b, 2))))
    assert actions(changes) == {"a": Action.KEEP, "b": Action.GONE}


def test_nothing_is_gone_while_a_file_cannot_be_read() -> None:
    a, b = post("a"), post("b")
    refusal = Refusal("c.md", 1, "not UTF-8", id="c", unread=True)
    changes = draft(inputs([a], ledger(entry(a, 1), entry(b, 2)), refusals=(refusal,)))
    assert Action.GONE not in actions(changes).values()


def test_a_path_limits_the_plan_and_nothing_is_gone() -> None:
    a, b, c = post("a"), post("b"), post("c", "other")
    known = inputs([a, b], ledger(entry(c, 3)))
    changes = draft(replace(known, only={"b.md"}))
    assert actions(changes) == {"b": Action.CREATE}


def test_a_moved_file_keeps_its_issue() -> None:
    a = post("a")
    moved = post("2022/a", title=a.title)
    changes = draft(inputs([moved], ledger(entry(a, 5))))
    assert actions(changes) == {"2022/a": Action.RENAME}
    after = entry_after(changes[0])
    assert after
    assert (after.id, after.number, after.path) == ("2022/a", 5, "2022/a.md")


def test_a_moved_and_changed_file_is_updated_under_its_title() -> None:
    a = post("a")
    moved = post("b", "other", title=a.title)
    changes = draft(inputs([moved], ledger(entry(a, 5)), texts={"b": "other"}))
    assert actions(changes) == {"b": Action.UPDATE}
    assert changes[0].old == "a"


def test_two_files_that_may_be_the_moved_one_are_both_held_back() -> None:
    a = post("a")
    copies = [post("b"), post("c")]
    changes = draft(inputs(copies, ledger(entry(a, 5))))
    assert {change.action for change in changes if change.post in "bc"} == {Action.HOLD}


def test_a_new_file_with_the_title_of_several_missing_ones_is_held_back() -> None:
    a, b = post("a", title="周报"), post("b", title="周报")
    changes = draft(inputs([post("c", "other", title="周报")], ledger(entry(a, 1), entry(b, 2))))
    assert actions(changes)["c"] is Action.HOLD


def test_a_file_moved_away_with_a_new_one_in_its_place_overwrites_no_issue() -> None:
    last = post("this-week", "last week's text")
    moved = post("2022-w27", "last week's text", title=last.title)
    fresh = post("this-week", "this week's text", title="New week")
    known = ledger(entry(last, 5, "last week's text"))
    changes = draft(inputs([moved, fresh], known, texts={"this-week": "this week's text"}))
    assert actions(changes) == {"2022-w27": Action.HOLD, "this-week": Action.HOLD}


def test_an_issue_is_never_turned_into_a_discussion() -> None:
    from ghblog.model import Kind

    a = post("a")
    changes = draft(inputs([replace(a, kind=Kind.DISCUSSION)], ledger(entry(a, 1))))
    assert actions(changes) == {"a": Action.HOLD}


# --- the present texts ----------------------------------------------------------------------


def update(present_body: str, new: str = "new", **present: object) -> Change:
    a = post("a")
    changes = draft(inputs([post("a", new)], ledger(entry(a, 1)), texts={"a": new}))
    now = existing(1, present_body, **{"title": a.title, **present})
    return weigh(changes, Present({"I_1": now}), compose)[0]


def test_our_own_text_is_updated() -> None:
    assert update(compose(document(post("a")))).action is Action.UPDATE


def test_a_web_edit_that_only_changed_line_endings_is_no_conflict() -> None:
    body = compose(document(post("a"), "one\ntwo")).replace("\n", "\r\n")
    assert update(body).action is Action.UPDATE


def test_a_text_edited_on_the_web_is_a_conflict() -> None:
    body = compose(document(post("a"))).replace("text", "text, and more", 1)
    change = update(body)
    assert change.action is Action.CONFLICT
    assert "edited on the web" in change.reason


def test_a_conflict_ends_when_both_agree() -> None:
    body = compose(document(post("a"))).replace("text", "new", 1)
    assert update(body).action is Action.UPDATE


def test_a_text_whose_marker_was_removed_is_a_conflict() -> None:
    assert update("text").action is Action.CONFLICT


def test_a_title_changed_on_the_web_is_a_conflict() -> None:
    change = update(compose(document(post("a"))), title="Better")
    assert change.action is Action.CONFLICT
    assert "“Better”" in change.reason


def test_an_update_that_a_dead_run_had_made_is_only_recorded() -> None:
    assert update(compose(document(post("a"), "new"))).action is Action.RECORD


def test_an_issue_that_was_deleted_is_not_made_again() -> None:
    a = post("a")
    changes = draft(inputs([post("a", "new")], ledger(entry(a, 1)), texts={"a": "new"}))
    weighed = weigh(changes, Present(), compose)
    assert weighed[0].action is Action.CONFLICT
    assert "no longer there" in weighed[0].reason


def test_a_refresh_writes_only_texts_that_differ() -> None:
    a, b = post("a"), post("b")
    known = inputs([a, b], ledger(entry(a, 1), entry(b, 2)), refresh=True)
    old = document(b)
    present = {
        "I_1": existing(1, compose(document(a)), title=a.title),
        "I_2": existing(2, compose(replace(old, labels=("other",))), title=b.title),
    }
    changes = weigh(draft(known), Present(present), compose, refresh=True)
    assert actions(changes) == {"a": Action.REFRESH, "b": Action.UPDATE}


def test_verifying_finds_what_was_edited_on_the_web() -> None:
    a, b = post("a"), post("b")
    changes = draft(inputs([a, b], ledger(entry(a, 1), entry(b, 2))))
    present = {
        "I_1": existing(1, compose(document(a)), title=a.title),
        "I_2": existing(2, compose(document(b)).replace("text", "edited", 1), title=b.title),
    }
    assert actions(verify(changes, Present(present))) == {"a": Action.KEEP, "b": Action.CONFLICT}


# --- order, pictures, safety ----------------------------------------------------------------


def test_new_posts_go_oldest_first_so_that_numbers_follow_dates() -> None:
    posts = [post("a", date=date(2022, 3, 1)), post("b", date=date(2022, 1, 1))]
    changes = arrange(draft(inputs(posts, ledger())), ())
    assert [change.post for change in changes] == ["b", "a"]


def test_a_picture_in_two_posts_is_uploaded_once_and_a_known_one_never() -> None:
    from ghblog.model import Document, Kind, Part, Slot

    shared, known = Picture("k1", "a.png", ".png", 10), Picture("k2", "b.png", ".png", 10)

    def change(name: str) -> Change:
        one = post(name, pictures=(shared, known))
        slots = (Slot(0, 1, "k1"), Slot(1, 2, "k2"), Slot(2, 3, "k1"))
        made = Document(name, Kind.ISSUE, "t", (Part("xyz", slots),))
        return Change(Action.CREATE, name, f"{name}.md", "t", "new", document=made, source=one)

    arranged = arrange([change("a"), change("b")], {"k2"})
    assert [one.pictures for one in arranged] == [(shared,), ()]


@pytest.mark.parametrize(
    ("new", "updated", "published", "safe"),
    [(3, 0, 0, True), (4, 0, 0, False), (0, 3, 3, True), (0, 4, 10, False), (0, 4, 100, True)],
)
def test_mass_changes_need_a_yes(new: int, updated: int, published: int, safe: bool) -> None:
    changes = [Change(Action.CREATE, "a", "a.md", "t", "new")] * new
    changes += [Change(Action.UPDATE, "a", "a.md", "t", "text changed")] * updated
    assert (unsafe(changes, published, 3) == ()) is safe


def test_labels_that_others_added_stay_and_only_ours_go() -> None:
    a = post("a", labels=("周报", "old"))
    wanted = document(replace(a, labels=("周报", "new")))
    now = existing(1, "", labels=("周报", "old", "by hand"))
    change = Change(Action.UPDATE, "a", "a.md", "t", "", "", entry(a, 1), wanted, a, (), now)
    assert labels_after(change) == ("周报", "by hand", "new")


def test_a_guessed_date_is_fixed_at_the_first_publish() -> None:
    first = post("a", date=date(2022, 7, 10))
    later = replace(first, date=date(2023, 1, 1))
    change = draft(inputs([later], ledger(entry(first, 1))))[0]
    after = entry_after(change, UNNUMBERED)
    assert after
    assert after.date == date(2022, 7, 10)
    given = entry_after(replace(change, source=replace(later, date_guessed=False)))
    assert given
    assert given.date == date(2023, 1, 1)


def test_a_file_that_was_given_an_id_keeps_its_issue() -> None:
    a = post("a")
    renamed = replace(a, id="forever", source="other", inputs="other", named=True)
    changes = draft(inputs([renamed], ledger(entry(a, 5))))
    assert actions(changes) == {"forever": Action.RENAME}


def test_a_title_that_several_posts_bear_moves_no_issue() -> None:
    a, b = post("a", title="周报"), post("b", title="周报")
    fresh = post("c", "this week's", title="周报")
    changes = draft(inputs([a, fresh], ledger(entry(a, 1), entry(b, 2))))
    assert actions(changes)["c"] is Action.HOLD


def test_a_new_id_in_the_front_matter_settles_that_a_post_is_new() -> None:
    a, b = post("a", title="周报"), post("b", title="周报")
    fresh = post("c", "this week's", title="周报", named=True)
    changes = draft(inputs([a, fresh], ledger(entry(a, 1), entry(b, 2))))
    assert actions(changes)["c"] is Action.CREATE

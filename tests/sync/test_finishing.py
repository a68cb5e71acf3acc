from __future__ import annotations

from dataclasses import replace

import pytest
from makers import document, entry, existing, post

from ghblog.model import Action, Change, Existing, Finish, Kind, Label, Meta
from ghblog.sync.finishing import finish_of, labels_to_make, unmet

TALK = replace(post("a", labels=("x", "y")), kind=Kind.DISCUSSION, category="General")
IDS = {"x": "L_x", "y": "L_y"}


def change(
    present: Existing | None, meta: Meta | None = None, kind: Kind = Kind.DISCUSSION
) -> Change:
    of = replace(TALK, kind=kind)
    wanted = replace(document(of), category="General", meta=meta or Meta())
    known = entry(of, 1, labels=("x", "old")) if present else None
    action = Action.UPDATE if present else Action.CREATE
    return Change(action, "a", "a.md", "t", "", "", known, wanted, of, (), present)


def talk(**rest: object) -> Existing:
    return existing(1, "text", kind=Kind.DISCUSSION, category="General", **rest)


def test_a_new_discussion_gets_all_its_labels() -> None:
    assert finish_of(change(None), IDS, ()) == Finish(add_labels=("L_x", "L_y"))


def test_an_issues_labels_go_with_its_text() -> None:
    assert not finish_of(change(None, kind=Kind.ISSUE), IDS, ())


def test_only_what_is_missing_is_added_and_only_ours_is_removed() -> None:
    now = talk(labels=("X", "old", "by hand"), label_ids=("L_x", "L_old", "L_hand"))
    assert finish_of(change(now), IDS, ()) == Finish(("L_y",), ("L_old",))


@pytest.mark.parametrize(
    ("meta", "present", "wanted"),
    [
        (Meta(closed=True, reason="outdated"), {}, Finish(closed=True, reason="outdated")),
        (Meta(closed=True), {"closed": True}, Finish()),
        (Meta(closed=False), {"closed": True}, Finish(closed=False)),
        (Meta(), {"closed": True, "locked": True, "pinned": True}, Finish()),
        (Meta(locked=True), {}, Finish(locked=True)),
        (Meta(pinned=False), {"pinned": True}, Finish(pinned=False)),
    ],
)
def test_only_a_state_that_differs_is_set(
    meta: Meta, present: dict[str, object], wanted: Finish
) -> None:
    now = talk(labels=("x", "y"), label_ids=("L_x", "L_y"), **present)
    made = change(now, meta)
    assert finish_of(made, IDS, ()) == wanted
    assert made.document
    assert unmet(made.document, now) is bool(wanted)


def test_no_fourth_issue_is_pinned() -> None:
    wish = change(None, Meta(pinned=True), Kind.ISSUE)
    assert finish_of(wish, IDS, (1, 2)) == Finish(pinned=True)
    assert finish_of(wish, IDS, (1, 2, 3)) == Finish()


def test_labels_are_made_for_discussions_and_where_a_colour_is_set() -> None:
    issue = replace(document(TALK), kind=Kind.ISSUE, labels=("gray", "Styled"))
    discussion = replace(document(TALK), labels=("talk", "there"))
    missing = ("gray", "Styled", "talk")
    made = labels_to_make([issue, discussion], missing, ["styled = #0E8A16 in green"])
    assert made == (Label("Styled", "0e8a16", "in green"), Label("talk", "ededed"))

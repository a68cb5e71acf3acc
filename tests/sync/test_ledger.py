from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from makers import NOW, entry, existing, ledger, post

from ghblog.errors import LedgerError
from ghblog.marker import marker_for
from ghblog.model import Claim, Head, Ledger
from ghblog.sync.lease import must_renew, seconds_until_free
from ghblog.sync.ledger import branch_name, changed_files, files_of, parse
from ghblog.sync.recover import recover


def head(files: dict[str, str]) -> Head:
    return Head("ghblog", "c0ffee", NOW, "message", files)


def read(files: dict[str, str], repository: int = 1, blog: str = "main") -> Ledger:
    return parse(head(files), repository=repository, blog=blog, branch="ghblog")


def full() -> Ledger:
    return ledger(
        entry(post("b", labels=("周报",)), 2, parts=("IC_1",)),
        entry(post("a/ü"), 1),
        commit="abc",
        pictures={"k": "pictures/k/k.png"},
        unmarked={7: "by hand"},
        claim=Claim("run", (("c", 1),), 9),
    )


def test_what_is_written_is_read_again() -> None:
    assert read(files_of(full())) == full()


def test_posts_have_a_line_each_sorted_by_id() -> None:
    lines = files_of(full())["posts.json"].splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == ["a/ü", "b"]


def test_an_empty_ledger_is_written_and_read() -> None:
    assert read(files_of(ledger())) == ledger()


def test_no_branch_is_an_empty_ledger() -> None:
    assert parse(None, repository=1, blog="main", branch="ghblog") == Ledger(1, "main")


def test_a_branch_that_is_not_ours_is_never_touched() -> None:
    with pytest.raises(LedgerError, match="not made by ghblog"):
        read({"index.html": "my pages"})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"repository": 2}, "another repository"),
        ({"blog": "other"}, "blog “other”"),
        ({"format": 2}, "format 2"),
    ],
)
def test_a_foreign_ledger_stops_the_run(change: dict[str, object], says: str) -> None:
    files = files_of(ledger())
    files["posts.json"] = json.dumps({**json.loads(files["posts.json"]), **change})
    with pytest.raises(LedgerError, match=says):
        read(files)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format":1', '{"format":1,"posts":[{}]}'])
def test_a_damaged_ledger_is_told_as_such(text: str) -> None:
    with pytest.raises(LedgerError, match="cannot be read"):
        read({"posts.json": text})


def test_unchanged_files_are_never_committed() -> None:
    old = full()
    additions, deletions = changed_files(old, ledger(*old.posts.values(), commit="abc"))
    assert set(additions) == {"pictures.json"}
    assert set(deletions) == {"claim.json", "unmarked.json"}
    assert changed_files(old, old) == ({}, ())


def test_another_blog_has_another_branch() -> None:
    assert branch_name("main") == "ghblog"
    assert branch_name("photos") == "ghblog-photos"


# --- leases ---------------------------------------------------------------------------------


def test_anothers_claim_is_awaited_until_its_lease_and_a_minute_are_over() -> None:
    made = datetime(2022, 7, 11, tzinfo=UTC)
    assert seconds_until_free(made, made, None) == 360
    assert seconds_until_free(made, made + timedelta(seconds=359), None) == 1
    assert seconds_until_free(made, made + timedelta(hours=1), None) == 0


def test_a_dead_run_of_this_machine_is_free_after_a_minute() -> None:
    made = datetime(2022, 7, 11, tzinfo=UTC)
    assert seconds_until_free(made, made, 10.0) == 50
    assert seconds_until_free(made, made, 61.0) == 0


def test_nothing_is_sent_with_too_little_of_the_lease_left() -> None:
    assert not must_renew(NOW, NOW + timedelta(seconds=209))
    assert must_renew(NOW, NOW + timedelta(seconds=211))


# --- markers --------------------------------------------------------------------------------


def marked(name: str, blog: str = "main") -> str:
    return f"text\n\n{marker_for(blog, name, 1, 1, 'd', 'text')}"


def test_a_ledger_is_rebuilt_from_the_markers() -> None:
    got = recover(
        Ledger(1, "main"),
        [existing(3, marked("a")), existing(4, "by hand")],
        viewer="writer",
        publishers=(),
    )
    assert set(got.records) == {"a"}
    assert got.ledger.posts["a"].number == 3
    assert [one.number for one in got.unmarked] == [4]


def test_the_first_of_two_with_the_same_marker_wins_and_the_other_is_told() -> None:
    found = [existing(9, marked("a"), title="A"), existing(3, marked("a"), title="A")]
    got = recover(Ledger(1, "main"), found, viewer="writer", publishers=())
    assert got.ledger.posts["a"].number == 3
    assert "#9" in got.notices[0]


def test_a_strangers_marker_is_ignored_and_reported() -> None:
    stranger = existing(3, marked("a"), author="stranger", association="NONE")
    got = recover(Ledger(1, "main"), [stranger], viewer="writer", publishers=())
    assert got.records == {}
    assert "stranger" in got.notices[0]


def test_another_blogs_marker_is_not_ours() -> None:
    got = recover(
        Ledger(1, "main"), [existing(3, marked("a", "photos"))], viewer="writer", publishers=()
    )
    assert got.records == {}

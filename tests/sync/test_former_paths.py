"""What the ledger keeps of paths that posts' files had."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import pytest
from makers import NOW, entry, existing, ledger, post

from ghblog.errors import LedgerError
from ghblog.marker import marker_for
from ghblog.model import Entry, Head, Ledger
from ghblog.sync.ledger import files_of, parse
from ghblog.sync.links import former_after, owners, places, without_taken
from ghblog.sync.recover import recover

NFC = unicodedata.normalize("NFC", "ü.md")
NFD = unicodedata.normalize("NFD", "ü.md")


def at(path: str, number: int = 1, *former: str) -> Entry:
    return entry(post(f"p{number}"), number, path=path, former=former)


def read(files: dict[str, str]) -> Ledger:
    head = Head("ghblog", "c0ffee", NOW, "message", files)
    return parse(head, repository=1, blog="main", branch="ghblog")


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        (at("a.md"), "a.md", ()),
        (at("a.md"), "b.md", ("a.md",)),
        (at("b.md", 1, "a.md"), "c.md", ("a.md", "b.md")),
        (at("b.md", 1, "a.md"), "a.md", ("b.md",)),
        (at("b.md", 1, "a.md"), "b.md", ("a.md",)),
        (at(NFD), NFC, ()),
        (at(NFD), "a.md", (NFC,)),
        (at(""), "a.md", ()),
    ],
)
def test_a_post_has_each_path_once_that_it_left(
    before: Entry, path: str, after: tuple[str, ...]
) -> None:
    assert former_after(before, path) == after


def test_what_another_post_has_by_now_is_nobodys_former_path() -> None:
    entries = {"p1": at("b.md", 1, "a.md", NFC), "p2": at(NFD, 2, "c.md")}
    assert {id_: one.former for id_, one in without_taken(entries).items()} == {
        "p1": ("a.md",),
        "p2": ("c.md",),
    }


def test_a_link_leads_to_whoever_has_the_path_and_else_to_who_had_it() -> None:
    one, two = at("b.md", 1, "a.md"), at("a.md", 2, "c.md")
    known = places([one, two], [], {})
    assert known == {f"post:{p}": f"issues/{n}" for p, n in (("a.md", 2), ("b.md", 1), ("c.md", 2))}
    assert owners([one, two]) == {"a.md": "p2", "b.md": "p1", "c.md": "p2"}


def test_a_file_that_is_not_published_has_its_path_all_the_same() -> None:
    moved = at("b.md", 1, "a.md")
    assert "post:a.md" not in places([moved], [post("new", path="a.md")], {"p1": moved})
    assert "post:a.md" not in places([moved], [], {"p1": moved}, refused=["a.md"])
    assert "post:b.md" in places([moved], [], {"p1": moved}, refused=["b.md"])


def test_former_paths_are_written_and_read_again() -> None:
    known = ledger(at("b.md", 1, "a.md", "第一周.md"))
    assert read(files_of(known)) == known


def test_a_ledger_without_them_and_one_with_more_than_we_know_are_read() -> None:
    known = ledger(at("b.md"))
    files = files_of(known)
    assert "former" not in files["posts.json"]
    more = json.loads(files["posts.json"])
    more["posts"][0]["colour"] = "green"
    assert read({**files, "posts.json": json.dumps(more)}) == known


@pytest.mark.parametrize("former", ["a.md", [1], {"a.md": 1}])
def test_former_paths_that_are_none_make_a_ledger_unreadable(former: object) -> None:
    files = files_of(ledger(at("b.md")))
    bad = json.loads(files["posts.json"])
    bad["posts"][0]["former"] = former
    with pytest.raises(LedgerError, match="“former” is"):
        read({**files, "posts.json": json.dumps(bad)})


def test_a_marker_tells_the_path_that_the_file_had_most_likely() -> None:
    body = f"text\n\n{marker_for('main', '2022/w1', 1, 1, 'd', 'text')}"
    known = replace(ledger(at("x.md", 9)), head="")
    for folder, path in ((".", "2022/w1.md"), ("posts", "posts/2022/w1.md")):
        got = recover(known, [existing(3, body)], viewer="writer", publishers=(), folder=folder)
        assert got.ledger.posts["2022/w1"].former == (path,)
        assert got.ledger.posts["p9"].former == ()

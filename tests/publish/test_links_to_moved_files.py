"""Links in other posts go on leading to a post whose file was renamed or moved."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from writers import Writer

from ghblog.exporting import Order, export
from ghblog.model import Action

ONE = "# One\n\nText of the first post, which has a number.\n"


def text(blog: Writer, number: int) -> str:
    """An issue's text, its destinations without the angle brackets that they may stand in."""
    return blog.body(number).replace("(<", "(").replace(">)", ")")


def move(blog: Writer, old: str, new: str) -> None:
    place: Path = blog.folder / "posts" / new
    place.parent.mkdir(parents=True, exist_ok=True)
    (blog.folder / "posts" / old).rename(place)


def begin(blog: Writer, name: str, link: str, place: str = "z.md") -> None:
    """Publish #1, whose file has this name, and #2, which has the link to it."""
    blog.write(f"posts/{name}", ONE)
    blog.publish()
    blog.write(f"posts/{place}", f"# Z\n\nsee {link} there\n")
    blog.publish()
    assert blog.titles() == ["One", "Z"]
    assert leads(blog, 1)


def leads(blog: Writer, number: int) -> bool:
    return f"{blog.repo.url}/issues/{number}" in text(blog, 2)


def former(blog: Writer) -> dict[str, list[str]]:
    """Post id → the paths that the ledger remembers of it."""
    lines = json.loads(blog.stored("posts.json"))["posts"]
    return {line["id"]: line["former"] for line in lines if "former" in line}


def nothing_to_do(blog: Writer) -> None:
    assert blog.counted() == (None, 1)


SPELT = {
    "ascii": ("w1.md", "[x](w1.md)"),
    "with its folder": ("w1.md", "[x](../posts/./w1.md)"),
    "from the root": ("w1.md", "[x](/posts/w1.md)"),
    "in HTML": ("w1.md", "**[](w1.md)** <a href=w1.md>x</a> [x](w1.md)"),
    "by reference": ("w1.md", "[x][r]\n\n[r]: w1.md\n\nand"),
    "chinese": ("甲.md", "[x](甲.md)"),
    "chinese, percent-encoded": ("甲.md", "[x](%E7%94%B2.md)"),
    "spaces": ("第 一周.md", "[x](<第 一周.md>)"),
    "spaces, percent-encoded": ("第 一周.md", "[x](%E7%AC%AC%20%E4%B8%80%E5%91%A8.md)"),
    "spaces, as typed": ("week one.md", "[x](week one.md)"),
    "a number sign in the name": ("c#1.md", "[x](c#1.md)"),
    "a percent sign in the name": ("50%25.md", "[x](50%25.md)"),
    "NFD in the link": ("über.md", f"[x]({unicodedata.normalize('NFD', 'über')}.md)"),
    "NFD on the disk": (f"{unicodedata.normalize('NFD', 'über')}.md", "[x](über.md)"),
    "another suffix": ("w1.markdown", "[x](w1.markdown)"),
    "a backslash": ("2022/w1.md", r"[x](2022\w1.md)"),
    "wikilink": ("w1.md", "[[w1]]"),
    "wikilink with words": ("w1.md", "[[w1.md|last week]]"),
    "wikilink in other letters": ("w1.md", "[[W1]]"),
    "wikilink, chinese": ("第 一周.md", "[[第 一周]]"),
    "wikilink from another folder": ("2022/w1.md", "[[w1]]"),
    "wikilink with a folder": ("2022/w1.md", "[[2022/w1]]"),
}


@pytest.mark.parametrize(("name", "link"), SPELT.values(), ids=SPELT)
def test_a_link_by_the_old_name_goes_on_leading_to_the_post(
    writer: Writer, name: str, link: str
) -> None:
    begin(writer, name, link)
    before = writer.body(2)
    move(writer, name, "moved.md")
    plan = writer.plan()
    assert [(change.post, change.action) for change in plan.writes] == [("moved", Action.RENAME)]
    writer.publish()
    assert writer.body(2) == before
    nothing_to_do(writer)
    assert writer.body(2) == before
    writer.write("posts/z.md", f"# Z\n\nlater {link} there\n")
    writer.publish()
    assert text(writer, 2).startswith("\nlater")
    assert leads(writer, 1)
    nothing_to_do(writer)


@pytest.mark.parametrize("link", ["[x](w1.md#the-boat)", "[[w1#The boat]]"])
def test_the_fragment_is_kept(writer: Writer, link: str) -> None:
    begin(writer, "w1.md", link)
    move(writer, "w1.md", "moved.md")
    writer.publish()
    writer.write("posts/z.md", f"# Z\n\nlater {link}\n")
    writer.publish()
    assert f"]({writer.repo.url}/issues/1#the-boat)" in text(writer, 2)


@pytest.mark.parametrize("link", ["[x](w1.md)", "[[w1]]"])
def test_a_post_renamed_twice_is_found_by_each_name(writer: Writer, link: str) -> None:
    begin(writer, "w1.md", link)
    for old, new in (("w1.md", "w2.md"), ("w2.md", "w3.md")):
        move(writer, old, new)
        writer.publish()
        assert leads(writer, 1)
    assert former(writer) == {"w3": ["posts/w1.md", "posts/w2.md"]}
    writer.write("posts/y.md", "# Y\n\n[a](w1.md) [b](w2.md) [c](w3.md)\n")
    writer.publish()
    assert writer.body(3).count(f"]({writer.repo.url}/issues/1)") == 3
    nothing_to_do(writer)


@pytest.mark.parametrize("link", ["[x](w1.md)", "[[w1]]"])
def test_a_name_that_comes_back_is_former_no_more(writer: Writer, link: str) -> None:
    begin(writer, "w1.md", link)
    for old, new in (("w1.md", "w2.md"), ("w2.md", "w1.md")):
        move(writer, old, new)
        writer.publish()
    assert former(writer) == {"w1": ["posts/w2.md"]}
    assert leads(writer, 1)
    nothing_to_do(writer)


@pytest.mark.parametrize("link", ["[x](w1.md)", "[[w1]]"])
def test_a_new_post_at_the_old_path_is_meant_and_keeps_it_when_it_moves(
    writer: Writer, link: str
) -> None:
    begin(writer, "w1.md", link)
    move(writer, "w1.md", "moved.md")
    writer.publish()
    writer.write("posts/w1.md", "# New\n\nQuite another text.\n")
    writer.publish()
    assert writer.titles() == ["One", "Z", "New"]
    assert leads(writer, 3)
    assert former(writer) == {}
    nothing_to_do(writer)
    move(writer, "w1.md", "also-moved.md")
    writer.publish()
    assert leads(writer, 3)
    assert former(writer) == {"also-moved": ["posts/w1.md"]}
    nothing_to_do(writer)


def test_a_renamed_file_and_a_new_one_in_its_place_at_once(writer: Writer) -> None:
    begin(writer, "w1.md", "[x](w1.md)")
    move(writer, "w1.md", "moved.md")
    writer.write("posts/moved.md", "---\nid: w1\n---\n" + ONE)
    writer.write("posts/w1.md", "---\nid: new\n---\n# New\n\nQuite another text.\n")
    writer.publish()
    assert writer.titles() == ["One", "Z", "New"]
    assert leads(writer, 3)
    assert former(writer) == {}
    nothing_to_do(writer)


def test_two_posts_that_change_places_are_linked_by_their_new_names(writer: Writer) -> None:
    begin(writer, "a.md", "[x](a.md)")
    writer.write("posts/b.md", "---\nid: b\n---\n# Three\n\nThe third text.\n")
    writer.write("posts/a.md", "---\nid: a\n---\n" + ONE)
    writer.publish()
    move(writer, "a.md", "c.md")
    move(writer, "b.md", "a.md")
    move(writer, "c.md", "b.md")
    writer.write("posts/z.md", "# Z\n\nsee [x](a.md) there, later\n")
    writer.publish()
    assert writer.titles() == ["One", "Z", "Three"]
    assert leads(writer, 3)
    assert former(writer) == {}
    nothing_to_do(writer)


def test_a_draft_at_the_old_path_is_meant_too(writer: Writer) -> None:
    begin(writer, "w1.md", "[x](w1.md)")
    move(writer, "w1.md", "moved.md")
    writer.publish()
    writer.write("posts/w1.md", "---\ndraft: true\n---\n# New\n\nNot yet.\n")
    writer.publish()
    assert "[x](w1.md)" in text(writer, 2)
    nothing_to_do(writer)


def test_a_file_that_cannot_be_published_has_its_path_all_the_same(writer: Writer) -> None:
    begin(writer, "w1.md", "[x](w1.md)")
    move(writer, "w1.md", "moved.md")
    writer.publish()
    writer.write("posts/w1.md", "# New\n\n![x](nowhere.png)\n")
    writer.write("posts/z.md", "# Z\n\nlater [x](w1.md)\n")
    writer.publish()
    assert "later [x](w1.md)" in text(writer, 2)


def test_a_circle_whose_files_are_renamed(writer: Writer) -> None:
    for name, other in ("ab", "ba"):
        writer.write(f"posts/{name}.md", f"# {name}\n\nto [x]({other}.md) and [[{other}]]\n")
    writer.publish()
    before = [writer.body(1), writer.body(2)]
    move(writer, "a.md", "第一.md")
    move(writer, "b.md", "第二.md")
    outcome = writer.publish()
    assert outcome
    assert {result.change.action for result in outcome.results} == {Action.RENAME}
    assert [writer.body(1), writer.body(2)] == before
    nothing_to_do(writer)


@pytest.mark.parametrize("link", ["[x](../2022/w1.md)", "[[2022/w1]]", "[[w1]]"])
def test_a_folder_that_moves(writer: Writer, link: str) -> None:
    begin(writer, "2022/w1.md", link, place="2023/z.md")
    before = writer.body(2)
    move(writer, "2022", "old/years/2022")
    writer.publish()
    assert writer.body(2) == before
    nothing_to_do(writer)


def test_a_post_known_by_an_id_of_its_own_that_moves(writer: Writer) -> None:
    writer.write("posts/w1.md", "---\nid: lake\n---\n" + ONE)
    writer.write("posts/z.md", "# Z\n\n[x](w1.md)\n")
    writer.publish()
    number = writer.titles().index("One") + 1
    move(writer, "w1.md", "lake.md")
    assert not writer.plan().writes
    for turn in ("later", "later still"):
        writer.write("posts/z.md", f"# Z\n\n{turn} [x](w1.md)\n")
        writer.publish()
        z = writer.titles().index("Z") + 1
        assert f"{turn} [x]({writer.repo.url}/issues/{number})" in text(writer, z)
        assert former(writer) == {"lake": ["posts/w1.md"]}
    nothing_to_do(writer)


def test_a_wikilink_that_may_mean_two_moved_posts_stays_as_it_is(writer: Writer) -> None:
    writer.write("posts/a/w1.md", ONE)
    writer.write("posts/b/w1.md", "# Two\n\nThe second text.\n")
    writer.publish()
    move(writer, "a/w1.md", "first.md")
    move(writer, "b/w1.md", "second.md")
    writer.write("posts/z.md", "# Z\n\n[[w1]] [[b/w1]]\n")
    writer.publish()
    two = writer.titles().index("Two") + 1
    assert f"[[w1]] [b/w1]({writer.repo.url}/issues/{two})" in text(writer, 3)
    nothing_to_do(writer)


def test_the_plan_does_not_call_a_link_dead_that_leads_to_a_moved_post(writer: Writer) -> None:
    begin(writer, "w1.md", "[x](w1.md) [[w1]]")
    move(writer, "w1.md", "moved.md")
    writer.write("posts/z.md", "# Z\n\nlater [x](w1.md) [[w1]] [y](gone.md)\n")
    (notice,) = writer.plan().notices
    assert '"gone.md" leads to no file' in notice


def test_a_ledger_from_before_names_were_kept_works(writer: Writer) -> None:
    begin(writer, "w1.md", "[x](w1.md)")
    move(writer, "w1.md", "moved.md")
    writer.publish()
    old = json.loads(writer.stored("posts.json"))
    for line in old["posts"]:
        line.pop("former", None)
    writer.repo.commit("ghblog", {"posts.json": json.dumps(old).encode()}, "An older ghblog")
    writer.publish()
    assert "[x](w1.md)" in text(writer, 2)
    writer.write("posts/z.md", "# Z\n\nlater [x](moved.md)\n")
    writer.publish()
    assert leads(writer, 1)


@pytest.mark.parametrize("link", ["[x](w1.md)", "[[w1]]"])
def test_a_ledger_that_is_rebuilt_knows_the_names_that_the_markers_tell(
    writer: Writer, link: str
) -> None:
    begin(writer, "w1.md", link)
    before = writer.body(2)
    move(writer, "w1.md", "moved.md")
    writer.publish()
    writer.repo.git.delete_ref("refs/heads/ghblog")
    writer.publish()
    assert writer.titles() == ["One", "Z"]
    assert writer.body(2) == before
    assert former(writer) == {"moved": ["posts/w1.md"]}
    nothing_to_do(writer)


def test_publishing_one_file_keeps_the_names_of_all(writer: Writer) -> None:
    begin(writer, "w1.md", "[x](w1.md)")
    move(writer, "w1.md", "moved.md")
    writer.write("posts/z.md", "# Z\n\nlater [x](w1.md)\n")
    writer.publish(writer.folder / "posts/z.md")
    assert leads(writer, 1)
    writer.publish()
    assert former(writer) == {"moved": ["posts/w1.md"]}
    assert leads(writer, 1)
    nothing_to_do(writer)


def test_adopting_enters_a_link_by_an_old_name_as_publishing_reads_it(writer: Writer) -> None:
    begin(writer, "w1.md", "[x](w1.md)")
    move(writer, "w1.md", "moved.md")
    writer.publish()
    by_hand = "By hand, and about quite another thing: [[w1]] was where it began.\n"
    writer.repo.add_issue(title="By hand", body=by_hand)
    writer.write("posts/by-hand.md", f"# By hand\n\n{by_hand}")
    adopted = writer.blog().adopt((), agree=lambda _: True)
    assert adopted
    assert adopted.ok
    nothing_to_do(writer)
    assert writer.body(3) == by_hand
    assert former(writer) == {"moved": ["posts/w1.md"]}


def test_a_file_imported_to_an_old_path_is_meant(writer: Writer) -> None:
    begin(writer, "2022-07-03 One.md", "[x](<2022-07-03 One.md>)")
    move(writer, "2022-07-03 One.md", "moved.md")
    writer.publish()
    writer.write("posts/2022-07-03 One.md", "---\nissue: 3\n---\n# By hand\n\nA text.\n")
    writer.repo.add_issue(title="By hand", body="A text.\n")
    adopted = writer.blog().adopt((), agree=lambda _: True)
    assert adopted
    assert adopted.ok
    assert former(writer) == {}
    writer.publish()
    assert leads(writer, 3)
    nothing_to_do(writer)


def test_an_export_follows_old_names_too(writer: Writer) -> None:
    begin(writer, "w1.md", "[x](w1.md) [[w1]]")
    move(writer, "w1.md", "moved.md")
    writer.publish()
    exported = export(writer.blog(), "z", Order(html=False))
    url = f"{writer.repo.url}/issues/1"
    assert exported.text.replace("(<", "(").replace(">)", ")").count(f"]({url})") == 2

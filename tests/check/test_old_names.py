"""`ghblog check`, once GitHub was read here: links by names that posts had before they moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from writers import Writer

from ghblog.linting.moves import Mending
from ghblog.model import Finding

ONE = "# One\n\nText of the first post, which has a number.\n"


def move(writer: Writer, old: str, new: str) -> None:
    place: Path = writer.folder / "posts" / new
    place.parent.mkdir(parents=True, exist_ok=True)
    (writer.folder / "posts" / old).rename(place)


def begin(writer: Writer, link: str, *, old: str = "w1.md", new: str = "moved.md") -> None:
    """Publish a post and, below it, one that links to it; then the first one's file moves."""
    writer.write(f"posts/{old}", ONE)
    writer.publish()
    writer.write("posts/z.md", f"# Z\n\nwords\n\nsee {link} there\n")
    writer.publish()
    assert f"{writer.repo.url}/issues/1" in writer.body(2)
    move(writer, old, new)


def found(writer: Writer, name: str = "posts/z.md") -> list[Finding]:
    """What is found of a post, asking nobody."""
    before = writer.requests()
    findings = writer.blog().check([writer.folder / name]).findings
    assert writer.requests() == before
    return [each for each in findings if each.code != "turned"]


def fixed(writer: Writer) -> str:
    """The text of the post with the link after `--fix`, which asks nobody either."""
    before = writer.requests()
    assert writer.blog().fix() == ()
    assert writer.requests() == before
    return (writer.folder / "posts/z.md").read_text("utf-8").removeprefix("# Z\n\nwords\n\nsee ")


def test_a_link_by_an_old_name_is_worth_knowing_with_its_line_and_the_new_spelling(
    writer: Writer,
) -> None:
    begin(writer, "[x](w1.md#top)")
    (one,) = found(writer)
    assert str(one) == (
        "posts/z.md:5: the link to “w1.md#top” spells the old name of posts/moved.md "
        "(write moved.md#top)"
    )
    assert (one.code, one.severity) == ("old-name", "info")
    writer.publish()
    assert found(writer) == [one]


SPELT = {
    "plain": ("w1.md", "moved.md", "[x](w1.md)", "[x](moved.md)"),
    "fragment": ("w1.md", "moved.md", "[x](w1.md#第一)", "[x](moved.md#第一)"),
    "title": ("w1.md", "moved.md", '[x](w1.md "t")', '[x](moved.md "t")'),
    "to another folder": ("w1.md", "old/w1.md", "[x](../posts/w1.md)", "[x](old/w1.md)"),
    "from the root": ("w1.md", "moved.md", "[x](/posts/w1.md)", "[x](/posts/moved.md)"),
    "HTML": ("w1.md", "甲.md", "<a href=w1.md>x</a>", "<a href=甲.md>x</a>"),
    "spaces": ("第 一.md", "第 二.md", "[x](<第 一.md>)", "[x](<第 二.md>)"),
    "encoded": ("甲.md", "乙.md", "[x](%E7%94%B2.md)", "[x](乙.md)"),
    "spaces as typed": ("week one.md", "week two.md", "[x](week one.md)", "[x](week two.md)"),
    "parentheses": ("w1.md", "w(1.md", "[x](w1.md)", "[x](w%281.md)"),
    "definition": (
        "w1.md",
        "moved.md",
        "[x][r] [y][r]\n\n[r]: w1.md\n\nand",
        "[x][r] [y][r]\n\n[r]: moved.md\n\nand",
    ),
    "several": ("w1.md", "b.md", "[x](w1.md) `w1.md` [y](w1.md)", "[x](b.md) `w1.md` [y](b.md)"),
    "CRLF": ("w1.md", "b.md", "[x](w1.md)\r\n\r\n[y](w1.md)", "[x](b.md)\r\n\r\n[y](b.md)"),
    "wikilink": ("w1.md", "moved.md", "[[w1]]", "[[moved|w1]]"),
    "wikilink with words": ("w1.md", "moved.md", "[[w1.md#A b|the words]]", None),
    "wikilink to a heading": ("w1.md", "moved.md", "[[w1#A b]]", "[[moved#A b|w1 > A b]]"),
    "wikilink to a folder": ("w1.md", "a/w2.md", "[[w1]]", "[[w2|w1]]"),
    "wikilink with a folder": ("a/w1.md", "b/w1.md", "[[a/w1|x]]", "[[b/w1|x]]"),
    "embedded": ("w1.md", "moved.md", "![[w1#A]]", "![[moved#A|w1#A]]"),
    "within a table": (
        "w1.md",
        "moved.md",
        "this:\n\n| a |\n| --- |\n| [[w1]] |\n| [[w1\\|x]] |\n\nand",
        "this:\n\n| a |\n| --- |\n| [[moved\\|w1]] |\n| [[moved\\|x]] |\n\nand",
    ),
}


@pytest.mark.parametrize(("old", "new", "link", "after"), SPELT.values(), ids=SPELT)
def test_fix_writes_the_new_name_and_nothing_is_published_for_it(
    writer: Writer, old: str, new: str, link: str, after: str | None
) -> None:
    begin(writer, link, old=old, new=new)
    after = after or link.replace("w1", "moved")
    with (writer.folder / "posts/z.md").open(encoding="utf-8", newline="") as file:
        assert link in file.read()
    assert {each.code for each in found(writer)} <= {"old-name", "note-embed"}
    fixed(writer)
    assert (writer.folder / "posts/z.md").read_bytes().decode() == (
        f"# Z\n\nwords\n\nsee {after} there\n"
    )
    assert "old-name" not in {each.code for each in found(writer)}
    before = writer.body(2)
    writer.publish()
    assert writer.body(2) == before
    assert writer.plan().pending is False


def test_a_link_that_cannot_be_spelled_anew_stays_and_is_told(writer: Writer) -> None:
    begin(writer, "[[w1]]", new="a#b.md")
    (one,) = found(writer)
    assert one.hint == ""
    told: list[Mending] = []

    def look(mending: Mending) -> bool:
        told.append(mending)
        return False

    writer.blog().fix(agree=look)
    (stuck,) = told[0].stuck
    assert (stuck.line, stuck.raw) == (5, "[[w1]]")
    assert "without changing something else" in stuck.why
    assert fixed(writer) == "[[w1]] there\n"


def test_each_name_that_a_post_had_is_known(writer: Writer) -> None:
    begin(writer, "[x](w1.md)", new="w2.md")
    writer.publish()
    move(writer, "w2.md", "w3.md")
    writer.publish()
    writer.write("posts/z.md", "# Z\n\nwords\n\nsee [x](w1.md) [y](w2.md) [z](w4.md) there\n")
    assert [each.code for each in found(writer)] == ["dead-link", "old-name", "old-name"]
    assert fixed(writer) == "[x](w3.md) [y](w3.md) [z](w4.md) there\n"


def test_another_post_at_the_old_path_is_meant(writer: Writer) -> None:
    begin(writer, "[x](w1.md)")
    writer.publish()
    writer.write("posts/w1.md", "# New\n\nQuite another text.\n")
    assert found(writer) == []
    assert fixed(writer) == "[x](w1.md) there\n"


def test_a_post_that_is_refused_is_told_of_its_old_names_too(writer: Writer) -> None:
    begin(writer, "[x](w1.md)")
    writer.write("posts/z.md", "# Z\n\nwords\n\nsee [x](w1.md) ![y](no.png)\n")
    assert [each.code for each in found(writer)] == ["missing-picture", "old-name"]
    assert fixed(writer) == "[x](moved.md) ![y](no.png)\n"


def test_a_link_to_a_post_whose_file_is_gone_leads_to_its_issue_still(writer: Writer) -> None:
    begin(writer, "[x](w1.md)")
    (writer.folder / "posts/moved.md").unlink()
    (one,) = found(writer)
    assert one.code == "old-name"
    assert "leads to a post on GitHub that has no file here any more" in one.message
    assert fixed(writer) == "[x](w1.md) there\n"


def test_where_github_was_never_read_the_link_is_dead(writer: Writer) -> None:
    writer.write("posts/moved.md", ONE)
    writer.write("posts/z.md", "# Z\n\nwords\n\nsee [x](w1.md) there\n")
    assert [each.code for each in found(writer)] == ["dead-link"]
    assert fixed(writer) == "[x](w1.md) there\n"


def test_what_is_remembered_of_another_repository_tells_nothing(writer: Writer) -> None:
    begin(writer, "[x](w1.md)")
    writer.write("ghblog.toml", 'repository = "writer/other"\n[posts]\nfolder = "posts"\n')
    assert [each.code for each in found(writer)] == ["dead-link"]

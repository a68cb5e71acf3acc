"""Posts longer than GitHub takes go on in comments."""

from __future__ import annotations

from posts.blogging import Blog, png

from ghblog.marker import read_marker, unedited
from ghblog.model import Document
from ghblog.posts import PartComposer
from ghblog.posts.parting import TEXT_LIMIT, length

SECTION = "## 第{n}节\n\n" + "一段文字。" * 400 + "\n\n"


def long_text(sections: int, more: str = "") -> str:
    return "# T\n\n" + "".join(SECTION.format(n=n) + more for n in range(sections))


def composed(document: Document) -> list[str]:
    targets = {slot.target for part in document.parts for slot in part.slots}
    urls = {target: f"https://h/{n}" for n, target in enumerate(sorted(targets))}
    numbers = range(1, len(document.parts) + 1)
    return [PartComposer("main").compose(document, n, urls) for n in numbers]


def test_a_post_that_fits_is_one_part(blog: Blog) -> None:
    assert len(blog.document(long_text(30)).parts) == 1


def test_a_longer_one_is_parted_before_headings_and_every_part_knows_its_place(blog: Blog) -> None:
    texts = composed(blog.document(long_text(80)))
    assert len(texts) == 3
    for number, text in enumerate(texts, start=1):
        assert length(text) <= TEXT_LIMIT
        marker = read_marker(text)
        assert marker and (marker.part, marker.parts) == (number, 3)
        assert unedited(text)
        assert text.lstrip().startswith("## 第")


def test_no_word_is_lost(blog: Blog) -> None:
    text = long_text(80)
    parts = blog.document(text).parts
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())[2:]


def test_characters_beyond_the_basic_plane_count_twice(blog: Blog) -> None:
    line = "🎉" * 1000 + "\n\n"
    assert len(blog.document("# T\n\n" + line * 30).parts) == 1
    assert len(blog.document("# T\n\n" + line * 40).parts) == 2


def test_pictures_and_links_are_in_the_part_that_shows_them(blog: Blog) -> None:
    blog.write("posts/a.png", png(1))
    blog.write("posts/b.png", png(2))
    blog.write("posts/b.md", "text")
    text = "![](a.png)\n\n" + long_text(60) + "![x][b] and [c](b.md)\n\n[b]: b.png\n"
    one, two = blog.document(text).parts
    pictures = {picture.path: picture.key for picture in blog.post(text).pictures}
    assert [slot.target for slot in one.slots] == [pictures["posts/a.png"]]
    assert [slot.target for slot in two.slots] == ["post:posts/b.md", pictures["posts/b.png"]]
    assert [two.text[slot.start : slot.end] for slot in two.slots] == ["b.md", "b.png"]


def test_a_definition_goes_along_to_every_part_that_needs_it(blog: Blog) -> None:
    blog.write("posts/a.png", png())
    text = "[p]: a.png\n\n" + long_text(80, "![x][p]\n\n")
    for part in composed(blog.document(text)):
        assert "[p]: https://h/0" in part
        assert "a.png" not in part


def test_a_definition_that_only_other_parts_use_stays_and_breaks_nothing(blog: Blog) -> None:
    blog.write("posts/a.png", png())
    texts = composed(blog.document("![x][p]\n\n" + long_text(60) + "[p]: a.png\n"))
    assert "[p]: https://h/0" in texts[0]


def test_the_urls_of_many_pictures_count(blog: Blog) -> None:
    blog.write("posts/a.png", png())
    document = blog.document("![](a.png)\n\n" * 700)
    assert len(document.parts) == 2
    key = document.parts[0].slots[0].target
    url = f"https://github.com/octo/blog/blob/ghblog/pictures/ab/{'x' * 22}.png?raw=true"
    for number in (1, 2):
        whole = PartComposer("main").compose(document, number, {key: url})
        assert length(whole) <= TEXT_LIMIT
        assert "(a.png)" not in whole


def test_what_cannot_be_cut_is_refused_with_its_line(blog: Blog) -> None:
    refusal = blog.refusal("# T\n\ntext\n\n```\n" + "code\n" * 20_000 + "```\n")
    assert (refusal.code, refusal.line) == ("too-long", 5)
    assert refusal.message.startswith("is too long: ")


def test_a_small_edit_at_the_end_leaves_the_earlier_parts_as_they_are(blog: Blog) -> None:
    before = blog.document(long_text(80)).parts
    after = blog.document(long_text(80) + "more\n").parts
    assert before[:2] == after[:2]
    assert before[2] != after[2]

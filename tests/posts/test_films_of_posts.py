"""Films: uploaded, played where GitHub plays them, and never lost."""

from __future__ import annotations

import pytest
from pictures.filming import film, webm
from posts.blogging import Blog

from ghblog.model import Document
from ghblog.posts import PartComposer

ASSET = "https://github.com/user-attachments/assets/0a1b"


@pytest.fixture
def films(blog: Blog) -> Blog:
    blog.write("posts/a.mp4", film())
    blog.write("posts/演示 1.webm", webm())
    blog.write("posts/words.mp4", "no film")
    blog.write("posts/empty.mp4", b"")
    blog.write("posts/song.mp3", b"ID3\4\0\0\0\0\0\0")
    return blog


def composed(document: Document, url: str) -> str:
    urls = {slot.target: url for part in document.parts for slot in part.slots}
    return PartComposer("main").compose(document, 1, urls).partition("\n\n<!-- ghblog")[0]


@pytest.mark.parametrize("text", ["[a.mp4](a.mp4)", "[a](<a.mp4> 'title')", "[](a.mp4)"])
def test_a_film_alone_in_its_paragraph_becomes_a_url_that_plays(films: Blog, text: str) -> None:
    films.set(dialects=())
    document = films.document(f"above\n\n{text}\n\n[below](a.mp4), too")
    assert composed(document, ASSET) == f"above\n\n{ASSET}\n\n[below]({ASSET}), too"


def test_in_the_branch_it_stays_a_link(films: Blog) -> None:
    document = films.document("[a.mp4](a.mp4)")
    url = "https://github.com/o/r/blob/ghblog/pictures/ab/c.mp4?raw=true"
    assert composed(document, url) == f"[a.mp4]({url})"


@pytest.mark.parametrize(
    "text",
    [
        "see [a.mp4](a.mp4)",
        "- [a.mp4](a.mp4)",
        "[what the writer says of it](a.mp4)",
        "[a.mp4](a.mp4)\nmore",
        "| x |\n|---|\n| [a.mp4](a.mp4) |",
        "[a.mp4][f]\n\n[f]: a.mp4",
        "<a href='a.mp4'>a.mp4</a>",
    ],
)
def test_a_link_in_running_text_stays_a_link_to_the_film(films: Blog, text: str) -> None:
    films.set(dialects=())
    document = films.document(text)
    shown = composed(document, ASSET)
    assert ASSET in shown
    assert f"\n{ASSET}\n" not in f"\n{shown}\n"


def test_a_film_is_a_picture_of_the_post_that_is_played(films: Blog) -> None:
    (film,) = films.post("# T\n\ntext\n\n[a](a.mp4) [b](a.mp4)").pictures
    assert (film.path, film.suffix, film.film, film.line) == ("posts/a.mp4", ".mp4", True, 5)


def test_what_is_typed_as_a_picture_is_played_and_its_label_gives_way(films: Blog) -> None:
    document = films.document("text\n\n![demo of it](a.mp4)\n\n![[演示 1.webm]]\n")
    assert composed(document, ASSET) == f"text\n\n{ASSET}\n\n{ASSET}"


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("![](words.mp4)", "film-problem", 'the film "words.mp4" is not a film'),
        ("![](empty.mp4)", "film-problem", "is empty"),
        ("<video src=words.mp4></video>", "film-problem", "is not a film"),
        ("<audio src=song.mp3></audio>", "film-problem", "is an MP3 recording"),
        ("![](no.mp4)", "missing-picture", 'there is no film "no.mp4"'),
        ("![](../../a.mp4)", "outside-picture", "lies outside of the blog's folder"),
        ("![](file:///etc/a.mp4)", "machine-path", "is right on one computer only"),
    ],
)
def test_a_film_that_will_not_do_is_refused(films: Blog, text: str, code: str, says: str) -> None:
    films.write("../a.mp4", film())
    refusal = films.refusal(f"text\n\n{text}")
    assert (refusal.line, refusal.code) == (3, code)
    assert says in refusal.message


def test_a_link_to_a_film_that_will_not_do_leads_to_the_file(films: Blog) -> None:
    assert films.targets("see [it](words.mp4)") == ["file:posts/words.mp4"]
    assert films.told("see [it](words.mp4)") == ["1 film-problem"]


def test_a_film_at_a_large_size_is_refused_without_being_read(films: Blog) -> None:
    with films.write("posts/vast.mp4", film()).open("r+b") as file:
        file.truncate(200_000_000)
    assert "is larger than 104,857,600 bytes" in films.refusal("![](vast.mp4)").message

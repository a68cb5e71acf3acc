"""A post that cannot be published is shown all the same: what is good resolved, the rest marked."""

from __future__ import annotations

import pytest
from pictures.filming import film
from writers import Writer, png

from ghblog.model import Action
from ghblog.render import Place, issue_page
from ghblog.viewing import PostView

ORIGIN = "http://127.0.0.1:4000"


def viewed(writer: Writer, post: str = "a") -> PostView:
    view = writer.blog().viewer(origin=ORIGIN, offline=True).post(post)
    assert view
    return view


def shown(writer: Writer, text: str) -> str:
    """The page of a post with this text, beside which stands a picture that is missing."""
    writer.write("posts/a.md", f"# A\n\n![](gone.png)\n\n{text}\n")
    view = viewed(writer)
    assert view.summary.state is Action.REFUSE
    [draft] = view.draft
    return issue_page(draft, Place())


def test_one_missing_picture_leaves_embeds_links_and_films_as_readers_will_see_them(
    writer: Writer,
) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/f.mp4", film())
    writer.write("posts/other.md", "# Other\n\ntext\n")
    text = "![[p.png]]\n\n[[other|there]] and [here](other.md)\n\n[f.mp4](f.mp4)\n\n![[f.mp4]]"
    page = shown(writer, text)
    assert f'src="{ORIGIN}/user-attachments/assets/' in page
    assert f'<a href="{ORIGIN}/posts/other"' in page
    assert page.count("<video") == 2
    assert page.count(">there</a>") == 1
    assert page.count(">here</a>") == 1
    assert f'src="{ORIGIN}/missing/gone.png"' in page


@pytest.mark.parametrize("name", ["gone too.png", "图片.png", "gone.mp4", "a+b&c.png"])
def test_an_embed_whose_file_is_missing_is_marked_with_its_name(writer: Writer, name: str) -> None:
    from urllib.parse import quote

    page = shown(writer, f"before ![[{name}]] after")
    assert f'src="{ORIGIN}/missing/{quote(name, safe="")}"' in page
    assert "![[" not in page


def test_links_that_lead_nowhere_stay_as_they_would_on_github(writer: Writer) -> None:
    page = shown(writer, "[[nobody]] [[gone.png]] [x](no.md) `![[code.png]]`")
    assert "[[nobody]]" in page
    assert "[[gone.png]]" in page
    assert "<code>![[code.png]]</code>" in page
    assert page.count("/missing/") == 2  # the picture and the link round it


def test_what_is_private_is_not_shown_in_a_refused_post_either(writer: Writer) -> None:
    page = shown(writer, "kept %%secret ![[hidden.png]]%% kept")
    assert "secret" not in page
    assert "hidden" not in page


def test_pictures_of_a_refused_post_are_served(writer: Writer) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/a.md", "# A\n\n![](gone.png) ![[p.png]]\n")
    viewer = writer.blog().viewer(origin=ORIGIN, offline=True)
    view = viewer.post("a")
    assert view
    key = view.draft[0].split("/user-attachments/assets/")[1][:22]
    assert viewer.picture(key) == (png(), "image/png")


def test_a_post_with_a_mistake_in_its_head_has_its_pictures_and_links_too(writer: Writer) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/b.md", "# B\n\ntext\n")
    writer.write("posts/a.md", "---\ntitle: [\n---\n\n![[p.png]] [b](b.md)\n")
    [draft] = viewed(writer).draft
    assert f"{ORIGIN}/user-attachments/assets/" in draft
    assert f"[b]({ORIGIN}/posts/b)" in draft
    assert "title:" not in draft


def test_a_link_to_a_refused_post_leads_to_its_page(writer: Writer) -> None:
    writer.write("posts/bad one.md", "# Bad\n\n![](gone.png)\n")
    writer.write("posts/a.md", "# A\n\n[b](<bad one.md>)\n")
    view = viewed(writer)
    assert view.summary.state is Action.CREATE
    assert f"{ORIGIN}/posts/bad%20one" in view.local[0]
    assert viewed(writer, "bad one").summary.state is Action.REFUSE


def test_a_text_that_ends_in_an_open_comment_is_shown_as_well(writer: Writer) -> None:
    assert "words" in shown(writer, "words\n\n```\nopen")
    assert "words" in shown(writer, "words\n\n<!-- open")


@pytest.mark.parametrize("text", ["", "\n \n", "---\ntitle: A\n---\n"])
def test_an_empty_file_has_nothing_to_show(writer: Writer, text: str) -> None:
    writer.write("posts/a.md", text)
    assert viewed(writer).draft == ()


def test_a_draft_has_no_letters_of_the_front_matter_and_not_its_title_twice(
    writer: Writer,
) -> None:
    writer.write("posts/a.md", "---\ndate: 2026-02-31\n---\n\n# Title here\n\nwords\n")
    view = viewed(writer)
    assert view.summary.title == "Title here"
    assert "Title here" not in view.draft[0]
    assert "2026-02-31" not in view.draft[0]
    assert "words" in view.draft[0]


def test_a_picture_that_the_viewer_before_showed_is_still_there(writer: Writer) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/a.md", "# A\n\n![](gone.png) ![[p.png]]\n")
    first = writer.blog().viewer(origin=ORIGIN, offline=True)
    second = writer.blog().viewer(origin=ORIGIN, offline=True)
    second.follow(first)
    view = first.post("a")
    assert view
    key = view.draft[0].split("/user-attachments/assets/")[1][:22]
    second.look()
    assert second.picture(key)

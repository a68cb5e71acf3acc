"""Links by names that posts had before lead to the posts in the preview, too."""

from __future__ import annotations

import pytest
from writers import Writer

from ghblog.model import Action
from ghblog.viewing import PostView, Viewer

ORIGIN = "http://127.0.0.1:4000"
ONE = "# One\n\nText of the first post, which has a number.\n"


def begin(writer: Writer, link: str, place: str = "moved.md") -> None:
    """Publish a post and one that links to it; then the first one's file moves."""
    writer.write("posts/w1.md", ONE)
    writer.publish()
    writer.write("posts/z.md", f"# Z\n\nsee {link} there\n")
    writer.publish()
    (writer.folder / "posts/w1.md").rename(writer.folder / "posts" / place)


def opened(writer: Writer, *, offline: bool = True) -> Viewer:
    return writer.blog().viewer(origin=ORIGIN, offline=offline)


def plain(text: str) -> str:
    """A text, its destinations without the angle brackets that they may stand in."""
    return text.replace("(<", "(").replace(">)", ")")


def seen(viewer: Viewer, post: str) -> PostView:
    view = viewer.post(post)
    assert view
    return view


@pytest.mark.parametrize("offline", [True, False])
@pytest.mark.parametrize("link", ["[x](w1.md#top)", "[[w1#top|x]]"])
def test_a_link_by_the_old_name_leads_to_the_moved_posts_page(
    writer: Writer, link: str, offline: bool
) -> None:
    begin(writer, link)
    before = writer.requests()
    view = seen(opened(writer, offline=offline), "z")
    assert f"see [x]({ORIGIN}/posts/moved#top) there" in plain(view.local[0])
    assert f"see [x]({writer.repo.url}/issues/1#top) there" in plain(view.parts[0])
    assert view.summary.state is Action.KEEP
    assert "old-name" in {one.code for one in view.findings}
    assert "dead-link" not in {one.code for one in view.findings}
    assert (writer.requests() == before) is offline


def test_it_does_after_the_move_was_published_and_while_both_are_edited(writer: Writer) -> None:
    begin(writer, "[x](w1.md)")
    writer.publish()
    viewer = opened(writer)
    assert f"[x]({ORIGIN}/posts/moved)" in seen(viewer, "z").local[0]
    writer.write("posts/z.md", "# Z\n\nlater [x](w1.md) there\n")
    writer.write("posts/moved.md", "# One\n\nAnother text.\n")
    viewer.look()
    assert f"later [x]({ORIGIN}/posts/moved) there" in seen(viewer, "z").local[0]
    writer.write("posts/w1.md", "# New\n\nQuite another text.\n")
    viewer.look()
    view = seen(viewer, "z")
    assert f"later [x]({ORIGIN}/posts/w1) there" in view.local[0]
    assert view.findings == ()


def test_a_post_that_cannot_be_published_leads_there_as_well(writer: Writer) -> None:
    begin(writer, "[x](w1.md)")
    writer.write("posts/z.md", "# Z\n\n[x](w1.md) ![y](no.png)\n")
    view = seen(opened(writer), "z")
    assert f"[x]({ORIGIN}/posts/moved)" in view.draft[0]
    assert {one.code for one in view.findings} == {"missing-picture", "old-name"}


def test_a_post_whose_file_is_gone_has_a_page_still(writer: Writer) -> None:
    begin(writer, "[x](w1.md)")
    (writer.folder / "posts/moved.md").unlink()
    viewer = opened(writer)
    assert f"[x]({ORIGIN}/posts/w1)" in seen(viewer, "z").local[0]
    assert seen(viewer, "w1").summary.state is Action.GONE


def test_where_github_was_never_read_the_link_is_dead(writer: Writer) -> None:
    writer.write("posts/moved.md", ONE)
    writer.write("posts/z.md", "# Z\n\n[x](w1.md)\n")
    view = seen(opened(writer), "z")
    assert "[x](w1.md)" in view.local[0]
    assert [one.code for one in view.findings] == ["dead-link"]

"""Looking at a blog while it is written: offline, or against what GitHub held when it was read."""

from __future__ import annotations

import json
from pathlib import Path

import platformdirs
from hypothesis import given
from hypothesis import strategies as st
from writers import Writer, png

from ghblog.model import Action, Severity
from ghblog.offline import Cache, Memory, decode, encode

ORIGIN = "http://127.0.0.1:4000"


def states(writer: Writer, *, offline: bool = False) -> dict[str, str]:
    look = writer.blog().viewer(origin=ORIGIN, offline=offline).look()
    return {summary.id: str(summary.state) for summary in look.posts}


def test_a_folder_that_was_never_published_is_all_new_offline(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\ntext\n")
    writer.write("posts/b.md", "---\ntitle: B\ndraft: true\n---\ntext\n")
    writer.write("posts/c.md", "")
    before = writer.requests()
    look = writer.blog().viewer(origin=ORIGIN, offline=True).look()
    assert {one.id: one.state for one in look.posts} == {
        "a": Action.CREATE,
        "b": Action.HOLD,
        "c": Action.REFUSE,
    }
    assert look.as_of is None
    assert writer.requests() == before


def test_without_a_token_the_page_says_why_and_shows_everything_as_new(writer: Writer) -> None:
    writer.token = ""
    writer.environ["PATH"] = ""
    writer.write("posts/a.md", "# A\n\ntext\n")
    look = writer.blog().viewer(origin=ORIGIN).look()
    assert [one.state for one in look.posts] == [Action.CREATE]
    assert "there is no token" in look.offline


def test_with_a_token_github_is_read_once_and_states_are_real(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.write("posts/b.md", "# B\n\none\n")
    writer.publish()
    writer.write("posts/b.md", "# B\n\ntwo\n")
    viewer = writer.blog().viewer(origin=ORIGIN)
    before = writer.requests()
    look = viewer.look()
    assert {one.id: one.state for one in look.posts} == {"a": Action.KEEP, "b": Action.UPDATE}
    assert look.as_of
    assert look.offline == ""
    read = writer.requests() - before
    view = viewer.post("b")
    assert view
    assert view.before
    assert view.before.strip() == "one"
    assert view.parts[0].strip() == "two"
    assert view.summary.url.endswith("/issues/2")
    writer.write("posts/b.md", "# B\n\nthree\n")
    viewer.look()
    assert writer.requests() - before == read
    after = viewer.post("b")
    assert after
    assert after.parts[0].strip() == "three"


def test_a_post_edited_after_github_was_read_is_compared_with_its_text_there(
    writer: Writer,
) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.publish()
    viewer = writer.blog().viewer(origin=ORIGIN)
    viewer.look()
    writer.write("posts/a.md", "# A\n\ntwo\n")
    viewer.look()
    view = viewer.post("a")
    assert view
    assert view.before
    assert view.before.strip() == "one"


def test_who_cannot_wait_is_told_that_a_text_is_lacking(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.publish()
    viewer = writer.blog().viewer(origin=ORIGIN)
    assert viewer.look().lacking is False
    writer.write("posts/a.md", "# A\n\ntwo\n")
    before = writer.requests()
    look = viewer.look(texts=False)
    assert (look.lacking, [one.state for one in look.posts]) == (True, [Action.UPDATE])
    assert writer.requests() == before
    assert viewer.look().lacking is False
    assert writer.requests() == before + 1


def test_a_text_that_cannot_be_read_is_not_wanted_again_and_again(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.publish()
    viewer = writer.blog().viewer(origin=ORIGIN)
    viewer.look()
    writer.write("posts/a.md", "# A\n\ntwo\n")
    writer.box.faults.add("*", times=None, status=401)
    look = viewer.look()
    assert look.lacking is False
    assert look.offline


def test_offline_the_ledger_seen_before_tells_the_states(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.publish()
    writer.write("posts/b.md", "# B\n\none\n")
    before = writer.requests()
    assert states(writer, offline=True) == {"a": "keep", "b": "create"}
    assert writer.requests() == before
    plan = writer.blog().plan(offline=True)
    assert [change.action for change in plan.writes] == [Action.CREATE]
    assert plan.notices[0].startswith("offline: as GitHub was on ")
    writer.write("posts/a.md", "# A\n\ntwo\n")
    assert states(writer, offline=True) == {"a": "update", "b": "create"}
    view = writer.blog().viewer(origin=ORIGIN, offline=True).post("a")
    assert view
    assert view.before is None


def test_local_texts_show_pictures_posts_and_files_of_the_preview(writer: Writer) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/old post.md", "# Old\n\ntext\n")
    writer.write("posts/data.csv", "1\n")
    writer.write("posts/a.md", "# A\n\n![](p.png) [x](<old post.md>) [y](data.csv) [z](no.md)\n")
    viewer = writer.blog().viewer(origin=ORIGIN, offline=True)
    view = viewer.post("a")
    assert view
    [local] = view.local
    [post] = viewer._looked()[1].posts[:1]
    key = post.pictures[0].key
    assert f"![]({ORIGIN}/user-attachments/assets/{key})" in local
    assert f"[x](<{ORIGIN}/posts/old%20post>)" in local
    assert f"[y]({ORIGIN}/files/posts/data.csv)" in local
    assert "[z](no.md)" in local
    assert viewer.picture(key) == (png(), "image/png")
    assert viewer.picture("nonsense") is None


def test_a_post_that_cannot_be_published_says_why_and_shows_its_source(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\n![](nope.png)\n")
    viewer = writer.blog().viewer(origin=ORIGIN, offline=True)
    view = viewer.post("a")
    assert view
    assert view.summary.state is Action.REFUSE
    assert Severity.ERROR in {one.severity for one in view.findings}
    assert "nope.png" in view.source
    writer.write("posts/a.md", "# A\n\nmended\n")
    viewer.look()
    view = viewer.post("a")
    assert view
    assert view.summary.state is Action.CREATE
    assert viewer.post("no such post") is None


def test_the_readme_before_and_after(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    viewer = writer.blog().viewer(origin=ORIGIN)
    viewer.look()
    before, after = viewer.readme()
    assert before == "# weekly\n"
    assert "[A](" in after


def test_a_cache_that_makes_no_sense_is_none(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.publish()
    assert states(writer, offline=True) == {"a": "keep"}
    (file,) = Path(platformdirs.user_cache_dir("ghblog", appauthor=False)).glob("*.json")
    made = json.loads(file.read_text("utf-8"))
    made["memory"]["as_of"] = 3
    file.write_text(json.dumps(made), encoding="utf-8")
    assert states(writer, offline=True) == {"a": "create"}


@given(st.binary(max_size=40))
def test_no_file_in_the_cache_can_hurt(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        cache._file("h", "o/r", "b").write_bytes(data)
        assert cache.load("h", "o/r", "b") is None


def test_what_was_read_comes_back_as_it_was(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    writer.publish()
    writer.write("posts/a.md", "# A\n\ntwo\n")
    blog = writer.blog()
    blog.plan()
    memory = blog.remembered(blog.settings)
    assert memory
    assert decode(Memory, encode(memory)) == memory
    assert memory.texts


def test_a_post_in_step_leads_to_the_posts_that_it_names(writer: Writer) -> None:
    writer.write("posts/2022-07-03-a.md", "# A\n\none\n")
    writer.write("posts/2022-07-10-b.md", "# B\n\n[a](2022-07-03-a.md)\n")
    writer.publish()
    view = writer.blog().viewer(origin=ORIGIN).post("2022-07-10-b")
    assert view
    assert view.summary.state is Action.KEEP
    assert f"[a]({writer.repo.url}/issues/1)" in view.parts[0]


def test_a_picture_that_changes_changes_its_posts_document(writer: Writer) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/a.md", "# A\n\n![](p.png)\n")
    viewer = writer.blog().viewer(origin=ORIGIN, offline=True)
    first = viewer.post("a")
    writer.write("posts/p.png", png(9))
    viewer.look()
    second = viewer.post("a")
    assert first
    assert second
    assert first.local != second.local


def test_exact_pages_are_githubs_own_asked_for_once_a_text(writer: Writer) -> None:
    writer.write("posts/p.png", png())
    writer.write("posts/a.md", "# A\n\none\ntwo ![](p.png)\n")
    viewer = writer.blog().viewer(origin=ORIGIN, exact=True)
    viewer.look()
    before = writer.requests()
    view = viewer.post("a")
    again = viewer.post("a")
    assert view
    assert again
    assert view.exact == again.exact
    assert "one<br>" in view.exact[0]
    assert f'src="{ORIGIN}/user-attachments/assets/' in view.exact[0]
    assert writer.requests() == before + 1


def test_where_github_cannot_render_the_page_is_made_here(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\none\n")
    viewer = writer.blog().viewer(origin=ORIGIN, exact=True)
    viewer.look()
    writer.box.faults.add("POST *markdown", times=None, status=422, body={"message": "no"})
    view = viewer.post("a")
    assert view
    assert view.exact == ()


def test_githubs_answer_is_trusted_no_more_than_a_report() -> None:
    from ghblog.render.exact import exact_page

    proxied = (
        '<p class="x"><img src="https://camo.example/1" alt="" '
        'data-canonical-src="http://127.0.0.1:4000/a.png" onerror="alert(1)">'
        "<script>x()</script></p>"
    )
    page = exact_page(proxied)
    assert 'src="http://127.0.0.1:4000/a.png"' in page
    assert 'class="x"' in page
    assert "onerror" not in page
    assert "script" not in page


def test_offline_the_readme_that_lies_here_stands_for_githubs(writer: Writer) -> None:
    writer.write("README.md", "# 我的周报\n\nwords\n")
    writer.write("posts/a.md", "# A\n\ntext\n")
    plan = writer.blog().plan(offline=True)
    assert plan.index
    assert plan.index.loses == ()
    before, after = writer.blog().viewer(origin=ORIGIN, offline=True).readme()
    assert before == "# 我的周报\n\nwords\n"
    assert after.startswith(before)

"""Pictures as attachments: uploaded once, whatever fails, else to the branch with the reason."""

from __future__ import annotations

import re
import subprocess
import urllib.request
from pathlib import Path

import pytest
from killing import kill_now, start
from pictures.filming import film
from writers import Writer, png

from ghblog.errors import NotAllowedError
from ghblog.model import Status

ASSET = re.compile(r"/user-attachments/assets/[0-9a-f-]{36}")
PICTURES = "/user-attachments/assets"


@pytest.fixture
def attaching(writer: Writer) -> Writer:
    """A writer whose pictures go where the token allows."""
    writer.store = "auto"
    return writer


def uploads(writer: Writer) -> int:
    return len(writer.box.uploads)


def shown(writer: Writer, number: int = 1) -> list[str]:
    return ASSET.findall(writer.body(number))


def three_pictures(writer: Writer) -> None:
    names = ["a", "b", "c"]
    for n, name in enumerate(names):
        writer.write(f"posts/{name}.png", png(n))
    writer.write("posts/one.md", "# One\n\n" + "\n\n".join(f"![]({name}.png)" for name in names))


def test_a_new_post_with_k_attachments_takes_four_requests_and_k(attaching: Writer) -> None:
    attaching.write("posts/zero.md", "# Zero\n\ntext\n")
    attaching.publish()
    three_pictures(attaching)
    assert "as attachments" in attaching.plan().store
    outcome, requests = attaching.counted()
    assert outcome
    assert outcome.ok
    assert (requests, uploads(attaching)) == (4 + 3, 3)
    assert len(set(shown(attaching, 2))) == 3


def test_readers_see_the_attached_picture(attaching: Writer) -> None:
    attaching.write("posts/a.png", png())
    attaching.write("posts/one.md", "# One\n\n![](a.png)\n")
    attaching.publish()
    url = attaching.box.url + shown(attaching)[0]
    with urllib.request.urlopen(url) as answer:
        assert answer.read() == png()
        assert answer.headers["Content-Type"] == "image/png"


def test_publishing_again_uploads_nothing(attaching: Writer) -> None:
    three_pictures(attaching)
    attaching.publish()
    outcome, requests = attaching.counted()
    assert (outcome, requests, uploads(attaching)) == (None, 1, 3)
    attaching.write("posts/one.md", "# One\n\nnew\n\n![](a.png) ![](b.png) ![](c.png)\n")
    attaching.publish()
    assert uploads(attaching) == 3


@pytest.mark.parametrize(("first", "then"), [("attachment", "branch"), ("branch", "attachment")])
def test_another_store_uploads_nothing_that_is_stored(
    writer: Writer, first: str, then: str
) -> None:
    writer.store = first
    three_pictures(writer)
    writer.publish()
    before = (uploads(writer), set(writer.repo.files(branch="ghblog")))
    writer.store = then
    writer.write("posts/two.md", "# Two\n\n![](a.png) ![](c.png)\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert uploads(writer) == before[0]
    new = set(writer.repo.files(branch="ghblog")) - before[1]
    assert not [path for path in new if path.startswith("pictures/")]


def test_the_same_bytes_under_two_names_are_uploaded_once(attaching: Writer) -> None:
    attaching.write("posts/a.png", png())
    attaching.write("posts/copy.png", png())
    attaching.write("posts/one.md", "# One\n\n![](a.png) ![](copy.png)\n")
    attaching.publish()
    assert uploads(attaching) == 1
    first, second = shown(attaching)
    assert first == second


def test_the_actions_token_commits_to_the_branch_and_the_plan_says_why(attaching: Writer) -> None:
    attaching.box.add_token("writer", "ghs_actions")
    attaching.token = "ghs_actions"
    three_pictures(attaching)
    plan = attaching.plan()
    assert "branch “ghblog”" in plan.store
    assert "since" in plan.store
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert uploads(attaching) == 0
    assert attaching.body(1).count("/blob/ghblog/pictures/") == 3


def test_attachments_that_the_token_cannot_make_are_an_error_before_anything_is_written(
    attaching: Writer,
) -> None:
    attaching.box.add_token("writer", "ghs_actions")
    attaching.token, attaching.store = "ghs_actions", "attachment"
    three_pictures(attaching)
    with pytest.raises(NotAllowedError, match="cannot be attached"):
        attaching.publish()
    assert not attaching.repo.issues


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_half_way_falls_back_to_the_branch_and_uploads_nothing_twice(
    attaching: Writer, status: int
) -> None:
    three_pictures(attaching)
    attaching.box.faults.add(f"POST *{PICTURES}", nth=2, times=None, status=status, body={})
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert any("went to the branch" in notice for notice in outcome.notices)
    assert len(shown(attaching)) == 1
    assert attaching.body(1).count("/blob/ghblog/pictures/") == 2
    attaching.box.faults.clear()
    before = uploads(attaching)
    assert attaching.publish() is None
    assert uploads(attaching) == before


def test_a_picture_that_is_not_taken_goes_to_the_branch_alone(attaching: Writer) -> None:
    three_pictures(attaching)
    attaching.box.faults.add(f"POST *{PICTURES}", nth=2, times=1, status=422, body={})
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert len(shown(attaching)) == 2
    assert attaching.body(1).count("/blob/ghblog/pictures/") == 1
    assert any("b.png" in notice for notice in outcome.notices)


def test_where_attachments_are_insisted_on_only_the_post_with_the_refused_picture_fails(
    attaching: Writer,
) -> None:
    attaching.store = "attachment"
    three_pictures(attaching)
    attaching.write("posts/two.md", "# Two\n\nno picture\n")
    attaching.box.faults.add(f"POST *{PICTURES}", nth=2, times=1, status=422, body={})
    outcome = attaching.publish()
    assert outcome
    failed = [one for one in outcome.results if one.status is Status.FAILED]
    assert [one.change.title for one in failed] == ["One"]
    assert "b.png" in failed[0].message
    assert "422" in failed[0].message
    assert attaching.titles() == ["Two"]
    before = uploads(attaching)
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert uploads(attaching) == before + 1
    assert len(set(shown(attaching, 2))) == 3


def test_a_limit_is_waited_for(attaching: Writer) -> None:
    three_pictures(attaching)
    attaching.box.faults.add(
        f"POST *{PICTURES}", nth=2, status=429, headers={"Retry-After": "30"}, body={}
    )
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert len(set(shown(attaching))) == 3


@pytest.mark.parametrize("drop", ["before", "after"])
def test_an_upload_whose_answer_is_lost_is_repeated_once(attaching: Writer, drop: str) -> None:
    three_pictures(attaching)
    attaching.box.faults.add(f"POST *{PICTURES}", nth=2, drop=drop)
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert len(set(shown(attaching))) == 3


def test_what_a_run_uploaded_before_it_was_stopped_is_not_uploaded_again(
    attaching: Writer,
) -> None:
    three_pictures(attaching)
    attaching.stop = lambda: uploads(attaching) >= 2
    outcome = attaching.publish()
    assert outcome
    assert not outcome.ok
    assert not attaching.repo.issues
    attaching.stop = lambda: False
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert uploads(attaching) == 3


def test_what_a_killed_run_uploaded_is_not_uploaded_again(real: Writer) -> None:
    real.store = "auto"
    three_pictures(real)
    process: list[subprocess.Popen[bytes]] = []
    real.box.faults.add(f"POST *{PICTURES}", nth=3, before=lambda: kill_now(process))
    process.append(start(real))
    process[0].wait()
    assert not real.repo.issues
    before = uploads(real)
    real.box.clock.advance(600)
    outcome = real.publish()
    assert outcome
    assert outcome.ok
    assert len(set(shown(real))) == 3
    # The third may have arrived; the first two are known to the machine.
    assert uploads(real) - before == 1


def test_a_picture_that_changes_meanwhile_fails_its_post_alone(attaching: Writer) -> None:
    three_pictures(attaching)
    attaching.write("posts/two.md", "# Two\n\nno picture\n")
    changed = attaching.folder / "posts/b.png"
    attaching.box.faults.add(
        f"POST *{PICTURES}", nth=1, before=lambda: changed.write_bytes(png(99))
    )
    outcome = attaching.publish()
    assert outcome
    assert attaching.titles() == ["Two"]
    assert any("changed while" in one.message for one in outcome.results)
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert len(set(shown(attaching, 2))) == 3


def test_a_picture_too_large_to_be_attached_goes_to_the_branch(
    attaching: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ghblog.pictures.attaching.PICTURE_LARGEST", 10)
    attaching.write("posts/a.png", png())
    attaching.write("posts/one.md", "# One\n\n![](a.png)\n")
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert uploads(attaching) == 0
    assert "/blob/ghblog/pictures/" in attaching.body(1)
    assert any("a.png" in notice for notice in outcome.notices)


@pytest.mark.parametrize("written", ["![our cat](clip.mp4)", '<video src="clip.mp4"></video>'])
def test_an_attached_film_is_a_bare_url_alone_on_its_line(attaching: Writer, written: str) -> None:
    attaching.write("posts/clip.mp4", film())
    attaching.write("posts/one.md", f"# One\n\nbefore\n\n{written}\n\nafter\n")
    attaching.publish()
    lines = attaching.body(1).split("\n")
    assert any(
        re.fullmatch(rf"{re.escape(attaching.box.url)}{ASSET.pattern}", one) for one in lines
    )


def test_in_the_branch_a_film_is_a_link(writer: Writer) -> None:
    writer.write("posts/clip.mp4", film())
    writer.write("posts/one.md", "# One\n\n![our cat](clip.mp4)\n")
    writer.publish()
    assert re.search(
        r"\[our cat\]\(<?http\S+/blob/ghblog/pictures/\S+\.mp4\?raw=true>?\)", writer.body(1)
    )


def test_discussions_show_attachments_too(attaching: Writer) -> None:
    attaching.repo.has_discussions = True
    attaching.repo.make_categories()
    attaching.write("posts/a.png", png())
    head = "---\ntitle: Talk\ntarget: discussion\ncategory: General\n---\n"
    attaching.write("posts/one.md", f"{head}![](a.png)\n")
    outcome = attaching.publish()
    assert outcome
    assert outcome.ok
    assert ASSET.search(attaching.repo.discussions[0].body)


def test_a_token_that_is_no_good_stops_the_run(attaching: Writer) -> None:
    three_pictures(attaching)
    attaching.box.faults.add(f"POST *{PICTURES}", nth=2, times=None, status=401, body={})
    outcome = attaching.publish()
    assert outcome
    assert not outcome.ok
    assert not attaching.repo.issues


def test_the_machine_forgets_uploads_once_the_ledger_has_them(
    attaching: Writer, tmp_path: Path
) -> None:
    three_pictures(attaching)
    attaching.publish()
    notes = list((tmp_path / "laptop").rglob("uploads/*"))
    assert not any(one.read_bytes().strip() for one in notes if one.suffix != ".lock")

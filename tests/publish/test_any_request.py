"""The connection breaks at request k, for every k: afterwards all is as if it had not."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from writers import Writer, make_writer, png

from ghblog.errors import GhblogError
from ghblog.marker import read_marker
from ghblog.sandbox import Sandbox

# A run of this blog takes so many requests; one more breaks nothing.
MOST = 14


@pytest.fixture
def mixed(sandbox: Sandbox, tmp_path: Path) -> Writer:
    """Two posts published; one of them edited, one new issue with a picture, one discussion."""
    repo = sandbox.add_repository(
        "writer/weekly", files={"README.md": b"# weekly\n"}, has_discussions=True
    )
    writer = make_writer(sandbox, repo, tmp_path)
    writer.write("posts/a.md", "# A\n\none\n")
    writer.write("posts/b.md", "# B\n\none\n")
    writer.publish()
    writer.write("posts/a.md", "# A\n\ntwo\n")
    writer.write("posts/p.png", png())
    writer.write("posts/c.md", "---\ntitle: C\nclosed: true\nlabels: [x]\n---\n![](p.png)\n")
    talk = "---\ntitle: D\ntarget: discussion\ncategory: General\nlabels: [y]\n---\ntext\n"
    writer.write("posts/d.md", talk)
    (writer.folder / "posts/b.md").rename(writer.folder / "posts/moved.md")
    return writer


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("drop", ["before", "after"])
@pytest.mark.parametrize("k", range(1, MOST + 1))
def test_whatever_request_breaks_the_next_run_makes_it_good(
    mixed: Writer, k: int, drop: str, for_good: bool
) -> None:
    mixed.box.faults.add("*", nth=k, times=None if for_good else 1, drop=drop)
    with contextlib.suppress(GhblogError):
        mixed.publish(machine="desktop")
    mixed.box.faults.clear()
    outcome = mixed.publish()
    assert outcome is None or outcome.ok
    assert mixed.titles() == ["A", "B", "C"]
    assert [talk.title for talk in mixed.repo.discussions] == ["D"]
    assert [talk.labels for talk in mixed.repo.discussions] == [["y"]]
    assert mixed.body(1).startswith("\ntwo\n")
    issue = mixed.repo.issues[2]
    assert (issue.closed, issue.labels) == (True, ["x"])
    marker = read_marker(issue.body)
    assert marker
    assert marker.post == "c"
    readme = mixed.readme()
    assert all(f"[{title}]" in readme for title in "ABCD")
    assert readme.count("ghblog:index:start") == 1
    assert "claim.json" not in mixed.repo.files("ghblog")
    assert {"posts/a.md", "posts/c.md", "posts/d.md"} <= set(mixed.repo.files("ghblog"))
    assert mixed.counted() == (None, 1)

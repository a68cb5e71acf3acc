"""`ghblog publish --dry-run --offline`."""

from __future__ import annotations

import pytest
from shells import Shell
from writers import Writer


def test_offline_a_plan_is_made_from_what_was_read_last(
    shell: Shell, blog: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.write("posts/a.md", "# A\n\ntext\n")
    done = shell("publish", "--dry-run", "--offline")
    assert done.code == 0
    assert "GitHub was never read from here: every post counts as new" in done.out
    assert "1 new" in done.out
    assert shell("publish", "--yes").code == 0
    blog.write("posts/b.md", "# B\n\ntext\n")
    monkeypatch.delenv("GH_TOKEN")
    before = blog.requests()
    done = shell("publish", "--dry-run", "--offline")
    assert "1 new · 1 in step" in done.out
    assert "Note: offline: as GitHub was on " in done.out
    assert blog.requests() == before


def test_offline_nothing_can_be_published(shell: Shell) -> None:
    done = shell("publish", "--offline")
    assert done.code == 2
    assert "--offline can only look" in done.err

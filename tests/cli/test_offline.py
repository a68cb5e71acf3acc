"""`ghblog publish --dry-run --offline`."""

from __future__ import annotations

import json

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


def test_a_first_look_offline_at_many_posts_is_no_failure(shell: Shell, blog: Writer) -> None:
    blog.write_posts(10)
    done = shell("publish", "--dry-run", "--offline")
    assert done.code == 0
    assert "This needs a yes (--yes): 10 new posts" in done.out
    assert "Next: `ghblog publish --dry-run` compares with GitHub as it is now." in done.err
    assert "--yes` does it" not in done.err
    assert shell("publish", "--dry-run").code == 1  # by GitHub itself it is as unsafe as in earnest


def test_offline_the_exit_code_tells_of_pending_changes_when_asked(
    shell: Shell, blog: Writer
) -> None:
    blog.write_posts(10)
    assert shell("publish", "-n", "--offline", "--exit-code").code == 3
    assert shell("publish", "-n", "--exit-code").code == 1


def test_offline_json_says_what_would_need_a_yes(shell: Shell, blog: Writer) -> None:
    blog.write_posts(10)
    done = shell("publish", "-n", "--offline", "--json")
    assert done.code == 0
    assert json.loads(done.out)["unsafe"]


def test_offline_a_post_that_must_be_mended_is_still_a_failure(shell: Shell, blog: Writer) -> None:
    blog.write("posts/a.md", "# A\n\n![](gone.png)\n")
    done = shell("publish", "--dry-run", "--offline")
    assert done.code == 1
    assert "gone.png" in done.out

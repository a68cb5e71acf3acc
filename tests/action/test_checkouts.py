"""What a workflow checked out: shallow, detached, a merge, behind, or nothing that git knows."""

from __future__ import annotations

import json

import pytest
from action.runner import Runner, git


def ledger(runner: Runner) -> dict[str, object]:
    data = runner.repo.read("posts.json", branch="ghblog")
    assert data is not None
    found: dict[str, object] = json.loads(data)
    return found


def merge_of(runner: Runner, number: int, base: str, head: str) -> str:
    """What GitHub would merge, at refs/pull/<number>/merge; the commit."""
    tree = git(runner.bare, "merge-tree", "--write-tree", base, head)
    commit = git(runner.bare, "commit-tree", tree, "-p", base, "-p", head, "-m", "merge")
    git(runner.bare, "update-ref", f"refs/pull/{number}/merge", commit)
    return commit


def test_a_shallow_clone_publishes(runner: Runner) -> None:
    runner.checkout_again(depth=1)
    head = git(runner.workspace, "rev-parse", "HEAD")
    ran = runner.run()
    assert ran.code == 0
    assert ran.told("notice") == []
    assert ledger(runner)["commit"] == head


def test_a_shallow_clone_goes_on_where_the_last_left_off(runner: Runner) -> None:
    runner.run()
    runner.push({"posts/2026-11-21-second.md": "# Second\n\nText.\n"})
    runner.checkout_again(depth=1)
    ran = runner.run()
    assert ran.code == 0
    assert ran.outputs["created"] == "1"
    assert "this clone is too shallow to tell whether it has" in ran.log


def test_of_a_shallow_clone_new_posts_without_a_date_get_todays_and_it_is_told(
    runner: Runner,
) -> None:
    runner.push({"posts/undated.md": "# Undated\n\nText.\n"})
    runner.checkout_again(depth=1)
    ran = runner.run()
    assert ran.code == 0
    (notice,) = ran.told("notice")
    assert notice.startswith("this is a shallow clone: a new post whose date")
    assert "2026-11-22 [Undated]" in (runner.repo.read("README.md") or b"").decode()


def test_a_whole_clone_says_nothing_of_the_kind(runner: Runner) -> None:
    runner.push({"posts/undated.md": "# Undated\n\nText.\n"})
    runner.checkout_again()
    assert runner.run().told("notice") == []


@pytest.mark.parametrize("depth", [0, 1])
def test_a_pull_requests_merge_is_looked_at_and_recorded_nowhere(
    runner: Runner, depth: int
) -> None:
    runner.run()
    base = runner.repo.head() or ""
    git(runner.bare, "update-ref", "refs/heads/topic", base)
    head = runner.push({"posts/2026-11-21-second.md": "# Second\n\nText.\n"}, branch="topic")
    pull = runner.repo.add_pull_request()
    merge_of(runner, pull.number, base, head)
    before, requests = ledger(runner), len(runner.box.requests)
    runner.checkout_again(f"pull/{pull.number}/merge", depth=depth)
    ran = runner.run("pull_request", runner.pull(pull.number), f"refs/pull/{pull.number}/merge")
    assert ran.code == 0
    assert ran.told("notice") == []
    assert "`Second`" in ran.summary
    assert "1 new · 1 in step" in ran.summary
    assert ledger(runner) == before
    asked = [entry for entry in runner.box.requests[requests:] if entry.method != "GET"]
    assert [one.path.rpartition("/")[2] for one in asked] == ["graphql", "comments"]


def test_a_checkout_behind_the_branch_publishes_what_it_has_and_says_so(runner: Runner) -> None:
    newer = runner.push({"posts/2026-11-21-second.md": "# Second\n\nText.\n"})
    ran = runner.run()
    assert ran.code == 0
    assert ran.outputs["created"] == "1"
    (notice,) = ran.told("notice")
    assert f"without the newest commit of main, {newer[:9]}" in notice
    assert f"without the newest commit of main, {newer[:9]}" in ran.summary


@pytest.mark.parametrize("depth", [0, 1])
def test_a_checkout_older_than_the_last_publish_undoes_nothing(runner: Runner, depth: int) -> None:
    old = runner.repo.head()
    git(runner.bare, "update-ref", "refs/heads/old", old or "")
    runner.push({"posts/2026-11-21-second.md": "# Second\n\nText.\n"})
    runner.checkout_again()
    assert runner.run().outputs["created"] == "2"
    runner.checkout_again("old", depth=depth)
    git(runner.workspace, "checkout", "-q", "-B", "main")
    titles = [issue.title for issue in runner.repo.issues]
    ran = runner.run()
    assert [issue.title for issue in runner.repo.issues] == titles
    if depth:  # git cannot tell, so the plan must be harmless by itself
        assert "too shallow to tell" in ran.log
        assert ran.outputs["created"] == ran.outputs["updated"] == "0"
    else:
        assert ran.code == 1
        (error,) = ran.told("error")
        assert "it would undo newer posts" in error
        assert "with ref: github.ref" in error


def test_a_folder_that_git_does_not_know_publishes_all_the_same(runner: Runner) -> None:
    (runner.workspace / ".git").rename(runner.place / "elsewhere")
    ran = runner.run()
    assert ran.code == 0
    assert ran.told("notice")[0].startswith("git knows nothing of the blog's folder")


def test_without_a_setting_or_a_remote_the_workflows_repository_is_meant(runner: Runner) -> None:
    (runner.workspace / ".git").rename(runner.place / "elsewhere")
    runner.write("ghblog.toml", '[posts]\nfolder = "posts"\n')
    assert runner.run().code == 0
    assert [issue.title for issue in runner.repo.issues] == ["First report"]


def test_advice_for_who_pushes_from_here_is_not_given(runner: Runner) -> None:
    git(runner.workspace, "config", "core.sshCommand", "false")  # so it cannot be brought here
    ran = runner.run()
    assert runner.repo.read("README.md") != b"# weekly\n"  # the index was committed
    assert "before you push" not in ran.log + ran.summary

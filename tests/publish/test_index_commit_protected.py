"""A default branch that a rule protects: what is published, what is told, what helps."""

from __future__ import annotations

import json

import pytest
from shells import Shell
from writers import Writer

from ghblog.model import Status
from ghblog.sandbox import Sandbox


@pytest.fixture
def guarded(writer: Writer) -> Writer:
    """A writer whose default branch is protected, with one post to publish."""
    writer.repo.protect()
    writer.write("posts/a.md", "# A\n\none\n")
    return writer


@pytest.mark.parametrize("classic", [False, True], ids=["ruleset", "branch protection"])
def test_posts_go_out_and_the_index_says_what_helps(guarded: Writer, classic: bool) -> None:
    guarded.repo.protect(classic=classic)
    outcome = guarded.publish()
    assert outcome
    assert not outcome.ok
    assert outcome.settled
    assert outcome.results[0].status is Status.DONE
    assert outcome.index is Status.FAILED
    assert "Changes must be made through a pull request." in outcome.index_message
    assert outcome.hint.startswith('set index.commit = "pull-request"')
    assert "bypass the rule" in outcome.hint
    assert guarded.titles() == ["A"]
    again = guarded.publish()
    assert again
    assert again.index is Status.FAILED
    assert guarded.titles() == ["A"]


def test_once_the_rule_lets_us_the_next_run_repairs_it(guarded: Writer) -> None:
    guarded.publish()
    guarded.repo.protect(bypass=["writer"])
    outcome = guarded.publish()
    assert outcome
    assert outcome.ok
    assert "[A](" in guarded.readme()
    assert guarded.counted() == (None, 1)


def test_with_a_pull_request_instead_the_next_run_proposes_it(guarded: Writer) -> None:
    guarded.publish()
    guarded.environ["GHBLOG_INDEX_COMMIT"] = "pull-request"
    outcome = guarded.publish()
    assert outcome
    assert outcome.ok
    guarded.repo.merge_pull_request(2)
    assert "[A](" in guarded.readme()
    assert guarded.counted() == (None, 1)


def test_back_to_the_branch_the_index_is_committed_there(guarded: Writer) -> None:
    guarded.environ["GHBLOG_INDEX_COMMIT"] = "pull-request"
    guarded.publish()
    guarded.environ["GHBLOG_INDEX_COMMIT"] = "branch"
    guarded.repo.protected.clear()
    outcome = guarded.publish()
    assert outcome
    assert outcome.ok
    assert "[A](" in guarded.readme()
    assert guarded.counted() == (None, 1)


def test_the_commands_say_where_the_index_goes(
    online: Sandbox, guarded: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(guarded.folder)
    failed = shell("publish", "--yes")
    assert failed.code == 1
    assert "index      not written: " in failed.out
    assert "Changes must be made through a pull request" in " ".join(failed.out.split())
    assert 'set index.commit = "pull-request"' in failed.out
    monkeypatch.setenv("GHBLOG_INDEX_COMMIT", "pull-request")
    dry = shell("index", "--dry-run")
    assert "README.md: 5 lines more, 0 less, as a pull request from ghblog-index" in dry.out
    data = json.loads(shell("index", "--dry-run", "--json").out)["index"]
    assert (data["commit"], data["branch"], data["told"]) == ("pull-request", "ghblog-index", "")
    assert shell("index", "--dry-run", "--exit-code").code == 3
    url = f"{guarded.repo.url}/pull/2"
    done = shell("index", "--yes")
    assert done.code == 0
    assert f"index      README.md  {url}" in done.out
    waiting = shell("publish", "--dry-run", "--exit-code")
    assert waiting.code == 0
    assert f"README.md: waits in pull request #2, {url}" in waiting.out
    data = json.loads(shell("publish", "--dry-run", "--json").out)
    assert data["index"]["told"] == f"waits in pull request #2, {url}"
    assert data["pending"] is False


def test_adopting_proposes_it_as_well(guarded: Writer) -> None:
    guarded.environ["GHBLOG_INDEX_COMMIT"] = "pull-request"
    guarded.repo.add_issue(title="A", body="one")
    adopted = guarded.blog().adopt(agree=lambda _: True)
    assert adopted
    assert adopted.ok, adopted
    assert adopted.index_at == f"{guarded.repo.url}/pull/2"
    assert "[A](" in guarded.readme("ghblog-index")
    assert [item.number for item in guarded.repo.pulls] == [2]
    assert guarded.counted() == (None, 1)


def test_the_preview_shows_what_the_default_branch_lacks(guarded: Writer) -> None:
    guarded.environ["GHBLOG_INDEX_COMMIT"] = "pull-request"
    guarded.publish()
    viewer = guarded.blog().viewer()
    viewer.look()
    before, after = viewer.readme()
    assert before == "# weekly\n"
    assert "[A](" in after
    offline = guarded.blog().plan(offline=True)
    assert offline.index
    assert offline.index.told.startswith("waits in pull request #2")

"""Settings that change while the index is proposed: where it is, and how it gets there."""

from __future__ import annotations

import pytest
from writers import Writer

from ghblog.model import Outcome

BRANCH = "ghblog-index"


@pytest.fixture
def proposed(writer: Writer) -> Writer:
    """A writer whose index waits in pull request #2."""
    writer.environ["GHBLOG_INDEX_COMMIT"] = "pull-request"
    writer.write("posts/a.md", "# A\n\none\n")
    done(writer)
    return writer


def done(writer: Writer) -> Outcome:
    outcome = writer.publish()
    assert outcome
    assert outcome.ok, outcome
    return outcome


def opened(writer: Writer) -> list[int]:
    return [item.number for item in writer.repo.pulls if not item.closed]


def test_another_place_of_the_index_leaves_the_old_one_as_it_was(proposed: Writer) -> None:
    proposed.repo.commit("main", {"README.md": b"# weekly\n\nnews\n"}, "Words")
    proposed.environ["GHBLOG_INDEX_PATH"] = "docs/list.md"
    head = proposed.repo.head(BRANCH)
    done(proposed)
    assert head in [facts.oid for facts in proposed.repo.log(BRANCH)]
    assert opened(proposed) == [2]
    proposed.repo.merge_pull_request(2)
    assert proposed.readme() == "# weekly\n\nnews\n"
    assert b"[A](" in proposed.stored("docs/list.md", "main")
    assert proposed.counted() == (None, 1)


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_after_a_merge_that_left_the_branch_the_index_can_move(
    proposed: Writer, method: str
) -> None:
    proposed.repo.merge_pull_request(2, method=method)  # type: ignore[arg-type]  # one of the three
    proposed.environ["GHBLOG_INDEX_PATH"] = "docs/list.md"
    done(proposed)
    assert opened(proposed) == [3]
    proposed.repo.merge_pull_request(3)
    assert b"[A](" in proposed.stored("docs/list.md", "main")
    assert proposed.counted() == (None, 1)


def test_there_and_back_again_is_nothing_new(proposed: Writer) -> None:
    proposed.environ["GHBLOG_INDEX_PATH"] = "docs/list.md"
    done(proposed)
    del proposed.environ["GHBLOG_INDEX_PATH"]
    done(proposed)
    assert opened(proposed) == [2]
    assert proposed.repo.files(BRANCH) == ["README.md"]
    assert "[A](" in proposed.readme(BRANCH)
    assert proposed.counted() == (None, 1)


def test_commits_of_a_person_below_keep_the_index_from_moving(proposed: Writer) -> None:
    proposed.repo.commit(BRANCH, {"own.md": b"mine\n"}, "Mine")
    proposed.environ["GHBLOG_INDEX_PATH"] = "docs/list.md"
    head = proposed.repo.head(BRANCH)
    plan = proposed.plan()
    assert plan.index
    assert "other people's commits" in plan.index.error
    assert proposed.publish() is None
    assert proposed.repo.head(BRANCH) == head


def test_who_commits_to_the_branch_again_is_told_of_the_pull_request_that_is_left(
    proposed: Writer,
) -> None:
    proposed.environ["GHBLOG_INDEX_COMMIT"] = "branch"
    proposed.write("posts/b.md", "# B\n\ntext\n")
    outcome = done(proposed)
    assert outcome.notices == (
        "the index is on main now; if pull request #2 with it is still open, close it",
    )
    assert "[B](" in proposed.readme()
    proposed.write("posts/c.md", "# C\n\ntext\n")
    assert done(proposed).notices == ()

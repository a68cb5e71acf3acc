"""`index.commit = "pull-request"`: one pull request with the index, kept up to date."""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

import pytest
from killing import kill_now, start
from writers import Writer, make_writer

from ghblog.errors import GhblogError
from ghblog.model import Outcome, Status
from ghblog.sandbox import Repository, Sandbox
from ghblog.sandbox.faults import matcher
from ghblog.sandbox.items import Item
from ghblog.sandbox.log import Incoming
from ghblog.sandbox.pulls import update_branch

BRANCH = "ghblog-index"
SETTINGS = '[index]\ncommit = "pull-request"\n'
OTHER = b"a writer's own file\n"


@pytest.fixture
def proposing(writer: Writer) -> Writer:
    """A writer whose default branch is protected, with one post to publish."""
    writer.environ["GHBLOG_INDEX_COMMIT"] = "pull-request"
    writer.repo.protect()
    writer.write("posts/a.md", "# A\n\none\n")
    return writer


def done(writer: Writer) -> Outcome:
    outcome = writer.publish()
    assert outcome
    assert outcome.ok, outcome
    return outcome


def head_of(repo: Repository) -> str:
    head = repo.head(BRANCH)
    assert head
    return head


def pulls(writer: Writer) -> list[tuple[int, str]]:
    """Number and state of each pull request."""
    return [(item.number, state(item)) for item in writer.repo.pulls]


def state(item: Item) -> str:
    assert item.proposal
    if item.proposal.merged_at:
        return "merged"
    return "closed" if item.closed else "open"


def merged(writer: Writer, method: str = "merge", *, delete: bool = True) -> None:
    number = next(item.number for item in writer.repo.pulls if not item.closed)
    writer.repo.merge_pull_request(number, method=method, delete_branch=delete)  # type: ignore[arg-type]  # one of the three


def in_step(writer: Writer) -> None:
    """Nothing is left to do, and that takes one request."""
    assert writer.counted() == (None, 1)


def test_the_index_is_proposed_and_the_default_branch_left_alone(proposing: Writer) -> None:
    before = proposing.repo.head()
    outcome = done(proposing)
    assert proposing.repo.head() == before
    assert "[A](" in proposing.readme(BRANCH)
    assert pulls(proposing) == [(2, "open")]
    assert outcome.index is Status.DONE
    assert outcome.index_at == f"{proposing.repo.url}/pull/2"
    assert outcome.notices == ()
    in_step(proposing)
    made = proposing.repo.issue(2)
    assert made.title == "Update the index of posts"
    assert "`README.md`" in made.body


def test_merged_it_is_in_step_and_the_next_change_begins_anew(proposing: Writer) -> None:
    done(proposing)
    merged(proposing)
    assert "[A](" in proposing.readme()
    in_step(proposing)
    proposing.write("posts/b.md", "# B\n\ntext\n")
    done(proposing)
    assert pulls(proposing) == [(2, "merged"), (4, "open")]
    merged(proposing)
    assert "[B](" in proposing.readme()
    in_step(proposing)


def test_a_change_goes_into_the_pull_request_that_is_open(proposing: Writer) -> None:
    done(proposing)
    first = head_of(proposing.repo)
    proposing.write("posts/b.md", "# B\n\ntext\n")
    outcome, requests = proposing.counted()
    assert outcome
    assert outcome.ok
    assert pulls(proposing) == [(2, "open")]
    assert [facts.oid for facts in proposing.repo.log(BRANCH)][1] == first
    assert requests == 4 + 2  # its own commit, and the list of pull requests
    in_step(proposing)
    merged(proposing)
    assert "[B](" in proposing.readme()


def test_other_commits_on_the_default_branch_are_no_matter(proposing: Writer) -> None:
    done(proposing)
    proposing.repo.commit("main", {"posts/a.md": b"pushed"}, "Push")
    in_step(proposing)
    proposing.write("posts/b.md", "# B\n\ntext\n")
    done(proposing)
    merged(proposing)
    assert "[B](" in proposing.readme()
    assert proposing.repo.read("posts/a.md") == b"pushed"


def test_where_the_readme_changed_by_hand_both_are_kept(proposing: Writer) -> None:
    done(proposing)
    proposing.repo.commit("main", {"README.md": b"# weekly\n\nnews\n"}, "Words")
    done(proposing)
    assert pulls(proposing) == [(2, "open")]
    in_step(proposing)
    merged(proposing)
    assert proposing.readme().startswith("# weekly\n\nnews\n")
    assert "[A](" in proposing.readme()
    in_step(proposing)


@pytest.mark.parametrize("method", ["merge", "squash", "rebase"])
def test_a_branch_that_stays_after_merging_is_used_again(proposing: Writer, method: str) -> None:
    done(proposing)
    for number, title in enumerate("BCD"):
        merged(proposing, method, delete=False)
        in_step(proposing)
        proposing.write(f"posts/{title}.md", f"# {title}\n\ntext\n")
        done(proposing)
        in_step(proposing)
        assert len(proposing.repo.pulls) == number + 2
    merged(proposing, method, delete=False)
    assert all(f"[{title}](" in proposing.readme() for title in "ABCD")


def test_the_button_update_branch_changes_nothing_for_us(proposing: Writer) -> None:
    done(proposing)
    proposing.repo.commit("main", {"posts/a.md": b"pushed"}, "Push")
    update_branch(proposing.repo, 2)
    in_step(proposing)
    proposing.write("posts/b.md", "# B\n\ntext\n")
    done(proposing)
    merged(proposing)
    assert "[B](" in proposing.readme()


def test_a_fix_that_a_writer_pushes_to_the_branch_is_never_overwritten(proposing: Writer) -> None:
    done(proposing)
    fixed = proposing.readme(BRANCH).replace("# weekly", "# Weekly!")
    proposing.repo.commit(BRANCH, {"README.md": fixed.encode()}, "Fix")
    head = head_of(proposing.repo)
    proposing.write("posts/b.md", "# B\n\ntext\n")
    outcome = proposing.publish()
    assert outcome
    assert outcome.results[0].status is Status.DONE
    assert outcome.index is Status.FAILED
    assert "other people's commits, which ghblog leaves alone" in outcome.index_message
    assert "merge its pull request, or delete the branch “ghblog-index”" in outcome.hint
    assert head_of(proposing.repo) == head
    plan = proposing.plan()
    assert plan.index
    assert plan.index.error == outcome.index_message
    merged(proposing)  # the fix, too: the next run goes on from there
    done(proposing)
    merged(proposing)
    assert proposing.readme().startswith("# Weekly!")
    assert "[B](" in proposing.readme()


def test_a_commit_of_other_files_on_the_branch_is_built_upon(proposing: Writer) -> None:
    done(proposing)
    proposing.repo.commit(BRANCH, {"own.md": OTHER}, "Mine")
    proposing.write("posts/b.md", "# B\n\ntext\n")
    done(proposing)
    assert proposing.repo.read("own.md", BRANCH) == OTHER
    in_step(proposing)


def test_a_branch_of_that_name_that_somebody_else_made_is_left_alone(proposing: Writer) -> None:
    head = proposing.repo.head()
    assert head
    proposing.repo.git.set_ref(f"refs/heads/{BRANCH}", head)
    proposing.repo.commit(BRANCH, {"own.md": OTHER}, "Mine")
    outcome = proposing.publish()
    assert outcome
    assert outcome.index is Status.FAILED
    assert "which ghblog leaves alone" in outcome.index_message
    assert proposing.repo.pulls == []
    assert proposing.repo.files(BRANCH) == ["README.md", "own.md"]


def test_another_blogs_ledger_of_that_name_is_left_alone(proposing: Writer) -> None:
    other = proposing.blog(overrides={"blog.name": "index", "index.enabled": False})
    assert other.publish()
    before = head_of(proposing.repo)
    outcome = proposing.publish()
    assert outcome
    assert outcome.index is Status.FAILED
    assert head_of(proposing.repo) == before


def test_one_that_a_person_closed_is_not_opened_again_until_the_index_changes(
    proposing: Writer,
) -> None:
    done(proposing)
    proposing.repo.close_pull_request(2)
    in_step(proposing)
    plan = proposing.plan()
    assert plan.index
    assert plan.index.told == f"waits in pull request #2, {proposing.repo.url}/pull/2"
    proposing.write("posts/a.md", "# A\n\ntwo\n")  # the index stays the same
    assert done(proposing).index is None
    assert pulls(proposing) == [(2, "closed")]
    proposing.write("posts/b.md", "# B\n\ntext\n")
    done(proposing)
    assert pulls(proposing) == [(2, "closed"), (4, "open")]


def test_a_closed_one_that_the_ledger_forgot_is_told_and_left_closed(proposing: Writer) -> None:
    done(proposing)
    proposing.repo.close_pull_request(2)
    ledger = proposing.stored("posts.json")
    forgotten = ledger.replace(b',"proposed":{"number":2', b',"proposedx":{"number":2')
    assert forgotten != ledger
    proposing.repo.commit("ghblog", {"posts.json": forgotten}, "As if it had been lost")
    outcome = done(proposing)
    assert outcome.notices == (
        "pull request #2 with the index was closed without being merged; the next change of the "
        "index opens another",
    )
    assert pulls(proposing) == [(2, "closed")]
    in_step(proposing)


def test_a_merge_that_was_reverted_is_proposed_again(proposing: Writer) -> None:
    done(proposing)
    merged(proposing, delete=False)
    proposing.write("posts/a.md", "# A\n\ntwo\n")
    done(proposing)  # the ledger learns that nothing is proposed
    proposing.repo.commit("main", {"README.md": b"# weekly\n"}, "Revert")
    done(proposing)
    assert pulls(proposing) == [(2, "merged"), (3, "open")]
    in_step(proposing)
    merged(proposing)
    assert "[A](" in proposing.readme()


def test_title_and_text_that_a_person_wrote_stay(proposing: Writer) -> None:
    done(proposing)
    proposing.repo.edit_issue(2, title="Index!", body="See the rules of our team.")
    proposing.write("posts/b.md", "# B\n\ntext\n")
    done(proposing)
    made = proposing.repo.issue(2)
    assert (made.title, made.body) == ("Index!", "See the rules of our team.")


def test_our_own_text_is_brought_up_to_date(proposing: Writer) -> None:
    from ghblog.sync.proposing import signed

    done(proposing)
    proposing.repo.edit_issue(2, title="Index!", body=signed("old words").replace("\n", "\r\n"))
    proposing.write("posts/b.md", "# B\n\ntext\n")
    done(proposing)
    made = proposing.repo.issue(2)
    assert made.title == "Index!"
    assert made.body.startswith("`README.md` gets the index")


def test_a_pull_request_between_posts_confuses_no_numbers(proposing: Writer) -> None:
    for title in "BCD":
        proposing.write(f"posts/{title}.md", f"# {title}\n\ntext\n")
        done(proposing)
        merged(proposing)
    assert sorted(proposing.titles()) == [*"ABCD"]
    assert len(proposing.repo.pulls) == 3
    in_step(proposing)


def test_two_blogs_have_a_pull_request_each(proposing: Writer) -> None:
    done(proposing)
    other = proposing.blog(overrides={"blog.name": "notes", "index.path": "NOTES.md"})
    assert other.publish()
    branches = [item.proposal.head for item in proposing.repo.pulls if item.proposal]
    assert branches == ["ghblog-index", "ghblog-index-notes"]
    in_step(proposing)


def test_the_index_alone_can_be_proposed(proposing: Writer) -> None:
    done(proposing)
    proposing.repo.delete_branch(BRANCH)
    outcome = proposing.blog().write_index(agree=lambda plan: plan.pending)
    assert outcome
    assert outcome.ok
    assert pulls(proposing) == [(2, "closed"), (3, "open")]
    in_step(proposing)


def test_a_workflows_token_is_told_where_to_allow_it(sandbox: Sandbox, proposing: Writer) -> None:
    sandbox.add_token("writer", "ghs_job")
    proposing.token = "ghs_job"
    proposing.repo.actions_open_pulls = False
    outcome = proposing.publish()
    assert outcome
    assert outcome.index is Status.FAILED
    assert "does not let GitHub Actions open pull requests" in outcome.index_message
    assert "Settings > Actions > General" in outcome.hint
    assert "/writer/weekly/settings/actions" in outcome.hint
    assert proposing.titles() == ["A"]
    proposing.repo.actions_open_pulls = True
    done(proposing)
    assert pulls(proposing) == [(2, "open")]
    in_step(proposing)


def test_a_token_without_the_right_is_told_which(sandbox: Sandbox, proposing: Writer) -> None:
    rights = {"contents": "write", "issues": "write"}
    sandbox.add_token("writer", "github_pat_1", permissions=rights)
    proposing.token = "github_pat_1"
    outcome = proposing.publish()
    assert outcome
    assert outcome.index is Status.FAILED
    assert "Pull requests: write" in outcome.index_message
    assert "Pull requests: write" in outcome.hint


def test_a_repository_without_a_commit_gets_its_first_one(sandbox: Sandbox, tmp_path: Path) -> None:
    writer = make_writer(sandbox, sandbox.add_repository("writer/weekly", files=None), tmp_path)
    writer.environ["GHBLOG_INDEX_COMMIT"] = "pull-request"
    writer.write("posts/a.md", "# A\n\none\n")
    done(writer)
    assert "[A](" not in writer.readme()
    assert "[A](" in writer.readme(BRANCH)
    in_step(writer)


def test_somebody_who_commits_in_between_loses_nothing(proposing: Writer) -> None:
    done(proposing)

    def push() -> None:
        proposing.repo.commit(BRANCH, {"own.md": OTHER}, "Mine")

    proposing.box.faults.add(lambda one: b"ghblog-index" in one.body and one.writes, before=push)
    proposing.write("posts/b.md", "# B\n\ntext\n")
    done(proposing)
    assert proposing.repo.read("own.md", BRANCH) == OTHER
    assert "[B](" in proposing.readme(BRANCH)
    in_step(proposing)


def test_somebody_who_commits_while_both_are_merged_loses_nothing(proposing: Writer) -> None:
    done(proposing)
    proposing.repo.commit("main", {"README.md": b"# weekly\n\nnews\n"}, "Words")

    def push() -> None:
        proposing.repo.commit(BRANCH, {"own.md": OTHER}, "Mine")

    proposing.box.faults.add("PATCH /git/refs/heads/ghblog-index", before=push)
    outcome = proposing.publish()
    assert outcome
    assert outcome.index is Status.FAILED
    assert "which ghblog leaves alone" in outcome.index_message
    assert proposing.repo.read("own.md", BRANCH) == OTHER
    assert pulls(proposing) == [(2, "open")]


def test_other_peoples_commits_that_were_merged_are_in_nobodys_way(proposing: Writer) -> None:
    done(proposing)
    proposing.repo.commit(BRANCH, {"own.md": OTHER}, "Mine")
    merged(proposing, delete=False)
    in_step(proposing)
    proposing.write("posts/b.md", "# B\n\ntext\n")
    done(proposing)
    in_step(proposing)
    merged(proposing)
    assert proposing.repo.read("own.md") == OTHER
    assert "[B](" in proposing.readme()


@pytest.mark.parametrize("drop", ["before", "after"])
@pytest.mark.parametrize("lag", [0, 3])
def test_a_lost_answer_makes_no_second_pull_request(
    proposing: Writer, drop: str, lag: float
) -> None:
    proposing.box.lag = lag
    proposing.box.faults.add("POST /pulls", drop=drop)
    done(proposing)
    assert pulls(proposing) == [(2, "open")]
    in_step(proposing)


@pytest.fixture
def mixed(proposing: Writer) -> Writer:
    """Published and proposed; the README changed by hand; a new post and an edited one."""
    done(proposing)
    proposing.repo.commit("main", {"README.md": b"# weekly\n\nnews\n"}, "Words")
    proposing.write("posts/a.md", "# A\n\ntwo\n")
    proposing.write("posts/b.md", "# B\n\ntext\n")
    return proposing


def finished(writer: Writer) -> None:
    """Whatever happened: the next run makes it good."""
    writer.box.faults.clear()
    outcome = writer.publish()
    assert outcome is None or outcome.ok
    assert sorted(writer.titles()) == ["A", "B"]
    assert len([item for item in writer.repo.pulls if not item.closed]) == 1
    readme = writer.readme(BRANCH)
    assert readme.count("ghblog:index:start") == 1
    assert "[A](" in readme
    assert "[B](" in readme
    assert "claim.json" not in writer.repo.files("ghblog")
    assert writer.counted() == (None, 1)


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("drop", ["before", "after"])
@pytest.mark.parametrize("k", range(1, 14))
def test_whatever_request_breaks_the_next_run_makes_it_good(
    mixed: Writer, k: int, drop: str, for_good: bool
) -> None:
    mixed.box.faults.add("*", nth=k, times=None if for_good else 1, drop=drop)
    with contextlib.suppress(GhblogError):
        mixed.publish(machine="desktop")
    finished(mixed)
    assert [one.number for one in mixed.repo.pulls] == [2]
    assert mixed.readme(BRANCH).startswith("# weekly\n\nnews\n")
    merged(mixed)
    assert "[B](" in mixed.readme()


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("drop", ["before", "after"])
@pytest.mark.parametrize("k", range(1, 13))
def test_whatever_request_of_a_first_run_breaks_there_is_one_pull_request(
    proposing: Writer, k: int, drop: str, for_good: bool
) -> None:
    proposing.write("posts/b.md", "# B\n\ntext\n")
    proposing.box.faults.add("*", nth=k, times=None if for_good else 1, drop=drop)
    with contextlib.suppress(GhblogError):
        proposing.publish(machine="desktop")
    finished(proposing)
    assert len(proposing.repo.pulls) == 1


def test_two_runs_at_once_open_one_pull_request(proposing: Writer) -> None:
    """Nothing is created, so that no claim keeps them apart."""
    done(proposing)
    proposing.repo.delete_branch(BRANCH)
    done_there: list[Outcome | None] = []

    def elsewhere() -> None:
        done_there.append(proposing.publish(machine="desktop"))

    proposing.box.faults.add("POST /pulls", before=elsewhere)
    outcome = done(proposing)
    assert outcome.index is Status.DONE
    assert done_there
    assert pulls(proposing) == [(2, "closed"), (3, "open")]
    in_step(proposing)


def test_a_run_that_is_asked_to_stop_leaves_the_index_to_the_next(proposing: Writer) -> None:
    proposing.stop = lambda: bool(proposing.repo.issues)
    proposing.write("posts/b.md", "# B\n\ntext\n")
    outcome = proposing.publish()
    assert outcome
    assert outcome.index is None
    assert outcome.problem == "stopped as asked"
    assert proposing.repo.pulls == []
    proposing.stop = lambda: False
    done(proposing)
    assert pulls(proposing) == [(3, "open")]
    in_step(proposing)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("request_", ["Commit", "GET /pulls", "POST /pulls"])
def test_killed_at_any_step_the_next_run_has_one_pull_request(
    real: Writer, request_: str, when: str
) -> None:
    real.repo.protect()
    real.write("ghblog.toml", (real.folder / "ghblog.toml").read_text() + SETTINGS)
    real.write("posts/a.md", "# A\n\none\n")
    process: list[subprocess.Popen[bytes]] = []

    def strikes(one: Incoming) -> bool:
        proposes = b"ghblog-index" in one.body or one.path.endswith("/pulls")
        return proposes and (one.operation == request_ or matcher(request_)(one))

    how = {when: lambda: kill_now(process)} | ({"drop": "before"} if when == "before" else {})
    fault = real.box.faults.add(strikes, **how)
    process.append(start(real))
    assert process[0].wait(timeout=60) != 0
    assert fault.hits == 1
    outcome = real.publish()
    assert outcome is None or outcome.ok
    assert real.titles() == ["A"]
    assert len(real.repo.pulls) == 1
    assert "[A](" in real.readme(BRANCH)
    in_step(real)

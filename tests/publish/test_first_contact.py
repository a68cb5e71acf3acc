"""Meeting a repository for the first time."""

from __future__ import annotations

from pathlib import Path

import pytest
from writers import Writer, make_writer

from ghblog.marker import marker_for
from ghblog.model import Action
from ghblog.sandbox import Sandbox


def test_an_empty_repository_gets_posts_and_a_readme(sandbox: Sandbox, tmp_path: Path) -> None:
    repo = sandbox.add_repository("writer/weekly", files=None)
    writer = make_writer(sandbox, repo, tmp_path)
    writer.write_posts(2)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.titles() == ["Report 0", "Report 1"]
    readme = writer.readme()
    assert readme.startswith("# weekly\n")
    assert "[Report 1]" in readme


def test_an_empty_repository_whose_first_branch_has_another_name(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    repo = sandbox.add_repository("writer/weekly", files=None)
    repo.default_branch = "trunk"
    writer = make_writer(sandbox, repo, tmp_path)
    writer.write_posts(1)
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert "[Report 0]" in writer.readme("trunk")


def test_a_repository_without_a_readme_gets_one(sandbox: Sandbox, tmp_path: Path) -> None:
    repo = sandbox.add_repository("writer/weekly", files={"code.py": b"pass\n"})
    writer = make_writer(sandbox, repo, tmp_path)
    writer.write_posts(1)
    writer.publish()
    assert "[Report 0]" in writer.readme()
    assert repo.read("code.py", branch="main") == b"pass\n"


def test_a_readme_spelled_otherwise_is_not_given_a_twin(sandbox: Sandbox, tmp_path: Path) -> None:
    repo = sandbox.add_repository("writer/weekly", files={"readme.md": b"# mine\n"})
    writer = make_writer(sandbox, repo, tmp_path)
    writer.write_posts(1)
    plan = writer.plan()
    assert plan.index
    assert 'index.path = "readme.md"' in plan.index.hint
    writer.publish()
    assert repo.files("main") == ["readme.md"]


def test_a_post_with_the_title_of_a_hand_made_issue_is_not_created(writer: Writer) -> None:
    writer.repo.add_issue(title="Report 0", body="posted by hand")
    writer.write_posts(2)
    outcome = writer.publish()
    assert outcome
    held = outcome.plan.of(Action.HOLD)
    assert [change.title for change in held] == ["Report 0"]
    assert "#1" in held[0].reason
    assert writer.titles() == ["Report 0", "Report 1"]


def test_what_was_there_before_is_remembered_by_later_runs(writer: Writer) -> None:
    writer.repo.add_issue(title="Report 0", body="posted by hand")
    chosen = writer.write("posts/trial.md", "# Trial\n\ntext\n")
    writer.publish(chosen)
    for n in range(40):
        writer.repo.add_issue(title=f"A reader's issue {n}", author="reader")
    writer.write_posts(1)
    plan = writer.plan()
    assert [change.title for change in plan.of(Action.HOLD)] == ["Report 0"]


def test_what_the_writer_posted_by_hand_since_then_is_seen_too(writer: Writer) -> None:
    writer.write_posts(1)
    writer.publish()
    writer.repo.add_issue(title="Report 1", body="posted by hand from the phone")
    writer.write_posts(1, start=1)
    assert [change.title for change in writer.plan().of(Action.HOLD)] == ["Report 1"]


def test_a_stranger_cannot_keep_a_post_back_by_its_title(writer: Writer) -> None:
    writer.write_posts(1)
    writer.publish()
    writer.repo.add_issue(title="Report 1", body="ha", author="reader")
    writer.write_posts(1, start=1)
    assert [change.title for change in writer.plan().of(Action.CREATE)] == ["Report 1"]


def test_a_strangers_marker_is_ignored_and_reported(writer: Writer) -> None:
    text = "mine now"
    marker = marker_for("main", "2010-01-01-report-0", 1, 1, "d" * 22, text)
    writer.repo.add_issue(title="x", body=f"{text}\n\n{marker}", author="reader")
    writer.write_posts(1)
    outcome = writer.publish()
    assert outcome
    assert writer.titles() == ["x", "Report 0"]
    assert any("reader" in notice for notice in outcome.plan.notices)


def test_a_lost_ledger_is_rebuilt_from_the_markers(writer: Writer) -> None:
    writer.write_posts(3)
    writer.publish()
    writer.repo.git.delete_ref("refs/heads/ghblog")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert {result.change.action for result in outcome.results} == {Action.RECORD}
    assert len(writer.repo.issues) == 3
    assert all(issue.edits == 0 for issue in writer.repo.issues)
    assert writer.publish() is None


def test_a_fork_with_somebody_elses_ledger_is_recognised(writer: Writer, tmp_path: Path) -> None:
    from ghblog.errors import LedgerError

    writer.write_posts(1)
    writer.publish()
    files = {path: writer.repo.read(path, branch="ghblog") for path in writer.repo.files("ghblog")}
    fork = writer.box.add_repository("reader/weekly", files={"README.md": b"# fork\n"})
    fork.commit("ghblog", files, "copied along")
    settings = (writer.folder / "ghblog.toml").read_text().replace("writer/", "reader/")
    writer.write("ghblog.toml", settings)
    writer.token = "ghp_reader"
    with pytest.raises(LedgerError, match="another repository"):
        writer.publish()


def test_mass_changes_are_not_carried_out_without_a_yes(writer: Writer) -> None:
    writer.write_posts(4)
    assert writer.blog().publish() is None
    assert writer.repo.issues == []
    assert writer.plan().unsafe


def test_what_is_done_when_the_plan_was_agreed_to_is_what_the_plan_said(writer: Writer) -> None:
    writer.write_posts(3)
    agreed = []

    def agree(plan: object) -> bool:
        agreed.append(plan)
        return True

    outcome = writer.blog().publish(agree=agree)
    assert outcome
    assert len(agreed) == 1
    assert outcome.plan == agreed[0]


def test_a_hand_made_issue_that_was_renamed_meanwhile_keeps_nothing_back(writer: Writer) -> None:
    issue = writer.repo.add_issue(title="Report 1", body="something else")
    writer.write_posts(1)
    writer.publish()
    writer.write_posts(1, start=1)
    assert writer.plan().of(Action.HOLD)
    issue.title = "Something else"
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.titles() == ["Something else", "Report 0", "Report 1"]


def test_posts_in_a_folder_with_a_name_like_a_file_do_not_collide(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\ntext\n")
    writer.publish()
    (writer.folder / "posts/a.md").rename(writer.folder / "posts/b.md")
    writer.publish()
    writer.write("posts/b.md.d/x.md", "# X\n\ntext\n")
    writer.write("posts/c.md/y.md", "# Y\n\ntext\n")
    writer.write("posts/d/c.md", "# Z\n\ntext\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    assert writer.publish() is None

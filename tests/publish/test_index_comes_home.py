"""The commit of the index, and the writer's clone: the next push must not be a riddle."""

from __future__ import annotations

import subprocess

import pytest
from writers import Writer


def git(writer: Writer, *arguments: str) -> None:
    who = ("-c", "user.name=w", "-c", "user.email=w@example.com")
    subprocess.run(["git", *who, *arguments], cwd=writer.folder, capture_output=True, check=True)


@pytest.fixture
def clone(writer: Writer) -> Writer:
    """A writer whose folder is a clone with a commit that GitHub has not."""
    git(writer, "init", "-q", "-b", "main")
    git(writer, "remote", "add", "origin", "https://github.com/writer/weekly.git")
    writer.write("README.md", "# weekly\n\nmine\n")
    writer.write("posts/a.md", "# A\n\ntext\n")
    git(writer, "add", ".")
    git(writer, "commit", "-q", "-m", "not pushed")
    return writer


def notices(writer: Writer) -> list[str]:
    outcome = writer.publish()
    assert outcome
    assert outcome.ok
    return [each for each in outcome.notices if "git" in each]


CONFLICT = (
    "if git finds a conflict in README.md, GitHub's has the index: git checkout --ours README.md, "
    "git add README.md, git rebase --continue"
)


def test_commits_that_github_has_not_go_on_top_of_the_index(clone: Writer) -> None:
    assert notices(clone) == [
        "the index was committed to main on GitHub; before you push, bring it here: "
        "git pull --rebase origin main",
        CONFLICT,
    ]


def test_a_readme_that_was_changed_here_is_to_be_committed_first(clone: Writer) -> None:
    clone.write("README.md", "# weekly\n\nmine, with markers\n")
    assert notices(clone) == [
        "the index was committed to main on GitHub; before you push, commit your README.md, then "
        "bring it here: git pull --rebase --autostash origin main",
        CONFLICT,
    ]


def test_from_another_branch_main_is_only_fetched(clone: Writer) -> None:
    git(clone, "switch", "-q", "-c", "topic")
    assert notices(clone) == [
        "the index was committed to main on GitHub; before you push, bring it here: "
        "git fetch origin main:main"
    ]

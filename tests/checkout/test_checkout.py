"""What git tells of the writer's folder, against real git."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from datetime import UTC, date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ghblog.checkout import Checkout, Contains, name_in_url

QUIET = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
WHO = ("-c", "user.name=A", "-c", "user.email=a@example.com")


def git(folder: Path, *arguments: str, day: str = "2022-07-10T12:00:00+0000") -> str:
    environ = {**QUIET, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    command = ["git", *WHO, *arguments]
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=True)
    return done.stdout.decode().strip()


def commit(folder: Path, path: str, text: str = "x", day: str = "2022-07-10T12:00:00+0000") -> str:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", f"Add {path}\n\nand more", day=day)
    return git(folder, "rev-parse", "HEAD")


def found(folder: Path, **environ: str) -> Checkout:
    checkout = Checkout.find(folder, environ={**QUIET, **environ})
    assert checkout
    return checkout


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


@pytest.fixture
def pair(repo: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A repository with one commit, and a clone of it."""
    commit(repo, "a.md")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(repo), str(clone))
    return repo, clone


def test_a_folder_in_no_checkout_has_none(tmp_path: Path) -> None:
    environ = {**QUIET, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    assert Checkout.find(tmp_path, environ=environ) is None
    assert Checkout.find(tmp_path / "missing", environ=environ) is None


def test_without_git_there_is_no_checkout(repo: Path) -> None:
    assert Checkout.find(repo, environ={"PATH": ""}) is None


def test_before_the_first_commit_there_is_no_head(repo: Path) -> None:
    checkout = found(repo)
    assert (checkout.head(), checkout.branch()) == ("", "main")
    assert checkout.first_commits(repo, UTC) == {}
    assert checkout.repository() == ""


def test_the_top_folder_and_head_are_told_from_below(repo: Path) -> None:
    oid = commit(repo, "a/b.md")
    checkout = found(repo / "a")
    assert checkout.top.resolve() == repo.resolve()
    assert checkout.head() == oid


def test_variables_of_a_hook_do_not_lead_to_another_repository(repo: Path, tmp_path: Path) -> None:
    oid = commit(repo, "a.md")
    checkout = found(repo, GIT_DIR=str(tmp_path / "other"), GIT_WORK_TREE=str(tmp_path))
    assert checkout.head() == oid


def test_ancestors_are_contained_and_later_commits_are_not(repo: Path) -> None:
    old = commit(repo, "a.md")
    new = commit(repo, "b.md")
    assert found(repo).contains(old) is Contains.YES
    assert found(repo).contains(new) is Contains.YES
    git(repo, "reset", "-q", "--hard", old)
    assert found(repo).contains(new) is Contains.NO
    assert found(repo).contains("0" * 40) is Contains.NO
    assert found(repo).contains("--help") is Contains.UNKNOWN


def test_a_shallow_clone_does_not_know_older_commits(repo: Path, tmp_path: Path) -> None:
    old = commit(repo, "a.md")
    commit(repo, "b.md")
    clone = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", repo.as_uri(), str(clone))
    head = found(clone).head()
    assert found(clone).contains(old) is Contains.UNKNOWN
    assert found(clone).contains(head) is Contains.YES
    assert found(clone).first_commits(clone, UTC) == {}
    newer = commit(clone, "c.md")
    assert found(clone).first_commits(clone, UTC) == {"c.md": date(2022, 7, 10)}
    git(clone, "reset", "-q", "--hard", head)
    assert found(clone).contains(newer) is Contains.NO


def test_each_file_has_the_day_of_its_first_commit_through_renames(repo: Path) -> None:
    commit(repo, "blog/图 1/a b.md", "one\ntwo\nthree\n", "2020-01-01T20:00:00+0000")
    git(repo, "mv", "blog/图 1/a b.md", "blog/c.md")
    commit(repo, "blog/d.md", "other", "2021-05-05T12:00:00+0000")
    commit(repo, "blog/c.md", "one\ntwo\nthree\nfour\n")
    commit(repo, "elsewhere.md")
    days = found(repo).first_commits(repo / "blog", UTC)
    assert days["c.md"] == date(2020, 1, 1)
    assert days["d.md"] == date(2021, 5, 5)
    assert "elsewhere.md" not in days
    shanghai = found(repo).first_commits(repo / "blog", ZoneInfo("Asia/Shanghai"))
    assert shanghai["c.md"] == date(2020, 1, 2)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/octo/blog.git", "octo/blog"),
        ("https://github.com/octo/blog", "octo/blog"),
        ("https://github.com/octo/blog/", "octo/blog"),
        ("https://x-access-token:abc@github.com/octo/octo.github.io.git", "octo/octo.github.io"),
        ("https://github.example.com:8443/octo/blog.git", "octo/blog"),
        ("git@github.com:octo/blog.git", "octo/blog"),
        ("github-work:octo/blog", "octo/blog"),
        ("git@github.com:/octo/blog.git", "octo/blog"),
        ("ssh://git@github.com/octo/blog.git", "octo/blog"),
        ("ssh://git@ssh.github.com:443/octo/blog.git", "octo/blog"),
        ("git://github.com/octo/blog.git", "octo/blog"),
        ("git@gitee.com:octo/blog.git", ""),
        ("https://gitlab.com/group/sub/blog.git", ""),
        ("/srv/git/octo/blog.git", ""),
        ("../blog.git", ""),
        ("C:/octo/blog", ""),
        ("file:///srv/octo/blog.git", ""),
        ("", ""),
    ],
)
def test_the_repository_is_read_from_a_remotes_url(url: str, name: str) -> None:
    assert name_in_url(url) == name


@pytest.mark.parametrize(
    ("remotes", "upstream", "name"),
    [
        ({"origin": "git@github.com:o/one", "fork": "git@github.com:o/two"}, "fork", "o/one"),
        ({"a": "git@github.com:o/one", "b": "git@github.com:o/two"}, "b", "o/two"),
        ({"a": "git@github.com:o/one", "b": "git@github.com:o/two"}, "", ""),
        ({"a": "git@github.com:o/one"}, "", "o/one"),
        ({"origin": "git@gitee.com:o/one", "gh": "git@github.com:o/two"}, "gh", "o/two"),
        ({"origin": "gh:o/three.git"}, "", "o/three"),
    ],
)
def test_origin_counts_then_the_upstream_then_the_only_remote(
    repo: Path, remotes: Mapping[str, str], upstream: str, name: str
) -> None:
    for remote, url in remotes.items():
        git(repo, "remote", "add", remote, url)
    git(repo, "config", "url.https://github.com/.insteadOf", "gh:")
    if upstream:
        git(repo, "config", "branch.main.remote", upstream)
    assert found(repo).repository() == name


def test_a_clean_clone_is_fast_forwarded(pair: tuple[Path, Path]) -> None:
    repo, clone = pair
    before = found(clone).head()
    after = commit(repo, "README.md", "index")
    (clone / "draft.md").write_text("not committed yet")
    assert found(clone).fast_forward("main", before) == ""
    assert found(clone).head() == after
    assert (clone / "README.md").read_text() == "index"


def test_what_could_lose_work_is_left_alone_and_the_command_is_told(
    pair: tuple[Path, Path],
) -> None:
    repo, clone = pair
    before = found(clone).head()
    commit(repo, "README.md", "index")
    (clone / "a.md").write_text("changed")
    assert found(clone).fast_forward("main", before) == "git pull --ff-only origin main"
    git(clone, "checkout", "-q", "a.md")
    (clone / "README.md").write_text("mine, in the way")
    assert found(clone).fast_forward("main", before) == "git pull --ff-only origin main"
    assert (clone / "README.md").read_text() == "mine, in the way"
    (clone / "README.md").unlink()
    commit(clone, "b.md")
    assert found(clone).fast_forward("main", before) == "git pull --rebase origin main"
    git(clone, "switch", "-q", "-c", "topic")
    assert found(clone).fast_forward("main", before) == "git fetch origin main:main"


def test_the_command_to_rebase_works_with_changed_files_and_with_a_readme_of_ones_own(
    pair: tuple[Path, Path],
) -> None:
    repo, clone = pair
    git(repo, "config", "receive.denyCurrentBranch", "ignore")
    before = found(clone).head()
    commit(repo, "README.md", "index")
    (clone / "README.md").write_text("markers")
    assert found(clone).altered("README.md")
    commit(clone, "b.md")  # and the README
    assert not found(clone).altered("README.md")
    (clone / "a.md").write_text("changed")
    command = found(clone).fast_forward("main", before)
    assert command == "git pull --rebase --autostash origin main"
    with pytest.raises(subprocess.CalledProcessError):
        git(clone, *shlex.split(command)[1:])
    for step in ("checkout --ours README.md", "add README.md", "rebase --continue"):
        git(clone, "-c", "core.editor=true", *step.split())
    git(clone, "push", "-q", "origin", "main")
    texts = [(clone / name).read_text() for name in ("README.md", "b.md", "a.md")]
    assert texts == ["index", "x", "changed"]


def test_a_remote_out_of_reach_gives_the_command(pair: tuple[Path, Path]) -> None:
    _, clone = pair
    git(clone, "remote", "set-url", "origin", str(clone / "gone"))
    command = "git pull --ff-only origin main"
    assert found(clone).fast_forward("main", found(clone).head()) == command

"""`index.commit = "file"`: the index is written into the working copy, and nothing is committed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from shells import Shell
from writers import Writer

from ghblog.errors import ConfigError
from ghblog.model import Outcome, Status
from ghblog.sandbox import Sandbox

START = "<!-- ghblog:index:start -->"


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=w", "-c", "user.email=w@example.com")
    command = ["git", *who, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True)
    return done.stdout


@pytest.fixture
def clone(writer: Writer) -> Writer:
    """A writer in a clone of the blog's repository, with one post."""
    writer.environ["GHBLOG_INDEX_COMMIT"] = "file"
    git(writer.folder, "init", "-q", "-b", "main")
    git(writer.folder, "remote", "add", "origin", "https://github.com/writer/weekly.git")
    writer.write("README.md", "# weekly\n\nhere\n")
    writer.write("posts/a.md", "# A\n\none\n")
    git(writer.folder, "add", ".")
    git(writer.folder, "commit", "-q", "-m", "begin")
    return writer


def done(writer: Writer) -> Outcome:
    outcome = writer.publish()
    assert outcome
    assert outcome.ok, outcome
    return outcome


def here(writer: Writer, path: str = "README.md") -> str:
    return (writer.folder / path).read_bytes().decode()


def test_the_index_is_written_here_and_committed_nowhere(clone: Writer) -> None:
    before, head = clone.repo.head(), git(clone.folder, "rev-parse", "HEAD")
    outcome, requests = clone.counted()
    assert outcome
    assert outcome.ok
    assert requests == 4 + 2  # a first run's
    assert clone.repo.head() == before
    assert git(clone.folder, "rev-parse", "HEAD") == head
    assert git(clone.folder, "status", "--porcelain") == " M README.md\n"
    assert here(clone).startswith("# weekly\n\nhere\n")
    assert "[A](" in here(clone)
    assert outcome.index is Status.DONE
    assert outcome.index_at == str(clone.folder / "README.md")
    assert outcome.notices == ()
    assert clone.counted() == (None, 1)


def test_what_github_has_does_not_matter(clone: Writer) -> None:
    done(clone)
    clone.repo.commit("main", {"README.md": b"# other\n"}, "Other")
    assert clone.counted() == (None, 1)


def test_a_readme_that_lost_its_index_gets_it_again(clone: Writer) -> None:
    done(clone)
    clone.write("README.md", "# new\n")
    plan = clone.plan()
    assert plan.index
    assert any("[A](" in line for line in plan.index.gains)
    outcome, requests = clone.counted()
    assert outcome
    assert requests == 1
    assert here(clone).startswith("# new\n")
    assert "[A](" in here(clone)


def test_line_endings_and_the_byte_order_mark_stay(clone: Writer) -> None:
    clone.write("README.md", b"\xef\xbb\xbf# weekly\r\n\r\nhere\r\n")
    done(clone)
    data = (clone.folder / "README.md").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# weekly\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert clone.counted() == (None, 1)


def test_the_index_is_below_the_checkouts_top_and_its_folders_are_made(
    sandbox: Sandbox, clone: Writer
) -> None:
    clone.environ["GHBLOG_INDEX_PATH"] = "docs/list/index.md"
    sub = clone.folder / "blog"
    (clone.folder / "posts").rename(clone.folder / "moved")
    sub.mkdir()
    (clone.folder / "moved").rename(sub / "posts")
    (clone.folder / "ghblog.toml").rename(sub / "ghblog.toml")
    top, clone.folder = clone.folder, sub
    done(clone)
    assert "[A](" in (top / "docs/list/index.md").read_text()
    assert clone.counted() == (None, 1)


def test_a_link_stays_a_link_and_the_mode_stays(clone: Writer) -> None:
    (clone.folder / "README.md").rename(clone.folder / "front.md")
    (clone.folder / "front.md").chmod(0o640)
    mode = (clone.folder / "front.md").stat().st_mode
    (clone.folder / "README.md").symlink_to("front.md")
    done(clone)
    assert (clone.folder / "README.md").is_symlink()
    assert (clone.folder / "front.md").stat().st_mode == mode
    assert "[A](" in here(clone, "front.md")
    assert clone.counted() == (None, 1)


@pytest.mark.parametrize("target", ["../outside.md", ".git/config"])
def test_a_link_out_of_the_checkout_is_not_followed(clone: Writer, target: str) -> None:
    outside = (clone.folder / target).resolve()
    before = outside.read_bytes() if outside.exists() else None
    (clone.folder / "README.md").unlink()
    (clone.folder / "README.md").symlink_to(target)
    with pytest.raises(ConfigError, match="leads out of the checkout"):
        clone.publish()
    assert clone.repo.issues == []
    assert (outside.read_bytes() if outside.exists() else None) == before


def test_a_folder_of_that_name_is_no_index(clone: Writer) -> None:
    (clone.folder / "README.md").unlink()
    (clone.folder / "README.md").mkdir()
    with pytest.raises(ConfigError, match="it is no file"):
        clone.publish()
    assert clone.repo.issues == []


def test_links_in_a_circle_are_told(clone: Writer) -> None:
    (clone.folder / "README.md").unlink()
    (clone.folder / "README.md").symlink_to("README.md")
    with pytest.raises(ConfigError, match=r"README\.md"):
        clone.publish()
    assert clone.repo.issues == []


def test_a_readme_that_is_no_text_is_left_alone(clone: Writer) -> None:
    clone.write("README.md", b"\xff\xfe\x00")
    outcome = clone.publish()
    assert outcome
    assert outcome.index is Status.FAILED
    assert "UTF-8" in outcome.index_message
    assert (clone.folder / "README.md").read_bytes() == b"\xff\xfe\x00"


def test_a_readme_in_other_letters_is_no_second_one(clone: Writer) -> None:
    (clone.folder / "README.md").rename(clone.folder / "Readme.md")
    plan = clone.plan()
    assert plan.index
    assert plan.index.hint == 'set index.path = "Readme.md"'


def test_without_a_checkout_nothing_is_published(writer: Writer) -> None:
    writer.environ["GHBLOG_INDEX_COMMIT"] = "file"
    writer.write("posts/a.md", "# A\n\none\n")
    with pytest.raises(ConfigError, match="is in no checkout of writer/weekly") as caught:
        writer.publish()
    assert "pull-request" in caught.value.hint
    assert writer.repo.issues == []
    assert writer.requests() == 0
    plan = writer.plan()
    assert plan.index
    assert "is in no checkout of writer/weekly" in plan.index.error


@pytest.mark.parametrize(
    ("remote", "words"),
    [("https://github.com/writer/other.git", "writer/other"), ("", "has no remote on GitHub")],
)
def test_in_a_checkout_of_another_repository_nothing_is_published(
    clone: Writer, remote: str, words: str
) -> None:
    git(clone.folder, "remote", "remove", "origin")
    if remote:
        git(clone.folder, "remote", "add", "origin", remote)
    with pytest.raises(ConfigError, match=words):
        clone.publish()
    assert clone.repo.issues == []


def test_a_repository_without_a_commit_is_to_be_pushed_first(
    sandbox: Sandbox, clone: Writer
) -> None:
    sandbox.add_repository("writer/empty", files=None)
    clone.environ["GHBLOG_REPOSITORY"] = "writer/empty"
    git(clone.folder, "remote", "set-url", "origin", "https://github.com/writer/empty.git")
    with pytest.raises(ConfigError, match="has no commit yet"):
        clone.publish()


def test_a_repository_that_was_renamed_is_still_the_same(clone: Writer) -> None:
    clone.repo.rename("renamed")
    done(clone)
    assert "/writer/renamed/issues/1)" in here(clone)


def test_a_file_that_cannot_be_written_is_told_and_the_posts_are_out(
    clone: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    outcome = clone.publish()
    monkeypatch.undo()
    assert outcome
    assert outcome.settled
    assert outcome.index is Status.FAILED
    assert "No space left on device" in outcome.index_message
    assert clone.titles() == ["A"]
    assert [path.name for path in clone.folder.glob("*.part")] == []
    assert START not in here(clone)
    done(clone)
    assert "[A](" in here(clone)


def test_the_commands_tell_where_the_index_goes(
    online: Sandbox, clone: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clone.folder)
    monkeypatch.setenv("GHBLOG_INDEX_COMMIT", "file")
    dry = shell("publish", "--dry-run")
    assert "README.md: 5 lines more, 0 less, in the working copy" in dry.out
    data = json.loads(shell("publish", "--dry-run", "--json").out)
    assert (data["index"]["commit"], data["index"]["branch"]) == ("file", "")
    published = shell("publish", "--yes")
    assert published.code == 0
    assert f"index      README.md  {clone.folder / 'README.md'}" in published.out
    clone.write("README.md", "# again\n")
    assert shell("index", "--dry-run", "--exit-code").code == 3
    assert shell("index", "--yes").code == 0
    assert "[A](" in here(clone)
    assert shell("index", "--dry-run", "--exit-code").code == 0


def test_adopting_writes_it_here_as_well(clone: Writer) -> None:
    clone.repo.add_issue(title="A", body="one")
    adopted = clone.blog().adopt(agree=lambda _: True)
    assert adopted
    assert adopted.ok, adopted
    assert "[A](" in here(clone)
    assert "[A](" not in clone.readme()


def test_who_leaves_the_index_alone_needs_no_checkout(writer: Writer) -> None:
    writer.environ["GHBLOG_INDEX_COMMIT"] = "file"
    writer.write("posts/a.md", "# A\n\none\n")
    writer.repo.add_issue(title="A", body="one")
    adopted = writer.blog().adopt(index=False, agree=lambda _: True)
    assert adopted
    assert adopted.ok
    writer.environ["GHBLOG_INDEX_ENABLED"] = "false"
    writer.write("posts/b.md", "# B\n\ntext\n")
    outcome = writer.publish()
    assert outcome
    assert outcome.ok

"""Pictures that stay in the source repository, and addresses by the writer's own template."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from writers import Writer, png

from ghblog.errors import NotAllowedError
from ghblog.model import Action


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=w", "-c", "user.email=w@example.com", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def source(writer: Writer) -> Writer:
    """A writer whose folder is a checkout with a remote."""
    writer.store = "source"
    writer.write("posts/图 1.png", png())
    writer.write("posts/one.md", "# One\n\n![](<图 1.png>)\n")
    git(writer.folder, "init", "-q", "-b", "main")
    git(writer.folder, "remote", "add", "origin", "https://github.com/writer/weekly.git")
    return writer


def commit(writer: Writer, *, push: bool = True) -> str:
    git(writer.folder, "add", "-A")
    git(writer.folder, "commit", "-q", "-m", "write")
    head = git(writer.folder, "rev-parse", "HEAD")
    if push:
        git(writer.folder, "update-ref", "refs/remotes/origin/main", head)
    return head


def test_pictures_are_linked_in_the_pushed_commit_and_nothing_is_uploaded(source: Writer) -> None:
    head = commit(source)
    outcome = source.publish()
    assert outcome
    assert outcome.ok
    place = f"{source.repo.url}/blob/{head}/posts/%E5%9B%BE%201.png?raw=true"
    assert place in source.body(1)
    assert not [path for path in source.repo.files(branch="ghblog") if path.endswith(".png")]
    commit_later(source)
    assert source.publish() is None


def commit_later(source: Writer) -> None:
    source.write("notes.txt", "something else")
    commit(source)


def test_a_later_commit_leaves_published_addresses_alone(source: Writer) -> None:
    head = commit(source)
    source.publish()
    source.write("posts/one.md", "# One\n\n![](<图 1.png>) new words\n")
    commit(source)
    source.publish()
    assert f"/blob/{head}/posts/" in source.body(1)
    assert "new words" in source.body(1)


def test_a_commit_that_is_not_pushed_holds_the_post_back(source: Writer) -> None:
    commit(source, push=False)
    [change] = source.plan().of(Action.REFUSE)
    assert "posts/one.md:3" in change.reason
    assert "not pushed" in change.reason
    assert change.hint == "git push"


def test_a_picture_that_is_not_committed_holds_its_post_back_alone(source: Writer) -> None:
    commit(source)
    source.write("posts/new.png", png(5))
    source.write("posts/two.md", "# Two\n\n![](new.png)\n")
    plan = source.plan()
    assert [change.post for change in plan.of(Action.REFUSE)] == ["two"]
    assert [change.post for change in plan.of(Action.CREATE)] == ["one"]


def test_a_picture_that_was_changed_since_the_commit_holds_its_post_back(source: Writer) -> None:
    commit(source)
    source.write("posts/图 1.png", png(9))
    assert source.plan().of(Action.REFUSE)


def test_a_private_source_of_a_public_blog_is_refused_with_the_reason(source: Writer) -> None:
    commit(source)
    source.box.add_repository("writer/private", private=True, files={"a": b""})
    git(source.folder, "remote", "set-url", "origin", "https://github.com/writer/private.git")
    with pytest.raises(NotAllowedError, match="writer/private, which is private"):
        source.plan()


def test_a_public_source_of_another_repository_is_linked_there(source: Writer) -> None:
    head = commit(source)
    source.box.add_repository("writer/source", files={"a": b""})
    git(source.folder, "remote", "set-url", "origin", "https://github.com/writer/source.git")
    source.publish()
    assert f"/writer/source/blob/{head}/posts/" in source.body(1)


def test_a_folder_that_is_no_checkout_is_told(writer: Writer) -> None:
    writer.store = "source"
    writer.write("posts/a.png", png())
    writer.write("posts/one.md", "# One\n\n![](a.png)\n")
    [change] = writer.plan().of(Action.REFUSE)
    assert "no git checkout" in change.reason


@pytest.mark.parametrize("store", ["branch", "source"])
def test_a_template_gives_the_addresses(source: Writer, store: str) -> None:
    head = commit(source)
    source.store = store
    template = "https://cdn.jsdelivr.net/gh/{owner}/{name}@{ref}/{path}"
    source.environ["GHBLOG_PICTURES_URL"] = template
    source.publish()
    ref, folder = ("ghblog", "pictures/") if store == "branch" else (head, "posts/")
    assert f"https://cdn.jsdelivr.net/gh/writer/weekly@{ref}/{folder}" in source.body(1)


def test_another_template_needs_a_refresh_and_nothing_else(writer: Writer) -> None:
    writer.write("posts/a.png", png())
    writer.write("posts/one.md", "# One\n\n![](a.png)\n")
    writer.write("posts/two.md", "# Two\n\nno picture\n")
    writer.publish()
    before = len(writer.repo.files(branch="ghblog"))
    writer.environ["GHBLOG_PICTURES_URL"] = "https://proxy.example/{url}"
    assert writer.publish() is None
    outcome = writer.publish(refresh=True)
    assert outcome
    assert [one.change.post for one in outcome.results] == ["one"]
    assert f"https://proxy.example/{writer.repo.url}/blob/ghblog/pictures/" in writer.body(1)
    assert len(writer.repo.files(branch="ghblog")) == before
    assert writer.publish(refresh=True) is None

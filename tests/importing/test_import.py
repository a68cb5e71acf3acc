"""A repository with posts that were made by hand → a folder of files, which publishing agrees with."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from writers import Writer, make_writer, png

from ghblog.importing import Choice, Fate, Order
from ghblog.intake import Taken
from ghblog.sandbox import Sandbox, SandboxClock


@pytest.fixture
def writer(sandbox: Sandbox, tmp_path: Path) -> Writer:
    """A writer whose folder is empty, and whose repository has pictures and readers."""
    sandbox.add_user("friend", token="ghp_friend")
    files = {"README.md": b"# weekly\n"} | {f"img/{n}.png": png(n) for n in range(9)}
    repo = sandbox.add_repository("writer/weekly", files=files)
    repo.has_discussions = True
    repo.make_categories()
    return make_writer(sandbox, repo, tmp_path)


def take_in(writer: Writer, choice: Choice | None = None, **order: object) -> Taken:
    """Import."""
    return writer.blog().take_in(choice or Choice(), Order(**order))  # type: ignore[arg-type]


def picture(writer: Writer, number: int) -> str:
    """The address of a picture that GitHub shows."""
    return f"{writer.repo.url}/blob/main/img/{number}.png?raw=true"


def files(writer: Writer) -> dict[str, bytes]:
    """All files below the posts folder."""
    posts = writer.folder / "posts"
    found = (path for path in posts.rglob("*") if path.is_file())
    return {path.relative_to(posts).as_posix(): path.read_bytes() for path in found}


def fill(writer: Writer, clock: SandboxClock, count: int) -> None:
    """Posts as people make them by hand: pictures, twins, closed ones, comments, both kinds."""
    for n in range(count):
        clock.advance(timedelta(hours=30).total_seconds())
        title = "周报" if n % 5 == 0 else f"第{n}周周报"
        body = f"Week {n}.\r\n\r\n![a]({picture(writer, n % 9)})\r\n\r\nSee [it](https://x.example/{n})."
        if n % 4 == 3:
            item = writer.repo.add_discussion(title=title, body=body, category="Ideas")
        else:
            item = writer.repo.add_issue(title=title, body=body, labels=["weekly"])
        if n % 7 == 0:
            writer.repo.add_comment(item.number, f"More of week {n}.")
            writer.repo.add_comment(item.number, "Nice!", author="friend")
            writer.repo.add_comment(item.number, "Thanks!")
        if n % 11 == 0:
            item.closed_at = clock.now()


def test_a_hundred_posts_are_imported_and_publishing_them_changes_nothing(
    writer: Writer, clock: SandboxClock
) -> None:
    fill(writer, clock, 110)
    writer.repo.add_issue(title="A question", body="How?", author="friend")
    before = [
        (item.number, item.body, item.title) for item in writer.repo.of("issue", "discussion")
    ]
    taken = take_in(writer)
    assert taken.ok
    assert len(taken.imported.of(Fate.WRITTEN)) == 110
    found = files(writer)
    assert len([name for name in found if name.endswith(".md")]) == 110
    assert len([name for name in found if name.startswith("pictures/")]) == 9
    assert writer.plan().writes == ()
    outcome, requests = writer.counted()
    assert outcome is None
    assert requests == 1
    after = [(item.number, item.body, item.title) for item in writer.repo.of("issue", "discussion")]
    assert after == before
    again = take_in(writer)
    assert again.ok
    assert len(again.imported.of(Fate.HERE)) == 110
    assert files(writer) == found

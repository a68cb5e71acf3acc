"""A sandbox in a folder can be continued."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from sandbox.conftest import Api

from ghblog.sandbox import Sandbox, SandboxClock


def start(folder: Path) -> Sandbox:
    return Sandbox(clock=SandboxClock(datetime(2026, 11, 22, tzinfo=UTC)), folder=folder)


def test_what_was_published_is_there_again_after_a_restart(tmp_path: Path) -> None:
    with start(tmp_path / "box") as box:
        box.add_user("writer", token="ghp_writer")
        repo = box.add_repository("writer/weekly", files={"README.md": b"# a\n"})
        repo.rename("notes")
        api = Api(box)
        path = "/repos/writer/notes/issues"
        api("POST", path, {"title": "一", "body": "a\r\n", "labels": ["x"]})
        api("PATCH", f"{path}/1", {"body": "b"})
        api("POST", f"{path}/1/comments", {"body": "c"})
        repo.add_issue(title="two")
        repo.items.pop(2)
        repo.touch(repo.add_pull_request())
        head = repo.head()
    with start(tmp_path / "box") as box:
        repo = box.add_repository("writer/weekly", files={"other": b""})
        assert repo.full_name == "writer/notes"
        (issue,) = repo.issues
        assert (issue.title, issue.body, issue.labels, issue.edits) == ("一", "b", ["x"], 1)
        assert [edit.text for edit in issue.history] == ["a\r\n", "b"]
        assert issue.comments[0].body == "c"
        assert issue.created == datetime(2026, 11, 22, tzinfo=UTC)
        assert (repo.head(), repo.read("README.md")) == (head, b"# a\n")
        made = Api(box)("POST", path, {"title": "next"}).json()
        assert made["number"] == 4
        assert made["labels"] == []


def test_a_sandbox_that_is_killed_has_kept_what_it_answered(tmp_path: Path) -> None:
    box = start(tmp_path / "box").start()
    box.add_user("writer", token="ghp_writer")
    box.add_repository("writer/weekly", files={"README.md": b"# a\n"})
    Api(box)("POST", "/repos/writer/weekly/issues", {"title": "kept"})
    again = start(tmp_path / "box")  # the first one never came to save at its end
    assert [each.title for each in again.repository("writer/weekly").issues] == ["kept"]
    box.stop()


def test_what_is_left_of_a_deleted_comment_is_there_again(tmp_path: Path) -> None:
    with start(tmp_path / "box") as box:
        repo = box.add_repository("writer/weekly", files={}, has_discussions=True)
        talk = repo.add_discussion(title="x")
        above = repo.add_comment(talk.number, "above")
        repo.add_comment(talk.number, "answer").reply_to = above.id
        above.deleted, above.body, above.author = box.world.now(), "", ""
    with start(tmp_path / "box") as box:
        [talk] = box.repository("writer/weekly").discussions
        assert [made.body for made in talk.comments] == ["", "answer"]
        assert talk.comments[0].deleted == datetime(2026, 11, 22, tzinfo=UTC)


def test_a_folder_of_an_earlier_version_has_attachments_of_no_repository(tmp_path: Path) -> None:
    with start(tmp_path / "box") as box:
        made = box.world.add_attachment("a.png", b"x", "image/png")
    [path] = (tmp_path / "box" / "attachments").glob("*.json")
    facts = json.loads(path.read_text("utf-8"))
    del facts["repository"], facts["uploader"]
    path.write_text(json.dumps(facts), "utf-8")
    with start(tmp_path / "box") as box:
        assert box.world.attachments == {made.id: made}

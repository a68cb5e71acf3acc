"""Posts made by hand: what `ghblog demo --existing` and the tests of taking over start from."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import requests
from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox
from ghblog.sandbox.filling import fill, picture, write_sources

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+(/user-(?:attachments|images)/[^\s)\"]+)")


@pytest.fixture
def filled(repo: Repository) -> Repository:
    fill(repo, 300)
    return repo


def told(repo: Repository) -> list[object]:
    """What people see of a repository, ports aside."""
    return [
        (item.kind, item.number, item.title, re.sub(r":\d+", "", item.body), item.author)
        for item in repo.items.values()
    ]


def test_300_posts_look_as_people_made_them(filled: Repository) -> None:
    items = list(filled.items.values())
    assert len(items) == 300
    ours = [item for item in items if item.author == "writer"]
    assert 10 < len(items) - len(ours) < 50
    assert min(len(filled.issues), len(filled.discussions)) > 80
    titles = Counter(item.title for item in ours)
    assert sum(count > 1 for count in titles.values()) >= 3
    assert sum(item.closed for item in items) > 20
    assert sum(item.edits > 0 for item in ours) > 5
    assert sum(item.locked for item in items) > 3
    assert sum(item.pinned for item in items) == 2
    assert any(item.milestone for item in filled.issues)
    assert any(item.labels for item in filled.discussions)
    assert all(item.category for item in filled.discussions)
    comments = [(item, made) for item in ours for made in item.comments]
    assert sum(made.author == "writer" and len(made.body) > 150 for _, made in comments) > 4
    assert sum(made.author != "writer" for _, made in comments) > 80
    assert sum(made.reply_to > 0 for _, made in comments) > 10
    assert any("\r\n" in item.body for item in ours) and any("\r" not in i.body for i in ours)
    created = [item.created for item in items]
    assert created == sorted(created) and (created[-1] - created[0]).days > 1000


def test_the_pictures_in_the_texts_are_served_and_are_those_of_the_files(
    sandbox: Sandbox, filled: Repository, tmp_path: Path
) -> None:
    write_sources(tmp_path, fill(sandbox.add_repository("writer/other", files={}), 300))
    local = {file.read_bytes() for file in tmp_path.rglob("*.png")}
    found = [path for item in filled.issues for path in ADDRESS.findall(item.body)]
    assert len(found) > 50
    session = requests.Session()
    session.trust_env = False
    for path in found[:40]:
        answer = session.get(sandbox.url + path, timeout=10)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.content in local
    for style in ("/user-images/", "/user-attachments/"):
        assert any(path.startswith(style) for path in found)
    missing = "/user-attachments/assets/00000000-0000-4000-8000-000000000000"
    assert session.get(sandbox.url + missing, timeout=10).status_code == 404


def test_the_files_hold_the_texts_that_are_on_github(repo: Repository, tmp_path: Path) -> None:
    posts = fill(repo, 120)
    files = write_sources(tmp_path, posts)
    ours = [number for number, post in enumerate(posts) if post.path]
    assert len(files) == len(ours) == len(set(files))
    for file, number in zip(files, ours, strict=True):
        item = repo.issue(number + 1)
        text = file.read_text(encoding="utf-8")
        assert posts[number].file_title in text
        parts = [item.body, *(m.body for m in item.comments if m.author == "writer")]
        sent = parts[: 1 + len(posts[number].more)]
        words = [line for part in sent for line in part.replace("\r", "").split("\n")]
        for line in words:
            if line and "http://" not in line:
                assert line in text
        for name in re.findall(r"\]\((pictures/[^)]+)\)", text):
            assert (file.parent / name).read_bytes().startswith(b"\x89PNG")
        for name in re.findall(r"\]\(([^)]+\.md)\)", text):
            assert (file.parent / name).is_file()


def test_the_same_numbers_make_the_same_posts(sandbox: Sandbox, tmp_path: Path) -> None:
    one, two, three = (
        sandbox.add_repository(f"{owner}/weekly", files={}) for owner in ("a", "b", "c")
    )
    first, second, other = fill(one, 60), fill(two, 60), fill(three, 60, seed=1)
    assert first == second != other
    assert [line[:3] for line in told(one)] == [line[:3] for line in told(two)]  # type: ignore[index]
    write_sources(tmp_path / "1", first)
    write_sources(tmp_path / "2", second)
    for file in (tmp_path / "1").rglob("*.*"):
        twin = tmp_path / "2" / file.relative_to(tmp_path / "1")
        assert twin.read_bytes() == file.read_bytes()
    assert picture(1) == picture(1) != picture(2)


def test_posts_made_by_hand_come_back_with_their_pictures(tmp_path: Path) -> None:
    with Sandbox(folder=tmp_path) as box:
        fill(box.add_repository("writer/weekly", files={}), 30)
        before = told(box.repository("writer/weekly"))
        attachments = dict(box.world.attachments)
    assert attachments
    with Sandbox(folder=tmp_path) as box:
        repo = box.repository("writer/weekly")
        assert told(repo) == before
        assert repo.milestones or not any(item.milestone for item in repo.issues)
        assert box.world.attachments == attachments


def test_what_was_made_by_hand_can_be_read_through_the_api(api: Api, filled: Repository) -> None:
    document = """query ($after: String) {repository(owner: "writer", name: "weekly") {
        pinnedIssues(first: 3) {totalCount}
        discussions(first: 100, after: $after) {totalCount nodes {title closed stateReason
          category {name} comments(first: 100) {nodes {author {login} authorAssociation
          replies(first: 10) {nodes {body replyTo {id}}}}}}}
        issues(first: 100) {totalCount nodes {milestone {title state} isPinned stateReason}}}}"""
    answer = api.graphql(document)
    assert "errors" not in answer
    found = answer["data"]["repository"]
    assert found["issues"]["totalCount"] + found["discussions"]["totalCount"] == 300
    assert found["pinnedIssues"]["totalCount"] == 2
    reasons = {node["stateReason"] for node in found["discussions"]["nodes"] if node["closed"]}
    assert reasons == {"RESOLVED", "OUTDATED"}

"""What the front matter says of kind, category and state."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ghblog.model import Document, Kind, Meta, Post, Refusal, Settings
from ghblog.posts import DiskFiles, build_document, read_posts

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def read(folder: Path, front: str, **settings: object) -> Post | Refusal:
    (folder / "a.md").write_text(f"---\ntitle: A\n{front}\n---\ntext\n")
    chosen = Settings(root=folder, **settings)  # type: ignore[arg-type]
    posts, refusals = read_posts(DiskFiles(folder), chosen, now=NOW, first_commits=dict)
    return posts[0] if posts else refusals[0]


def good(folder: Path, front: str, **settings: object) -> Post:
    post = read(folder, front, **settings)
    assert isinstance(post, Post), post
    return post


def test_a_post_is_an_issue_unless_it_says_otherwise(tmp_path: Path) -> None:
    post = good(tmp_path, "category: Travel")
    assert (post.kind, post.category, post.meta) == (Kind.ISSUE, "", Meta())


def test_a_discussion_has_a_category(tmp_path: Path) -> None:
    post = good(tmp_path, "target: discussion\ncategory: 周报")
    assert (post.kind, post.category) == (Kind.DISCUSSION, "周报")


def test_a_blog_of_discussions_gives_the_category(tmp_path: Path) -> None:
    post = good(tmp_path, "", kind=Kind.DISCUSSION, category="General")
    assert (post.kind, post.category) == (Kind.DISCUSSION, "General")
    assert good(tmp_path, "target: issue", kind=Kind.DISCUSSION).kind is Kind.ISSUE


@pytest.mark.parametrize(
    ("front", "kind", "number"),
    [
        ("issue: 12", Kind.ISSUE, 12),
        ("issue: '#12'", Kind.ISSUE, 12),
        ("discussion: 7", Kind.DISCUSSION, 7),
        ("issue: volume twelve", Kind.ISSUE, 0),
    ],
)
def test_a_number_names_what_exists(tmp_path: Path, front: str, kind: Kind, number: int) -> None:
    post = good(tmp_path, front)
    assert (post.kind, post.number) == (kind, number)


def test_states_are_read(tmp_path: Path) -> None:
    post = good(
        tmp_path,
        "closed: not_planned\nlocked: yes\npin: true\nmilestone: 2026\nassignees: [one, two]",
    )
    assert post.meta == Meta(True, "not_planned", True, True, "2026", ("one", "two"))
    assert good(tmp_path, "closed: false\nmilestone:").meta == Meta(closed=False, milestone="")


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("target: wiki", "a.md:3: has a target that is none"),
        ("closed: outdated", "a.md:3: has closed:"),
        ("target: discussion\npin: true", "a.md:4: has pin: only issues"),
        ("target: discussion\nmilestone: x", "a.md:4: has milestone: only issues"),
        ("target: discussion\nclosed: completed", "a.md:4: has closed:"),
        ("issue: 1\ndiscussion: 2", "names an issue and a discussion"),
        ("target: discussion\nissue: 1", "names an issue and a discussion"),
        ("locked: perhaps", "a.md:3: has locked"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, front: str, says: str) -> None:
    refusal = read(tmp_path, front)
    assert isinstance(refusal, Refusal)
    assert says in str(refusal)


def test_every_wish_counts_for_the_digest(tmp_path: Path) -> None:
    fronts = ["", "closed: true", "locked: true", "pin: true", "milestone: x", "assignees: a"]
    fronts += ["target: discussion\ncategory: a", "target: discussion\ncategory: b"]
    digests = set()
    for front in fronts:
        post = good(tmp_path, front)
        made = build_document(DiskFiles(tmp_path), Settings(root=tmp_path), post)
        assert isinstance(made, Document)
        digests.add(made.digest)
    assert len(digests) == len(fronts)

"""Real posts, when a folder of them is given with `--corpus=DIR`: none of them may break us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ghblog.markdown.github import page
from ghblog.marker import unedited
from ghblog.model import Document, Refusal, Settings
from ghblog.posts import DiskFiles, PartComposer, build_document, discover, read_posts

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def root(request: pytest.FixtureRequest) -> Path:
    folder = request.config.getoption("corpus", default=None)
    assert folder, "these tests need --corpus=DIR"
    return Path(str(folder)).resolve()


def test_every_post_becomes_a_document_or_a_reason_with_file_and_line(root: Path) -> None:
    files, settings = DiskFiles(root), Settings(root=root, timezone="Asia/Shanghai", exclude=())
    posts, refusals = read_posts(files, settings, now=NOW, first_commits=_nothing)
    refused = {refusal.path for refusal in refusals}
    assert {post.path for post in posts} | refused == set(discover(files, settings))
    results = [build_document(files, settings, post) for post in posts]
    reasons = [*refusals, *(each for each in results if isinstance(each, Refusal))]
    for reason in reasons:
        assert str(reason).startswith(f"{reason.path}:{reason.line}: ")
        assert "\n" not in str(reason)
    composer = PartComposer("main")
    for post, document in zip(posts, results, strict=True):
        if isinstance(document, Document):
            urls = {each.key: f"https://example.com/{each.key}" for each in post.pictures}
            text = composer.compose(document, 1, urls)
            assert unedited(text)
            assert page(text)


def test_a_post_without_references_keeps_every_byte_below_its_title(root: Path) -> None:
    seed = root / "seed.md"
    posts, _ = read_posts(
        DiskFiles(root),
        Settings(root=root, include=("seed.md",)),
        now=NOW,
        first_commits=_nothing,
    )
    for post in posts:
        document = build_document(DiskFiles(root), Settings(root=root), post)
        assert isinstance(document, Document)
        assert document.title == "2022年7月第二周周报"
        assert post.date == date(2022, 7, 10)
        source = seed.read_bytes().decode()
        assert document.parts[0].text == source.partition("\n")[2]


def _nothing() -> Mapping[str, date]:
    return {}

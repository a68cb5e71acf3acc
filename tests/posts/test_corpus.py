"""Real posts, when a folder of them is given with `--corpus=DIR`: none of them may break us."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from ghblog.markdown.github import page
from ghblog.marker import unedited
from ghblog.model import Document, Refusal, Settings
from ghblog.pictures import Wishes, picture_key
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
            for number in range(1, len(document.parts) + 1):
                text = composer.compose(document, number, urls)
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


_NAMED = re.compile(
    r"""\]\([ \t]*<?([^<>\r\n]*?\.(?:png|jpe?g|gif|webp|svg|hei[cf]|avif|mp4|mov|webm))\b"""
    r"""|\]:[ \t]*<?(\S+?\.(?:png|jpe?g|gif|webp|svg))\b"""
    r"""|(?:src|srcset|poster)[ \t]*=[ \t]*["']?([^"'>\r\n]+?\.(?:png|jpe?g|gif|webp|svg|mp4))\b"""
    r"""|\[\[([^\[\]|\r\n]+?\.(?:png|jpe?g|gif|webp|svg))\b""",
    re.IGNORECASE,
)


def test_no_picture_that_is_there_is_lost_silently(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = []
    rows = []
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        files, settings = DiskFiles(folder), Settings(root=folder, exclude=(), index=False)
        posts, refusals = read_posts(files, settings, now=NOW, first_commits=_nothing)
        wishes = Wishes.of(settings)
        shown = {post.path: _shown(build_document(files, settings, post)) for post in posts}
        told = {post.path: " ".join(map(str, post.findings)) for post in posts}
        refused = {refusal.path for refusal in refusals}
        counts = dict.fromkeys(("named", "there", "live", "told", "refused", "lost"), 0)
        for path in discover(files, settings):
            text = files.read(path).decode("utf-8", "replace")
            for name in dict.fromkeys(_names(text)):
                counts["named"] += 1
                found = _found(folder, path, name)
                if not found:
                    continue
                counts["there"] += 1
                if path in refused:
                    counts["refused"] += 1
                elif picture_key(files.read(found), wishes) in shown[path]:
                    counts["live"] += 1
                elif name in told[path]:
                    counts["told"] += 1
                else:
                    counts["lost"] += 1
                    lost.append(f"{folder.name}/{path}: {name}")
        rows.append((folder.name, len(posts), len(refused), *counts.values()))
    with capsys.disabled():
        print(f"\n{'':30} posts refused  named  there   live   told in refused  lost")
        for repository, *numbers in rows:
            print(f"{repository:30} " + "  ".join(f"{number:5}" for number in numbers))
    assert lost == []


def _shown(document: Document | Refusal) -> set[str]:
    assert isinstance(document, Document), document
    return {slot.target for part in document.parts for slot in part.slots}


def _names(text: str) -> Iterator[str]:
    for match in _NAMED.finditer(text):
        name = next(each for each in match.groups() if each is not None)
        if not re.match(r"[a-z][a-z0-9+.-]+:|//", name, re.IGNORECASE):
            yield name


def _found(root: Path, post: str, name: str) -> str:
    """The file below the root that is meant, looked up in another way than the program does."""
    for spelt in (name, unquote(name)):
        start = "" if spelt.startswith("/") else posixpath.dirname(post)
        path = posixpath.normpath(posixpath.join(start, spelt.lstrip("/")))
        if not path.startswith("..") and (root / path).is_file():
            return path
    return ""


def _nothing() -> Mapping[str, date]:
    return {}

"""The cache of what GitHub said: for its user alone, for its blog alone, and never the end of a
preview."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ghblog.model import Repository, Snapshot
from ghblog.offline import VERSION, Cache, Memory, encode


def memory(name: str = "o/r") -> Memory:
    """Something that was read of a repository."""
    repository = Repository(id=7, name=name, url=f"https://github.com/{name}", permission="ADMIN")
    snapshot = Snapshot(repository, viewer="writer", default=None, ledger=None)
    return Memory(datetime(2026, 11, 22, tzinfo=UTC), snapshot)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An empty one."""
    return Cache(tmp_path / "cache")


def test_what_may_be_private_is_for_this_user_only(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o755)
    before = os.umask(0o022)
    try:
        Cache(folder).save("github.com", "o/r", "main", memory())
    finally:
        os.umask(before)
    [file] = folder.iterdir()
    forbidden = stat.S_IRWXG | stat.S_IRWXO if os.name == "posix" else 0
    assert not file.stat().st_mode & forbidden


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("github.com", "jane_corp/x", "main"), ("github.com", "jane/corp_x", "main")),
        (("github.com", "o/r", "main"), ("github.com", "o/r_main", "main")),
        (("ghe.example:8080", "o/r", "main"), ("ghe.example", "8080/o_r", "main")),
    ],
)
def test_no_blog_is_given_what_was_read_of_another(
    cache: Cache, one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    cache.save(*one, memory(one[1]))
    assert cache.load(*other) is None
    cache.save(*other, memory(other[1]))
    assert cache.load(*one) == memory(one[1])
    assert cache.load(*other) == memory(other[1])


def test_a_file_that_was_put_in_anothers_place_is_not_believed(cache: Cache) -> None:
    cache.save("github.com", "o/r", "main", memory())
    mine, theirs = (cache._file("github.com", name, "main") for name in ("o/r", "o/other"))
    mine.rename(theirs)
    assert cache.load("github.com", "o/other", "main") is None


def test_numbers_that_are_none_are_no_memory(cache: Cache, tmp_path: Path) -> None:
    cache.save("github.com", "o/r", "main", memory())
    file = cache._file("github.com", "o/r", "main")
    values = {"version": VERSION, "of": ["github.com", "o/r", "main"], "memory": encode(memory())}
    assert json.loads(file.read_text()) == values
    values["memory"]["snapshot"]["repository"]["id"] = float("inf")
    file.write_text(json.dumps(values))
    assert cache.load("github.com", "o/r", "main") is None


def test_half_a_character_that_github_sent_ends_nothing(cache: Cache) -> None:
    cache.save("github.com", "o/r", "main", memory("o/\ud800"))
    assert cache.load("github.com", "o/r", "main") is None


def test_no_scratch_file_is_left_when_the_cache_cannot_be_replaced(
    cache: Cache, tmp_path: Path
) -> None:
    cache._file("github.com", "o/r", "main").mkdir(parents=True)
    cache.save("github.com", "o/r", "main", memory())
    assert [one.name for one in (tmp_path / "cache").iterdir() if one.is_file()] == []
    assert cache.load("github.com", "o/r", "main") is None

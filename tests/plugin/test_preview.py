"""The preview shows what a dialect of another package does, and what it does wrong."""

from __future__ import annotations

import html
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from plugging import EXAMPLE, Plug, rule
from writers import put

from ghblog import Blog, ConfigError
from ghblog.preview import Preview
from ghblog.viewing import Viewer

POST = "# A\n\nfirst\n\n:::spoiler End\nIt is @@good@@.\n:::\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A blog that names the dialect `x`."""
    made = tmp_path / "blog"
    put(made, "ghblog.toml", 'repository = "writer/weekly"\nposts.dialects = ["default", "x"]\n')
    put(made, "a.md", POST)
    return made


def seen(folder: Path, path: str, language: str = "en") -> str:
    """What a page of the preview shows, its markup in it."""

    def opener(origin: str, offline: bool) -> Viewer:
        return Blog.open(folder, environ={}).viewer(origin=origin, offline=offline)

    with Preview(opener, folder, port=0, offline=True) as preview:
        asked = urllib.request.Request(preview.url + path, headers={"Accept-Language": language})
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return html.unescape(answer.read().decode())
        except urllib.error.HTTPError as error:
            return html.unescape(error.read().decode())


def test_a_spoiler_is_folded_away(plug: Plug, folder: Path) -> None:
    plug("ghblog-spoiler", EXAMPLE.read_text("utf-8"), dialect="x", what="spoiler")
    page = seen(folder, "/posts/a")
    assert "<summary>End</summary>" in page
    assert "It is @@good@@." in page


def test_a_post_over_which_it_fails_says_so_at_its_line(plug: Plug, folder: Path) -> None:
    plug("ghblog-shaky", rule("raise ValueError('no')"))
    english, chinese = seen(folder, "/posts/a"), seen(folder, "/posts/a", "zh-CN")
    assert "the dialect “x” of ghblog-shaky 1.0 failed: ValueError: no" in english
    assert "take it out of posts.dialects" in english
    assert "ghblog-shaky 1.0 提供的写法“x”出错了" in chinese
    assert "请从 posts.dialects 中去掉它" in chinese


def test_a_package_that_cannot_be_loaded_is_told_on_every_page(plug: Plug, folder: Path) -> None:
    plug("ghblog-broken", "import no_such_module")
    for path in ("/", "/posts/a"):
        page = seen(folder, path)
        assert "the dialect “x” of ghblog-broken 1.0 cannot be loaded" in page
        assert "No module named 'no_such_module'" in page
    assert "无法加载 ghblog-broken 1.0 提供的写法“x”" in seen(folder, "/", "zh-CN")


def test_a_dialect_that_is_not_installed_is_told_with_its_line(folder: Path) -> None:
    with pytest.raises(ConfigError, match='there is no dialect "x"') as told:
        Blog.open(folder, environ={})
    assert str(told.value).startswith(str(folder / "ghblog.toml") + ":2")

"""Parts of the preview that need no browser."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watchfiles import Change

from ghblog.preview.changes import rows
from ghblog.preview.hub import Hub
from ghblog.preview.ranges import asked_range
from ghblog.preview.remote import addresses, fit
from ghblog.preview.rich import links
from ghblog.preview.watching import Interesting
from ghblog.preview.words import _TABLE, Words, language_of

HERE = "http://127.0.0.1:4000"
TEXTS = st.text(alphabet="ab \n第一", max_size=60)


def told(before: str, after: str) -> list[str]:
    marked = []
    for row in rows(before, after):
        pieces = (f"[{one.text}]" if one.changed else one.text for one in row.pieces)
        marked.append(f"{row.sign}{''.join(pieces)}{row.left_out or ''}")
    return marked


def test_a_change_shows_the_words_that_changed_and_leaves_equal_lines_out() -> None:
    lines = [f"line {n}" for n in range(20)]
    before = "\n".join(lines)
    after = before.replace("line 10", "line ten")
    assert told(before, after) == [
        "…7",
        " line 7",
        " line 8",
        " line 9",
        "-line [10]",
        "+line [ten]",
        " line 11",
        " line 12",
        " line 13",
        "…6",
    ]


def test_chinese_is_compared_character_by_character() -> None:
    assert told("今天天气很好。", "今天天气不好。") == ["-今天天气[很]好。", "+今天天气[不]好。"]


def test_lines_that_have_nothing_in_common_are_no_edit() -> None:
    assert told("apples and pears", "2026-11-15") == ["-apples and pears", "+2026-11-15"]


def test_line_endings_are_no_change() -> None:
    assert rows("a\r\nb\r\n", "a\nb") == ()


@given(TEXTS, TEXTS)
def test_a_change_tells_all_of_both_texts(before: str, after: str) -> None:
    def lines(text: str) -> list[str]:
        return text.strip().split("\n") if text.strip() else []

    found = rows(before, after)
    old, new = lines(before), lines(after)
    for row in found:
        text = "".join(one.text for one in row.pieces)
        assert not row.old or old[row.old - 1] == text
        assert not row.new or new[row.new - 1] == text
    if found:
        left_out = sum(row.left_out for row in found)
        assert len([1 for row in found if row.old]) + left_out == len(old)
        assert len([1 for row in found if row.new]) + left_out == len(new)
    else:
        assert old == new


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://example.com/a.png" alt="x">',
        '<img alt="a > b" src="//example.com/a.png">',
        '<img src="/\\example.com/a.png">',
        '<img src="http://127.0.0.1:4000.example.com/a.png">',
        '<img src="relative.png">',
        '<video src="https://example.com/a.mp4" poster="https://example.com/p.png"></video>',
    ],
)
def test_nothing_from_elsewhere_is_left_in_a_page(html: str) -> None:
    made = fit(html, HERE, "note")
    assert made.remote == 1
    assert "<img" not in made.html
    assert not any(one.startswith("http") for one in addresses(made.html))


def test_a_remote_source_of_a_picture_is_dropped() -> None:
    html = f'<picture><source srcset="https://e.org/a.png 2x"><img src="{HERE}/p/a"></picture>'
    made = fit(html, HERE, "note")
    assert made.html == '<picture><img src="/p/a"></picture>'
    mixed = (
        f'<source srcset="{HERE}/p/a 1x, https://e.org/b 2x">'
        f'<source srcset="{HERE}/p/a 1x, {HERE}/p/b 2x">'
    )
    assert fit(mixed, HERE, "note").html == '<source srcset="/p/a 1x, /p/b 2x">'


def test_addresses_of_the_preview_become_relative() -> None:
    html = f'<a href="{HERE}/posts/a"><img src="{HERE}/user-attachments/assets/k" alt=""></a>'
    assert (
        fit(html, HERE, "").html
        == '<a href="/posts/a"><img src="/user-attachments/assets/k" alt=""></a>'
    )


def test_a_picture_that_is_not_published_goes_along_as_data() -> None:
    shown = [f'<img src="{HERE}/user-attachments/assets/key"><a href="{HERE}/posts/b">b</a>']
    coming = [
        '<img src="https://github.com/user-attachments/assets/key"><a href="https://github.com/o/r/issues/2">b</a>'
    ]
    there = [
        '<img src="https://github.com/user-attachments/assets/1f"><a href="https://github.com/o/r/issues/…">b</a>'
    ]
    post = {"/posts/b": "https://github.com/o/r/issues/2"}
    picture = {"/user-attachments/assets/key": "https://github.com/user-attachments/assets/1f"}
    assert links(shown, coming, origin=HERE, published=False) == post
    assert links(shown, there, origin=HERE, published=False) == picture


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-", (0, 10)),
        ("bytes=0-3", (0, 4)),
        ("bytes=8-100", (8, 10)),
        ("bytes=-4", (6, 10)),
        ("bytes=-400", (0, 10)),
        ("bytes=10-", (0, 0)),
        ("bytes=5-4", (0, 0)),
        ("bytes=-0", (0, 0)),
        ("bytes=-", None),
        ("bytes=0-1,2-3", None),
        ("lines=0-1", None),
    ],
)
def test_a_range_is_understood(header: str, part: tuple[int, int] | None) -> None:
    assert asked_range(header, 10) == part


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9,zh;q=0.8", "en"),
        ("en;q=0.2, zh-TW;q=0.7", "zh"),
        ("de, fr", "en"),
        ("de, zh;q=0.1", "zh"),
        ("zh;q=0, *", "en"),
        ("zh;q=nonsense", "en"),
    ],
)
def test_the_language_is_the_browsers(accept: str, language: str) -> None:
    assert language_of(accept) == language


def test_both_languages_say_everything() -> None:
    for key, (english, chinese) in _TABLE.items():
        assert english and chinese
        assert english.count("{}") == chinese.count("{}"), key
        assert Words("zh")(key, *["x"] * chinese.count("{}"))


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("posts/a.md", True),
        ("posts/图 1.png", True),
        ("ghblog.toml", True),
        ("posts/a.md~", False),
        ("posts/.a.md.swp", False),
        (".git/index", False),
        ("posts/node_modules/x.md", False),
        ("posts/a.md.tmp", False),
    ],
)
def test_what_editors_leave_beside_files_is_no_change(
    name: str, seen: bool, tmp_path: Path
) -> None:
    assert Interesting(tmp_path)(Change.modified, str(tmp_path / name)) is seen
    assert not Interesting(tmp_path)(Change.modified, "/elsewhere/a.md")


def test_changes_that_come_together_are_one_event() -> None:
    async def story() -> list[str]:
        hub = Hub()
        hub.tell("1")
        stream = hub.stream()
        heard = [await anext(stream)]
        for version in ("2", "3", "4"):
            hub.tell(version)
        heard.append(await anext(stream))
        hub.tell("5")
        hub.close()
        heard += [one async for one in stream]
        return heard

    with ThreadPoolExecutor(1) as aside:  # this thread's loop may be the browser's
        heard = aside.submit(asyncio.run, story()).result()
    assert heard == ["retry: 500\ndata: 1\n\n", "data: 4\n\n"]

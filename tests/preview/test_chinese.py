"""What a Chinese reader is told, sentence by sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghblog.preview.chinese import in_chinese
from ghblog.preview.chinese.catalogue import HOLE, Sentence
from ghblog.preview.chinese.sentences import PARTS, SENTENCES, catalogue
from ghblog.preview.words import Words

ALL = catalogue(*SENTENCES).sentences


def filled(sentence: Sentence) -> tuple[str, str]:
    """A sentence with something in its holes, and what it should be in Chinese."""
    values = [f"value{n}" for n in range(sentence.english.count(HOLE))]
    pieces = sentence.english.split(HOLE)
    pairs = zip(pieces, [*values, ""], strict=True)
    english = "".join(piece + value for piece, value in pairs)
    return english, sentence.fill(values)


@pytest.mark.parametrize("sentence", ALL, ids=lambda one: one.english[:60])
def test_each_sentence_is_told_by_its_own_words_and_no_other(sentence: Sentence) -> None:
    english, chinese = filled(sentence)
    assert in_chinese(english) == chinese


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("posts/2026 年/a.md:1: is empty", "posts/2026 年/a.md:1：是空的"),
        (
            'posts/a.md:7: there is no picture "一 1.png"',
            "posts/a.md:7：找不到图片“一 1.png”",
        ),
        (
            'posts/a.md:7: there is no film "a.mp4" (did you mean "b.mp4"?)',
            "posts/a.md:7：找不到视频“a.mp4”（是不是“b.mp4”？）",
        ),
        (
            "posts/a.md:2: is not UTF-8 (byte 0xC4) (save it as UTF-8; if it is GB18030: iconv -f)",
            "posts/a.md:2：编码不是 UTF-8（字节 0xC4）"
            "（请另存为 UTF-8；如果原来是 GB18030，可以运行：iconv -f）",
        ),
        (
            "title was “a, b”, text changed, labels changed",
            "标题原来是“a, b”，正文有改动，标签有改动",
        ),
        ("file was a, b.md, text changed", "文件原来是 a, b.md，正文有改动"),
        (
            "text changed, file was a.md; text in step",
            "正文有改动，文件原来是 a.md；正文已同步",
        ),
        (
            "its date, 2027-01-01 18:30, is in the future; #12 stays as it is",
            "日期 2027-01-01 18:30 还没到；#12 保持不变",
        ),
        (
            'the picture "a.svg" is an SVG picture with an event handler (onclick) in its line 3',
            "图片“a.svg”是 SVG 图片，第 3 行有事件处理程序（onclick）",
        ),
        (
            'the film "a.avi" is an AVI film: GitHub plays mp4, mov and webm, so it stays a link',
            "视频“a.avi”是 AVI 视频，而 GitHub 只播放 mp4、mov 和 webm，所以保留为链接",
        ),
        ('the picture "a.png" cannot be read: Permission denied', "图片“a.png”无法读取：没有权限"),
        ('the picture "a.png" cannot be read: Oh dear', "图片“a.png”无法读取：Oh dear"),
        (
            "has front matter that is not YAML: mapping values are not allowed in this context",
            "front matter 不是合法的 YAML：这里不能出现冒号加空格",
        ),
        ('has closed: "x", which discussions know not', '写了 closed: "x"，而讨论没有这种状态'),
        (
            "write closed: true, false, resolved or outdated or duplicate",
            "请写 closed: true、false、resolved 或 outdated 或 duplicate",
        ),
        ("@a, @b and 3 more are notified", "@a, @b（还有 3 个）会收到通知"),
        (
            "“周报” is the title of posts/b.md and 2 more, too",
            "“周报”也是 posts/b.md（还有 2 个）的标题",
        ),
        ("publish.max_new: -1 is less than 0", "publish.max_new：-1 小于 0"),
        (
            'publish.max_new must be a whole number, not "many"',
            'publish.max_new 必须是整数，不能是 "many"',
        ),
        (
            "to the branch “ghblog”, since GitHub takes no attachments from a "
            "GitHub Actions or App installation token",
            "放进分支“ghblog”，因为 GitHub 不接受用 GitHub Actions 或 App 的安装令牌上传附件",
        ),
        (
            "cannot read w/weekly: api.github.com cannot be reached, and trying again did not help",
            "无法读取 w/weekly：连不上 api.github.com，重试也没有用",
        ),
        (
            "this list item is too long for one comment, and nothing in it can be cut",
            "这个列表项一条评论放不下，而且无法拆开",
        ),
        (
            "[!todo] 待办 becomes [!NOTE] **待办** (callouts)",
            "[!todo] 待办 会变成 [!NOTE] **待办**（callouts）",
        ),
        ("GitHub draws this as a map.", "GitHub 会把它画成地图。"),
    ],
)
def test_sentences_are_put_together_in_chinese_as_in_english(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


@pytest.mark.parametrize(
    "text",
    [
        "Weather was fine, text changed",
        "KeyError: 'x'",
        "picture",
        "posts/a.md:1: nobody has ever said this",
        "is empty (because somebody said so)",
        "第一周周报",
    ],
)
def test_what_nobody_translated_stays_as_it_is(text: str) -> None:
    assert in_chinese(text) == text


@given(st.text(alphabet="ab :,;()“”#{}!1\n图", max_size=40), st.sampled_from(ALL))
def test_whatever_is_put_in_nothing_is_lost(value: str, sentence: Sentence) -> None:
    english = sentence.english.replace(HOLE, value or "x")
    told = in_chinese(english)
    assert told.strip()
    if HOLE in sentence.english and value.strip("，：") == value and value.isalnum():
        assert value in told


@pytest.mark.parametrize("name", [*SENTENCES, *PARTS])
def test_the_chinese_is_set_as_chinese_is(name: str) -> None:
    """No white space beside full-width signs; a space between Chinese and Latin words."""
    wrong = [
        one.chinese
        for one in catalogue(name).sentences
        if re.search(r"\s[，。：；？！、（）”]|[，。：；？！、（]\s|[,;?!](?=[一-鿿])", one.chinese)
        or re.search(r"[一-鿿][A-Za-z0-9`]|[A-Za-z0-9`][一-鿿]", one.chinese)
    ]
    assert wrong == []


def test_a_text_is_compared_with_few_sentences_only() -> None:
    compared = [len(catalogue(*SENTENCES).near(filled(one)[0])) for one in ALL]
    assert max(compared) < 40
    assert sum(compared) / len(compared) < 12


def test_notes_in_a_page_are_chinese_and_its_text_is_not_touched() -> None:
    note = '<p class="drawn-note">GitHub draws this as a diagram.</p>'
    emoji = '<span class="emoji-picture" title="GitHub shows a picture of its own here">:x:</span>'
    text = "<p>GitHub draws this as a diagram.</p>"
    assert Words("zh").page(note + emoji + text) == (
        '<p class="drawn-note">GitHub 会把它画成图表。</p>'
        '<span class="emoji-picture" title="GitHub 会在这里显示自己的图片">:x:</span>' + text
    )
    assert Words("en").page(note) == note


def test_an_english_reader_is_told_what_the_terminal_tells() -> None:
    assert Words("en").said("is empty") == "is empty"

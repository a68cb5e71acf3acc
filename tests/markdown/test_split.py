"""Texts too long for one comment, cut into parts."""

# ruff: noqa: E501 (tables of things as people type them)

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghblog.markdown import split as module
from ghblog.markdown.comments import append_comment, live_comments
from ghblog.markdown.github import page
from ghblog.markdown.split import Piece, SplitError, split

NOTES = '<section class="footnotes" data-footnotes>\n'
MARKER = "<!-- ghblog: ours -->"
LIMIT = 65_536


def shorter(limit: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= limit


def parts(text: str, limit: int) -> list[str]:
    return [piece.text for piece in split(text, shorter(limit))]


def shown(*texts: str) -> tuple[str, set[str]]:
    """What texts show one below the other: their blocks, and their footnotes, without numbers."""
    bodies, notes = [], set()
    for text in texts:
        html = re.sub(
            r'<sup [^>]*><a href="(#fn-[^"]*)" id="[^"]*" [^>]*>\d+</a></sup>', r"{\1}", page(text)
        )
        body, _, rest = html.rpartition(NOTES) if html.endswith("</section>\n") else (html, "", "")
        rest = re.sub(
            r' ?<a href="#fnref-[^>]*>↩(?:<sup class="footnote-ref">\d+</sup>)?</a>', "", rest
        )
        notes |= {each.strip() for each in re.split(r"<li id=\"|</ol>\n</section>", rest)[1:]}
        bodies.append(body)
    return "".join(bodies), notes - {""}


def one_list(html: str) -> str:
    """A page whose lists are not told apart from what goes on in the next one."""
    return re.sub(r"</(ul|ol)>\n<\1(?: start=\"\d+\")?>\n", "", html)


def covered(text: str, pieces: tuple[Piece, ...]) -> set[int]:
    """The offsets of the source that its parts hold; checks that nothing else is in them."""
    found: set[int] = set()
    for piece in pieces:
        position = 0
        for start, origin, length in piece.spans:
            assert set(piece.text[position:start]) <= {"\r", "\n"}
            position = start + length
            assert piece.text[start:position] == text[origin : origin + length]
            found.update(range(origin, origin + length))
        assert set(piece.text[position:]) <= {"\r", "\n"}
    return found


# A long report


PROSE = (
    "本周主要完成了图片上传的重构，",
    "性能提升约 **30%**，",
    "但还有一些边界情况没有处理；",
    "另外 the upload queue 也改成了*增量*的方式，",
    "详见后面的说明。",
)


def section(number: int, random: Random) -> str:
    """One section of a report, with one of everything that can be cut wrongly."""
    rows = "\n".join(f"| 指标 {n} | {random.randrange(1000)} | `x_{n}` |" for n in range(12))
    prose = ["".join(random.choices(PROSE, k=14)) for _ in range(6)]
    return f"""
## 第 {number} 节：[进展][Link {number % 50}] and progress ##

{prose[0]}见[上游][link {number * 7 % 50}]与脚注[^note-{number % 50}]、[^shared]。
lazy line `code` ![图][Picture {number % 5}]

```python
# not a heading {number}

def f_{number}():
    return "~~~"
```

{prose[1]}

### 数据

| 名称 | 数值 | 代码 |
|:-----|-----:|------|
{rows}

{prose[2]}

<details>
<summary>展开 {number}</summary>

#### 细节

{prose[3]}

- 嵌套 [^note-{(number + 20) % 50}]

  ~~~text
  ## fenced in a list
  ~~~

</details>

1. 一
2. 二
   - 深
     - 更深 [文档][LINK  {(number + 31) % 50}]
3. 三

$$
\\sum_{{i=0}}^{{{number}}} x_i
$$

Setext {number}
---------

~~~~
``` unclosed inside

## neither

~~~~

<table>
<tr><td>

{prose[4]}

</td></tr>
</table>

> 引用 {number}
lazily continued, $E = mc^2$

* a
* b

- c

* * *
{prose[5]}
"""


def long_report(size: int = 200_000) -> str:
    random = Random(20221104)
    head = "# 第 44 周周报\n\n开头一段，[首页][home]。\n"
    tail = "\n[home]: https://example.org/ '首\n页'\n\n[^shared]: 到处引用，见[文档][Link 3]。\n\n"
    for n in range(50):
        tail += f'[link {n}]: <https://example.org/{n}?a=1&b=2>\n  "标题 {n}"\n'
        tail += (
            f"\n[^note-{n}]: 脚注 {n}，[^shared] 与 ![图][picture {n % 5}]\n\n    第二段 {n}\n\n"
        )
    tail += "".join(f"[Picture {n}]: https://example.org/{n}.png\n" for n in range(5))
    body = ""
    while len(head) + len(body) + len(tail) < size:
        body += section(body.count("展开"), random)
    return head + body + tail


def test_200_000_characters_become_four_parts_that_show_the_same() -> None:
    report = long_report()
    assert 200_000 <= len(report) < 204_000
    pieces = split(report, shorter(LIMIT))
    texts = [piece.text for piece in pieces]
    assert len(texts) == 4
    assert all(len(text) <= LIMIT for text in texts)
    assert shown(*texts) == shown(report)
    assert all(text.startswith("## 第") for text in texts[1:])
    lost = set(range(len(report))) - covered(report, pieces)
    assert not any(report[each].strip() for each in lost)


def test_each_part_takes_our_marker_below_it() -> None:
    for text in parts(long_report(), LIMIT - 200):
        marked = append_comment(text, MARKER)
        assert marked.endswith("\n\n" + MARKER)
        assert live_comments(marked, MARKER)


def test_a_change_far_down_leaves_the_parts_above_as_they_are() -> None:
    report = long_report()
    start, _, end = report.rpartition("lazily continued")
    changed = f"{start}lazily went on for a while{end}"
    before, after = parts(report, LIMIT), parts(changed, LIMIT)
    assert before[:3] == after[:3]
    assert before[3] != after[3]


def test_parts_that_are_split_again_stay_as_they_are() -> None:
    texts = parts(long_report(), LIMIT)
    assert parts(long_report(), LIMIT) == texts
    assert [parts(text, LIMIT) for text in texts] == [[text] for text in texts]


def test_a_text_that_fits_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "blocks", None)
    monkeypatch.setattr(module, "page", None)
    text = "\ufeff# x\r\n\r\n```\nopen\n\n\n"
    assert split(text, shorter(100)) == (Piece(text, ((0, 0, len(text)),)),)


# Where it is cut


WORDS = "some words that fill a line of this paragraph\n"


def test_a_part_ends_before_the_highest_heading_in_its_latter_half() -> None:
    text = f"# A\n\n{WORDS}\n### B\n\n{WORDS}{WORDS}\n## C\n\n{WORDS}\n### D\n\n{WORDS}\n### E\n\n{WORDS}"
    assert [each.split("\n")[0] for each in parts(text, 300)] == ["# A", "## C"]


def test_a_heading_never_stays_behind_alone() -> None:
    text = f"{WORDS}\n{WORDS}\nTitle\n---\n\n### Below\n\n{WORDS}"
    for limit in range(72, len(text)):
        for each in parts(text, limit):
            assert not each.rstrip().endswith(("---", "Below"))


@pytest.mark.parametrize(
    "block",
    [
        f"```\n{WORDS}\n## no\n\n{WORDS}```\n",
        f"~~~~ text\n{WORDS}\n~~~\n\n# no\n~~~~\n",
        f"| a | b |\n|---|---|\n| {WORDS.strip()} | x |\n| y |\n{WORDS}",
        f"> {WORDS}lazy\n>\n> # no\n",
        f"<details>\n<summary>x</summary>\n\n{WORDS}\n## no\n\n</details>\n",
        f"<div align=center>\n\n<div>\n\n{WORDS}\n</div>\n\n{WORDS}\n</div>\n",
        f"<table><tr><td>\n\n{WORDS}\n</td></tr></table>\n",
        f"<!-- \n\n# no\n\n{WORDS}\n<div>\n\n-->\n",
        f"<div><!--\n\n{WORDS}\n<p>-->\n</div>\n",
        f"<pre>\n{WORDS}\n\n<b>\n\n</pre>\n",
        f"in a paragraph <details>\n\n{WORDS}\nend </details> of it\n",
        f"- one item\n\n  {WORDS}\n      code\n\n  ## no\n",
        f"    code\n\n    {WORDS}\n\n    code\n",
        f"<details\n\ntitle='a'>\n\n{WORDS}\n</details>\n",
    ],
)  # fmt: skip
def test_what_belongs_together_stays_together(block: str) -> None:
    text = f"{WORDS}\n{block}\n{WORDS}"
    texts = parts(text, max(len(block), len(WORDS)) + 4)
    assert len(texts) > 1
    assert any(block.strip() in each for each in texts)
    assert shown(*texts) == shown(text)
    with pytest.raises(SplitError) as error:
        split(text, shorter(len(block.strip()) - 4))
    assert error.value.line == 3
    assert "too long" in error.value.message
    assert error.value.hint


def test_an_element_that_never_ends_holds_nothing_together() -> None:
    text = f"<center>\n\n<p>\n\n{WORDS}\n{WORDS}\n{WORDS}"
    texts = parts(text, 80)
    assert len(texts) == 3
    assert shown(*texts) == shown(text)


def test_raw_html_alone_is_cut_between_its_elements() -> None:
    one = "<details>\n<summary>a</summary>\n<p>words</p>\n\n<b>x</b>\n</details>\n\n"
    texts = parts(one * 5, 2 * len(one))
    assert [each.count("</details>") for each in texts] == [2, 2, 1]
    assert shown(*texts) == shown(one * 5)


def test_a_fence_that_is_never_closed_is_in_the_last_part() -> None:
    texts = parts(f"{WORDS}\n{WORDS}\n~~~\n{WORDS}\n\n", 110)
    assert [("~~~" in each) for each in texts] == [False, True]
    assert texts[1].endswith(f"{WORDS}\n\n")
    assert live_comments(append_comment(texts[1], MARKER), MARKER)


# Long lists


def test_a_list_that_is_too_long_is_cut_between_its_items() -> None:
    text = "# L\n\n" + "".join(f"- item {n}\n  - deep {n}\n" for n in range(30))
    texts = parts(text, 150)
    assert len(texts) > 3
    assert all(each.startswith("- item") for each in texts[1:])
    assert one_list(shown(*texts)[0]) == one_list(shown(text)[0])


def test_a_list_goes_on_with_its_own_numbers() -> None:
    text = "".join(f"{n}. item\n" for n in range(8, 30))
    texts = parts(text, 60)
    numbers = [re.findall(r'<ol start="(\d+)"', page(each)) for each in texts]
    firsts = [re.findall(r"\d+", each)[0] for each in texts]
    assert numbers == [[each] for each in firsts]


def test_a_list_whose_numbers_are_all_one_is_not_begun_anew() -> None:
    with pytest.raises(SplitError) as error:
        split("x\n\n" + "1. item\n" * 30, shorter(60))
    assert error.value.line == 3
    assert "numbers" in error.value.message
    assert "1., 2., 3." in error.value.hint


def test_a_list_is_cut_too_if_only_its_addresses_make_it_long() -> None:
    def fits(text: str) -> bool:  # as if every picture's address grew once it is known
        return len(text) + 100 * text.count("](p.png)") <= 400

    text = f"# T\n\n{WORDS * 3}\n" + "- ![x](p.png)\n" * 8
    texts = [piece.text for piece in split(text, fits)]
    assert all(fits(each) for each in texts)
    assert one_list(shown(*texts)[0]) == one_list(shown(text)[0])


def test_loose_lists_stay_loose_and_tight_ones_tight() -> None:
    for gap in ("\n", "\n\n"):
        text = "".join(f"* item {n} of them{gap}" for n in range(20))
        texts = parts(text, 90)
        assert len(texts) > 2
        assert one_list(shown(*texts)[0]) == one_list(shown(text)[0])


def test_lists_that_a_comment_or_another_bullet_divides_stay_divided() -> None:
    text = "- a\n- b\n\n<!-- -->\n\n- c\n- d\n\n* e\n* f\n"
    assert shown(*parts(text, 22)) == shown(text)


# Definitions


def test_definitions_go_to_the_parts_that_need_them_and_to_no_other() -> None:
    text = f"see [One]\n\n{WORDS}\n![x][two]\n\n{WORDS}\n{WORDS}\n[ONE]: /1\n[two]: <2.png> 'T'\n"
    texts = parts(text, 75)
    assert "[ONE]: /1" in texts[0]
    assert "[two]" not in texts[0]
    assert "[two]: <2.png> 'T'" in texts[1]
    assert "[ONE]" not in texts[1]
    assert shown(*texts) == shown(text)


def test_footnotes_go_along_with_what_they_need() -> None:
    note = "[^a]: see [far] and[^b]\n\n    again [Far]\n\n[^b]: b\nlazy\n\n"
    far = "[far]:\n  /far\n  'title\n  more'\n"
    text = f"{WORDS}\nx[^A]\n\n{WORDS}\n{WORDS}\n{note}{far}"
    texts = parts(text, 160)
    assert all(word in texts[0] for word in ("[^a]:", "[^b]: b\nlazy", "'title\n  more'"))
    assert shown(*texts) == shown(text)


def test_a_footnote_used_in_two_parts_is_in_both() -> None:
    text = f"a[^1] {WORDS}\n[^1]: note\n\nb[^1] {WORDS}"
    texts = parts(text, 80)
    assert [each.count("[^1]: note") for each in texts] == [1, 1]
    assert shown(*texts) == shown(text)


def test_of_two_definitions_the_first_one_counts_in_every_part() -> None:
    text = f"[a] {WORDS}\n[a]: /first\n\n[a] {WORDS}\n[A]: /second\n\n[a] {WORDS}"
    texts = parts(text, 100)
    assert len(texts) > 1
    assert "/second" not in "".join(page(each) for each in texts)
    assert shown(*texts) == shown(text)


@pytest.mark.parametrize(
    "definition",
    [
        "> [far]: /far\n",
        "> > [far]:\n> > /far\n> > 'title'\n",
        '- [far]: /far\n  "more\n  of it"\n',
        "[far]: /far\ntext behind it\n",
        "[FAR]: <> ''\n",
        "[^n]: [far]: /in-a-note\n",
        "[^n]: x\n[far]: <http://text.of/a-note>\n\nnote[^n]\n",
    ],
)
def test_a_definition_may_stand_anywhere(definition: str) -> None:
    text = f"[far] and [Far][] {WORDS}\n{WORDS}\n{definition}"
    texts = parts(text, 120)
    assert len(texts) > 1
    assert shown(*texts) == shown(text)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_stay_what_they_are(end: str) -> None:
    source = f"# T\n\n{WORDS}\n[a] x[^1]\n\n{WORDS}\n{WORDS}\n[a]: /a\n'b'\n\n[^1]: n\n\n    m\n"
    text = source.replace("\n", end)
    texts = parts(text, 100)
    assert len(texts) > 1
    assert shown(*texts) == shown(text)
    assert all("\n" not in each.replace(end, "") for each in texts)


def test_labels_are_alike_whatever_their_case_and_space() -> None:
    text = f"[ẞ  Straße]\n\n{WORDS}\n{WORDS}\n[SS\nstrasse]: /s\n"
    texts = parts(text, 70)
    assert '<a href="/s">' in page(texts[0])
    assert shown(*texts) == shown(text)


def test_definitions_alone_may_fill_a_part_if_there_are_too_many() -> None:
    text = f"{WORDS}[a] [b] [c]\n\n" + "".join(f"[{x}]: /{x * 30}\n" for x in "abc")
    assert shown(*parts(text, 170)) == shown(text)
    with pytest.raises(SplitError) as error:
        split(text, shorter(100))
    assert error.value.line == 1


# Every document


HOSTILE = (
    "# ", "## H\n\n", "> ", "- ", "- a\n- b\n", "1. ", "3. x\n4. y\n", "  ", "    ", "\t", "```\n", "~~~\n",
    "---\n", "===\n", "| a | b |\n|---|---|\n", "| ", "|\n", "<div>\n", "</div>\n", "<details><summary>\n",
    "</details>\n", "<br/>\n", "<pre>\n", "</pre>", "<p>", "</p>", "<h2>x</h2>\n", "<b>", "<!-- ", " -->",
    "<!--\n\n-->\n", "<?", "?>", "<![CDATA[", "]]>", "<script>", "<a href='", "</section>\n", NOTES,
    '<p data-sourcepos="3:1-3:1">', "[r]: r.png\n", "[r]:\n  r2.png 'T'\n", '[s]: /x "multi\nline"\n',
    "[r]", "![R][r]", "[s][]", "[q]", "> [q]: /q\n", "[w]", "- [w]: /w\n\n", "[^1]", "[^2]", "[^1]: ",
    "\n\n[^1]: note [r] [^2]\n\n    more\n", "\n[^2]: two\nlazy\n", "`", "**b**", "x", "words and more ",
    "中文字", "🎉", " ", "\x00", "\ufeff", "\u3000", "\u2028", "\x0b", "[", "]", "\\", "&amp;", "x0gb",
    "\n", "\r\n", "\r", "\n\n", "\n\n", "\n\n", "\n\ntext\n\n", "\n\nwords and more of them\n\n",
)  # fmt: skip

documents = st.lists(st.sampled_from(HOSTILE), max_size=80).map("".join)


@settings(max_examples=500, derandomize=True)
@given(documents, st.integers(80, 400))
def test_every_document_is_refused_or_shown_as_the_whole_would_be(text: str, limit: int) -> None:
    pieces: tuple[Piece, ...] = ()
    refused: SplitError | None = None
    try:
        pieces = split(text, shorter(limit))
    except SplitError as error:
        refused = error
    if refused:
        assert 1 <= refused.line <= text.count("\n") + text.count("\r") + 1
        assert refused.hint
        return
    texts = [piece.text for piece in pieces]
    assert all(len(each) <= limit for each in texts)
    assert [each.text for each in split(text, shorter(limit))] == texts
    lost = set(range(len(text))) - covered(text, pieces)
    assert not any(text[each] not in " \t\r\n" for each in lost)
    (body, notes), (whole, all_notes) = shown(*texts), shown(text)
    assert one_list(body) == one_list(whole)
    assert notes <= all_notes

"""What becomes of what GitHub does not know."""

# ruff: noqa: E501 (the tables hold things as people type them)

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from vaults import ALL, FILES, FOLDER, turned

from ghblog.markdown.dialects import DIALECTS, Dialect, Several, turn
from ghblog.markdown.dialects.turning import run
from ghblog.markdown.github import page

if TYPE_CHECKING:
    from mistune import InlineState, Markdown


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    becomes: str
    doubts: str


def cases() -> list[Case]:
    """The cases of `golden/dialects.txt`, in order."""
    path = Path(__file__).parents[1] / "golden" / "dialects.txt"
    found = []
    for block in path.read_text("utf-8").split("\n### ")[1:]:
        title, _, rest = block.partition("\n")
        parts = [f"{part}\n" for part in re.split(r"(?m)^\.\n", f"{rest}\n")[:3]]
        text, becomes, doubts = (part[:-1].replace("␍", "\r") for part in parts)
        found.append(Case(title, text, becomes, doubts))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_it_becomes_what_github_knows(case: Case) -> None:
    result = turned(case.text)
    assert result.swapped.text == case.becomes
    told = [f"{d.line} {'error' if d.error else 'note'} {d.code}\n" for d in result.doubts]
    assert "".join(told) == case.doubts
    for each in result.turned:
        assert each.dialect == case.title.partition(":")[0] or each.old in case.text


SAMPLES = {
    "comments": "a %%b%% c",
    "embeds": "![[a.png]]",
    "wikilinks": "[[n]]",
    "callouts": "> [!info] T\n> a",
    "zoom": '<img src="a.png" style="zoom:50%">',
    "sizes": "![](a.png =5x)",
    "figures": '{{< figure src="a.png" >}}',
    "films": "![](p/x.mp4)",
    "spaces": "![x](b c.png)",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_dialect_that_is_switched_off_leaves_the_text_alone(name: str) -> None:
    text = SAMPLES[name]
    others = [each for each in ALL if each != name]
    assert turn(text, FOLDER, others).swapped.text == text
    result = turn(text, FOLDER, [name])
    assert result.swapped.text != text
    assert [each.dialect for each in result.turned] == [name]


def test_every_dialect_that_turns_something_has_a_sample_here() -> None:
    assert {each.name for each in DIALECTS if not each.always} == set(SAMPLES)


def test_what_was_turned_is_told_with_its_line_before_and_after() -> None:
    text = "a\r\n\r\n%%b%% ![[a.png]]\r\rc\n[[n|x]] and ![[a.png|20]]\n"
    told = [(each.line, each.dialect, each.old, each.new) for each in turned(text).turned]
    assert told == [
        (3, "comments", "%%b%% ", ""),
        (3, "embeds", "![[a.png]]", "![](<a.png>)"),
        (6, "wikilinks", "[[n|x]]", "[x](<notes/n.md>)"),
        (6, "embeds", "![[a.png|20]]", '<img src="a.png" width="20" alt="">'),
    ]


def test_what_is_named_only_cannot_be_switched_off() -> None:
    codes = [each.code for each in turn("[TOC]\n\n==a==\n", FOLDER, ()).doubts]
    assert codes == ["toc", "highlight"]


def test_a_doubt_names_the_files_a_name_may_mean() -> None:
    (doubt,) = turned("x\n\n![[two.png]]").doubts
    assert (doubt.line, doubt.error) == (3, True)
    assert "one/two.png, other/two.png" in doubt.message
    assert doubt.hint


def test_an_error_for_private_words_says_how_to_go_on() -> None:
    (doubt,) = turned("a\n\n%%\nb\n").doubts
    assert (doubt.code, doubt.line, doubt.error) == ("private-comment", 3, True)
    assert "is not ended" in doubt.message
    assert "`%%`" in doubt.hint


@pytest.mark.parametrize(
    "text",
    [
        "%%geheim%%", "a %%geheim%% b", "%%\ngeheim\n\n# geheim\n%%\n", "**%%geheim%%**", "a%%geheim%%b",
        "中**%%geheim%%**文", "> %%\n> - geheim\n> %%\n", "- %%geheim%%\n- b", "%%%% geheim %%%%",
        "[a %%geheim%%](b)", "a\n%%geheim%%\nb", "a  \n%%geheim%%  \nb", "%%\n```\ngeheim\n```\n%%",
        "%%\n<div>geheim</div>\n%%", "| a |\n|---|\n| %%geheim%% |", "%%\n\n| geheim |\n|---|\n\n%%\n",
        "*a %%geheim%%* b", "a\n===\n%%\ngeheim\n---\n%%", "%%geheim 5%%", "<div>%%geheim%%</div>",
        "%%\n![[geheim.png]]\n%%", "a%%geheim%%\r\nb\r\n", "%%\rgeheim\r%%\r",
    ],
)  # fmt: skip
def test_private_words_are_taken_out(text: str) -> None:
    result = turned(text)
    assert "geheim" not in result.swapped.text
    assert result.doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        "%%\ngeheim", "a %%geheim\n\nb%% c", "%%geheim 5%% geheim%%", "%%geheim %%geheim",
        "https://example.org/%%geheim%%", "[^1]\n\n[^1]: %%geheim%%",
    ],
)  # fmt: skip
def test_where_private_words_cannot_be_taken_out_the_post_is_refused(text: str) -> None:
    result = turned(text)
    assert [(each.code, each.error) for each in result.doubts] == [("private-comment", True)]


def test_a_text_without_any_dialect_is_neither_parsed_nor_rendered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("ghblog.markdown.dialects.reading.find", fail)
    monkeypatch.setattr("ghblog.markdown.probe.page", fail)
    text = "# A\n\n![a](a.png) [b](b.md 't') `x` 100% a == b\n\n> c\n" * 20
    result = turned(text)
    assert (result.swapped.text, result.turned, result.doubts) == (text, (), ())


def test_an_embed_that_no_rule_can_place_is_an_error_and_not_lost() -> None:
    (doubt,) = turned("![[a\\]b.png]]").doubts
    assert (doubt.code, doubt.error) == ("missing-embed", True)


def test_the_writers_bytes_stay_round_what_is_turned() -> None:
    odd = "\ufeffa\x00\t\u3000 \r\n\r\n"
    assert turned(f"{odd}![[a.png]]{odd}").swapped.text == f"{odd}![](<a.png>){odd}"


@pytest.mark.parametrize(
    "piece",
    [
        "![", "[a](", "![](a (a ", "![](a (b) ", '{{< figure a="b" ', '{{< figure "\\"', "<img zoom ", "==x ",
        "%%a ", "![[a", "[[a|b", "<video ", "[a](b)", " b", "(b) ", "> [!x] a\n", "[x](a b.md ", "5x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "[", "![x](a", "{{< figure "])
def test_no_text_takes_for_ever(before: str, piece: str) -> None:
    begun = time.process_time()
    turned(before + piece * 400)
    assert (
        time.process_time() - begun < 60
    )  # seconds of computing; each takes less than half of one


def spoilers(md: Markdown) -> None:
    """A plugin as a writer may bring it: `||words||`."""

    def parse(_inline: object, match: re.Match[str], state: InlineState) -> int:
        attrs: dict[str, Any] = {"markdown": f"<u>{match['spoiler_words']}</u>"}
        state.append_token({"type": "spoiler", "raw": match.group(), "attrs": attrs})
        return match.end()

    md.inline.register("spoiler", r"\|\|(?P<spoiler_words>[^|\n]+)\|\|", parse, before="link")


def banners(md: Markdown) -> None:
    """Another, for blocks: `!!! words`."""

    def parse(_block: object, match: re.Match[str], state: Any) -> int:
        words = match["banner_words"]
        state.append_token({"type": "banner", "attrs": {"markdown": f"# {words}\n"}})
        return match.end() + 1

    md.block.register("banner", r"^!!! (?P<banner_words>[^\n]+)$", parse, before="list")


def test_a_writers_own_plugin_proposes_by_markdown_alone() -> None:
    own = [
        Dialect("spoilers", spoilers, re.compile(r"\|\|")),
        Dialect("banners", banners, re.compile("!!!")),
    ]
    text = "> a ||b [[n]]||\n> `||c||`\n\n!!! Hear\n\nd\n"
    result = run(text, FOLDER, own)
    assert result.swapped.text == "> a <u>b [[n]]</u>\n> `||c||`\n\n# Hear\n\n\nd\n"
    assert [each.dialect for each in result.turned] == ["spoilers", "banners"]


def test_a_link_round_a_picture_is_turned_with_it() -> None:
    result = turned("[a ![[a.png]]](a b.md)")
    assert result.swapped.text == "[a ![](<a.png>)](<a b.md>)"
    assert page(result.swapped.text).count("<img") == 1
    assert FOLDER.note("dup") == Several(("one/dup.md", "other/dup.md"))
    assert FOLDER.exists(next(iter(FILES)))

"""However a post is made, its page comes soon, and looks right without asking anybody else."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from render.test_cases import CASES

from ghblog.render import Place, file_page, highlighting, issue_page, style_sheet
from ghblog.render.emoji import _PICTURES, _table
from ghblog.render.formulas import LONGEST
from ghblog.render.highlighting import _NAMES, highlighted, is_known

PLACE = Place(repository="writer/weekly")


def test_the_style_sheet_asks_nobody_for_anything() -> None:
    css = style_sheet()
    assert "url(" not in css and "@import" not in css and "http" not in css
    assert css.count("{") == css.count("}")


def test_the_style_sheet_knows_every_class_that_pages_have() -> None:
    pages = "".join(
        issue_page(case.text, PLACE) + file_page(case.text, PLACE) for case in CASES.values()
    )
    used = {word for words in re.findall(r' class="([^"]*)"', pages) for word in words.split()}
    unstyled = {word for word in used if f".{word}" not in style_sheet()}
    named = {"contains-task-list", "g-emoji"}
    assert {word for word in unstyled if not word.startswith("highlight-")} == named


def test_light_and_dark_colour_the_same_things() -> None:
    names = [
        set(re.findall(r"(--[\w-]+):", part))
        for part in re.findall(r"\{\n  color-scheme:[^}]*\}", style_sheet())
    ]
    assert len(names) == 4
    assert all(one == names[0] for one in names)
    assert set(re.findall(r"var\((--[\w-]+)\)", style_sheet())) <= names[0] | {"--kind", "--sign"}


@pytest.mark.parametrize("language", ["no-such", "", "text"])
def test_code_in_no_known_language_is_shown_as_it_is(language: str) -> None:
    assert highlighted("a < b\n", language) == "a &lt; b\n"


def test_code_that_is_too_long_stays_plain() -> None:
    for code in ("x = 1\n" * 10_000, f"x = '{'a' * 3000}'\n", "x = 1\n" + "\n" * 100):
        assert "<span" not in highlighted(code, "python")
    assert "<span" in highlighted("x = 1\n" * 1000, "python")


def test_a_lexer_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlighting, "SECONDS", -1.0)
    assert highlighted("x = 1\n", "python") == "x = 1\n"


def test_a_lexer_that_loses_text_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loser:
        def get_tokens(self, _: str) -> list[tuple[str, str]]:
            return [("Token.Text", "lost")]

    monkeypatch.setattr(highlighting, "_lexer", lambda _: Loser())
    assert highlighted("x = 1\n", "python") == "x = 1\n"


@pytest.mark.parametrize("name", _NAMES)
def test_every_other_name_of_a_language_leads_to_one(name: str) -> None:
    assert is_known(name)


@pytest.mark.parametrize(
    "tex", ["{" * 4000, "x" * (LONGEST + 1), r"\frac{", r"\begin{matrix}", "^", r"\left("]
)
def test_a_formula_that_cannot_be_read_shows_its_source(tex: str) -> None:
    html = issue_page(f"a ${tex}$ b", PLACE)
    assert f'">${tex}$</span> b' in html
    assert "Unable to render expression" in html


@pytest.mark.parametrize(
    "piece",
    ["$", "$$ ", "@a-", "#1 ", "a/a", ":a", "0a1b2c3 ", "`#fff` ", "> [!NOTE]\n", "$`", "*@a"],
)
def test_a_post_of_one_thing_again_and_again_is_shown_at_once(piece: str) -> None:
    assert issue_page(piece * (20_000 // len(piece)), PLACE)


def test_a_heading_in_a_heading_costs_no_more_than_another() -> None:
    assert file_page("<h1><div>" * 3000 + "a", PLACE).count(" id=") == 1


def test_emoji_have_githubs_names() -> None:
    table = _table()
    assert len(table) == 1913
    told = ("tada", "+1", "-1", "100", "heart", "cn", "e-mail", "man_technologist", "heart_on_fire")
    assert [table[name] for name in told] == [
        *("🎉", "👍", "👎", "💯", "❤️", "🇨🇳", "📧", "👨‍💻", "❤️‍🔥")
    ]
    assert not set(_PICTURES.split()) & table.keys()


def test_a_plain_page_imports_nothing_that_it_does_not_need() -> None:
    script = (
        "import sys; from ghblog.render import *; issue_page('a @b', Place());"
        "print({'pygments', 'latex2mathml', 'pymdownx'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.split() == [b"set()"]

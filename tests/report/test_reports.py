"""Plans and outcomes as text, letter by letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from makers import document, entry, post
from rich.cells import cell_len

from ghblog.model import (
    Action,
    Change,
    Existing,
    IndexChange,
    Kind,
    Outcome,
    Picture,
    Plan,
    Repository,
    Result,
    Status,
)
from ghblog.model.adoption import Adoption, Match, Verdict
from ghblog.report import diff_text, outcome_text, plan_data, plan_text, status_text
from ghblog.report.adopt import adoption_text

REPOSITORY = Repository(1, "writer/weekly", "https://github.com/writer/weekly", "ADMIN", "main")


def change(action: Action, name: str, reason: str, number: int = 0, **rest: object) -> Change:
    of = post(name, title=f"周报 {name}")
    known = entry(of, number) if number else None
    made = Change(action, name, of.path, of.title, reason, entry=known, source=of)
    return replace(made, **rest)  # type: ignore[arg-type]


def plan() -> Plan:
    a = post("a")
    picture = Picture("k" * 22, "猫.png", ".png", 1_234_567)
    return Plan(
        repository=REPOSITORY,
        viewer="writer",
        blog="main",
        head="c0ffee",
        changes=(
            change(Action.CREATE, "a", "new", document=document(a), pictures=(picture,)),
            change(Action.UPDATE, "b", "text changed", 7),
            change(Action.KEEP, "c", "in step", 8),
            change(Action.CONFLICT, "d", "the text of #9 was edited on the web", 9, hint="look"),
            Change(Action.REFUSE, "e", "e.md", "", "e.md:3: broken YAML", "mend it"),
        ),
        index=IndexChange("README.md", gains=("- new line",), loses=("- old line",)),
        store="to the branch “ghblog”",
        unsafe=("4 new posts, more than publish.max_new = 3",),
        notices=("e.md:9: look at this", "e.md:9: look at this"),
        missing_labels=("周报",),
    )


PLAN = """\
writer/weekly as writer
1 new · 1 changed · 1 in step · 1 edited on the web · 1 refused

+  周报 a      new · a.md · 1 new picture, 1.2 MB
~  周报 b  #7  text changed · b.md
!  周报 d  #9  the text of #9 was edited on the web · d.md · look
x  e.md:3      broken YAML · mend it

New pictures: 1, 1.2 MB, to the branch “ghblog”
Labels to be made: 周报
README.md: 1 line more, 1 less
   - - old line
   + - new line
Note: e.md:9: look at this

This needs a yes (--yes): 4 new posts, more than publish.max_new = 3.
"""


def test_what_was_agreed_to_needs_no_other_yes() -> None:
    shown = plan_text(plan(), agreed=True)
    assert "needs a yes" not in shown
    assert "Agreed to with --yes: 4 new posts, more than publish.max_new = 3." in shown


def test_a_plan_reads_like_this() -> None:
    assert plan_text(plan()) == PLAN


def test_a_status_lists_what_is_in_step_too() -> None:
    assert "\n   周报 c  #8  in step · c.md\n" in status_text(plan())


def test_colour_is_there_only_when_asked_for() -> None:
    assert "\x1b[" not in plan_text(plan())
    assert "\x1b[32m+" in plan_text(plan(), color=True)


def test_a_long_plan_is_counted_and_not_shown_whole() -> None:
    many = tuple(change(Action.CREATE, f"p{n:03}", "new") for n in range(30))
    text = plan_text(replace(plan(), changes=many))
    assert text.count("\n+  ") == 20
    assert "… and 10 more new (--json lists all)" in text


OUTCOME = """\
published  周报 a  https://github.com/writer/weekly/issues/12
failed     周报 b  GitHub refused · do that
in doubt   周报 c  no answer
not done   周报 d
index      not written: the branch is protected
Stopped: stopped as asked
  run it again to go on from here
Go on from here with: ghblog publish
"""


def test_an_outcome_says_what_was_done_what_was_not_and_the_way_on() -> None:
    made = plan()
    url = "https://github.com/writer/weekly/issues/12"
    results = (
        Result(change(Action.CREATE, "a", "new"), Status.DONE, 12, url),
        Result(
            change(Action.UPDATE, "b", "x", 7),
            Status.FAILED,
            message="GitHub refused",
            hint="do that",
        ),
        Result(change(Action.CREATE, "c", "x"), Status.DOUBT, message="no answer"),
        Result(change(Action.CREATE, "d", "x"), Status.SKIPPED),
    )
    outcome = Outcome(
        made,
        results,
        index=Status.FAILED,
        index_message="the branch is protected",
        problem="stopped as asked",
        hint="run it again to go on from here",
    )
    assert outcome_text(outcome) == OUTCOME
    assert not outcome.ok


def test_json_names_what_will_be_uploaded_and_where_it_goes() -> None:
    data = plan_data(plan())
    assert data["changes"][0]["pictures"] == [{"path": "猫.png", "size": 1_234_567, "film": False}]
    assert data["unsafe"] == ["4 new posts, more than publish.max_new = 3"]


def test_a_diff_of_a_new_post_shows_all_of_it() -> None:
    assert diff_text("", "one\ntwo\n", name="a.md").splitlines()[2:] == [
        "@@ -0,0 +1,2 @@",
        "+one",
        "+two",
    ]


def test_nothing_in_a_title_or_a_text_can_steer_the_terminal() -> None:
    nasty = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202etxet"
    hostile = Change(Action.REFUSE, nasty, nasty, nasty, nasty, nasty)
    shown = plan_text(replace(plan(), viewer=nasty, changes=(hostile,), notices=(nasty,)))
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)
    assert "\\x1b" in shown
    assert not {"\x1b", "\x9b"} & set(diff_text(nasty, f"{nasty}\nmore", name=nasty))


TITLE = "2022年7月第二周周报：一个在窄终端里放不下的很长很长的标题，只好截断"
DEEP = "posts/2022年/一个很长的文件夹名字/第二周.md"
ADDRESS = "https://github.com/writer/weekly/issues/12345"


def wide_plan() -> Plan:
    """Long Chinese titles and paths in every kind of line."""
    new = change(Action.CREATE, "a", "new", document=document(post("a")))
    edited = change(Action.CONFLICT, "b", "the text of #12345 was edited on the web", 12345)
    return replace(
        plan(),
        changes=(
            replace(new, title=TITLE),
            replace(edited, title=TITLE),
            change(Action.UPDATE, "c", "text changed", 7),
            Change(Action.REFUSE, "d", DEEP, "", f"{DEEP}:3: broken YAML", "mend it"),
            Change(Action.REFUSE, "e", "posts/e.md", TITLE, "posts/e.md:9: no such picture"),
            Change(Action.REFUSE, "e", "posts/e.md", TITLE, "posts/e.md:12: no such picture"),
        ),
    )


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("draw", [plan_text, status_text])
def test_a_plan_is_aligned_at_every_width(draw: Callable[..., str], width: int) -> None:
    text = draw(wide_plan(), width=width)
    lines = text.splitlines()
    assert max(map(cell_len, lines)) <= width
    titled = [line for line in lines if "2022年7月第二周周报" in line]
    assert len(titled) == 3
    assert all("…" in line for line in titled)
    columns = {cell_len(line.partition("#")[0]) for line in lines if " #12345 " in line}
    columns |= {cell_len(line.partition("#7")[0]) for line in lines if " #7 " in line}
    assert len(columns) == 1
    assert "#12345" in text


def test_a_refused_file_is_named_once_a_line_and_counted_once() -> None:
    lines = plan_text(wide_plan(), width=140).splitlines()
    assert lines[1].endswith("2 refused")
    (first,) = [line for line in lines if "第二周.md" in line]
    assert first.split("  ", 1)[1].startswith(f"{DEEP}:3  ")
    second = [line for line in lines if "posts/e.md" in line]
    assert [TITLE[:8] in line for line in second] == [True, False]
    assert [line.count("posts/e.md") for line in second] == [1, 1]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_an_address_is_never_broken_and_a_title_never_pushes_it_away(width: int) -> None:
    create, conflict, *_ = wide_plan().changes
    results = (
        Result(create, Status.DONE, 12345, ADDRESS),
        Result(conflict, Status.FAILED, message="GitHub refused it with many words", hint="wait"),
    )
    outcome = Outcome(wide_plan(), results, index=Status.DONE)
    lines = outcome_text(outcome, width=width).splitlines()
    assert len([line for line in lines if line.endswith(ADDRESS)]) == 1
    assert any(line.endswith("/weekly/blob/main/README.md") for line in lines)
    whole = ("/README.md", ADDRESS)  # never cut, however narrow the window
    assert max(cell_len(line) for line in lines if not line.endswith(whole)) <= width
    assert [line for line in lines if line.startswith(("published  2022年7月", "failed     2022"))]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_what_adopt_found_is_aligned_at_every_width(width: int) -> None:
    there = Existing(Kind.ISSUE, "I_1", 12345, "另一个标题", "", "writer", "OWNER")
    matches = (
        Match(post("a", title=TITLE), Verdict.LIKELY, "the texts are alike", existing=there),
        Match(post("b", title="短"), Verdict.UNMATCHED, "nothing like it"),
    )
    adoption = Adoption(REPOSITORY, "writer", "main", "", matches, left=(there,))
    lines = adoption_text(adoption, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    (line,) = [line for line in lines if "2022年7月第二" in line]
    assert "…" in line
    assert "#12345" in line

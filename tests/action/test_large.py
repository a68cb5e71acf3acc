"""Thousands of posts: GitHub's limits hold, and what is cut says so."""

from __future__ import annotations

import json
from dataclasses import replace

from report.test_reports import change, plan

from ghblog.action.comment import MOST as COMMENT_MOST
from ghblog.action.comment import mark_of
from ghblog.action.files import SUMMARY_MOST
from ghblog.action.notes import Note, notes_of_findings
from ghblog.action.outputs import MOST, outputs_of, plan_text
from ghblog.action.summary import Shown, comment_text, summary_text
from ghblog.markdown.github import page
from ghblog.model import Action, Finding, Outcome, Plan, Result, Severity, Status

LONG = "周报" * 100


def large(count: int = 8000) -> Plan:
    changes = tuple(
        replace(change(Action.CREATE, f"n{number}", "new"), title=f"{LONG} {number}")
        for number in range(count)
    )
    index = plan().index
    assert index
    index = replace(index, gains=tuple(f"- {LONG} {number}" for number in range(count)))
    return replace(plan(), changes=changes, index=index)


LARGE = large()
RESULTS = tuple(Result(one, Status.DONE, 1, "https://github.com/a/b/1") for one in LARGE.changes)
NOTES = [Note("error", LONG, path=f"{number}.md", line=1) for number in range(8000)]


def test_a_summary_stays_below_a_mebibyte_with_something_of_everything() -> None:
    shown = Shown(plan=LARGE, outcome=Outcome(LARGE, RESULTS), notes=NOTES, files="https://x/")
    text = summary_text(shown, SUMMARY_MOST - 1024)
    assert 900_000 < len(text.encode()) < SUMMARY_MOST - 1024
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert headings == ["### Plan", "### Outcome", "### Findings"]
    assert text.count("more, for which there is no room here") == 3
    assert page(text).count("<table>") == 3  # no row was cut in two


def test_a_comment_stays_below_what_github_takes() -> None:
    text = comment_text(LARGE, mark_of("main"), COMMENT_MOST, held=True)
    assert 60_000 < len(text.encode()) <= COMMENT_MOST
    assert text.endswith("`ghblog.toml`.\n")


def test_the_plan_of_the_outputs_is_cut_whole_changes_at_a_time() -> None:
    text = plan_text(LARGE)
    assert 500_000 < len(text.encode()) <= MOST
    found = json.loads(text)
    assert found["truncated"] is True
    assert found["counts"]["create"] == 8000
    assert 500 < len(found["changes"]) < 8000
    assert len(found["index"]["gains"]) == 100


def test_a_short_plan_is_whole_and_leaves_out_what_is_in_step() -> None:
    found = json.loads(plan_text(plan()))
    assert found["truncated"] is False
    assert [one["id"] for one in found["changes"]] == ["a", "b", "d", "e"]
    assert found["counts"]["keep"] == 1
    assert (found["version"], found["unsafe"]) == (
        1,
        ["4 new posts, more than publish.max_new = 3"],
    )


def test_a_path_that_is_no_text_makes_no_output_unreadable() -> None:
    odd = replace(plan(), changes=(replace(plan().changes[0], path="\udcff.md"),))
    text = outputs_of(odd, None, dry=True)["plan"]
    assert json.loads(text.encode("utf-8", "replace"))["changes"][0]["path"] == "?.md"


def test_the_gravest_findings_come_first_and_those_of_this_plan_before_others() -> None:
    found = [
        Finding("old.md", 1, "a", Severity.WARNING, "w"),
        Finding("new.md", 1, "b", Severity.INFO, "i"),
        Finding("old.md", 2, "c", Severity.ERROR, "e"),
        Finding("new.md", 9, "d", Severity.WARNING, "w", "do it"),
        Finding("new.md", 3, "e", Severity.ERROR, "e"),
    ]
    notes = notes_of_findings(found, {"new.md"})
    told = [(note.level, note.path, note.line) for note in notes]
    assert told == [
        ("error", "new.md", 3),
        ("error", "old.md", 2),
        ("warning", "new.md", 9),
        ("warning", "old.md", 1),
    ]
    assert notes[2].message == "w\ndo it"


def test_what_a_publish_did_is_counted() -> None:
    of = plan()
    create, update, *_ = of.changes
    made = (
        Result(create, Status.DONE, 12, "https://github.com/writer/weekly/issues/12"),
        Result(update, Status.SKIPPED, 7),
    )
    found = outputs_of(of, Outcome(of, made), dry=False)
    assert found["urls"] == '["https://github.com/writer/weekly/issues/12"]'
    assert [found[name] for name in ("created", "updated", "skipped", "failed", "changed")] == [
        "1",
        "0",
        "1",
        "3",
        "true",
    ]


def test_an_index_alone_is_a_change() -> None:
    found = outputs_of(plan(), Outcome(plan(), (), index=Status.DONE), dry=False)
    assert (found["created"], found["changed"]) == ("0", "true")
    found = outputs_of(plan(), Outcome(plan(), (), index=Status.FAILED), dry=False)
    assert found["changed"] == "false"

"""`ghblog adopt`, as it is typed and read."""

from __future__ import annotations

import json

import pytest
from adopt.handmade import prose
from shells import Shell
from writers import Writer

from ghblog.sandbox import Sandbox


@pytest.fixture
def blog(writer: Writer, online: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """A writer in whose folder commands are typed."""
    monkeypatch.chdir(writer.folder)
    return writer


def exact(blog: Writer) -> None:
    blog.write("posts/2022-07-w1.md", "# 2022年7月第一周周报\n\n" + prose(1))
    blog.repo.add_issue(title="2022年7月第一周周报", body=prose(1))


def everything(blog: Writer) -> None:
    """One of each."""
    exact(blog)
    blog.write("posts/2022-07-w2.md", "# Second week\n\n" + prose(2))
    blog.repo.add_issue(title="The second week", body=prose(2))
    blog.write("posts/same.md", "# Weekly\n\n" + prose(3))
    for _ in range(2):
        blog.repo.add_issue(title="Weekly", body=prose(3))
    blog.write("posts/talk.md", "# Talk\n\n" + prose(4))
    blog.repo.add_discussion(title="Talk", body=prose(4))
    blog.write("posts/new.md", "# New\n\n" + prose(5))
    blog.repo.add_issue(title="Bug", body="it does not work")
    blog.repo.add_issue(title="Question", body="why?", author="reader")


def test_the_table_says_what_was_found_and_what_is_left_on_either_side(
    blog: Writer, shell: Shell
) -> None:
    everything(blog)
    done = shell("adopt", "--dry-run")
    assert done.code == 1  # it needs a yes, and says so
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert lines[1] == (
        "1 exact · 1 likely · 1 ambiguous · 1 not fit · 1 not on GitHub · 1 without a file"
    )
    assert lines[3].startswith("= exact 2022年7月第一周周报 #1 same title and text")
    assert lines[4].startswith("~ likely Second week #2 the text is 100 % alike; titles differ")
    assert any(line.startswith("? ambiguous Weekly #3, #4 have the same title") for line in lines)
    assert any(line.startswith("x not fit Talk #5 is a discussion") for line in lines)
    assert any(
        line.startswith("- not on GitHub New nothing on GitHub is like it") for line in lines
    )
    assert "#6 Bug" in lines
    assert "publishing would make a second one" in " ".join(lines)
    assert any(line.startswith("1 issue or discussion by other people") for line in lines)
    assert "To be recorded: 2. Text changes: 0. Nobody is notified." in lines
    assert "--yes" in done.err
    assert blog.repo.head("ghblog") is None


def test_where_nobody_can_be_asked_only_what_is_exact_goes_without_a_yes(
    blog: Writer, shell: Shell
) -> None:
    everything(blog)
    refused = shell("adopt")
    assert refused.code == 1
    assert "not recorded: 1 only likely, 1 ambiguous, 1 not fit" in refused.err.replace(";", ",")
    assert blog.repo.head("ghblog") is None
    done = shell("adopt", "--yes")
    assert done.code == 0
    assert "adopted    2 posts. Text changes: 0." in done.out
    assert "README.md" in done.out
    assert "needs a yes" in refused.out
    assert "needs a yes" not in done.out
    assert blog.repo.head("ghblog")


def test_what_is_all_exact_is_recorded_at_once(blog: Writer, shell: Shell) -> None:
    exact(blog)
    done = shell("adopt")
    assert done.code == 0
    assert "adopted    1 post. Text changes: 0." in done.out
    assert "ghblog publish --dry-run" in done.err
    again = shell("adopt")
    assert again.code == 0
    assert "1 known already" in again.out
    assert "Nothing to adopt." in again.err
    assert shell("publish").out.splitlines()[1] == "1 in step"


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 1)])
def test_on_a_terminal_there_is_one_question(
    blog: Writer,
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    answer: bool,
    code: int,
) -> None:
    everything(blog)
    asked: list[str] = []

    def confirm(text: str, **_: object) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr("ghblog.cli.asking.on_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    assert shell("adopt").code == code
    assert asked == ["Record this?"]
    assert bool(blog.repo.head("ghblog")) is answer


def test_json_is_versioned_and_complete(blog: Writer, shell: Shell) -> None:
    everything(blog)
    data = json.loads(shell("adopt", "--dry-run", "--json").out)
    assert data["version"] == 1
    assert data["text_changes"] == 0
    assert data["by_others"] == 1
    verdicts = {match["title"]: match["verdict"] for match in data["matches"]}
    assert verdicts == {
        "2022年7月第一周周报": "exact",
        "Second week": "likely",
        "Weekly": "ambiguous",
        "Talk": "unfit",
        "New": "unmatched",
    }
    weekly = next(match for match in data["matches"] if match["title"] == "Weekly")
    assert [one["number"] for one in weekly["may_be"]] == [3, 4]
    assert data["left"][0]["url"] == f"{blog.box.url}/writer/weekly/issues/6"
    done = json.loads(shell("adopt", "--yes", "--json").out)
    assert done["ok"] is True
    assert done["adopted"] == 2
    assert done["adoption"]["matches"][0]["found"]["number"] == 1


def test_what_was_ambiguous_is_settled_by_a_line_of_front_matter(
    blog: Writer, shell: Shell
) -> None:
    everything(blog)
    shell("adopt", "--yes")
    blog.write("posts/same.md", "---\ntitle: Weekly\nissue: 4\n---\n" + prose(3))
    blog.write("posts/talk.md", "---\ntitle: Talk\ntarget: discussion\n---\n" + prose(4))
    done = shell("adopt")
    assert done.code == 0
    assert "adopted    2 posts" in done.out
    assert "1 new" in shell("publish", "--dry-run").out.splitlines()[1]


def test_a_title_cannot_steer_the_terminal(blog: Writer, shell: Shell) -> None:
    blog.write("posts/a.md", "# A\n\n" + prose(1))
    blog.repo.add_issue(title="\x1b[31mA\x1b[0m \u202eevil", body=prose(1))
    done = shell("adopt", "--dry-run")
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


@pytest.mark.parametrize("argv", [["--nonsense"], ["no-such-file.md"], ["--author"]])
def test_a_wrong_command_line_is_exit_2(blog: Writer, shell: Shell, argv: list[str]) -> None:
    assert shell("adopt", *argv).code == 2


def test_an_empty_folder_and_an_empty_repository_are_nothing_to_adopt(
    blog: Writer, shell: Shell
) -> None:
    done = shell("adopt")
    assert done.code == 0
    assert "Nothing to adopt." in done.err


def test_nothing_that_fails_gives_a_traceback(blog: Writer, shell: Shell) -> None:
    exact(blog)
    blog.box.faults.add("*", status=500, times=None)
    done = shell("adopt")
    assert done.code == 1
    assert "fault in ghblog" not in done.err


@pytest.mark.parametrize("switch", ["archived", "no issues"])
def test_a_repository_that_takes_no_posts_is_told(blog: Writer, shell: Shell, switch: str) -> None:
    exact(blog)
    blog.repo.archived = switch == "archived"
    blog.repo.has_issues = switch != "no issues"
    done = shell("adopt")
    assert done.code in {1, 4}
    assert "settings" in done.err
    assert "fault in ghblog" not in done.err

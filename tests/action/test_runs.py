"""Runs that cannot do all, or must not: what they say, what they leave, how they end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from action.runner import SETTINGS, TOKEN, Runner

from ghblog.action import act
from ghblog.blog import Blog
from ghblog.errors import GhblogError

BAD = "# Bad\n\n![](none.png)\n"
PUT_THERE = "put it there, or correct its name"


def many(runner: Runner, count: int) -> None:
    runner.push(
        {f"posts/2026-11-{n + 1:02}-n.md": f"# Report {n}\n\nText.\n" for n in range(count)}
    )
    runner.checkout_again()


def test_an_unsafe_plan_is_not_carried_out_and_the_way_on_is_told(runner: Runner) -> None:
    many(runner, 5)
    ran = runner.run()
    assert ran.code == 1
    assert runner.repo.issues == []
    (error,) = ran.told("error")
    assert error.startswith("not published: 6 new posts")
    assert "run the workflow by hand with `yes`" in error
    assert ran.outputs["created"] == "0"
    assert ran.outputs["changed"] == "false"
    assert json.loads(ran.outputs["plan"])["unsafe"]
    assert "**This needs a yes**" in ran.summary


def test_with_a_yes_it_is(runner: Runner) -> None:
    many(runner, 5)
    runner.inputs["yes"] = "true"
    ran = runner.run("workflow_dispatch")
    assert (ran.code, ran.outputs["created"]) == (0, "6")


def test_a_dry_run_fails_where_the_publish_would(runner: Runner) -> None:
    many(runner, 5)
    runner.inputs["dry-run"] = "true"
    ran = runner.run("workflow_dispatch", ref="refs/heads/main")
    assert ran.code == 1
    assert ran.told("error")[0].startswith("this would not be published: 6 new posts")
    assert ran.outputs["created"] == "6"


def test_a_dry_run_of_another_branch_writes_nothing(runner: Runner) -> None:
    runner.push({"posts/2026-11-21-b.md": "# B\n\nText.\n"}, branch="topic")
    runner.checkout_again("topic")
    runner.inputs["dry-run"] = "true"
    ran = runner.run("workflow_dispatch", ref="refs/heads/topic")
    assert ran.code == 0
    assert not [entry for entry in runner.box.requests if "commit" in entry.operation.lower()]
    assert runner.repo.issues == []


def test_a_bad_post_spoils_no_other_and_is_annotated(runner: Runner) -> None:
    runner.write("posts/2026-11-21-坏 b.md", BAD)
    ran = runner.run()
    assert ran.code == 1
    assert [issue.title for issue in runner.repo.issues] == ["First report"]
    assert (ran.outputs["created"], ran.outputs["failed"]) == ("1", "1")
    (found,) = ran.annotations
    assert (found.level, found.file, found.line) == ("error", "posts/2026-11-21-坏 b.md", 3)
    assert PUT_THERE in found.message


def test_a_post_that_was_edited_on_the_web_is_left_as_it_is_and_annotated(runner: Runner) -> None:
    runner.run()
    (issue,) = runner.repo.issues
    runner.repo.edit_issue(issue.number, body=f"Mine!\n{issue.body}")
    runner.write("posts/2026-11-20-first.md", "# First report\n\nAnother text.\n")
    ran = runner.run()
    assert ran.code == 1
    assert issue.body.startswith("Mine!")
    (found,) = ran.annotations
    assert (found.level, found.file) == ("error", "posts/2026-11-20-first.md")
    assert found.title == "ghblog: First report"
    assert "edited on the web" in ran.summary
    assert (ran.outputs["failed"], ran.outputs["changed"]) == ("1", "false")


def test_files_are_named_from_the_repositorys_top(runner: Runner) -> None:
    runner.push({"博 客/ghblog.toml": b'repository = "writer/weekly"\n', "博 客/坏.md": BAD})
    runner.checkout_again()
    runner.inputs["folder"] = "博 客"
    runner.inputs["dry-run"] = "true"
    ran = runner.run()
    assert ran.annotations[0].file == "博 客/坏.md"
    assert "/blob/" in ran.summary
    assert "%E5%8D%9A%20%E5%AE%A2/%E5%9D%8F.md?plain=1#L3" in ran.summary


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1)])
def test_warnings_fail_the_step_after_everything_is_published(
    runner: Runner, fail_on: str, code: int
) -> None:
    runner.write("posts/2026-11-20-first.md", "# First report\n\n![](https://localhost/a.png)\n")
    runner.write("posts/2026-11-21-second.md", "# First report\n\nThe same title.\n")
    runner.inputs["fail-on"] = fail_on
    ran = runner.run()
    assert ran.code == code
    assert len(ran.told("warning")) == 2
    assert any("fail-on is" in notice for notice in ran.told("notice")) == bool(code)
    assert ran.outputs["created"] == "2"


@pytest.mark.parametrize("event", ["pull_request_target", "issue_comment"])
def test_a_refused_event_reads_nothing(runner: Runner, event: str) -> None:
    ran = runner.run(event)
    assert ran.code == 2
    assert runner.box.requests == []
    assert "**Stopped:**" in ran.summary
    assert ran.outputs["changed"] == "false"


def test_publishing_without_a_token_says_where_it_comes_from(runner: Runner) -> None:
    runner.inputs["token"] = ""
    runner.variables["GH_TOKEN"] = "ghp_writer"  # of another step: not ours
    ran = runner.run()
    assert ran.code == 4
    assert ran.told("error")[0].startswith("the input token is empty")
    assert runner.box.requests == []


def test_the_token_is_masked_before_anything_else_is_said(runner: Runner) -> None:
    assert runner.run().raw.startswith(f"::add-mask::{TOKEN}\n::stop-commands::")


def test_no_token_but_the_inputs_reaches_the_blog(tmp_path: Path) -> None:
    seen: list[Mapping[str, str]] = []

    @contextmanager
    def opener(
        folder: str, *, overrides: Mapping[str, object], environ: Mapping[str, str]
    ) -> Iterator[Blog]:
        seen.append(environ)
        assert (Path(folder), overrides) == (tmp_path, {"pictures.store": "branch"})
        raise GhblogError("enough")
        yield

    environ = {
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_WORKSPACE": str(tmp_path),
        "INPUT_TOKEN": "ghp_ours",
        "INPUT_PICTURE_STORE": "branch",
        "GH_TOKEN": "ghp_other",
        "GITHUB_TOKEN": "ghp_third",
        "PATH": "p",
    }
    said: list[str] = []
    assert act(environ, said.append, opener) == 1
    assert act({**environ, "INPUT_TOKEN": ""}, said.append, opener) == 1
    assert [{k: v for k, v in one.items() if "TOKEN" in k} for one in seen] == [
        {"GH_TOKEN": "ghp_ours"},
        {},
    ]
    assert all(one["PATH"] == "p" for one in seen)


def test_a_token_that_github_does_not_know_is_never_shown(runner: Runner) -> None:
    runner.inputs["token"] = "ghp_mistyped"
    ran = runner.run()
    assert ran.code == 4
    assert "ghp_mistyped" not in ran.log + ran.summary + json.dumps(ran.outputs)


def test_a_folder_that_is_not_there_is_told(runner: Runner) -> None:
    runner.inputs["folder"] = "nowhere"
    ran = runner.run()
    assert ran.code == 2
    assert "there is no folder 'nowhere' in the checkout" in ran.told("error")[0]
    assert "actions/checkout must come first" in ran.told("error")[0]


def test_settings_in_a_folder_of_their_own_can_be_named(runner: Runner) -> None:
    settings = b'repository = "writer/weekly"\nblog.name = "other"\n'
    runner.push({"other/ghblog.toml": settings, "other/2026-11-01-a.md": "# Other\n\nText.\n"})
    runner.checkout_again()
    runner.inputs["config"] = "other/ghblog.toml"
    assert runner.run().code == 0
    assert [issue.title for issue in runner.repo.issues] == ["Other"]


@pytest.mark.parametrize(
    ("config", "message"),
    [("my.toml", "settings are read from files of the name"), ("x/ghblog.toml", "there is no")],
)
def test_other_settings_files_are_refused(runner: Runner, config: str, message: str) -> None:
    runner.inputs["config"] = config
    ran = runner.run()
    assert ran.code == 2
    assert message in ran.told("error")[0]


def test_settings_that_make_no_sense_are_told(runner: Runner) -> None:
    runner.write("ghblog.toml", 'repository = "writer/weekly"\nposts.folder = 3\n')
    ran = runner.run()
    assert ran.code == 2
    assert "ghblog.toml:2" in ran.told("error")[0]


def test_where_pictures_go_can_be_said(runner: Runner) -> None:
    runner.inputs["picture-store"] = "nowhere"
    ran = runner.run()
    assert ran.code == 2
    assert "input picture-store" in ran.told("error")[0]


def test_with_the_workflows_own_token_it_is_said_once_whose_the_posts_are(runner: Runner) -> None:
    assert runner.inputs["token"] == TOKEN
    ran = runner.run()
    assert ran.summary.count("github-actions[bot]") == 1
    assert "github-actions[bot]" not in runner.run().summary


def test_when_somebody_else_stops_the_run_what_was_done_is_told(runner: Runner) -> None:
    many(runner, 2)
    creates = "POST /repos/writer/weekly/issues"
    runner.box.faults.add(creates, nth=2, times=None, status=403, body={"message": "no"})
    ran = runner.run()
    assert ran.code == 1
    assert ran.outputs["created"] == "1"
    assert ran.outputs["failed"] == "2"
    assert ran.outputs["changed"] == "true"
    assert "### Outcome" in ran.summary
    assert ran.told("error")


def test_a_scheduled_run_publishes_what_has_become_due(runner: Runner) -> None:
    runner.push({"posts/later.md": "---\ndate: 2026-11-23\n---\n# Later\n\nText.\n"})
    runner.checkout_again()
    assert runner.run().outputs["created"] == "1"
    runner.box.clock.advance(2 * 24 * 3600)
    ran = runner.run("schedule", {"schedule": "0 1 * * *"})
    assert ran.outputs["created"] == "1"
    assert runner.repo.issues[-1].title == "Later"


def test_a_fault_of_ours_is_told_and_steers_nothing(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("::add-mask::weekly")

    monkeypatch.setattr("ghblog.blog.Blog.check", broken)
    code, out, err = runner.step()
    assert code == 1
    assert "a fault in ghblog" in err
    assert runner.read(code, out + err).console.masks.hide("weekly") == "weekly"


def test_a_token_without_a_right_names_the_permissions_to_write_down(runner: Runner) -> None:
    runner.box.add_token("writer", "ghs_reads", permissions={"contents": "write"})
    runner.inputs["token"] = "ghs_reads"
    ran = runner.run()
    assert ran.code in (1, 4)
    assert "permissions:" in ran.log + "".join(ran.told("error"))
    assert "issues: write" in ran.summary


def test_the_command_is_in_no_list_and_says_what_it_is_for(runner: Runner) -> None:
    assert "action" not in runner.shell("--help").out.split("Commands:")[1]
    code, out, _ = runner.shell("action")
    assert code == 2
    assert "this is no run of GitHub Actions" in out
    assert "elsewhere use `ghblog publish`" in out


@pytest.mark.parametrize(
    ("name", "value"),
    [("folder", ".."), ("folder", "/"), ("folder", "out"), ("config", "../../ghblog.toml")],
)
def test_nothing_outside_of_the_checkout_is_published(
    runner: Runner, name: str, value: str
) -> None:
    (runner.workspace / "out").symlink_to(runner.place)
    (runner.place / "ghblog.toml").write_bytes(SETTINGS)
    runner.inputs[name] = value
    ran = runner.run()
    assert ran.code == 2
    assert "is outside of" in ran.told("error")[0]
    assert runner.box.requests == []


def test_the_index_in_the_working_copy_is_a_change_of_the_working_copy(runner: Runner) -> None:
    runner.variables["GHBLOG_INDEX_COMMIT"] = "file"
    ran = runner.run()
    assert ran.code == 0
    assert "First report" in (runner.workspace / "README.md").read_text("utf-8")
    assert runner.repo.read("README.md") == b"# weekly\n"
    assert ran.outputs["changed"] == "true"
    assert "`README.md`, in the working copy" in ran.summary


def test_the_index_in_a_pull_request_is_linked_in_the_summary(runner: Runner) -> None:
    runner.variables["GHBLOG_INDEX_COMMIT"] = "pull-request"
    ran = runner.run()
    assert ran.code == 0
    assert runner.repo.read("README.md") == b"# weekly\n"
    assert f"- Index: [`README.md`](<{runner.repo.url}/pull/2>)" in ran.summary
    assert runner.run().outputs["changed"] == "false"


def test_a_warning_that_the_plan_tells_is_told_once_in_the_summary(runner: Runner) -> None:
    dead = "https://private-user-images.githubusercontent.com/1/2.png?jwt=x"
    runner.write("posts/2026-11-20-first.md", f"# First report\n\n![]({dead})\n")
    ran = runner.run()
    (warning,) = ran.told("warning")
    told = warning.split("\n")[0].split(" ")
    assert ran.summary.count(" ".join(told[:4])) == 1
    assert "posts/2026-11-20-first.md:3" in ran.log  # the log's plan has it, too

"""The workflow that `ghblog init` writes: GitHub takes it, it has few rights, names are data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shells import Shell, Write
from starting.conftest import Git
from workflows.looking import ROOT, findings, load, schema_errors, steps
from workflows.writing import ACTION, COMMIT, PROGRAM, VERSION, WORKFLOW, made

from ghblog import __version__
from ghblog.model import Kind
from ghblog.starting import program

EARLIER = """\
# Publishes the reports when they are pushed to GitHub. Written by `ghblog init`; yours to change.
name: ghblog
on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - run: pipx run --spec "$PROGRAM" ghblog publish $ANSWER
"""


@pytest.fixture
def clone(git: Git, write: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    """A clone with a report, and a ghblog that came from a commit on GitHub."""
    monkeypatch.setattr("ghblog.starting.surveying.requirement", lambda: PROGRAM)
    write("reports/2026/2026-11-w3.md", "# 2026年11月第三周周报\n\nText\n")
    return write


SHAPES = {
    "an action": made(),
    "a version": made(installed=VERSION),
    "discussions": made(kind=Kind.DISCUSSION),
    "discussions, a version": made(kind=Kind.DISCUSSION, installed=VERSION),
    "the index by pull request": made(index_commit="pull-request"),
    "no time zone": made(zone=""),
    "the whole repository": made(folder="."),
    "a folder": made(below="我的 周报/"),
    "a folder, a version": made(below="我的 周报/", installed=VERSION),
    "a folder like code": made(below="\"; echo #: {{ x }}/- 'b/", folder="- [x]: *y"),
    "a branch like code": made(branch="a'b\"c;$(touch${IFS}pwned)#!d{{e}}"),
    "letters beyond": made(branch="分支📓", below="📓/", folder="周报"),
}


def test_every_shape_is_a_workflow_and_the_most_suspicious_audit_finds_nothing(
    tmp_path: Path,
) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    paths = [folder / f"{number}.yml" for number in range(len(SHAPES))]
    for path, text in zip(paths, SHAPES.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    assert schema_errors("github-workflows", *paths) == ""
    assert findings(*paths) == []


@given(
    branch=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    folder=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1),
)
def test_names_arrive_as_they_are_whatever_stands_in_them(branch: str, folder: str) -> None:
    text = made(branch=branch, below=f"{folder}/")
    if "${{" in folder:
        assert text == ""
        return
    workflow = load(text)
    for event in ("push", "pull_request"):
        (pattern,) = workflow["on"][event]["branches"]
        assert re.sub(r"\\([!+])", r"\1", pattern) == branch
    given_folders = [step["with"]["folder"] for step in steps(workflow) if "octo" in step["uses"]]
    assert given_folders == [folder, folder]
    assert set(workflow["jobs"]) == {"plan", "publish"}
    assert all(each.isprintable() for each in text.splitlines())


def test_a_folder_that_github_would_evaluate_gets_no_workflow_and_why_is_told(
    clone: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone("${{ github.token }}/ghblog.toml", 'timezone = "UTC"\n')
    monkeypatch.chdir("${{ github.token }}")
    done = shell("init", "--yes")
    assert done.code == 0
    assert "No workflow: the name of the folder ${{ github.token }}/ holds “${{”" in done.err
    assert not (Path("..") / WORKFLOW).exists()


every_shape = pytest.mark.parametrize("shape", SHAPES)


@every_shape
def test_each_job_has_the_rights_it_needs_and_no_more(shape: str) -> None:
    workflow = load(SHAPES[shape])
    jobs = workflow["jobs"]
    assert workflow["permissions"] == {}
    read, write = jobs["plan"]["permissions"], jobs["publish"]["permissions"]
    assert read.pop("pull-requests") == "write"
    assert set(read.values()) == {"read"}
    assert set(write.values()) == {"write"}
    more = {"discussions"} if "discussions" in shape else set()
    assert read.keys() == {"contents", "issues", *more}
    more |= {"pull-requests"} if "by pull request" in shape else set()
    assert write.keys() == {"contents", "issues", *more}


@every_shape
def test_a_pull_request_is_shown_a_plan_and_everything_else_publishes(shape: str) -> None:
    workflow = load(SHAPES[shape])
    assert workflow["on"].keys() == {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert workflow["on"]["push"] == workflow["on"]["pull_request"]
    jobs = workflow["jobs"]
    assert jobs["plan"]["if"] == "github.event_name == 'pull_request'"
    assert jobs["publish"]["if"] == "github.event_name != 'pull_request'"
    boxes = workflow["on"]["workflow_dispatch"]["inputs"]
    assert boxes.keys() == {"dry-run", "yes"}
    assert not any(box["default"] for box in boxes.values())
    last = {name: job["steps"][-1] for name, job in jobs.items()}
    told = {name: step.get("with") or step["env"] for name, step in last.items()}
    names = ("dry-run", "yes") if "with" in last["plan"] else ("INPUT_DRY_RUN", "INPUT_YES")
    assert str(told["plan"][names[0]]).lower() == "true"
    assert told["publish"][names[0]] == "${{ inputs.dry-run || false }}"
    assert told["publish"][names[1]] == "${{ inputs.yes || false }}"
    assert names[1] not in told["plan"]


@every_shape
def test_runs_that_publish_wait_for_each_other_and_none_is_dropped(shape: str) -> None:
    concurrency = load(SHAPES[shape])["concurrency"]
    assert concurrency == {
        "group": "ghblog-${{ github.event_name == 'pull_request' && github.ref || 'publish' }}",
        "cancel-in-progress": False,
        "queue": "max",
    }


@every_shape
def test_the_branchs_tip_is_checked_out_without_leaving_a_token_behind(shape: str) -> None:
    for job in load(SHAPES[shape])["jobs"].values():
        checkout = job["steps"][0]
        assert checkout["uses"].startswith("actions/checkout@")
        assert checkout["with"] == {
            "ref": "${{ github.ref }}",
            "fetch-depth": 0,
            "persist-credentials": False,
        }


@every_shape
def test_no_expression_is_pasted_into_a_shell_and_no_setting_hides_in_it(shape: str) -> None:
    for step in steps(load(SHAPES[shape])):
        assert "${{" not in step.get("run", "")
        assert not [name for name in step.get("env", {}) if name.startswith("GHBLOG_")]


def test_the_actions_are_those_that_the_project_itself_uses() -> None:
    own = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    pinned = re.findall(r"uses: (actions/.+)", SHAPES["a version"])
    assert pinned
    assert set(pinned) <= set(re.findall(r"uses: (.+)", own))


def test_ghblog_comes_from_the_commit_it_was_installed_from(clone: Write, shell: Shell) -> None:
    assert shell("init", "--yes").code == 0
    text = Path(WORKFLOW).read_text(encoding="utf-8")
    assert re.findall(r"uses: (octo/.*)", text) == [f"{ACTION} # v{__version__}"] * 2
    paths = ["reports/**", "ghblog.toml", "templates/**", WORKFLOW]
    assert load(text)["on"]["push"] == {"branches": ["main"], "paths": paths}


def test_the_commit_can_be_named_and_no_version_is_claimed_for_it(
    clone: Write, shell: Shell
) -> None:
    named = f"git+https://github.com/me/my.fork.git@{COMMIT}"
    assert shell("init", "--yes", "--program", named).code == 0
    text = Path(WORKFLOW).read_text(encoding="utf-8")
    assert re.findall(r"uses: (me/.*)", text) == [f"me/my.fork@{COMMIT}"] * 2


def test_what_is_no_commit_on_github_is_installed_and_runs_as_the_action_would() -> None:
    jobs = load(made(installed=VERSION, below="blog/"))["jobs"]
    for job in jobs.values():
        _, _, install, publish = job["steps"]
        assert install["env"] == {"PROGRAM": VERSION}
        assert publish["run"].endswith("-P -m ghblog action")  # -P: nothing of the blog's folder
        assert publish["env"]["INPUT_FOLDER"] == "blog"
        assert publish["env"]["INPUT_TOKEN"] == "${{ github.token }}"


def test_what_the_fallback_says_is_what_the_action_asks() -> None:
    action = load((ROOT / "action.yml").read_text(encoding="utf-8"))
    asked = {name for step in steps(action) for name in step.get("env", {})}
    job = load(made(installed=VERSION))["jobs"]["publish"]
    assert job["steps"][-1]["env"].keys() <= asked
    given = {name for step in steps(load(made())) for name in step["with"]}
    assert given - {"ref", "fetch-depth", "persist-credentials"} <= action["inputs"].keys()


@pytest.mark.parametrize(
    "hostile", ['x"; echo ${{ github.token }}', "x\nrun: y", "--index-url=x", "a\x1b[2J"]
)
def test_what_pip_would_not_install_is_refused_before_anything_is_written(
    clone: Write, shell: Shell, hostile: str
) -> None:
    done = shell("init", "--yes", f"--program={hostile}")
    assert done.code == 2
    assert "is nothing that pip installs" in done.err
    assert "\x1b" not in done.err
    assert not Path("ghblog.toml").exists()


def test_a_requirement_with_quotes_and_shell_in_it_stays_one_text(
    clone: Write, shell: Shell
) -> None:
    hostile = "ghblog; python_version > \"3\" # '$(touch pwned)'"
    assert shell("init", "--yes", "--program", hostile).code == 0
    text = Path(WORKFLOW).read_text(encoding="utf-8")
    (install, *_) = [step for step in steps(load(text)) if "PROGRAM" in step.get("env", {})]
    assert install["env"]["PROGRAM"] == hostile
    assert "touch" not in install["run"]


def test_without_a_place_to_install_from_no_workflow_is_written_and_why_is_told(
    clone: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ghblog.starting.surveying.requirement", lambda: "")
    done = shell("init", "--yes")
    assert "No workflow: nothing tells where" in done.err
    assert not Path(WORKFLOW).exists()


def test_no_workflow_can_be_wanted(clone: Write, shell: Shell) -> None:
    assert shell("init", "--yes", "--no-workflow").code == 0
    assert not Path(WORKFLOW).exists()


def test_a_workflow_of_an_earlier_init_is_left_alone_and_told(clone: Write, shell: Shell) -> None:
    path = clone(WORKFLOW, EARLIER)
    done = shell("init", "--yes")
    assert done.code == 0
    assert f"{WORKFLOW} was written by an earlier ghblog, and is left alone" in done.err
    assert path.read_text(encoding="utf-8") == EARLIER
    assert "an earlier ghblog" in shell("init").err
    path.unlink()
    assert shell("init", "--yes").code == 0
    assert ACTION in path.read_text(encoding="utf-8")
    assert "an earlier ghblog" not in shell("init").err


def test_a_second_blog_in_the_repository_is_told_that_the_workflow_is_the_firsts(
    clone: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell("init", "--yes").code == 0
    first = Path(WORKFLOW).read_text(encoding="utf-8")
    for name in ("blog", "我的 周报"):
        clone(f"{name}/ghblog.toml", f'timezone = "UTC"\nblog.name = "{len(name)}"\n')
        monkeypatch.chdir(name)
        told = shell("init", "--yes").err
        monkeypatch.chdir("..")
        assert f"does not name the folder {name}" in told
        assert f'with `folder: "{name}"`' in told
    assert Path(WORKFLOW).read_text(encoding="utf-8") == first
    clone(WORKFLOW, first.replace('folder: "."', 'folder: "blog"'))
    monkeypatch.chdir("blog")
    assert "does not name" not in shell("init", "--yes").err


def test_it_runs_for_the_default_branch_whichever_is_checked_out(
    clone: Write, git: Git, shell: Shell
) -> None:
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    git("symbolic-ref", "HEAD", "refs/heads/try/c++")
    assert shell("init", "--yes").code == 0
    on = load(Path(WORKFLOW).read_text(encoding="utf-8"))["on"]
    assert on["push"]["branches"] == on["pull_request"]["branches"] == ["trunk"]


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Asia/Shanghai", [{"cron": "23 7 * * *", "timezone": "Asia/Shanghai"}]),
        ("", [{"cron": "23 7 * * *"}]),
    ],
)
def test_once_a_day_in_the_writers_morning_reports_are_published_whose_day_has_come(
    zone: str, told: object
) -> None:
    assert load(made(zone=zone))["on"]["schedule"] == told


def test_a_blog_below_the_checkouts_top_is_published_from_its_folder(
    clone: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone("reports/pyproject.toml", '[tool.ghblog]\ntimezone = "UTC"\n')
    monkeypatch.chdir("reports")
    assert shell("init", "--yes").code == 0
    monkeypatch.chdir("..")
    workflow = load(Path(WORKFLOW).read_text(encoding="utf-8"))
    folders = [step["with"]["folder"] for step in steps(workflow) if "octo" in step["uses"]]
    assert folders == ["reports", "reports"]
    assert "reports/pyproject.toml" in workflow["on"]["push"]["paths"]


@pytest.mark.parametrize(
    ("requirement", "uses"),
    [
        (PROGRAM, ACTION),
        (f"git+https://github.com/octo/ghblog.git@{COMMIT}", ACTION),
        (f"ghblog@git+https://github.com/octo/ghblog@{COMMIT}", ACTION),
        ("ghblog @ git+https://github.com/octo/ghblog@main", ""),
        (f"ghblog @ git+https://gitlab.com/octo/ghblog@{COMMIT}", ""),
        (f"ghblog @ git+https://github.com/octo/ghblog@{COMMIT}\n# x", ""),
        (f"ghblog @ git+https://github.com/octo/gh/blog@{COMMIT}", ""),
        (VERSION, ""),
        ("", ""),
    ],
)
def test_only_a_commit_on_github_can_be_used_as_an_action(requirement: str, uses: str) -> None:
    assert program.action(requirement) == uses


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        (
            {"url": "https://u:p@github.com/o/ghblog.git", "vcs_info": {"commit_id": COMMIT}},
            f"ghblog @ git+https://github.com/o/ghblog@{COMMIT}",
        ),
        (
            {"url": "ssh://git@github.com/o/ghblog.git", "vcs_info": {"commit_id": COMMIT}},
            f"ghblog @ git+https://github.com/o/ghblog@{COMMIT}",
        ),
        ({"url": "https://gitlab.com/o/ghblog", "vcs_info": {"commit_id": COMMIT}}, ""),
        ({"url": "https://github.com/o/ghblog/a.whl", "archive_info": {}}, ""),
        ({"url": "file:///no/such/folder", "dir_info": {}}, ""),
        ([], ""),
    ],
)
def test_what_the_workflow_installs_is_told_by_how_ghblog_was_installed_here(
    origin: object, requirement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed:
        version = "1.2.3"

        def read_text(self, _: str) -> str | None:
            return json.dumps(origin)

    place = "ghblog.starting.program.Distribution.from_name"
    monkeypatch.setattr(place, lambda _: Installed())
    assert program.requirement() == requirement

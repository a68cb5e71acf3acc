"""Whatever is written in titles, paths, branch names, texts and inputs stays words."""

from __future__ import annotations

import json
import re

import pytest
from composite.environment import RUNNER_OS
from composite.job import Used
from composite.stage import FOLDER, GITHUB_TOKEN, Stage, numbers, report
from payloads import events

from ghblog.markdown.github import page as shown

EVIL = [
    "::error::pwned",
    "##[error]pwned",
    "::add-mask::pwned",
    "::set-output name=urls::pwned",
    "::stop-commands::pwned",
    "::group::pwned",
    "x\n::error::pwned",
    "x\r::error::pwned",
    "x%0A::error::pwned",
    "x\n  File \"a.md\", line 1, in pwned\n    raise E('pwned')",
    "$(touch pwned)",
    "`touch pwned`",
    "a;touch pwned",
    "'; touch pwned; \"",
    "${{ github.token }}",
    "EOF\nurls=pwned\nurls<<EOF",
    "``` | <img src=x onerror=pwned> | @reader #1 reader/other#2",
    "\x1b[2Jpwned\u202ednwp",
]
OURS = {"add-mask", "stop-commands", "group", "endgroup", "error", "warning", "notice"}
TAGS = {
    *("p", "a", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "h3"),
    *("details", "summary", "strong", "em", "br"),
}


def harmless(stage: Stage, used: Used) -> None:
    """Nothing in a run's log, outputs and summary comes from anybody but ghblog."""
    assert set(used.commands) <= OURS
    assert all(one.title.startswith("ghblog") for one in used.annotations), used.annotations
    assert not any(one.message.startswith("pwned") for one in used.annotations)
    assert "pwned" not in stage.jobs[-1].masks and "周" not in stage.jobs[-1].masks
    assert used.commands.count("group") == used.commands.count("endgroup")
    assert "pwned" not in used.outputs["urls"]
    assert stage.pwned() == []
    page = shown(used.summary)
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= TAGS
    assert all(url.startswith(stage.box.url) for url in re.findall('href="([^"]*)"', page))
    outside = re.sub("(?s)<code.*?</code>", "", page)
    assert "@reader" not in outside and "#1" not in outside


def test_titles_texts_and_labels_are_only_words(stage: Stage) -> None:
    files: dict[str, bytes | None] = {}
    for number, words in enumerate(EVIL):
        head = {
            "title": f"{number} {words}",
            "labels": [f"{number} {words}"[:50]],
            "date": "2026-11-20",
        }
        lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in head.items())
        link = f"[{number}](<no such {words.splitlines()[0]}.md>)"
        files[f"{number}.md"] = f"---\n{lines}\n---\n\n{words}\n\n{link}\n".encode()
    event = stage.push(files, message="::error::pwned")
    looked = stage.run(event, dry_run="true", yes="true")
    harmless(stage, looked)
    used = stage.run(event, yes="true")
    harmless(stage, used)
    assert numbers(used)["created"] + numbers(used)["failed"] == len(EVIL)
    assert numbers(used)["created"] >= len(EVIL) - 2, used.raw
    titles = [one["title"] for one in json.loads(used.outputs["plan"])["changes"]]
    assert any("${{ github.token }}" in title for title in titles)


def test_paths_are_only_words(stage: Stage) -> None:
    names = [
        *("$(touch pwned)", "`touch pwned`;a", "::error::pwned", "x##[error]pwned"),
        *("${{ github.token }}", "-rf", "x%0A::error::pwned", "一,二=三:四"),
        *("x\n::error::pwned", "y\r::add-mask::pwned"),
    ]
    names = [name for name in names if RUNNER_OS != "Windows" or not set(name) & set('<>:"|?*\r\n')]
    used = stage.run(stage.push({f"{name}.md": b"# T\n" for name in names}))
    harmless(stage, used)
    assert used.code == 1
    errors = [one for one in used.annotations if one.level == "error"]
    assert len(errors) == len(names)
    plain = {f"{FOLDER}/{name}.md" for name in names if name.isprintable()}
    assert plain <= {one.file for one in errors}
    assert {one.line for one in errors} == {1}


BRANCHES = [
    "$(touch${IFS}pwned)",
    "`touch${IFS}pwned`;a",
    "x'${{github.token}}",
    "x%0A%3A%3A草稿",
]


@pytest.mark.parametrize("branch", BRANCHES)
def test_branch_names_are_only_words(stage: Stage, branch: str) -> None:
    event = stage.push({"a.md": report("A")}, branch=branch)
    refused = stage.run(event)
    harmless(stage, refused)
    assert refused.code == 2
    assert branch in refused.told("error")[0]
    item = stage.repo.add_pull_request(title="::error::pwned\n$(touch pwned)", author="writer")
    used = stage.run(stage.pull(item, branch), GITHUB_TOKEN)
    harmless(stage, used)
    assert used.code == 0, used.raw
    assert len(item.comments) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("folder", '"; touch pwned; #'),
        ("folder", "$(touch pwned)"),
        ("folder", "`touch pwned`\n::error::pwned"),
        ("config", "$(touch pwned)/ghblog.toml"),
        ("yes", "$(touch pwned)"),
        ("fail_on", "error\n::error::pwned"),
        ("picture_store", "'; touch pwned"),
    ],
)
def test_inputs_are_only_words(stage: Stage, name: str, value: str) -> None:
    used, requests = stage.counted(stage.push({"a.md": report("A")}), **{name: value})
    harmless(stage, used)
    assert (used.code, requests) == (2, 0)
    assert stage.repo.issues == []


@pytest.mark.parametrize("folder", ["../../elsewhere", "out", "/"])
def test_a_folder_outside_the_checkout_is_refused(stage: Stage, folder: str) -> None:
    job = stage.job(events.push(stage.repo), GITHUB_TOKEN)
    elsewhere = job.places.workspace.parents[1] / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "ghblog.toml").write_text("posts.folder = '.'\n")
    (elsewhere / "secret.md").write_bytes(report("Secret"))
    (job.places.workspace / "out").symlink_to(elsewhere, target_is_directory=True)
    used = job.use({"folder": folder})
    assert used.code == 2, used.raw
    assert stage.repo.issues == []
    assert "outside" in used.told("error")[0]

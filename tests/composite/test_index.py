"""How the index gets home: committed, proposed, or left in the working copy for other steps."""

from __future__ import annotations

from composite.stage import GITHUB_TOKEN, PAT, Stage, report, settings
from payloads import events


def by(way: str) -> bytes:
    return settings(index__commit=way)


def test_a_protected_branch_fails_the_index_alone_and_says_what_to_do(stage: Stage) -> None:
    event = stage.push({"第 1 期.md": report("第 1 期")})
    stage.repo.protect()
    used = stage.run(event, GITHUB_TOKEN)
    assert (used.code, used.outputs["created"], used.outputs["failed"]) == (1, "1", "0"), used.raw
    assert stage.titles() == ["第 1 期"]
    assert 'index.commit = "pull-request"' in used.told("error")[0]
    assert 'index.commit = "pull-request"' in used.summary.replace("`", "")


def test_one_pull_request_is_kept_up_to_date(stage: Stage) -> None:
    event = stage.push({"ghblog.toml": by("pull-request"), "第 1 期.md": report("第 1 期")})
    stage.repo.protect()
    used = stage.run(event, GITHUB_TOKEN)
    assert (used.code, used.outputs["changed"]) == (0, "true"), used.raw
    [pull] = stage.repo.pulls
    assert f"{stage.repo.url}/pull/{pull.number}" in used.summary
    again, requests = stage.counted(events.push(stage.repo), GITHUB_TOKEN)
    assert (requests, again.outputs["changed"]) == (1, "false")
    stage.repo.protected.clear()
    event = stage.push({"第 2 期.md": report("第 2 期")})
    stage.repo.protect()
    assert stage.run(event, GITHUB_TOKEN).code == 0
    assert stage.repo.pulls == [pull]
    proposed = stage.repo.read("README.md", branch="ghblog-index")
    assert proposed and "第 2 期".encode() in proposed
    assert b"ghblog:index" not in (stage.repo.read("README.md") or b"")


def test_the_pull_request_with_the_index_publishes_nothing_and_gets_no_comment(
    stage: Stage,
) -> None:
    event = stage.push({"ghblog.toml": by("pull-request"), "第 1 期.md": report("第 1 期")})
    stage.run(event, PAT)  # with a personal token the pull request starts a run of its own
    [pull] = stage.repo.pulls
    before = len(stage.repo.issues)
    used = stage.run(stage.pull(pull, "ghblog-index"), PAT)
    assert (used.code, used.outputs["changed"]) == (0, "false"), used.raw
    assert len(stage.repo.issues) == before
    assert pull.comments == []
    stage.repo.merge_pull_request(pull.number)
    assert stage.counted(events.push(stage.repo), PAT)[1] == 1


def test_a_token_that_may_open_no_pull_requests_is_told_where_to_allow_it(stage: Stage) -> None:
    event = stage.push({"ghblog.toml": by("pull-request"), "a.md": report("A")})
    stage.repo.actions_open_pulls = False
    used = stage.run(event, GITHUB_TOKEN)
    assert used.code == 1
    assert stage.titles() == ["A"]
    assert "Workflow permissions" in used.told("error")[0]


def test_a_file_is_written_for_other_steps_and_nothing_committed(stage: Stage) -> None:
    event = stage.push({"ghblog.toml": by("file"), "第 1 期.md": report("第 1 期")})
    before = stage.repo.head()
    used = stage.run(event, GITHUB_TOKEN)
    assert (used.code, used.outputs["changed"]) == (0, "true"), used.raw
    assert stage.repo.head() == before
    written = (stage.jobs[0].places.workspace / "README.md").read_bytes()
    assert written.startswith(b"# weekly\n")
    assert "第 1 期".encode() in written
    again, requests = stage.counted(event, GITHUB_TOKEN)  # nobody committed it
    assert (requests, again.code, again.outputs["changed"]) == (1, 0, "true")
    done = stage.run(stage.push({"/README.md": written}), GITHUB_TOKEN)
    assert (done.code, done.outputs["changed"]) == (0, "false")

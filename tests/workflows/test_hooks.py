"""The hook for pre-commit, run as pre-commit runs it: its `entry`, then the files' names."""

from __future__ import annotations

import os
import shlex
import subprocess
import sysconfig
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shells import Done
from workflows.looking import ROOT, load
from writers import put

from ghblog.cli import main

GOOD = "# 2026年11月第{}周周报\n\nText {}.\n"
WARNED = "# A week\n\nThanks to @somebody.\n"
BROKEN = "# A week\n\n![a map](no/such/map.png)\n"
SETTINGS = 'timezone = "UTC"\nposts.folder = "posts"\npublish.mentions = "keep"\n'
(HOOK,) = load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

Hook = Callable[..., Done]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a blog in a folder, and Markdown that is no post."""
    folder = tmp_path / "repo"
    put(folder, "README.md", "# Mine\n\n![gone](gone.png)\n")
    put(folder, "我的 周报/ghblog.toml", SETTINGS)
    for number in "一二":
        put(folder, f"我的 周报/posts/第 {number} 期.md", GOOD.format(number, number))
    put(folder, "我的 周报/notes.md", BROKEN)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


def arguments(*names: str, args: tuple[str, ...] = ()) -> list[str]:
    """What pre-commit runs at the repository's top when these files are to be committed."""
    chosen = [name for name in names if _is(name, HOOK["types"])]
    return [*shlex.split(HOOK["entry"]), *args, *chosen]


@pytest.fixture
def hook(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Hook:
    """Runs it here, which is quicker."""
    monkeypatch.chdir(repository)

    def run(*names: str, args: tuple[str, ...] = ()) -> Done:
        program, *rest = arguments(*names, args=args)
        assert program == "ghblog"
        code = main(rest)
        return Done(code, *capsys.readouterr())

    return run


def _is(name: str, types: list[str]) -> bool:
    """As pre-commit tells types: by the name's suffix."""
    assert types == ["markdown"]
    return Path(name).suffix in {".md", ".markdown"}


def all_of(repository: Path) -> list[str]:
    """What `pre-commit run --all-files` names."""
    return [
        path.relative_to(repository).as_posix()
        for path in sorted(repository.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    ]


def test_the_hook_says_what_pre_commit_needs_to_know() -> None:
    assert HOOK["id"] == "ghblog-check"
    assert HOOK["language"] == "python"
    assert HOOK.get("pass_filenames", True)
    assert HOOK["require_serial"] is True  # duplicate titles are seen once
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert shlex.split(HOOK["entry"])[0] in project["project"]["scripts"]


def test_good_posts_pass_in_silence_and_what_is_no_post_is_passed_over(
    repository: Path, hook: Hook
) -> None:
    done = hook(*all_of(repository))
    assert done == (0, "", "")


def test_it_runs_as_a_program_of_its_own(repository: Path) -> None:
    put(repository, "我的 周报/posts/第 三 期.md", BROKEN)
    program, *rest = arguments(*all_of(repository))
    done = subprocess.run(
        [Path(sysconfig.get_path("scripts")) / program, *rest],
        cwd=repository,
        env={**os.environ, "PRE_COMMIT": "1", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "我的 周报/posts/第 三 期.md:3: error" in done.stdout


def test_a_picture_that_is_not_there_stops_the_commit_with_file_and_line(
    repository: Path, hook: Hook
) -> None:
    put(repository, "我的 周报/posts/第 三 期.md", BROKEN)
    done = hook(*all_of(repository))
    assert done.code == 1
    assert "我的 周报/posts/第 三 期.md:3" in done.out
    assert "1 error" in done.out
    assert "notes.md" not in done.out


def test_only_the_files_that_are_named_are_told_of(repository: Path, hook: Hook) -> None:
    put(repository, "我的 周报/posts/old.md", BROKEN)
    assert hook("我的 周报/posts/第 一 期.md").code == 0


def test_a_warning_is_shown_and_stops_the_commit_only_where_that_is_wanted(
    repository: Path, hook: Hook
) -> None:
    put(repository, "我的 周报/posts/thanks.md", WARNED)
    done = hook("我的 周报/posts/thanks.md")
    assert done.code == 0
    assert "thanks.md:3" in done.out
    assert HOOK["verbose"] is True  # else pre-commit would hide it
    assert hook("我的 周报/posts/thanks.md", args=("--strict",)).code == 1


def test_each_post_is_looked_at_with_the_settings_of_its_own_blog(
    repository: Path, hook: Hook
) -> None:
    put(repository, "second/ghblog.toml", 'timezone = "UTC"\nposts.folder = "."\n')
    put(repository, "second/one.md", BROKEN)
    put(repository, "我的 周报/posts/thanks.md", BROKEN)
    done = hook("second/one.md", "我的 周报/posts/thanks.md")
    assert done.code == 1
    assert "second/one.md:3" in done.out
    assert "我的 周报/posts/thanks.md:3" in done.out


def test_settings_that_cannot_be_read_stop_the_commit_with_their_line(
    repository: Path, hook: Hook
) -> None:
    put(repository, "我的 周报/ghblog.toml", "\ntimezome = 1\n")
    done = hook("我的 周报/posts/第 一 期.md")
    assert done.code == 2
    assert "ghblog.toml:2" in done.err
    assert "Traceback" not in done.err


def test_a_commit_without_posts_passes(hook: Hook) -> None:
    assert hook("README.md").code == 0
    assert hook().code == 0


def test_people_are_not_shown_the_hook(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "hook" not in capsys.readouterr().out

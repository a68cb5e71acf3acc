"""The made-up blog in which the pages' commands are typed, and the GitHub that they reach.

Everybody's repository is `you/weekly`; git reaches it as it would reach github.com, though it
lies beside.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from docs.terminal import Terminal
from writers import put

from ghblog.cli import console, main
from ghblog.preview import Preview
from ghblog.sandbox import Sandbox, SandboxClock

SETTINGS = 'timezone = "Asia/Shanghai"\n'
REPORT = "# {title}\n\nWe went out at last.\n"
REPORTS = {
    "2022-07-w2.md": "2022年7月第二周周报",
    "2022-07-w3.md": "2022年7月第三周周报",
}
# The files that an example begins with.
EXAMPLES: dict[str, dict[str, str]] = {
    "blog": {
        "README.md": "# weekly\n",
        "ghblog.toml": SETTINGS,
        **{name: REPORT.format(title=title) for name, title in REPORTS.items()},
        "posts/2026-11-w2.md": REPORT.format(title="2026年11月第二周周报"),
    },
    "reports": {
        "README.md": "# weekly\n",
        **{f"reports/{name}": REPORT.format(title=title) for name, title in REPORTS.items()},
    },
    "repository": {"README.md": "# weekly\n"},
    "folder": {},
}
TOKEN = "github_pat_you"

# ssh for git: whatever is asked of whom, the one repository is here.
_SSH = """\
#!/bin/sh
for asked; do :; done
exec git "$(expr "$asked" : 'git-\\([a-z-]*\\)')" '{repository}'
"""
_GIT = """\
[user]
    name = You
    email = you@example.org
[init]
    defaultBranch = main
[core]
    sshCommand = '{ssh}'
[ssh]
    variant = ssh
[url "git@github.com:"]
    insteadOf = https://github.com/
[pull]
    ff = only
[protocol]
    allow = never
[protocol "ssh"]
    allow = always
"""


@contextmanager
def staged(example: str, place: Path, clock: SandboxClock) -> Iterator[Terminal]:
    """A terminal in a folder that is as this example begins, with a GitHub of its own."""
    place.mkdir()
    with Sandbox(clock=clock, folder=place / "github") as box:
        box.add_user("you", token=TOKEN)
        box.add_user("old-login")
        files = {name: text.encode() for name, text in EXAMPLES[example].items()}
        repo = box.add_repository("you/weekly", files=files or None, has_discussions=True)
        _configure_git(place, place / "github" / "git" / f"{repo.id}.git")
        folder = place / "weekly"
        if files:
            clone = ["git", "clone", "-q", "https://github.com/you/weekly", str(folder)]
            subprocess.run(clone, check=True, cwd=place)
            put(folder, ".git/info/exclude", "token.txt\n")
        else:
            folder.mkdir()
        put(folder, "token.txt", TOKEN)  # lies about, and is in no commit
        environ = {**os.environ, "GITHUB_API_URL": box.api_url, "GH_TOKEN": TOKEN}
        yield Terminal(place, folder, environ, _typed)
        assert not box.crashes, box.crashes


def _configure_git(place: Path, repository: Path) -> None:
    ssh = put(place, "ssh", _SSH.format(repository=repository.as_posix()))
    ssh.chmod(0o755)
    config = Path(os.environ["GIT_CONFIG_GLOBAL"])
    config.write_text(_GIT.format(ssh=ssh.as_posix()), encoding="utf-8")


def _typed(words: list[str]) -> int:
    """Run a command for somebody who sits there, says yes to everything, and watches no page."""
    with pytest.MonkeyPatch.context() as patch:
        serve = Preview.run

        def begin_and_end(preview: Preview) -> None:
            patch.setattr(Preview, "run", serve)
            with preview:
                pass

        patch.setattr(Preview, "run", begin_and_end)
        patch.setattr("ghblog.cli.demo._serve", lambda *_: None)
        patch.setattr("webbrowser.open", lambda _: True)
        patch.setattr(console, "_is_terminal", lambda _: True)
        patch.setattr(click, "confirm", lambda *_, **__: True)
        patch.setattr(click, "prompt", lambda *_, **__: TOKEN)
        for name, value in (("NO_COLOR", "1"), ("TERM", "dumb"), ("EDITOR", "true")):
            patch.setenv(name, value)
        return main(words)

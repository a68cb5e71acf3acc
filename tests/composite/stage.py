"""A repository on the sandbox, and what happens to it: pushes, pull requests, runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from composite.checkouts import check_out
from composite.environment import Places
from composite.installed import Machine
from composite.job import Job, Used
from payloads import events
from payloads.events import Event

from ghblog.sandbox import Sandbox
from ghblog.sandbox.items import Item
from ghblog.sandbox.repository import Repository

FOLDER = "我的 周报"
PAT = "ghp_writer"
GITHUB_TOKEN = "ghs_workflow"
READ_ONLY = "ghs_of_a_fork"


def settings(**more: str) -> bytes:
    """ghblog.toml, with more lines `key = value` (dots as two underscores)."""
    lines = ['timezone = "Asia/Shanghai"', 'posts.folder = "."']
    lines += [f"{key.replace('__', '.')} = {json.dumps(value)}" for key, value in more.items()]
    return "\n".join(lines).encode() + b"\n"


def report(title: str, text: str = "正文。") -> bytes:
    """A report of a day."""
    return f"---\ndate: 2026-11-20\n---\n# {title}\n\n{text}\n".encode()


@dataclass
class Stage:
    """A repository with a blog in a folder of it.

    Attributes:
        jobs: the job of each run so far.
    """

    box: Sandbox
    repo: Repository
    machine: Machine
    folder: Path
    jobs: list[Job] = field(default_factory=list)

    def push(
        self, files: Mapping[str, bytes | None], branch: str = "", message: str = "reports"
    ) -> Event:
        """Somebody commits files below the blog's folder (`/x` is at the top) and pushes."""
        branch = branch or self.repo.default_branch
        at = {path[1:] if path[0] == "/" else f"{FOLDER}/{path}": files[path] for path in files}
        self.branch(branch)
        self.repo.commit(branch, at, message)
        return events.push(self.repo, f"refs/heads/{branch}")

    def branch(self, name: str) -> None:
        """A branch that begins where the default branch is, if it is not there yet."""
        head = self.repo.head()
        if head and not self.repo.head(name):
            self.repo.git.set_ref(f"refs/heads/{name}", head)

    def pull(
        self, item: Item, branch: str, *, source: Repository | None = None, before: str = ""
    ) -> Event:
        """GitHub merges a branch on trial and tells of it."""
        head, base = self.repo.head(branch), self.repo.head()
        assert head and base
        facts = self.repo.git.commit(head)
        assert facts
        merge = self.repo.git.write_commit(
            tree=facts.tree,
            parents=[base, head],
            message=f"Merge {head} into {base}",
            author=facts.author,
            at=self.box.clock.now(),
        )
        self.repo.git.set_ref(f"refs/pull/{item.number}/merge", merge)
        return events.pull_request(
            self.repo, item, head=branch, sha=head, merge=merge, source=source, before=before
        )

    def job(self, event: Event, token: str, *, depth: int = 1) -> Job:
        """A job that has checked the repository out."""
        home = self.folder / f"run {len(self.jobs) + 1}"
        temp = home / "_temp"
        temp.mkdir(parents=True)
        (temp / "clock").write_text(self.box.clock.now().isoformat(), encoding="utf-8")
        (temp / "ghblog-venv").symlink_to(self.machine.venv, target_is_directory=True)
        workspace = check_out(event, home / self.repo.name / self.repo.name, depth=depth)
        made = Job(event, token, Places(workspace, temp, home / "home", self.machine.action))
        self.jobs.append(made)
        return made

    def run(self, event: Event, token: str = PAT, /, **inputs: str) -> Used:
        """Run the action in a job of its own; an input's `_` stands for `-`."""
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        return self.job(event, token).use({"folder": FOLDER, **given})

    def counted(self, event: Event, token: str = PAT, /, **inputs: str) -> tuple[Used, int]:
        """Run, and how many requests it took."""
        before = len(self.box.requests)
        return self.run(event, token, **inputs), len(self.box.requests) - before

    def titles(self) -> list[str]:
        """The titles of all issues, by number."""
        return [issue.title for issue in sorted(self.repo.issues, key=lambda one: one.number)]

    def pwned(self) -> list[Path]:
        """Files that only an injected command, or a trap that was imported, can have made."""
        places = (self.folder, self.machine.action)
        found = (path for place in places for path in place.rglob("pwned*"))
        return [path for path in found if path.name in ("pwned", "pwned.md") or "-" in path.name]


def numbers(used: Used) -> dict[str, Any]:
    """The outputs that count, as numbers."""
    return {name: int(used.outputs[name]) for name in ("created", "updated", "skipped", "failed")}

"""A runner of GitHub Actions, as far as the program sees it: variables, files, a checkout, a log
that is read as the runner reads it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from composite.console import Annotation, Console, Masks
from shells import Done, Shell
from writers import put

from ghblog.sandbox import Sandbox
from ghblog.sandbox.repository import Repository

TOKEN = "ghs_of_the_workflow"
SETTINGS = b'repository = "writer/weekly"\ntimezone = "Asia/Shanghai"\n[posts]\nfolder = "posts"\n'
# ssh for git: whatever is asked of whom, the one repository is here.
_SSH = """\
#!/bin/sh
for asked; do :; done
exec git "$(expr "$asked" : 'git-\\([a-z-]*\\)')" '{bare}'
"""


def git(folder: Path, *arguments: str) -> str:
    """Run git; what it prints."""
    who = ("-c", "user.name=w", "-c", "user.email=w@example.com")
    command = ["git", *who, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass
class Ran:
    """What a run left.

    Attributes:
        log: the lines that people see.
    """

    code: int
    raw: str
    console: Console
    outputs: Mapping[str, str]
    summary: str

    @property
    def log(self) -> str:
        return "\n".join(self.console.shown)

    @property
    def annotations(self) -> list[Annotation]:
        return self.console.annotations

    def told(self, level: str) -> list[str]:
        """The messages of one level."""
        return [one.message for one in self.annotations if one.level == level]


@dataclass
class Runner:
    """A machine with a workspace.

    Attributes:
        inputs: as a workflow spells them, `dry-run` and so on.
    """

    place: Path
    box: Sandbox
    repo: Repository
    shell: Shell
    inputs: dict[str, str] = field(default_factory=lambda: {"token": TOKEN})
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def workspace(self) -> Path:
        return self.place / "工作 space"

    @property
    def bare(self) -> Path:
        """The repository on GitHub's disk."""
        return self.place / "github" / "git" / f"{self.repo.id}.git"

    def push(self, files: Mapping[str, str | bytes | None], branch: str = "main") -> str:
        """Somebody pushes files; the commit."""
        data = {
            name: text.encode() if isinstance(text, str) else text for name, text in files.items()
        }
        return self.repo.commit(branch, data, "write")

    def checkout(self, ref: str = "main", *, depth: int = 0) -> None:
        """What actions/checkout does."""
        shallow = [f"--depth={depth}"] if depth else []
        git(self.place, "init", "-q", str(self.workspace))
        git(self.workspace, "remote", "add", "origin", "git@github.com:writer/weekly.git")
        ssh = put(self.place, "ssh", _SSH.format(bare=self.bare.as_posix()))
        ssh.chmod(0o755)
        git(self.workspace, "config", "core.sshCommand", f"'{ssh.as_posix()}'")
        git(self.workspace, "config", "ssh.variant", "simple")
        git(self.workspace, "fetch", "-q", *shallow, "origin", f"{ref}:refs/remotes/origin/{ref}")
        if ref.startswith("pull/"):
            git(self.workspace, "checkout", "-q", "--detach", f"refs/remotes/origin/{ref}")
        else:
            git(self.workspace, "checkout", "-q", "-B", ref, f"refs/remotes/origin/{ref}")

    def checkout_again(self, ref: str = "main", *, depth: int = 0) -> None:
        """Another job, with a workspace of its own."""
        shutil.rmtree(self.workspace)
        self.checkout(ref, depth=depth)

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file in the workspace, which nobody has committed."""
        return put(self.workspace, name, text)

    def environ(self, event: str, payload: Mapping[str, object], ref: str) -> dict[str, str]:
        """The variables of a step."""
        files = {name: self.place / name for name in ("output", "summary", "event.json")}
        files["event.json"].write_text(json.dumps(payload, ensure_ascii=False), encoding="utf-8")
        for name in ("output", "summary"):
            files[name].write_bytes(b"")
        given = {f"INPUT_{k.upper().replace('-', '_')}": v for k, v in self.inputs.items()}
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.box.api_url,
            "GITHUB_SERVER_URL": self.box.url,
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(files["event.json"]),
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "GITHUB_REF": ref,
            "GITHUB_REPOSITORY": "writer/weekly",
            "GITHUB_SHA": self.repo.head() or "",
            "GITHUB_WORKSPACE": str(self.workspace),
            **given,
            **self.variables,
        }

    def run(
        self,
        event: str = "push",
        payload: Mapping[str, object] | None = None,
        ref: str = "refs/heads/main",
    ) -> Ran:
        """Run the step."""
        code, out, err = self.step(event, payload, ref)
        assert not err, err  # two streams have no order
        return self.read(code, out)

    def step(
        self,
        event: str = "push",
        payload: Mapping[str, object] | None = None,
        ref: str = "refs/heads/main",
    ) -> Done:
        """Run the step; exit code and what was written."""
        told: dict[str, object] = {"repository": {"default_branch": "main"}, **(payload or {})}
        environ = self.environ(event, told, ref)
        before = dict(os.environ)
        os.environ.update(environ)
        here = Path.cwd()
        os.chdir(self.workspace)
        try:
            return self.shell("action")
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(before)

    def read(self, code: int, out: str) -> Ran:
        """What was left, read as the runner does."""
        console = Console(Masks())
        console.feed(out)
        outputs = outputs_in((self.place / "output").read_text("utf-8"))
        return Ran(code, out, console, outputs, (self.place / "summary").read_text("utf-8"))

    def pull(self, number: int, *, fork: bool = False) -> dict[str, object]:
        """The payload of a pull request's event."""
        head = "stranger/weekly" if fork else "writer/weekly"
        return {
            "number": number,
            "pull_request": {
                "number": number,
                "head": {"sha": "f" * 40, "ref": "topic", "repo": {"full_name": head}},
            },
        }


def outputs_in(text: str) -> dict[str, str]:
    """Outputs, read as the runner reads the file."""
    found: dict[str, str] = {}
    lines = iter(text.split("\n"))
    for line in lines:
        if not line:
            continue
        name, _, end = line.partition("<<")
        assert end, f"no output: {line!r}"
        value = []
        for following in lines:
            if following == end:
                break
            value.append(following)
        found[name] = "\n".join(value)
    return found

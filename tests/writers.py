"""A writer with a folder, a repository, and a way to publish the one to the other."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from ghblog.blog import Blog
from ghblog.machine import ThisMachine
from ghblog.model import Outcome, Plan, Progress
from ghblog.sandbox import Sandbox
from ghblog.sandbox.repository import Repository


def png(number: int = 0) -> bytes:
    """A small picture of its own."""
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), (number % 256, number // 256 % 256, 7)).save(buffer, "PNG")
    return buffer.getvalue()


def put(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a file below a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@dataclass
class Writer:
    """Somebody who writes reports and publishes them.

    Attributes:
        heard: what the last runs told about their progress.
        store: where pictures go; most tests are not about that.
    """

    folder: Path
    box: Sandbox
    repo: Repository
    token: str = "ghp_writer"
    environ: dict[str, str] = field(default_factory=dict)
    heard: list[Progress] = field(default_factory=list)
    stop: Callable[[], bool] = lambda: False
    store: str = "branch"

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file below the blog's root."""
        return put(self.folder, name, text)

    def write_posts(self, count: int, start: int = 0, size: int = 0) -> None:
        """Write numbered posts, a day each."""
        for n in range(start, start + count):
            day = f"20{10 + n // 336:02}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
            text = f"# Report {n}\n\nText of report {n}.\n" + "filler \n" * (size // 8)
            self.write(f"posts/{day}-report-{n}.md", text)

    def blog(self, machine: str = "laptop", **rest: object) -> Blog:
        """The blog, as a fresh process on this machine would open it."""
        clock = self.box.clock
        environ = {
            "GITHUB_API_URL": self.box.api_url,
            "GH_TOKEN": self.token,
            "GHBLOG_PICTURES_STORE": self.store,
            **self.environ,
        }
        return Blog.open(
            self.folder,
            environ=environ,
            clock=clock,
            machine=ThisMachine(clock, self.folder.parent / machine),
            listen=self.heard.append,
            stop=self.stop,
            **rest,  # type: ignore[arg-type]
        )

    def publish(
        self, *paths: Path, machine: str = "laptop", refresh: bool = False
    ) -> Outcome | None:
        """Publish, saying yes to whatever the plan is."""
        blog = self.blog(machine)
        return blog.publish(paths, refresh=refresh, agree=lambda plan: plan.pending)

    def plan(self, *paths: Path, **rest: bool) -> Plan:
        """A dry run."""
        return self.blog().plan(paths, **rest)

    def requests(self) -> int:
        """How many requests GitHub has seen."""
        return len(self.box.requests)

    def counted(self, *paths: Path) -> tuple[Outcome | None, int]:
        """Publish, and how many requests it took."""
        before = self.requests()
        outcome = self.publish(*paths)
        return outcome, self.requests() - before

    def readme(self, branch: str = "main") -> str:
        """The README on GitHub."""
        return self.stored("README.md", branch).decode()

    def stored(self, path: str, branch: str = "ghblog") -> bytes:
        """A file in a branch on GitHub."""
        data = self.repo.read(path, branch=branch)
        assert data is not None
        return data

    def titles(self) -> list[str]:
        """The titles of all issues, by number."""
        return [issue.title for issue in sorted(self.repo.issues, key=lambda one: one.number)]

    def body(self, number: int) -> str:
        """An issue's text."""
        return next(one.body for one in self.repo.issues if one.number == number)


def make_writer(box: Sandbox, repo: Repository, tmp_path: Path) -> Writer:
    """A writer with an empty folder."""
    folder = tmp_path / "blog"
    folder.mkdir()
    made = Writer(folder, box, repo)
    settings = (
        'repository = "writer/weekly"\ntimezone = "Asia/Shanghai"\n[posts]\nfolder = "posts"\n'
    )
    made.write("ghblog.toml", settings)
    (folder / "posts").mkdir()
    return made

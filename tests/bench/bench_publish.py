"""What publishing costs on large blogs: requests first, then start-up, then time and memory.

python tests/bench/bench_publish.py [POSTS ...]     (default: 1000 10000)

Prints numbers and ratios, asserts nothing. The sandbox runs in a process of its own, so that
the memory is ghblog's.
"""

from __future__ import annotations

import multiprocessing
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter

TEXT = "一段文字，a few words and [a link](https://example.com/). " * 12 + "\n\n"


def serve(pipe: Connection) -> None:
    """A sandbox for another process: the address out, commands in."""
    from ghblog.sandbox import Sandbox

    with Sandbox() as box:
        box.add_user("writer", token="ghp_writer")
        repo = box.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
        pipe.send(box.api_url)
        while True:
            wish, value = pipe.recv()
            if wish == "fill":
                for number, (title, body) in enumerate(value["issues"], start=1):
                    assert repo.add_issue(title=title, body=body).number == number
                repo.commit("ghblog", value["files"], "filled")
                pipe.send(True)
            elif wish == "id":
                pipe.send(repo.id)
            elif wish == "requests":
                pipe.send(len(box.requests))
            else:
                return


@contextmanager
def sandbox() -> Iterator[tuple[str, Connection]]:
    """A sandbox in another process."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()
    try:
        yield ours.recv(), ours
    finally:
        ours.send(("stop", None))
        process.join()


def write(folder: Path, count: int) -> None:
    """A blog of numbered posts of about 3 KB."""
    (folder / "posts").mkdir(parents=True)
    settings = 'repository = "writer/weekly"\n[posts]\nfolder = "posts"\n'
    (folder / "ghblog.toml").write_text(settings)
    for n in range(count):
        name = f"{1990 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}-report-{n}.md"
        (folder / "posts" / name).write_text(f"# Report {n}\n\n## 生活\n\n{TEXT * 3}")


def fill(folder: Path, pipe: Connection) -> None:
    """Let the sandbox hold all posts already, as if they had been published one by one."""
    from ghblog.clock import SystemClock
    from ghblog.config import load
    from ghblog.model import Action, Change, Created, Document, Ledger
    from ghblog.posts import DiskFiles, PartComposer, build_document, read_posts
    from ghblog.sync.entries import entry_after
    from ghblog.sync.ledger import files_of

    settings, files = load(folder, environ={}), DiskFiles(folder)
    posts, _ = read_posts(files, settings, now=SystemClock().now(), first_commits=dict)
    pipe.send(("id", None))
    ledger = Ledger(pipe.recv(), "main")
    issues, entries = [], {}
    for number, post in enumerate(posts, start=1):
        document = build_document(files, settings, post)
        assert isinstance(document, Document)
        issues.append((document.title, PartComposer("main").compose(document, 1, {})))
        change = Change(Action.CREATE, post.id, post.path, post.title, "", "", None, document, post)
        entry = entry_after(change, Created(number, f"I_{number}"))
        assert entry
        entries[post.id] = entry
    ledger = Ledger(ledger.repository, "main", posts=entries)
    stored = {path: text.encode() for path, text in files_of(ledger).items()}
    pipe.send(("fill", {"issues": issues, "files": stored}))
    assert pipe.recv()


def run(folder: Path, api_url: str) -> None:
    """One publish in this process: seconds and MiB, on stdout."""
    from ghblog.blog import Blog

    start = perf_counter()
    environ = {"GITHUB_API_URL": api_url, "GH_TOKEN": "ghp_writer"}
    outcome = Blog.open(folder, environ=environ).publish(agree=lambda plan: plan.pending)
    seconds = perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:.3f} {memory:.0f} {outcome is None}")


def measure(count: int) -> float:
    """A run with nothing to do on a blog of this size; its seconds."""
    with tempfile.TemporaryDirectory() as made, sandbox() as (api_url, pipe):
        folder = Path(made) / "blog"
        write(folder, count)
        fill(folder, pipe)
        first = _again(folder, api_url)  # writes the index once
        pipe.send(("requests", None))
        before = pipe.recv()
        seconds, memory, nothing = _again(folder, api_url)
        pipe.send(("requests", None))
        requests = pipe.recv() - before
    print(
        f"{count:>6} posts, nothing to do: {requests} requests, {seconds:.2f} s, {memory:.0f} MiB"
        f"{'' if nothing else ' (something was done?)'}; the run before it {first[0]:.2f} s"
    )
    return seconds


def _again(folder: Path, api_url: str) -> tuple[float, float, bool]:
    command = [sys.executable, __file__, "--run", str(folder), api_url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory, nothing = done.stdout.split()
    return float(seconds), float(memory), nothing == "True"


def startup() -> None:
    """`ghblog --version` and `--help` against a Python that does nothing."""
    nothing = _times([sys.executable, "-c", "pass"])
    for flag in ("--version", "--help"):
        ours = _times([sys.executable, "-m", "ghblog", flag])
        print(f"ghblog {flag}: {ours:.3f} s, {ours / nothing:.1f} × an empty Python")


def _times(command: list[str]) -> float:
    times = []
    for _ in range(7):
        start = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(perf_counter() - start)
    return median(times)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(Path(sys.argv[2]), sys.argv[3])
    else:
        startup()
        counts = [int(one) for one in sys.argv[1:]] or [1000, 10_000]
        taken = [measure(count) for count in counts]
        for count, seconds in zip(counts[1:], taken[1:], strict=True):
            grown = count / counts[0]
            print(f"{grown:.0f} × the posts: {seconds / taken[0]:.1f} × the time")

"""Real clones of the sandbox's repositories, as actions/checkout makes them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from dulwich.repo import Repo
from payloads.events import Event

from ghblog.sandbox.repository import Repository


def check_out(event: Event, folder: Path, *, depth: int = 1, tip: bool = True) -> Path:
    """Clone what an event is about.

    Args:
        event: its repository and reference.
        folder: where to.
        depth: how many commits; 0: all.
        tip: the branch as it is by now, not the event's own commit.
    """
    sha = (event.repo.git.ref(event.ref) if tip else None) or event.sha
    folder.mkdir(parents=True)
    bare = _on_disk(event.repo, folder.parent / f"{event.repo.name}.git")
    _git(folder, "init", "--quiet")
    _git(folder, "remote", "add", "origin", event.repo.url)
    local = _local(event.ref)
    shallow = [f"--depth={depth}"] if depth else []
    _git(folder, "fetch", "--quiet", "--no-tags", *shallow, bare.as_uri(), f"+{sha}:{local}")
    if event.ref.startswith("refs/heads/"):
        name = event.ref.removeprefix("refs/heads/")
        _git(folder, "checkout", "--quiet", "--force", "-B", name, local)
    else:
        _git(folder, "checkout", "--quiet", "--force", local)
    return folder


def _local(ref: str) -> str:
    for there, here in (
        ("refs/heads/", "refs/remotes/origin/"),
        ("refs/pull/", "refs/remotes/pull/"),
    ):
        if ref.startswith(there):
            return here + ref.removeprefix(there)
    return ref


def _on_disk(repo: Repository, path: Path) -> Path:
    """The sandbox's objects, which live in memory, where git can fetch them."""
    bare = Repo.init_bare(str(path), mkdir=True)
    store = repo.git._repo.object_store
    bare.object_store.add_objects([(store[oid], None) for oid in store])
    bare.close()
    _git(path, "config", "uploadpack.allowAnySHA1InWant", "true")
    return path


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
    )

"""Which repository on GitHub a checkout belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ghblog.checkout.git import Git

_NAME = r"(?P<name>[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+?)(?:\.git)?/?"
_URL = re.compile(rf"(?:https?|ssh|git|git\+ssh)://(?:[^/@]*@)?(?P<host>[^/:]+)(?::\d*)?/{_NAME}")
_SCP = re.compile(rf"(?:[^/@:]+@)?(?P<host>[^/@:]+):/?{_NAME}")
# Forges that are surely not GitHub; any other host may be one, or ssh's name for it.
_OTHERS = ("gitlab.com", "gitee.com", "bitbucket.org", "codeberg.org", "sr.ht", "coding.net")


def by_rank(git: Git, branch: str) -> Iterator[str]:
    """The remotes that may be meant: `origin`, else the branch's upstream, else the only one."""
    remotes = git.text("remote").splitlines()
    ranked = ["origin", upstream(git, branch), *(remotes if len(remotes) == 1 else [])]
    yield from dict.fromkeys(remote for remote in ranked if remote in remotes)


def upstream(git: Git, branch: str) -> str:
    """The remote that a branch follows; empty if it follows none."""
    return git.text("config", "--get", f"branch.{branch}.remote")


def name_of(git: Git, remote: str) -> str:
    """`owner/name` of a remote; empty if it is no GitHub's."""
    # `remote get-url` applies url.<base>.insteadOf.
    return name_in_url(git.text("remote", "get-url", remote))


def name_in_url(url: str) -> str:
    """`owner/name` in a remote's URL, scp-like ones included; empty if it is no GitHub's."""
    found = _URL.fullmatch(url) or (None if "://" in url else _SCP.fullmatch(url))
    if not found or found["host"].lower().endswith(_OTHERS) or len(found["host"]) < 2:
        return ""
    return found["name"]

"""The workflow that `ghblog init` writes for blogs of many shapes, without a disk."""

from __future__ import annotations

from pathlib import Path

from ghblog.model import Kind, Settings
from ghblog.starting.setup import plan_setup
from ghblog.starting.values import Chosen, Facts

COMMIT = "0123456789012345678901234567890123456789"
PROGRAM = f"ghblog @ git+https://github.com/octo/ghblog@{COMMIT}"
VERSION = "ghblog==1.2.3"
ACTION = f"octo/ghblog@{COMMIT}"
WORKFLOW = ".github/workflows/ghblog.yml"


def made(
    *,
    branch: str = "main",
    default_branch: str = "",
    below: str = "",
    folder: str = "reports",
    zone: str = "Asia/Shanghai",
    kind: Kind = Kind.ISSUE,
    index_commit: str = "branch",
    installed: str = PROGRAM,
) -> str:
    """The text of the workflow for a blog like this; empty if there is none."""
    facts = Facts(
        settings=Settings(
            root=Path(),
            posts_folder=folder,
            timezone=zone,
            kind=kind,
            index_commit=index_commit,
        ),
        settings_path=f"{below}ghblog.toml",
        below=below,
        seen=(),
        folders=(),
        repository="writer/weekly",
        branch=branch,
        zone=zone,
        readme=None,
        workflow="",
        program=installed,
        default_branch=default_branch,
    )
    planned = plan_setup(facts, Chosen(), {})
    return next((each.after for each in planned.files if each.path == WORKFLOW), "")

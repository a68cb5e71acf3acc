"""What `ghblog init` finds, is told and would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ghblog.model import Settings
from ghblog.starting.reading import Seen

WORKFLOW = ".github/workflows/ghblog.yml"
"""The file that `ghblog init` makes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is.

    Attributes:
        settings: the blog's, if it has a file of them (`settings_path`), else the defaults.
        settings_path: of that file; empty if there is none.
        below: the blog's folder below the checkout's top, ending in `/`; empty if it is that.
        seen: all Markdown files of the blog's folder that could be posts, the newest first.
        folders: names of the folders in it.
        branch: the checked out one.
        default_branch: the remote's, which alone may be published from; empty if nothing tells.
        zone: the machine's time zone; empty if nobody knows.
        readme: the file that is to hold the index; None if there is none.
        passed_over: paths of READMEs in dated folders, which the settings keep from being posts.
        astray: whether that is a link that leads out of the checkout; then it is not read.
        workflow: a workflow that runs ghblog already; empty if there is none.
        outdated: whether an earlier ghblog's `init` wrote that.
        unnamed: whether that does not name `below`: then it is that of another blog.
        program: what pip installs to get this ghblog; empty if nothing tells.
    """

    settings: Settings
    settings_path: str
    below: str
    seen: Sequence[Seen]
    folders: Sequence[str]
    repository: str
    branch: str
    zone: str
    readme: str | None
    workflow: str
    program: str
    astray: bool = False
    passed_over: Sequence[str] = ()
    default_branch: str = ""
    outdated: bool = False
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user says.

    Attributes:
        folder, repository, program: empty: to be found.
        workflow: whether one is wanted.
    """

    folder: str = ""
    repository: str = ""
    program: str = ""
    workflow: bool = True


@dataclass(frozen=True, slots=True)
class Writing:
    """A file to be written, below the checkout's top.

    Attributes:
        before: its text; None: it is new.
    """

    path: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Setup:
    """What would be done.

    Attributes:
        found: (what, which), to be shown.
        there: paths that need nothing.
        notes: what else the user should know, whole sentences.
        next: the next step.
    """

    found: tuple[tuple[str, str], ...]
    files: tuple[Writing, ...]
    there: tuple[str, ...]
    notes: tuple[str, ...]
    next: str

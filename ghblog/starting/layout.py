"""Which folder holds the reports, and which of its files are posts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ghblog.starting.folders import is_report, ordinary, reports_folder
from ghblog.starting.reading import Seen
from ghblog.starting.values import Chosen, Facts


@dataclass(frozen=True, slots=True)
class Layout:
    """What there is, and how it is taken.

    Attributes:
        folder: of the posts, below the blog's; `.` is that.
        posts: the files in it that will be published, the newest first.
        excluded: paths of those that the settings are to leave out.
        reports: paths of all files that look like reports.
        fresh: whether the folder must be made.
        repository: `owner/name`; empty if nobody knows.
    """

    facts: Facts
    chosen: Chosen
    folder: str
    posts: Sequence[Seen]
    excluded: Sequence[str]
    reports: Sequence[str]
    fresh: bool
    repository: str


def lay_out(facts: Facts, chosen: Chosen) -> Layout:
    """How a folder is taken: as its settings say, else as the user says, else as it looks."""
    reports = [each.path for each in facts.seen if is_report(each)]
    folder = facts.settings.posts_folder
    if not facts.settings_path:
        folder = chosen.folder or reports_folder(reports, facts.folders)
    inside = [each for each in facts.seen if within(each.path, folder)]
    excluded = [] if facts.settings_path else [e.path for e in inside if ordinary(e.path)]
    return Layout(
        facts=facts,
        chosen=chosen,
        folder=folder,
        posts=[each for each in inside if each.path not in excluded],
        excluded=sorted(excluded),
        reports=reports,
        fresh=folder != "." and not inside and folder not in facts.folders,
        repository=chosen.repository or facts.repository,
    )


def within(path: str, folder: str) -> bool:
    """Whether a path lies in a folder; everything lies in `.`."""
    return folder == "." or PurePosixPath(path).is_relative_to(folder)

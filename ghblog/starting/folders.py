"""Which folder holds the reports, told from what lies in the folders. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from ghblog.posts.dates import first_in
from ghblog.starting.forms import pieces
from ghblog.starting.reading import Seen

# Files that every project has, which nobody means to publish.
_ORDINARY = re.compile(
    r"(?:readme|changelog|changes|history|contributing|contributors|authors|code_of_conduct|security"
    r"|license|licence|summary|todo|index|support|governance|roadmap)(?:[._-][a-z]{2}(?:[_-][a-z]+)?)?",
    re.IGNORECASE,
)
_REPORT_WORDS = re.compile(
    r"周报|週報|周刊|週刊|月报|日报|weekly|week\s?notes?|newsletter|digest", re.IGNORECASE
)
_USUAL = ("reports", "posts", "weekly", "blog", "content", "_posts", "articles", "周报", "notes")
_MOST = 0.8  # of the reports below a folder: then it is the one that holds them
FRESH = "reports"
"""The folder to make where there is none."""


def ordinary(path: str) -> bool:
    """Whether a file is one that every project has, such as a changelog."""
    return bool(_ORDINARY.fullmatch(PurePosixPath(path).stem))


def is_report(seen: Seen) -> bool:
    """Whether a file looks like a report: its name, folder or title has a date or a number."""
    if ordinary(seen.path):
        return False
    name = PurePosixPath(seen.path).stem
    dated = seen.day is not None or len(pieces(name)) > 1 or first_in(seen.title) is not None
    return dated or len(pieces(seen.title)) > 1 or bool(_REPORT_WORDS.search(seen.title))


def reports_folder(reports: Sequence[str], folders: Sequence[str]) -> str:
    """The folder that holds the reports, `.` being the root.

    Goes down from the root as long as one folder has most of what is below, but not into
    those of a year, a month or a week.

    Args:
        reports: paths of what looks like a report.
        folders: names of the folders at the root, for a blog without reports.
    """
    if not reports:
        return next((name for name in _USUAL if name in folders), FRESH)
    folder = ""
    while True:
        below = [path for path in reports if path.startswith(folder)]
        names = Counter(path[len(folder) :].partition("/")[0] for path in below)
        name, count = names.most_common(1)[0]
        deeper = f"{folder}{name}/"
        here = count < _MOST * len(reports) or not any(each.startswith(deeper) for each in below)
        if here or len(pieces(f"{name}/")) > 1 or len(pieces(name)) > 1:
            return folder.rstrip("/") or "."
        folder = deeper
